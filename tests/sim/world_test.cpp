#include "sim/world.h"

#include "sim/snapshot.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>

namespace sim {
namespace {

World made(const Scenario& scenario = {}) { return make_world(scenario).value(); }

World at(const Scenario& scenario, Microseconds time_us) {
    World world = made(scenario);
    run_to(world, world.plan->timeline.tick_at(time_us));
    return world;
}

TEST(World, ACopyIsASavePoint) {
    World world = at({}, 2 * kDay);
    const World saved = world;
    run_to(world, world.tick + 500);
    World again = saved;
    EXPECT_NE(state_hash(again), state_hash(world));
    run_to(again, again.tick + 500);
    EXPECT_EQ(state_hash(again), state_hash(world));
}

TEST(World, EveryFieldReachesTheHash) {
    const std::uint64_t base = state_hash(made());
    Scenario walk;
    visit_fields(walk, [&](const Field& field, auto&) {
        Scenario changed;
        changed.device.kind = DeviceKind::rf_array;  // the kind that allows rf.on
        const std::uint64_t before = state_hash(made(changed));
        visit_fields(changed, [&]<class T>(const Field& other, T& value) {
            if (other.path != field.path) return;
            if constexpr (std::is_same_v<T, bool>)
                value = !value;
            else
                value = T(as_number(value) == field.low ? field.low + 1 : field.low);
        });
        if (validate(changed)) {
            EXPECT_NE(state_hash(made(changed)), before) << field.path;
        }
    });
    EXPECT_NE(base, 0u);
}

TEST(World, TheTipStandsAtTheReachedDepthWhileItIsHeld) {
    for (const double depth : {0.5, 1.5, 2.5}) {
        Scenario s;
        s.technique.depth_mm = depth;
        const World world = at(s, 60 * kMillisecond);
        const Snapshot snapshot = observe(world);
        EXPECT_EQ(snapshot.stage, Stage::dwell);
        EXPECT_NEAR(snapshot.tip_depth_mm, snapshot.reached_depth_mm, 1e-9);
        EXPECT_LT(snapshot.reached_depth_mm, depth);
        EXPECT_GE(snapshot.reached_depth_mm, snapshot.reached_low_mm);
        EXPECT_LE(snapshot.reached_depth_mm, snapshot.reached_high_mm);
    }
}

TEST(World, TheNeedleStartsAndEndsAboveTheSkin) {
    EXPECT_LT(observe(made()).tip_depth_mm, 0);
    const World after = at({}, kSecond);
    EXPECT_LT(observe(after).tip_depth_mm, 0);
    EXPECT_FALSE(observe(after).channels.empty());
}

TEST(World, ANeedleSetTooDeepOnAnEyelidGoesThroughTheDermis) {
    Scenario s;
    s.skin.site = site_named("eyelid");
    const World world = at(s, 60 * kMillisecond);
    EXPECT_GT(observe(world).tip_layer, Layer::reticular_dermis);
}

TEST(World, AHomeRollerStaysAboveTheReticularDermisAndHardlyWakesIt) {
    Scenario home;
    home.device.kind = DeviceKind::roller;
    home.device.needle_length_mm = home.technique.depth_mm = 0.25;
    home.technique.speed_m_per_s = 0.1;
    Scenario clinic;
    const World a = at(home, 9 * kDay), b = at(clinic, 9 * kDay);
    EXPECT_LT(observe(at(home, 60 * kMillisecond)).reached_depth_mm,
              a.plan->tissue.layers.bottom_mm[2]);
    EXPECT_LT(a.healing.fibroblasts - 1, 0.25 * (b.healing.fibroblasts - 1));
}

TEST(World, ThreeVisitsHurtThreeTimes) {
    Scenario s;
    s.course = {3, 28};
    EXPECT_EQ(at(s, 27 * kDay).visits, 1);
    EXPECT_EQ(at(s, 29 * kDay).visits, 2);
    const World last = at(s, 80 * kDay);
    EXPECT_EQ(last.visits, 3);
    EXPECT_GT(last.healing.collagen_i, at({}, 80 * kDay).healing.collagen_i);
    EXPECT_LT(observe(last).days_since_visit, 25);
}

TEST(World, ReadoutsAreNamedOnceWithTheirUnitAndAreNumbers) {
    const World world = at({}, 3 * kDay);
    std::set<std::string_view> ids;
    visit_readouts(observe(world), [&](const Readout& readout, double value) {
        EXPECT_TRUE(ids.insert(readout.id).second) << readout.id;
        EXPECT_FALSE(readout.source.empty());
        EXPECT_TRUE(std::isfinite(value)) << readout.id;
    });
    EXPECT_GT(ids.size(), 30u);
}

}  // namespace
}  // namespace sim
