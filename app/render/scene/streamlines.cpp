#include "app/render/scene/streamlines.h"

#include "app/render/heat_field.h"
#include "sim/tissue/tables.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace render {
namespace {

constexpr double kStep_mm = 0.0125;  // of lines and of the picture of the potential they follow
constexpr double kTouch_mm = 0.012;  // from a bare wall: the line has arrived
constexpr double kSkin_mm = 0.003;   // lines keep so far below the surface
constexpr double kSeedGap_mm = 0.01, kSlopeOver_mm = 0.04;
constexpr int kMostSteps = 2400;

/// The potential in a face, on an even raster. Insulation is closed: beside it the potential does
/// not change across it.
class PotentialRaster {
  public:
    PotentialRaster(const sim::HeatView& heat, const CutFace& face, double floor_mm)
        : columns_(int(std::ceil(double(face.length_mm) / kStep_mm))),
          rows_(int(std::ceil(floor_mm / kStep_mm))),
          value_V_(std::size_t(columns_) * std::size_t(rows_)) {
        for (int column = 0; column < columns_; ++column)
            for (int row = 0; row < rows_; ++row) {
                const glm::vec3 p = face.origin_mm + face.u * float((column + 0.5) * kStep_mm);
                at(column, row) = float(potential_at(heat, {p.x, p.y, (row + 0.5) * kStep_mm}));
            }
    }

    /// @param blur_mm  as far beside the wall the sampled potential still mixes in the needle's own
    void close(const Electrode& e, double blur_mm) {
        const int rows = std::min(rows_, int((e.tip_mm - e.bare_mm) / kStep_mm));
        const double reach = e.radius_mm + blur_mm;
        const int left = int(std::floor((e.u_mm - reach) / kStep_mm - 0.5));
        const int right = int(std::ceil((e.u_mm + reach) / kStep_mm - 0.5));
        for (int row = 0; row < rows; ++row)
            for (int column = std::max(left, 0); column <= std::min(right, columns_ - 1);
                 ++column) {
                const bool on_left = (column + 0.5) * kStep_mm < e.u_mm;
                at(column, row) = at(std::clamp(on_left ? left : right, 0, columns_ - 1), row);
            }
    }

    double volts(const glm::dvec2& p) const {
        const double x = std::clamp(p.x / kStep_mm - 0.5, 0.0, columns_ - 1.0),
                     y = std::clamp(p.y / kStep_mm - 0.5, 0.0, rows_ - 1.0);
        const int i = std::min(int(x), columns_ - 2), j = std::min(int(y), rows_ - 2);
        const auto row = [&](int k) {
            return std::lerp(double(at(i, k)), double(at(i + 1, k)), x - i);
        };
        return std::lerp(row(j), row(j + 1), y - j);
    }

    /// Down the potential; zero where there is none.
    glm::dvec2 downhill(const glm::dvec2& p) const {
        const glm::dvec2 x{kStep_mm, 0}, y{0, kStep_mm};
        const glm::dvec2 slope{volts(p - x) - volts(p + x), volts(p - y) - volts(p + y)};
        const double steep = glm::length(slope);
        return steep > 1e-9 ? slope / steep : glm::dvec2(0);
    }

