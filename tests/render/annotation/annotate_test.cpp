#include "app/render/annotation/annotate.h"

#include "app/render/annotation/slab.h"
#include "app/render/annotation/solids.h"
#include "app/render/annotation/subjects.h"
#include "app/render/heat_field.h"
#include "sim/world.h"

#include <glm/geometric.hpp>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>

namespace {

using render::Annotations;
using render::Box;
using render::PlacedLabel;
using render::Word;
using session::Part;
using session::View;
using session::ViewName;

constexpr sim::Microseconds kHeld = 30 * sim::kMillisecond;
constexpr std::array<sim::Microseconds, 4> kTimes = {0, kHeld, 90 * sim::kSecond, 14 * sim::kDay};
constexpr std::array<std::pair<int, int>, 3> kSizes = {{{640, 360}, {1280, 720}, {1920, 1080}}};

const sim::World& world_at(sim::Microseconds time_us) {
    static std::map<sim::Microseconds, sim::World> worlds;
    auto found = worlds.find(time_us);
    if (found == worlds.end()) {
        auto world = sim::make_world({}).value();
        sim::run_to(world, world.plan->timeline.tick_at(time_us));
        found = worlds.emplace(time_us, std::move(world)).first;
    }
    return found->second;
}

const render::Atlas& atlas_for(int width_px, int height_px, float text_scale = 1) {
    static std::map<float, render::Atlas> atlases;
    const float text_px = text_scale * render::suggested_text_px(width_px, height_px);
    auto& atlas = atlases[text_px];
    if (atlas.width == 0) atlas = render::make_atlas(text_px);
    return atlas;
}

/// One picture and everything needed to judge its annotations.
struct Shot {
    sim::Snapshot snapshot;
    View view;
    int width_px = 1280, height_px = 720;
    render::Camera camera;
    Annotations placed;
};

Shot shoot(sim::Microseconds time_us, const View& view, int width_px = 1280, int height_px = 720,
           float text_scale = 1) {
    Shot shot{sim::observe(world_at(time_us)), view, width_px, height_px, {}, {}};
    shot.camera = render::make_camera(view, shot.snapshot, width_px, height_px);
    render::AnnotationOptions options;
    options.width_px = width_px;
    options.height_px = height_px;
    shot.placed =
        render::annotate(shot.snapshot, view, shot.camera,
                         atlas_for(width_px, height_px, text_scale), render::english(), options);
    return shot;
}

std::string name_of(const Shot& s) {
    return std::string(session::kViewNames[std::size_t(s.view.name)]) + " " +
           std::to_string(s.width_px) + "x" + std::to_string(s.height_px) + " at " +
           std::to_string(s.snapshot.time_us) + " us, turn " + std::to_string(s.view.turn_deg) +
           ", zoom " + std::to_string(s.view.zoom) + ", peel " + std::to_string(s.view.peel);
}

/// Every named view at every size and time, then free cameras and peeled blocks.
const std::vector<Shot>& all_shots() {
    static const std::vector<Shot> shots = [] {
        std::vector<Shot> out;
        for (std::size_t v = 0; v < session::kViewNames.size(); ++v) {
            View view;
            view.name = ViewName(v);
            for (const auto time_us : kTimes)
                for (const auto& [w, h] : kSizes) out.push_back(shoot(time_us, view, w, h));
            for (const double turn : {-140.0, -60.0, 35.0, 180.0}) {
                View turned = view;
                turned.turn_deg = turn;
                turned.tilt_deg = turn / 9;
                out.push_back(shoot(kHeld, turned));
            }
            for (const double zoom : {-0.7, 1.0, 3.0}) {
                View near = view;
                near.zoom = zoom;
                near.pan_x_mm = 0.3;
                out.push_back(shoot(kHeld, near));
            }
            for (const double peel : {1.0, 2.5, 4.0}) {
                View peeled = view;
                peeled.peel = peel;
                peeled.section_mm = 0.8;
                out.push_back(shoot(14 * sim::kDay, peeled));
            }
            out.push_back(shoot(kHeld, view, 720, 1280));
            out.push_back(shoot(5 * sim::kDay, view, 1280, 720, 1.5f));
            out.push_back(shoot(5 * sim::kDay, view, 640, 360, 2));
        }
        return out;
    }();
    return shots;
}

glm::dvec3 tissue(const glm::vec3& world) { return {world.x, world.y, -double(world.z)}; }

TEST(Annotate, ThereAreAtMostSevenLabelsAndInTheNamedViewsSome) {
    for (const Shot& s : all_shots()) {
        EXPECT_LE(s.placed.labels.size(), 7u) << name_of(s);
        const bool canonical = s.view.turn_deg == 0 && s.view.zoom == 0 && s.view.peel == 0;
        EXPECT_TRUE(!canonical || !s.placed.labels.empty()) << name_of(s);
    }
}

TEST(Annotate, NoTwoBoxesOverlap) {
    for (const Shot& s : all_shots()) {
        std::vector<Box> boxes;
        for (const PlacedLabel& l : s.placed.labels) boxes.push_back(l.box_px);
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            for (std::size_t j = i + 1; j < boxes.size(); ++j)
                EXPECT_FALSE(boxes[i].overlaps(boxes[j])) << name_of(s) << ": " << i << ", " << j;
            for (const Box& other : s.placed.boxes_px)
                EXPECT_FALSE(boxes[i].overlaps(other))
                    << name_of(s) << ": " << s.placed.labels[i].text;
        }
    }
}

