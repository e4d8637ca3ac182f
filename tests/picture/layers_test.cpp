// The layers in the picture end where the model's do, from afar and from near.
#include "app/render/palette.h"
#include "tests/picture/studio.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace picture {
namespace {

using session::Part;
using session::View;

constexpr glm::ivec2 kSize_px{640, 360};
constexpr double kAllowed_px = 2;
constexpr std::array<double, 3> kZooms = {0, 1.5, 3};

struct LayersOnly {
    LayersOnly()
        : world(world_at(preset("clinic-pen-cheek-1.5"), 0)), snapshot(sim::observe(world)) {}

    /// The flat section with nothing in it, looking at the junction.
    View view(session::Style style, double zoom) const {
        View v{.name = session::ViewName::section, .style = style, .zoom = zoom};
        v.parts = 0;
        for (const Part part : {Part::stratum_corneum, Part::epidermis, Part::papillary_dermis,
                                Part::reticular_dermis, Part::fat})
            v.parts |= 1u << unsigned(part);
        // Panned so that both the skin and the fat stay in the picture as long as there is room.
        const double middle_mm = zoom > 2 ? 0.25 : 0.55, off = zoom == 0 ? 0 : 1;
        v.pan_y_mm = off * (row_mm(kSize_px.y / 2.0) - middle_mm);
        return v;
    }
    /// Depth of a row of the picture that is not zoomed.
    double row_mm(double row_px) const {
        const render::Camera c = render::make_camera({.name = session::ViewName::section}, snapshot,
                                                     kSize_px.x, kSize_px.y);
        const double zero =
            double(render::pixel_from_world(c, {0, 0, 0}, kSize_px.x, kSize_px.y).y);
        return (row_px - zero) * double(c.pixel_mm);
    }
    sim::World world;
    sim::Snapshot snapshot;
};

/// Rows of one bound of the model, a column each.
std::vector<double> rows_of(const LayersOnly& l, const View& view, sim::Layer layer) {
    const render::Camera camera = render::make_camera(view, l.snapshot, kSize_px.x, kSize_px.y);
    const double left =
        double(render::pixel_from_world(camera, {0, 0, 0}, kSize_px.x, kSize_px.y).x);
    std::vector<double> rows;
    for (int x = 0; x < kSize_px.x; ++x) {
        const double at = (x + 0.5 - left) * double(camera.pixel_mm);
        const double depth = sim::bound_mm(*l.snapshot.tissue, layer, at, 0);
        rows.push_back(double(
            render::pixel_from_world(camera, {float(at), 0, float(-depth)}, kSize_px.x, kSize_px.y)
                .y));
    }
    return rows;
}

/// Distance of a place in the picture from the bound drawn as a curve.
double off_px(const std::vector<double>& rows, int x, double row) {
    double least = 1e9;
    for (int i = std::max(0, x - 4); i <= std::min(int(rows.size()) - 1, x + 4); ++i)
        least = std::min(least, std::hypot(double(i - x), rows[std::size_t(i)] - row));
    return least;
}

/// Whether a column crosses the block.
bool in_block(const LayersOnly& l, const View& view, int x) {
    const render::Camera camera = render::make_camera(view, l.snapshot, kSize_px.x, kSize_px.y);
    const double left =
        double(render::pixel_from_world(camera, {0, 0, 0}, kSize_px.x, kSize_px.y).x);
    return std::fabs((x + 0.5 - left) * double(camera.pixel_mm)) <
           l.snapshot.tissue->block.width_mm / 2 - 0.05;
}

/// The layer that a flat colour stands for; -1 for an outline.
int flat_layer(const std::uint8_t* rgb) {
    const glm::vec3 c(rgb[0], rgb[1], rgb[2]);
    for (std::size_t i = 0; i < render::kLayerColours.size(); ++i)
        if (glm::length(c - 255.0f * render::kLayerColours[i]) < 14) return int(i);
    return -1;
}

// From one layer's flat colour to the next lies the outline: its middle is the bound.
TEST(Layers, OutlinesOfTheDiagramLieOnTheModelsBounds) {
    const LayersOnly l;
    Studio studio(kSize_px);
    std::array<int, 4> measured{};
    for (const double zoom : kZooms) {
        const View view = l.view(session::Style::diagram, zoom);
        const render::Image image = studio.draw(l.snapshot, view);
        std::array<std::vector<double>, 4> rows;
        for (std::size_t b = 0; b < 4; ++b) rows[b] = rows_of(l, view, sim::Layer(int(b)));
        double worst = 0;
        for (int x = 4; x < kSize_px.x - 4; x += 3) {
            if (!in_block(l, view, x)) continue;
            int above = -1, last = 0;
            for (int y = 0; y < kSize_px.y; ++y) {
                const int here = flat_layer(image.pixel(x, y));
                if (here < 0) continue;
                if (above >= 0 && here == above + 1 && above < 4) {
                    const double off = off_px(rows[std::size_t(above)], x, (last + y + 1) / 2.0);
                    worst = std::max(worst, off);
                    EXPECT_LE(off, kAllowed_px)
                        << "bound " << above << " zoom " << zoom << " at " << x;
                    ++measured[std::size_t(above)];
                }
                above = here, last = y;
            }
        }
        std::printf("diagram, zoom %.1f: at most %.2f px off\n", zoom, worst);
    }
    for (const int count : measured) EXPECT_GT(count, 100);  // each bound somewhere
}

TEST(Layers, IdsChangeOnTheModelsBounds) {
    const LayersOnly l;
    Studio studio(kSize_px, render::Quality::low);
    for (const double zoom : kZooms) {
        const View view = l.view(session::Style::realistic, zoom);
        const render::IdPicture ids = studio.ids(l.snapshot, view);
        std::array<std::vector<double>, 4> rows;
        for (std::size_t b = 0; b < 4; ++b) rows[b] = rows_of(l, view, sim::Layer(int(b)));
        int measured = 0;
        for (int x = 4; x < kSize_px.x - 4; ++x)
            for (int y = 1; y < kSize_px.y; ++y) {
                const auto above = session::layer_of(ids.thing_at(x, y - 1)),
                           below = session::layer_of(ids.thing_at(x, y));
                if (!above || !below || int(*below) != int(*above) + 1 || int(*above) > 3) continue;
                ++measured;
                EXPECT_LE(off_px(rows[std::size_t(*above)], x, y), 1.0)
                    << "bound " << int(*above) << " zoom " << zoom << " at " << x;
            }
        EXPECT_GT(measured, 500);
    }
}

// In the lifelike picture grain hides the bound from a single column. Straightened along the
// model's bound and averaged, the colours change fastest where the bound is.
TEST(Layers, LifelikeColoursChangeFastestOnTheModelsBounds) {
    const LayersOnly l;
    Studio studio(kSize_px);
    constexpr int kReach_px = 9;
    for (const double zoom : kZooms) {
        const View view = l.view(session::Style::realistic, zoom);
        const render::Image image = studio.draw(l.snapshot, view);
        for (const sim::Layer layer :
             {sim::Layer::viable_epidermis, sim::Layer::reticular_dermis}) {
            const std::vector<double> rows = rows_of(l, view, layer);
            std::array<glm::dvec3, 2 * kReach_px + 1> mean{};
            int columns = 0;
            for (int x = 4; x < kSize_px.x - 4; ++x) {
                const double row = rows[std::size_t(x)];
                // Where the bound is steep, rows blur it.
                if (!in_block(l, view, x) ||
                    std::fabs(rows[std::size_t(x + 1)] - rows[std::size_t(x - 1)]) > 1)
                    continue;
                if (row < kReach_px + 1 || row > kSize_px.y - kReach_px - 2) continue;
                ++columns;
                for (int k = -kReach_px; k <= kReach_px; ++k) {
                    const std::uint8_t* p = image.pixel(x, int(std::floor(row)) + k);
                    mean[std::size_t(k + kReach_px)] += glm::dvec3(p[0], p[1], p[2]);
                }
            }
            if (columns < 60) continue;  // out of the picture at this zoom
            int steepest = 0;
            double most = -1;
            for (int k = 0; k + 2 < 2 * kReach_px + 1; ++k) {
                const double step = glm::length(mean[std::size_t(k + 2)] - mean[std::size_t(k)]);
                if (step > most) most = step, steepest = k + 1 - kReach_px;
            }
            std::printf("lifelike, zoom %.1f, bound %d: %d px off\n", zoom, int(layer), steepest);
            EXPECT_LE(std::abs(steepest), kAllowed_px)
                << "bound " << int(layer) << " zoom " << zoom;
        }
    }
}

}  // namespace
}  // namespace picture
