// Hiding something takes its own pixels out of the picture, and its shadow; all others stay as they
// were.
#include "tests/picture/studio.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>

namespace picture {
namespace {

using session::Part;
using session::View;
using session::ViewName;

constexpr glm::ivec2 kSize_px{640, 360};
constexpr int kVisible = 8;  // of 255; fainter changes are not seen
// Antialiasing weighs contrasts: a change too faint to see can tip it at a pixel here and there.
constexpr int kOwnPerStrange = 100;

int change(const render::Image& a, const render::Image& b, int x, int y) {
    int most = 0;
    for (int c = 0; c < 3; ++c)
        most = std::max(most, std::abs(int(a.pixel(x, y)[c]) - int(b.pixel(x, y)[c])));
    return most;
}

struct Changes {
    int shown = 0;    ///< pixels that show the part
    int gone = 0;     ///< those of them that change
    int own = 0;      ///< pixels changed that show the part, or lie close by
    int strange = 0;  ///< pixels changed elsewhere, out of any shadow
    glm::ivec2 first_strange{};
};

/// Compares the pictures with and without a part.
/// @param reach_mm    how far around it the part colours its bed
/// @param is_shadow   whether a place may lie in the part's shadow
Changes changes_by_hiding(Studio& studio, const sim::Snapshot& snapshot, View view, Part part,
                          double reach_mm,
                          const std::function<bool(const session::Picked&)>& is_shadow) {
    const render::Image with = studio.draw(snapshot, view);
    const render::IdPicture ids = studio.ids(snapshot, view);
    // Alone, for what lies under another structure and shines through it.
    View alone = view;
    for (const Part other : {Part::vessels, Part::nerves, Part::follicles, Part::glands})
        if (other != part) alone.parts &= ~(1u << unsigned(other));
    const render::IdPicture beneath = studio.ids(snapshot, alone);
    const render::Camera camera = render::make_camera(view, snapshot, kSize_px.x, kSize_px.y);
    view.parts &= ~(1u << unsigned(part));
    const render::Image without = studio.draw(snapshot, view);
    const int reach_px = int(std::ceil(reach_mm / double(camera.pixel_mm))) + 3;  // 3: antialiasing
    const auto is_near = [&](int x, int y) {
        for (int j = std::max(0, y - reach_px); j <= std::min(kSize_px.y - 1, y + reach_px); ++j)
            for (int i = std::max(0, x - reach_px); i <= std::min(kSize_px.x - 1, x + reach_px);
                 ++i)
                if (session::part_of(ids.thing_at(i, j)) == part ||
                    session::part_of(beneath.thing_at(i, j)) == part)
                    return true;
        return false;
    };
    Changes changes;
    for (int y = 0; y < kSize_px.y; ++y)
        for (int x = 0; x < kSize_px.x; ++x) {
            const bool changed = change(with, without, x, y) > kVisible;
            const bool shows = session::part_of(ids.thing_at(x, y)) == part;
            changes.shown += shows;
            changes.gone += shows && changed;
            if (!changed) continue;
            if (is_near(x, y)) {
                ++changes.own;
            } else if (!is_shadow(render::picked_at(ids, snapshot, {x, y}))) {
                if (++changes.strange == 1) changes.first_strange = {x, y};
            }
        }
    return changes;
}

bool no_shadow(const session::Picked&) { return false; }

TEST(Hiding, AStructureOfTheNetworkChangesOnlyItsPixelsAndItsBed) {
    // Tubes darken the tissue around them; in the diagram their outlines run on where they thin out
    // behind the face.
    constexpr double kBed_mm = 0.016, kOutline_mm = 0.15;
    Studio studio(kSize_px);
    const sim::World world = world_at(preset("clinic-pen-cheek-1.5"), 0);
    const sim::Snapshot snapshot = sim::observe(world);
    for (const session::Style style : {session::Style::realistic, session::Style::diagram})
        for (const Part part : {Part::vessels, Part::nerves, Part::follicles, Part::glands}) {
            const double reach_mm = style == session::Style::diagram ? kOutline_mm : kBed_mm;
            const Changes c =
                changes_by_hiding(studio, snapshot, {.name = ViewName::section, .style = style},
                                  part, reach_mm, no_shadow);
            EXPECT_GT(c.gone, 0.7 * c.shown) << session::kParts[std::size_t(part)];
            EXPECT_GT(c.gone, 40);
            EXPECT_LE(c.strange, c.own / kOwnPerStrange)
                << session::kParts[std::size_t(part)] << " at " << c.first_strange.x << ", "
                << c.first_strange.y;
        }
}

TEST(Hiding, NeedlesChangeOnlyTheirPixelsTheirBedAndTheirShadow) {
    Studio studio(kSize_px);
    const sim::World world = world_at(preset("clinic-pen-cheek-1.5"), 60 * sim::kMillisecond);
    const sim::Snapshot snapshot = sim::observe(world);
    const double length = snapshot.scenario->device.needle_length_mm,
                 radius = snapshot.scenario->device.needle_diameter_mm / 2;
    // From the skin towards the key light (frame.cpp), in tissue coordinates.
    const glm::dvec3 to_key = glm::normalize(glm::dvec3(-0.52, -0.62, -0.72));
    constexpr double kSoft_mm = 0.06;  // the shadow's edge, and the shade of a needle's own bed
    const auto is_shadow = [&](const session::Picked& p) {
        if (p.thing == session::Thing::hair) return true;  // half clear: the shadow lies behind it
        for (const sim::NeedleView& n : snapshot.needles) {
            const glm::dvec3 tip = n.entry_mm + n.tip_mm / n.direction.z * n.direction;
            for (double along = 0; along <= length; along += 0.02) {
                const glm::dvec3 off = tip - along * n.direction - p.at_mm;
                const double towards = std::max(0.0, glm::dot(off, to_key));
                if (glm::length(off - towards * to_key) < radius + kSoft_mm) return true;
            }
        }
        return false;
    };
    for (const ViewName name : {ViewName::section, ViewName::block}) {
        constexpr double kBed_mm = 0.12;
        const Changes c =
            changes_by_hiding(studio, snapshot, {.name = name}, Part::needles, kBed_mm, is_shadow);
        EXPECT_GT(c.gone, 0.8 * c.shown);  // the glass of the plate is all but clear
        EXPECT_GT(c.gone, 4000);
        EXPECT_LE(c.strange, c.own / kOwnPerStrange)
            << session::kViewNames[std::size_t(name)] << " at " << c.first_strange.x << ", "
            << c.first_strange.y;
    }
}

TEST(Hiding, ChannelsTakeTheirHolesAndDropsOfBloodWithThem) {
    constexpr double kStain_mm = 0.08;  // the soft edge of blood on the skin
    Studio studio(kSize_px);
    // Shallow holes are open, deep ones lie under drops of blood.
    for (const char* scene : {"home-roller-0.5", "clinic-pen-cheek-1.5"}) {
        const sim::World world = world_at(preset(scene), sim::kMinute);
        // From straight above: the faces, where channels tint the tissue around them, are not seen.
        const Changes c = changes_by_hiding(studio, sim::observe(world),
                                            {.name = ViewName::surface, .tilt_deg = 28},
                                            Part::channels, kStain_mm, no_shadow);
        EXPECT_GT(c.gone, 0.8 * c.shown) << scene;
        EXPECT_GT(c.gone, 20) << scene;
        EXPECT_EQ(c.strange, 0) << c.first_strange.x << ", " << c.first_strange.y;
    }
}

}  // namespace
}  // namespace picture