TEST(Annotate, RulerLegendsAndCaptionKeepClearOfEachOther) {
    for (const Shot& s : all_shots())
        for (std::size_t i = 0; i < s.placed.boxes_px.size(); ++i)
            for (std::size_t j = i + 1; j < s.placed.boxes_px.size(); ++j) {
                const Box &a = s.placed.boxes_px[i], &b = s.placed.boxes_px[j];
                EXPECT_FALSE(a.overlaps(b))
                    << name_of(s) << ": (" << a.low.x << ", " << a.low.y << ")-(" << a.high.x
                    << ", " << a.high.y << ") and (" << b.low.x << ", " << b.low.y << ")-("
                    << b.high.x << ", " << b.high.y << ")";
            }
}

TEST(Annotate, LeadersNeitherCrossNorRunThroughOtherLabels) {
    for (const Shot& s : all_shots())
        for (const PlacedLabel& a : s.placed.labels)
            for (const PlacedLabel& b : s.placed.labels) {
                if (&a == &b) continue;
                EXPECT_FALSE(
                    render::segments_cross(a.joint_px, a.anchor_px, b.joint_px, b.anchor_px))
                    << name_of(s) << ": " << a.text << ", " << b.text;
                EXPECT_FALSE(render::segment_meets(a.box_px, b.joint_px, b.anchor_px))
                    << name_of(s) << ": " << b.text << " through " << a.text;
                EXPECT_FALSE(a.box_px.contains(b.anchor_px))
                    << name_of(s) << ": " << a.text << " covers " << b.text;
            }
}

TEST(Annotate, AnchorsAndBoxesLieInThePicture) {
    for (const Shot& s : all_shots()) {
        const Box frame{{0, 0}, {float(s.width_px), float(s.height_px)}};
        for (const PlacedLabel& l : s.placed.labels) {
            EXPECT_TRUE(frame.contains(l.anchor_px)) << name_of(s) << ": " << l.text;
            EXPECT_TRUE(frame.contains(l.box_px)) << name_of(s) << ": " << l.text;
            EXPECT_FALSE(l.box_px.contains(l.anchor_px)) << name_of(s) << ": " << l.text;
            const glm::vec2 px(
                render::pixel_from_world(s.camera, l.anchor_world, s.width_px, s.height_px));
            EXPECT_LT(glm::length(px - l.anchor_px), 0.01f) << name_of(s) << ": " << l.text;
        }
    }
}

TEST(Annotate, ALayersAnchorLiesInThatLayer) {
    int checked = 0;
    for (const Shot& s : all_shots())
        for (const PlacedLabel& l : s.placed.labels) {
            const auto layer = render::layer_named(l.name);
            if (!layer) continue;
            const glm::dvec3 at = tissue(l.anchor_world);
            EXPECT_EQ(sim::layer_at(*s.snapshot.tissue, at), *layer)
                << name_of(s) << ": " << l.text;
            ++checked;
        }
    EXPECT_GT(checked, 300);
}

TEST(Annotate, TheJunctionsAnchorLiesOnTheJunction) {
    int checked = 0;
    for (const Shot& s : all_shots())
        for (const PlacedLabel& l : s.placed.labels) {
            if (l.name != Word::junction) continue;
            const glm::dvec3 at = tissue(l.anchor_world);
            const double bound =
                sim::bound_mm(*s.snapshot.tissue, sim::Layer::viable_epidermis, at.x, at.y);
            EXPECT_NEAR(at.z, bound, 1e-5) << name_of(s);  // a float's worth
            ++checked;
        }
    EXPECT_GT(checked, 5);
}

TEST(Annotate, AStructuresAnchorLiesOnOneOfItsTubesOrCloseBeforeIt) {
    int checked = 0;
    for (const Shot& s : all_shots())
        for (const PlacedLabel& l : s.placed.labels) {
            const auto structure = render::structure_named(l.name);
            if (!structure) continue;
            const glm::dvec3 at = tissue(l.anchor_world);
            double nearest = 1e9;
            for (const sim::Tube& t : s.snapshot.tissue->tubes)
                if (t.structure == *structure) {
                    const render::Solid solid{l.name, t.a_mm, t.b_mm, t.a_radius_mm, t.b_radius_mm};
                    nearest = std::min(nearest, solid.distance_mm(at));
                }
            EXPECT_LE(nearest, render::slab_mm(*structure) + 1e-6) << name_of(s) << ": " << l.text;
            ++checked;
        }
    EXPECT_GT(checked, 40);
}

