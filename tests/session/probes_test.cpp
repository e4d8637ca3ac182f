// Probes: where they stand, what they read, and how a scene carries them.
#include "app/session/probes.h"

#include "app/session/document.h"
#include "app/session/scene.h"
#include "sim/world.h"

#include <gtest/gtest.h>

namespace session {
namespace {

sim::Scenario heated() {
    sim::Scenario s;
    s.skin.site = sim::site_named("abdomen");
    s.device.kind = sim::DeviceKind::rf_array;
    s.device.rows = 3, s.device.columns = 4, s.device.pitch_mm = 1.6;
    s.device.insulated = true;
    s.technique.depth_mm = 1.4;
    s.rf.on = true;
    return s;
}

sim::World world_at(const sim::Scenario& scenario, sim::Microseconds time_us) {
    sim::World world = sim::make_world(scenario, sim::RfDetail::coarse).value();
    sim::run_to(world, world.plan->timeline.tick_at(time_us));
    return world;
}

const session::SectionPlane kFront;  // at the block's front face

TEST(Probes, StandByTheTipBetweenNeedlesAndAtTheJunction) {
    const sim::World world = world_at(heated(), 0);
    const sim::Snapshot s = sim::observe(world);
    const auto places = probe_places({}, s);
    EXPECT_NEAR(places[0].x_mm, heated().device.needle_diameter_mm / 2 + 0.1, 1e-9);
    EXPECT_NEAR(places[0].depth_mm, s.reached_depth_mm, 0.005);
    EXPECT_NEAR(places[1].x_mm, 0.8, 0.005);
    EXPECT_NEAR(places[2].depth_mm, s.tissue->layers.junction_mm(), 0.003);
    View view;
    view.probes[1] = Probe{-0.5, 0.7};
    EXPECT_EQ(probe_places(view, s)[1], (Probe{-0.5, 0.7}));
    EXPECT_EQ(probe_places(view, s)[0], places[0]);
}

TEST(Probes, ReadTheTissueWhereTheyStand) {
    const sim::World world = world_at(heated(), 160 * sim::kMillisecond);
    const sim::Snapshot s = sim::observe(world);
    const auto places = probe_places({}, s);
    const double tip_C = probe_temperature_C(world, places[0], kFront),
                 between_C = probe_temperature_C(world, places[1], kFront),
                 junction_C = probe_temperature_C(world, places[2], kFront);
    EXPECT_GT(tip_C, between_C + 10);
    EXPECT_GT(tip_C, junction_C + 10);
    EXPECT_LE(tip_C, s.rf.temperature_max_C + 0.1);
    // Left and right of a needle in the middle of its neighbours it is as hot.
    EXPECT_NEAR(probe_temperature_C(world, {-places[0].x_mm, places[0].depth_mm}, kFront), tip_C,
                3);
    // Half a pitch behind the row it is not.
    EXPECT_LT(probe_temperature_C(world, places[0], {.pivot_mm = {0, 0.8}}), tip_C - 10);
}

TEST(Probes, CurvesFollowTheWorldsInOrder) {
    std::vector<std::shared_ptr<const sim::World>> worlds;
    for (const sim::Microseconds ms : {0, 100, 160, 400})
        worlds.push_back(std::make_shared<sim::World>(world_at(heated(), ms * sim::kMillisecond)));
    const auto places = probe_places({}, sim::observe(*worlds.front()));
    const auto curves = probe_curves_C(worlds, places, kFront);
    ASSERT_EQ(curves[0].size(), 4u);
    EXPECT_FLOAT_EQ(curves[0][0], 37);
    EXPECT_GT(curves[0][2], curves[0][1]);
    EXPECT_LT(curves[0][3], curves[0][2]);
}

TEST(Probes, WithoutHeatTheyReadBlood) {
    const sim::World world = world_at({}, sim::kMinute);
    EXPECT_EQ(probe_temperature_C(world, {0, 1}, kFront), 37);
}

TEST(Probes, AreSavedAndUndoneWithTheView) {
    Scene scene;
    scene.view.probes[2] = Probe{0.8, 1.25};
    EXPECT_EQ(read_scene(write_scene(scene), "").value().scene, scene);
    Document document;
    ASSERT_TRUE(document.apply(SetField{"view.probes=auto,0.3:1.2,auto", 0}));
    EXPECT_EQ(document.view().probes[1], (Probe{0.3, 1.2}));
    EXPECT_FALSE(document.view().probes[0]);
    ASSERT_TRUE(document.apply(Undo{}));
    EXPECT_EQ(document.view(), View{});
}

TEST(Probes, WhatIsNoPlaceIsRefusedWithAReason) {
    for (const char* text : {"auto", "auto,auto,here", "auto,1:,auto", "auto,3:1,auto",
                             "auto,1:9,auto", "auto,1:1:1,auto"}) {
        const auto set = set_field({}, std::string("view.probes=") + text);
        ASSERT_FALSE(set) << text;
        EXPECT_EQ(set.error().where, "/view/probes") << text;
    }
}

}  // namespace
}  // namespace session
