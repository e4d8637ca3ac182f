// What holds for the words of any picture, tried on some hundred seeded ones.
#include "app/render/annotation/annotate.h"
#include "app/render/annotation/slab.h"
#include "app/render/annotation/solids.h"
#include "app/render/annotation/stains.h"
#include "app/render/annotation/subjects.h"
#include "sim/world.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>
#include <random>
#include <string>
#include <tuple>

namespace {

using render::Box;
using render::PlacedLabel;
using render::Word;
using session::Part;
using session::View;

constexpr int kScenes = 320;
constexpr std::array<std::pair<int, int>, 6> kSizes = {
    {{320, 240}, {640, 360}, {820, 600}, {1280, 720}, {1920, 1080}, {1080, 1350}}};
constexpr std::array<sim::Microseconds, 5> kTimes = {0, 30 * sim::kMillisecond, 90 * sim::kSecond,
                                                     5 * sim::kDay, 30 * sim::kDay};

/// Young and old, thick and thin, with and without a hollow in the skin.
sim::Scenario scenario(int i) {
    sim::Scenario s;
    if (i == 1) s.skin.age_years = 70, s.skin.concern = sim::Concern::boxcar_scar;
    if (i == 2) s.skin.site = sim::site_named("eyelid"), s.technique.depth_mm = 0.5;
    return s;
}

const sim::World& world(int which, sim::Microseconds time_us) {
    static std::map<std::pair<int, sim::Microseconds>, sim::World> worlds;
    const auto key = std::pair(which, time_us);
    auto found = worlds.find(key);
    if (found == worlds.end()) {
        auto made = sim::make_world(scenario(which)).value();
        sim::run_to(made, made.plan->timeline.tick_at(time_us));
        found = worlds.emplace(key, std::move(made)).first;
    }
    return found->second;
}

const render::Atlas& atlas_for(int width_px, int height_px) {
    static std::map<float, render::Atlas> atlases;
    const float text_px = render::suggested_text_px(width_px, height_px);
    auto& atlas = atlases[text_px];
    if (atlas.width == 0) atlas = render::make_atlas(text_px);
    return atlas;
}

struct Scene {
    std::string name;
    sim::Snapshot snapshot;
    View view;
    int width_px = 0, height_px = 0;
    render::Camera camera;
    render::Annotations placed;
};

Scene make_scene(int seed) {
    std::mt19937 random{unsigned(seed)};
    const auto pick = [&](int count) { return int(random() % unsigned(count)); };
    const auto between = [&](double low, double high) {
        return low + (high - low) * double(random() % 1000) / 999;
    };
    Scene s;
    const auto time_us = kTimes[std::size_t(pick(int(kTimes.size())))];
    s.snapshot = sim::observe(world(pick(3), time_us));
    s.view.name = session::ViewName(pick(int(session::kViewNames.size())));
    s.view.style = session::Style(pick(int(session::kStyles.size())));
    if (pick(2)) s.view.zoom = between(-0.5, 3.5);
    if (pick(3) == 0) s.view.turn_deg = between(-180, 180), s.view.tilt_deg = between(-20, 30);
    if (pick(3) == 0) s.view.pan_x_mm = between(-0.8, 0.8), s.view.pan_y_mm = between(-0.6, 0.6);
    if (pick(3) == 0) s.view.section_mm = between(0, 1.6);
    if (pick(3) == 0) s.view.section_turn_deg = between(-40, 40);
    if (pick(4) == 0) s.view.peel = between(0, 4);
    if (pick(3) == 0) s.view.parts &= ~(1u << unsigned(pick(14)));
    if (pick(3) == 0) s.view.faded |= 1u << unsigned(pick(14));
    std::tie(s.width_px, s.height_px) = kSizes[std::size_t(pick(int(kSizes.size())))];
    s.camera = render::make_camera(s.view, s.snapshot, s.width_px, s.height_px);
    render::AnnotationOptions options;
    options.width_px = s.width_px, options.height_px = s.height_px;
    options.caption = pick(3) > 0;
    s.placed = render::annotate(s.snapshot, s.view, s.camera, atlas_for(s.width_px, s.height_px),
                                render::english(), options);
    s.name = "seed " + std::to_string(seed) + ", " +
             std::string(session::kViewNames[std::size_t(s.view.name)]) + " " +
             std::to_string(s.width_px) + "x" + std::to_string(s.height_px) + ", zoom " +
             std::to_string(s.view.zoom) + ", turn " + std::to_string(s.view.turn_deg) +
             ", section turn " + std::to_string(s.view.section_turn_deg);
    return s;
}

const std::vector<Scene>& scenes() {
    static const std::vector<Scene> all = [] {
        std::vector<Scene> out;
        for (int seed = 0; seed < kScenes; ++seed) out.push_back(make_scene(seed));
        return out;
    }();
    return all;
}

glm::dvec3 tissue(const glm::vec3& world) { return {world.x, world.y, -double(world.z)}; }

TEST(AnyPicture, HasAtMostSevenLabelsAndMostHaveSome) {
    int named = 0;
    for (const Scene& s : scenes()) {
        EXPECT_LE(s.placed.labels.size(), 7u) << s.name;
        named += s.placed.labels.size() >= 3;
    }
    EXPECT_GT(named, kScenes / 2);
}

TEST(AnyPicture, KeepsAllItsTextApartAndInside) {
    for (const Scene& s : scenes()) {
        const Box frame{{0, 0}, {float(s.width_px), float(s.height_px)}};
        std::vector<Box> boxes = s.placed.boxes_px;
        for (const PlacedLabel& l : s.placed.labels) {
            boxes.push_back(l.box_px);
            EXPECT_TRUE(frame.contains(l.box_px)) << s.name << ": " << l.text;
        }
        for (std::size_t i = 0; i < boxes.size(); ++i)
            for (std::size_t j = i + 1; j < boxes.size(); ++j)
                EXPECT_FALSE(boxes[i].overlaps(boxes[j]))
                    << s.name << ": boxes " << i << ", " << j << " of " << boxes.size();
    }
}

TEST(AnyPicture, HasLeadersThatCrossNothing) {
    for (const Scene& s : scenes())
        for (const PlacedLabel& a : s.placed.labels) {
            for (const Box& box : s.placed.boxes_px)
                EXPECT_FALSE(render::segment_meets(box, a.joint_px, a.anchor_px))
                    << s.name << ": " << a.text;
            for (const PlacedLabel& b : s.placed.labels) {
                if (&a == &b) continue;
                EXPECT_FALSE(
                    render::segments_cross(a.joint_px, a.anchor_px, b.joint_px, b.anchor_px))
                    << s.name << ": " << a.text << ", " << b.text;
                EXPECT_FALSE(render::segment_meets(a.box_px, b.joint_px, b.anchor_px))
                    << s.name << ": " << b.text << " through " << a.text;
            }
        }
}

TEST(AnyPicture, HasNoLeaderEndOnANeedleThatIsNotNamed) {
    for (const Scene& s : scenes()) {
        const render::Words words = render::english();
        const render::AnnotationOptions options{
            .width_px = s.width_px, .height_px = s.height_px, .features = {}};
        const render::Picture picture{
            s.snapshot, s.view, s.camera, atlas_for(s.width_px, s.height_px), words, options};
        for (const render::Shaft& shaft : render::shafts(picture))
            for (const PlacedLabel& l : s.placed.labels)
                EXPECT_TRUE(l.name == Word::needle_tip ||
                            render::distance_to_segment(l.anchor_px, shaft.a, shaft.b) >
                                shaft.radius_px)
                    << s.name << ": " << l.text;
    }
}

TEST(AnyPicture, NamesNothingHiddenAndWritesVeilsPaler) {
    int pale = 0;
    for (const Scene& s : scenes())
        for (const PlacedLabel& l : s.placed.labels) {
            const auto part = render::part_of(l.name);
            if (!part) continue;
            EXPECT_TRUE(s.view.shows(*part)) << s.name << ": " << l.text;
            EXPECT_EQ(l.faded, s.view.fades(*part)) << s.name << ": " << l.text;
            pale += l.faded;
        }
    EXPECT_GT(pale, 5);
}

TEST(AnyPicture, EndsEachLeaderInTheLayerOrTheStructureNamed) {
    int layers = 0, details = 0, structures = 0, cut = 0;
    for (const Scene& s : scenes())
        for (const PlacedLabel& l : s.placed.labels) {
            const glm::dvec3 at = tissue(l.anchor_world);
            EXPECT_EQ(l.what, render::kWordRows[std::size_t(l.name)].id);
            if (const auto layer = render::layer_named(l.name)) {
                EXPECT_EQ(sim::layer_at(*s.snapshot.tissue, at), *layer)
                    << s.name << ": " << l.text;
                ++layers;
            } else if (const auto home = render::layer_of_detail(l.name)) {
                const bool on_bound = l.name == Word::junction;
                EXPECT_TRUE(on_bound || sim::layer_at(*s.snapshot.tissue, at) == *home)
                    << s.name << ": " << l.text;
                ++details;
            } else if (const auto structure = render::structure_named(l.name)) {
                double nearest_mm = 1e9;
                for (const sim::Tube& t : s.snapshot.tissue->tubes)
                    if (t.structure == *structure)
                        nearest_mm = std::min(
                            nearest_mm,
                            render::Solid{l.name, t.a_mm, t.b_mm, t.a_radius_mm, t.b_radius_mm}
                                .distance_mm(at));
                // Stains show what is cut, the other styles also what runs close behind.
                const bool stained = render::stain_of(s.view.style) != nullptr;
                EXPECT_LE(nearest_mm, stained ? 1e-5 : render::slab_mm(*structure) + 1e-6)
                    << s.name << ": " << l.text;
                ++structures;
                cut += stained;
            }
        }
    EXPECT_GT(layers, 400);
    EXPECT_GT(details, 40);
    EXPECT_GT(structures, 100);
    EXPECT_GT(cut, 20);
}

TEST(AnyPicture, NamesNewCollagenInTheDermis) {
    int checked = 0;
    for (const Scene& s : scenes())
        for (const PlacedLabel& l : s.placed.labels) {
            if (l.name != Word::new_collagen) continue;
            const sim::Layer layer = sim::layer_at(*s.snapshot.tissue, tissue(l.anchor_world));
            EXPECT_TRUE(layer == sim::Layer::papillary_dermis ||
                        layer == sim::Layer::reticular_dermis)
                << s.name;
            ++checked;
        }
    EXPECT_GT(checked, 10);
}

TEST(AnyPicture, NamesNoNerveNorCapillaryWhereFibresOrEchoesAloneAreSeen) {
    const sim::Snapshot s = sim::observe(world(0, 5 * sim::kDay));
    for (const session::Style style : {session::Style::picrosirius, session::Style::oct})
        for (const Word name : render::names_for({.style = style}, s, 0.3e-3))
            EXPECT_TRUE(name != Word::nerve && name != Word::capillary);
}

TEST(AnyPicture, SaysMoreAsOneComesNearer) {
    View view;
    view.name = session::ViewName::section;
    const sim::Snapshot s = sim::observe(world(0, 5 * sim::kDay));
    const auto has = [&](double pixel_mm, Word word) {
        const auto names = render::names_for(view, s, pixel_mm);
        return std::find(names.begin(), names.end(), word) != names.end();
    };
    EXPECT_FALSE(has(5e-3, Word::basal_layer));
    EXPECT_TRUE(has(1.5e-3, Word::basal_layer));
    EXPECT_FALSE(has(1.5e-3, Word::spinous_layer));
    EXPECT_TRUE(has(0.3e-3, Word::spinous_layer));
}

}  // namespace