TEST(Annotate, LayerLabelsReadDownInTheOrderOfTheLayers) {
    int checked = 0;
    for (const Shot& s : all_shots()) {
        if (s.view.name == ViewName::surface || s.view.name == ViewName::array) continue;
        for (const PlacedLabel& a : s.placed.labels)
            for (const PlacedLabel& b : s.placed.labels) {
                const auto upper = render::layer_named(a.name), lower = render::layer_named(b.name);
                const bool left = a.box_px.high.x < a.joint_px.x;
                if (!upper || !lower || *upper >= *lower ||
                    left != (b.box_px.high.x < b.joint_px.x))
                    continue;
                EXPECT_LT(a.anchor_px.y, b.anchor_px.y)
                    << name_of(s) << ": " << a.text << ", " << b.text;
                EXPECT_LT(a.box_px.low.y, b.box_px.low.y)
                    << name_of(s) << ": " << a.text << ", " << b.text;
                ++checked;
            }
    }
    EXPECT_GT(checked, 200);
}

TEST(Annotate, NewCollagenIsNamedByTheMiddleChannelClearOfAllTubes) {
    View view;
    view.name = ViewName::section;
    const Shot s = shoot(14 * sim::kDay, view);
    for (const PlacedLabel& l : s.placed.labels)
        if (l.name == Word::new_collagen) {
            const glm::dvec3 at = tissue(l.anchor_world);
            EXPECT_LT(std::fabs(at.x), 0.15);
            for (const sim::Tube& t : s.snapshot.tissue->tubes)
                EXPECT_GT((render::Solid{l.name, t.a_mm, t.b_mm, t.a_radius_mm, t.b_radius_mm}
                               .distance_mm(at)),
                          0);
            return;
        }
    FAIL() << "not named";
}

TEST(Annotate, TheTipsLabelPointsAtTheTip) {
    const Shot s = shoot(kHeld, {});
    ASSERT_TRUE(s.placed.tip_visible);
    for (const PlacedLabel& l : s.placed.labels)
        if (l.name == Word::needle_tip) {
            EXPECT_LT(glm::length(l.anchor_px - s.placed.tip_px), 0.01f);
            EXPECT_NEAR(tissue(l.anchor_world).z, s.snapshot.tip_depth_mm, 1e-5);
            return;
        }
    FAIL() << "the block view does not name the tip";
}

TEST(Annotate, RulerTicksStandWhereTheCameraPutsTheirDepth) {
    int checked = 0;
    for (const Shot& s : all_shots())
        for (const render::PlacedTick& tick : s.placed.ticks) {
            const glm::vec2 px(
                render::pixel_from_world(s.camera, tick.world, s.width_px, s.height_px));
            EXPECT_LT(glm::length(px - tick.px), 0.01f) << name_of(s);
            EXPECT_NEAR(tissue(tick.world).z, tick.depth_mm, 1e-5) << name_of(s);
            EXPECT_NEAR(tissue(tick.world).y, s.view.section_mm, 1e-5) << name_of(s);
            ++checked;
        }
    EXPECT_GT(checked, 300);
}

TEST(Annotate, FlatViewsRuleInEvenSteps) {
    for (const ViewName name : {ViewName::section, ViewName::tip}) {
        View view;
        view.name = name;
        const auto ticks = shoot(kHeld, view).placed.ticks;
        ASSERT_GE(ticks.size(), 8u);
        const double step_mm = ticks[1].depth_mm - ticks[0].depth_mm;
        const float step_px = ticks[1].px.y - ticks[0].px.y;
        for (std::size_t i = 1; i < ticks.size(); ++i) {
            EXPECT_NEAR(ticks[i].depth_mm - ticks[i - 1].depth_mm, step_mm, 1e-9);
            EXPECT_NEAR(ticks[i].px.y - ticks[i - 1].px.y, step_px, 0.02);  // single precision
        }
    }
}

TEST(Annotate, WhatIsHiddenIsNotNamed) {
    View view;
    view.parts &= ~(1u << unsigned(Part::epidermis)) & ~(1u << unsigned(Part::follicles)) &
                  ~(1u << unsigned(Part::needles)) & ~(1u << unsigned(Part::vessels));
    for (const PlacedLabel& l : shoot(kHeld, view).placed.labels)
        EXPECT_TRUE(l.name != Word::epidermis && l.name != Word::follicle && l.name != Word::hair &&
                    l.name != Word::needle_tip && l.name != Word::arteriole &&
                    l.name != Word::venule)
            << l.text;
    View peeled;
    peeled.peel = 3;
    for (const PlacedLabel& l : shoot(kHeld, peeled).placed.labels)
        EXPECT_TRUE(l.name != Word::stratum_corneum && l.name != Word::epidermis &&
                    l.name != Word::papillary_dermis)
            << l.text;
}