  private:
    float& at(int column, int row) {
        return value_V_[std::size_t(row) * std::size_t(columns_) + std::size_t(column)];
    }
    float at(int column, int row) const {
        return value_V_[std::size_t(row) * std::size_t(columns_) + std::size_t(column)];
    }
    int columns_, rows_;
    std::vector<float> value_V_;
};

/// A place on an electrode's bare wall, and the current that leaves there.
struct Seed {
    glm::dvec2 at_mm{}, outwards{};
    double current = 0;  ///< negative: enters; in relative units
};

/// Down the left side of what is bare, along its end, up the right side.
std::vector<Seed> seeds_on(const Electrode& e, const PotentialRaster& raster,
                           const sim::LayerDepths& layers, double own_V) {
    std::vector<Seed> seeds;
    const auto add = [&](const glm::dvec2& at, const glm::dvec2& outwards) {
        if (at.y < kSkin_mm) return;
        const double sigma = sim::layer_row(layers.layer_at(at.y)).sigma_S_per_m.value;
        const double drop_V = own_V - raster.volts(at + kSlopeOver_mm * outwards);
        seeds.push_back({at, outwards, sigma * drop_V});
    };
    const int down = std::max(2, int(e.bare_mm / kSeedGap_mm)),
              across = std::max(2, int(2 * e.radius_mm / kSeedGap_mm));
    for (int i = 0; i < down; ++i)
        add({e.u_mm - e.radius_mm, e.tip_mm - e.bare_mm * (1 - (i + 0.5) / down)}, {-1, 0});
    for (int i = 0; i < across; ++i)
        add({e.u_mm + e.radius_mm * (2 * (i + 0.5) / across - 1), e.tip_mm}, {0, 1});
    for (int i = 0; i < down; ++i)
        add({e.u_mm + e.radius_mm, e.tip_mm - e.bare_mm * (i + 0.5) / down}, {1, 0});
    return seeds;
}

class Tracer {
  public:
    Tracer(const std::vector<Electrode>& electrodes, const PotentialRaster& raster,
           const glm::dvec2& size_mm)
        : electrodes_(electrodes), raster_(raster), size_mm_(size_mm) {}

    /// @param way  1 down the potential, -1 up
    std::optional<Streamline> trace(const Seed& seed, int start, double way) const {
        Streamline line{{seed.at_mm}, start, kBeyond};
        glm::dvec2 p = seed.at_mm + 1.5 * kTouch_mm * seed.outwards;
        for (int step = 0; step < kMostSteps; ++step) {
            if (p.x <= 0 || p.x >= size_mm_.x || p.y >= size_mm_.y) {
                line.at_mm.push_back(glm::clamp(p, glm::dvec2(0), size_mm_));
                return line;
            }
            line.at_mm.push_back(p);
            const glm::dvec2 half = p + 0.5 * kStep_mm * way * raster_.downhill(p);
            const glm::dvec2 along = way * raster_.downhill(half);
            if (along == glm::dvec2(0)) return {};
            p += kStep_mm * along;
            p.y = std::max(p.y, kSkin_mm);
            for (std::size_t n = 0; n < electrodes_.size(); ++n) {
                const Electrode& e = electrodes_[n];
                if (e.distance_mm(p) > kTouch_mm || e.coated_at(p.y)) continue;
                if (int(n) == start) return {};
                line.at_mm.push_back(on_wall(e, p));
                line.to = int(n);
                return line;
            }
        }
        return {};
    }

  private:
    static glm::dvec2 on_wall(const Electrode& e, const glm::dvec2& p) {
        const double side = p.x < e.u_mm ? -1 : 1;
        if (p.y >= e.tip_mm)
            return {std::clamp(p.x, e.u_mm - e.radius_mm, e.u_mm + e.radius_mm), e.tip_mm};
        return {e.u_mm + side * e.radius_mm, p.y};
    }

    const std::vector<Electrode>& electrodes_;
    const PotentialRaster& raster_;
    glm::dvec2 size_mm_;
};

/// Places that cut the current of a wall into equal parts, each in the middle of its part.
std::vector<Seed> evenly(const std::vector<Seed>& seeds, int count) {
    double all = 0;
    for (const Seed& s : seeds) all += std::fabs(s.current);
    std::vector<Seed> chosen;
    double before = 0;
    for (const Seed& s : seeds) {
        const double after = before + std::fabs(s.current);
        if (int(chosen.size()) < count && after >= all * (double(chosen.size()) + 0.5) / count)
            chosen.push_back(s);
        before = after;
    }
    return chosen;
}

/// How far beside a wall a sampled field is a mix of both sides: from middle to middle of a cell.
double blur_mm(const sim::HeatView& heat, const Electrode& e, const CutFace& face) {
    const bool across = std::fabs(face.u.x) > std::fabs(face.u.y);
    const glm::vec3 wall = face.origin_mm + face.u * float(e.u_mm + e.radius_mm);
    const glm::dvec3 p = heat.on_grid_mm({wall.x, wall.y, e.tip_mm});
    const auto& edges = across ? heat.grid->x_mm : heat.grid->y_mm;
    const int cell = between_cells(edges, across ? p.x : p.y).first;
    return 1.2 * (edges[std::size_t(cell) + 1] - edges[std::size_t(cell)]);
}

}  // namespace