TEST(Annotate, LabelsAndRulerCanBeSwitchedOff) {
    View view;
    view.parts &= ~(1u << unsigned(Part::labels));
    EXPECT_TRUE(shoot(kHeld, view).placed.labels.empty());
    EXPECT_FALSE(shoot(kHeld, view).placed.ticks.empty());
    view.parts = session::kAllParts & ~(1u << unsigned(Part::ruler));
    EXPECT_TRUE(shoot(kHeld, view).placed.ticks.empty());
    EXPECT_FALSE(shoot(kHeld, view).placed.labels.empty());
}

TEST(Annotate, ACoagulatedZoneIsNamedOnCoagulatedTissue) {
    Shot s = shoot(kHeld, {});
    // A made-up field: damage about the first needle, from 1.0 to 1.5 mm.
    sim::CellGrid grid;
    for (int i = -40; i <= 40; ++i) grid.x_mm.push_back(0.05 * i);
    for (int j = 0; j <= 20; ++j) grid.y_mm.push_back(0.05 * j);
    for (int k = 0; k <= 50; ++k) grid.depth_mm.push_back(0.05 * k);
    std::vector<float> necrosis(std::size_t(grid.count()), 0.0f);
    for (std::size_t c = 0; c < necrosis.size(); ++c)
        if (c / 1600 >= 20 && c / 1600 < 30 && c / 80 % 20 < 5 && c % 80 >= 35 && c % 80 < 45)
            necrosis[c] = 50;
    s.snapshot.heat.grid = &grid;
    s.snapshot.heat.necrosis = necrosis;
    s.snapshot.rf.coagulated.volume_mm3 = 0.05;
    s.snapshot.rf.coagulated.depth_mm = {1.0, 1.5};
    render::AnnotationOptions options;
    options.width_px = s.width_px;
    options.height_px = s.height_px;
    s.view.parts &= ~(1u << unsigned(Part::needles));  // or they would stand before it
    const auto placed = render::annotate(s.snapshot, s.view, s.camera, atlas_for(1280, 720),
                                         render::english(), options);
    for (const PlacedLabel& l : placed.labels)
        if (l.name == Word::coagulated) {
            EXPECT_GE(render::necrosis_at(s.snapshot.heat, tissue(l.anchor_world)), 1);
            return;
        }
    FAIL() << "not named";
}

TEST(Annotate, AFeatureThatOnlyTheRendererKnowsIsNamedWhereItIs) {
    View view;
    view.name = ViewName::cell;
    Shot s = shoot(14 * sim::kDay, view);
    const glm::vec3 middle(glm::vec3(s.camera.world_from_clip * glm::vec4(0.1f, -0.4f, 0, 1)));
    const render::Feature cell{Word::fibroblasts, {middle.x, 0, middle.z}};
    render::AnnotationOptions options;
    options.width_px = s.width_px;
    options.height_px = s.height_px;
    options.features = {&cell, 1};
    const auto placed = render::annotate(s.snapshot, view, s.camera, atlas_for(1280, 720),
                                         render::english(), options);
    for (const PlacedLabel& l : placed.labels)
        if (l.name == Word::fibroblasts) {
            EXPECT_EQ(l.anchor_world, cell.world_mm);
            return;
        }
    FAIL() << "not named";
}

TEST(Annotate, TheSameInstantIsAnnotatedTheSameWay) {
    const Shot a = shoot(kHeld, {}), b = shoot(kHeld, {});
    ASSERT_EQ(a.placed.overlay.triangles.size(), b.placed.overlay.triangles.size());
    for (std::size_t i = 0; i < a.placed.overlay.triangles.size(); ++i)
        EXPECT_EQ(a.placed.overlay.triangles[i].px, b.placed.overlay.triangles[i].px);
}

TEST(Annotate, TrianglesAreWholeAndFinite) {
    for (const Shot& s : all_shots()) {
        ASSERT_EQ(s.placed.overlay.triangles.size() % 3, 0u);
        bool finite = true, inside = true;
        for (const render::OverlayVertex& v : s.placed.overlay.triangles) {
            finite &= std::isfinite(v.px.x) && std::isfinite(v.px.y);
            inside &= v.uv.x >= 0 && v.uv.x <= 1 && v.uv.y >= 0 && v.uv.y <= 1;
        }
        EXPECT_TRUE(finite && inside) << name_of(s);
    }
}

}  // namespace