double Electrode::distance_mm(const glm::dvec2& at_mm) const {
    const double beside = std::fabs(at_mm.x - u_mm) - radius_mm, below = at_mm.y - tip_mm;
    if (beside > 0 && below > 0) return std::hypot(beside, below);
    return std::max(beside, below);
}

std::vector<Electrode> electrodes_on(const sim::Snapshot& s, const CutFace& face) {
    std::vector<Electrode> list;
    const sim::Device& device = s.scenario->device;
    for (const sim::NeedleView& n : s.needles) {
        if (n.tip_mm <= 0 || std::fabs(behind_mm(face, n.entry_mm)) > kOnFace_mm) continue;
        const double u = along_mm(face, n.entry_mm);
        if (u < 0 || u > double(face.length_mm)) continue;
        const double bare = device.insulated ? std::min(device.active_tip_mm, n.tip_mm) : n.tip_mm;
        list.push_back({u, device.needle_diameter_mm / 2, n.tip_mm, bare});
    }
    return list;
}

CurrentLines trace_current(const sim::Snapshot& s, const CutFace& face, int per_needle) {
    CurrentLines found;
    if (!s.heat.grid || s.heat.potential_V.empty()) return found;
    found.electrodes = electrodes_on(s, face);
    if (found.electrodes.empty()) return found;
    const double floor_mm = s.tissue->block.floor_mm;
    PotentialRaster raster(s.heat, face, floor_mm);
    std::vector<double> own_V;
    for (const Electrode& e : found.electrodes)
        own_V.push_back(raster.volts({e.u_mm, e.tip_mm - std::min(e.bare_mm, e.radius_mm)}));
    for (const Electrode& e : found.electrodes)
        if (e.bare_mm < e.tip_mm) raster.close(e, blur_mm(s.heat, e, face));

    std::vector<std::vector<Seed>> walls;
    std::vector<double> current;
    double all = 0;
    for (std::size_t n = 0; n < found.electrodes.size(); ++n) {
        walls.push_back(seeds_on(found.electrodes[n], raster, s.tissue->layers, own_V[n]));
        current.push_back(0);
        for (const Seed& seed : walls.back()) current.back() += seed.current;
        all += std::fabs(current.back());
    }
    if (all <= 0) return found;
    const double each = all / (double(per_needle) * double(found.electrodes.size()));
    const Tracer tracer(found.electrodes, raster, {double(face.length_mm), floor_mm});
    for (std::size_t n = 0; n < walls.size(); ++n) {
        // From where current leaves to wherever it goes; from where it enters only back to beyond
        // the face, for the rest has been drawn from its other end.
        const bool leaves = current[n] > 0;
        const int count = int(std::lround(std::fabs(current[n]) / each));
        for (const Seed& seed : evenly(walls[n], count)) {
            auto line = tracer.trace(seed, int(n), leaves ? 1 : -1);
            if (!line || (!leaves && line->to != kBeyond)) continue;
            if (!leaves) {
                std::reverse(line->at_mm.begin(), line->at_mm.end());
                std::swap(line->from, line->to);
            }
            found.lines.push_back(std::move(*line));
        }
    }
    return found;
}

}  // namespace render
