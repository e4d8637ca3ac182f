// The player: any way to a time ends in the same World, and seeking is quick once the way was
// walked.
#include "app/session/player.h"

#include "app/session/embedded.h"
#include "app/session/executor.h"
#include "tests/session/random_scene.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace session {
namespace {

using sim::kDay;
using sim::kHour;
using sim::kMillisecond;
using sim::kSecond;
using sim::Microseconds;

// Arrays are cut down to nine needles: the same steps on fewer cells.
sim::Scenario preset(std::string_view name) {
    sim::Scenario scenario = read_scene(find_preset(name)->text, name).value().scene.scenario;
    if (scenario.rf.on) scenario.device.rows = scenario.device.columns = 3;
    return scenario;
}

std::uint64_t hash_by_stepping(const sim::Scenario& scenario, Microseconds time_us) {
    sim::World world = sim::make_world(scenario).value();
    sim::run_to(world, world.plan->timeline.tick_at(time_us));
    return state_hash(world);
}

std::uint64_t hash_at(Player& player, Microseconds time_us) {
    player.seek(time_us);
    player.finish();
    return state_hash(player.world());
}

const Microseconds kTimes_us[] = {
    100 * kMillisecond, 0,         5 * kSecond,  1'500,     kHour,
    200 * kMillisecond, 40 * kDay, 30 * kSecond, 10 * kDay, 160 * kMillisecond};

TEST(Axis, GoesFromZeroToAYearAndBack) {
    EXPECT_EQ(axis_position(0), 0);
    EXPECT_EQ(axis_position(sim::kYear), 1);
    EXPECT_EQ(axis_time_us(0), 0);
    EXPECT_EQ(axis_time_us(1), sim::kYear);
    EXPECT_EQ(axis_time_us(-1), 0);
    EXPECT_EQ(axis_time_us(2), sim::kYear);
    for (Microseconds t_us = 1; t_us < sim::kYear; t_us = t_us * 3 / 2 + 1) {
        // Rounding of a logarithm of 31 powers of e: a few parts in 1e14.
        EXPECT_NEAR(double(axis_time_us(axis_position(t_us))), double(t_us),
                    1 + 1e-12 * double(t_us));
        EXPECT_LT(axis_position(t_us), axis_position(t_us + 1 + t_us / 1000));
    }
}

TEST(Axis, GivesEqualRatiosEqualSteps) {
    const double day = axis_position(10 * kDay) - axis_position(kDay);
    const double hour = axis_position(10 * kHour) - axis_position(kHour);
    EXPECT_NEAR(day, hour, 1e-6);  // the axis is linear only below a millisecond
}

TEST(Player, ScrubbingInAnyOrderEqualsPlaying) {
    for (const char* name : {"clinic-pen-cheek-1.5", "rf-insulated-cheek", "too-soon"}) {
        const sim::Scenario scenario = preset(name);
        std::map<Microseconds, std::uint64_t> expected;
        for (const Microseconds time_us : kTimes_us) expected[time_us] = 0;
        sim::World world = sim::make_world(scenario).value();
        for (auto& [time_us, hash] : expected) {
            sim::run_to(world, world.plan->timeline.tick_at(time_us));
            hash = state_hash(world);
        }
        Player player;
        ASSERT_TRUE(player.load(scenario));
        for (const Microseconds time_us : kTimes_us)
            EXPECT_EQ(hash_at(player, time_us), expected[time_us])
                << name << " at " << time_text(time_us);
    }
}

TEST(Player, RandomJumpsThroughRandomScenariosEqualStepping) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const Scene scene = test::random_scene(seed);
        sim::Scenario scenario = scene.scenario;
        scenario.rf.on = false;  // heat is covered above; here it would take minutes
        sim::Random rng(seed, 2);
        Player player;
        ASSERT_TRUE(player.load(scenario));
        for (int i = 0; i < 6; ++i) {
            const Microseconds time_us = axis_time_us(rng.unit());
            ASSERT_EQ(hash_at(player, time_us), hash_by_stepping(scenario, time_us))
                << "seed " << seed << " at " << time_text(time_us);
        }
    }
}

TEST(Player, WorkersDoNotChangeTheResult) {
    const sim::Scenario scenario = preset("rf-bare-abdomen");
    Player player(make_pool(3));
    ASSERT_TRUE(player.load(scenario));
    for (const Microseconds time_us : {180 * kMillisecond, 90 * kMillisecond, 2 * kSecond})
        EXPECT_EQ(hash_at(player, time_us), hash_by_stepping(scenario, time_us));
}

TEST(Player, PlayingReachesTheEndThroughTheSameStates) {
    const sim::Scenario scenario = preset("clinic-pen-scar-2.0");
    Player player;
    ASSERT_TRUE(player.load(scenario));
    player.finish();
    player.set_speed(20);
    player.play(true);
    int frames = 0;
    for (; player.playing() && frames < 1000; ++frames) {
        player.advance(1.0 / 60);
        player.work([] { return true; });
        if (frames % 20 == 0) {
            ASSERT_EQ(state_hash(player.world()), hash_by_stepping(scenario, player.asked_us()));
        }
    }
    EXPECT_FALSE(player.playing());
    EXPECT_EQ(player.asked_us(), sim::kYear);
    EXPECT_NEAR(frames, 180, 1);  // a twentieth of a minute at 60 Hz
    player.play(true);            // once more, from the start
    EXPECT_EQ(player.asked_us(), 0);
}

TEST(Player, SlowPlayingMovesEvenWhereAFrameIsLessThanAMicrosecond) {
    Player player;
    ASSERT_TRUE(player.load({}));
    player.finish();
    player.set_speed(0.01);
    player.play(true);
    for (int i = 0; i < 600; ++i) player.advance(1.0 / 60), player.finish();
    EXPECT_EQ(player.asked_us(), axis_time_us(600.0 / 60 * 0.01 / 60));
    EXPECT_GT(player.asked_us(), 0);
}

TEST(Player, WhileItCannotKeepUpThePictureSlowsDown) {
    Player player;
    ASSERT_TRUE(player.load(preset("rf-insulated-cheek")));
    player.finish();
    player.play(true);
    player.seek(kHour);
    player.advance(0.1);
    EXPECT_EQ(player.asked_us(), kHour);  // not reached: waits
}

TEST(Player, TheOldWorldStaysUntilTheNewOneIsThere) {
    Player player;
    ASSERT_TRUE(player.load(preset("clinic-pen-cheek-1.5")));
    EXPECT_FALSE(player.ready());
    player.seek(kDay);
    player.finish();
    ASSERT_TRUE(player.ready());
    const sim::Plan* const before = player.world().plan.get();
    const std::int64_t tick = player.world().tick;
    const sim::Scenario next = preset("rf-insulated-cheek");
    ASSERT_TRUE(player.load(next));
    EXPECT_EQ(player.asked_us(), kDay);
    double progress = -1;
    while (!player.work([] { return false; })) {
        ASSERT_EQ(player.world().plan.get(), before);
        ASSERT_EQ(player.world().tick, tick);
        ASSERT_FALSE(player.reached());
        ASSERT_GE(player.progress(), progress);
        progress = player.progress();
        ASSERT_LT(progress, 1);
    }
    EXPECT_TRUE(player.reached());
    EXPECT_EQ(player.progress(), 1);
    EXPECT_EQ(state_hash(player.world()), hash_by_stepping(next, kDay));
}

TEST(Player, ARefusedScenarioChangesNothing) {
    Player player;
    ASSERT_TRUE(player.load({}));
    player.finish();
    const std::uint64_t before = state_hash(player.world());
    sim::Scenario wrong;
    wrong.technique.depth_mm = 99;
    EXPECT_FALSE(player.load(wrong));
    EXPECT_TRUE(player.reached());
    EXPECT_EQ(state_hash(player.world()), before);
}

TEST(Player, LoadingWhatIsLoadedDoesNotStartAgain) {
    Player player;
    ASSERT_TRUE(player.load({}));
    player.seek(kDay);
    player.finish();
    ASSERT_TRUE(player.load({}));
    EXPECT_TRUE(player.reached());
}

// A slider dragged at 60 Hz while the picture is months ahead: it must move, and end on the last
// value.
TEST(Player, ThePictureFollowsADragAndEndsOnItsLastValue) {
    Player player;
    sim::Scenario scenario;
    player.seek(sim::kYear / 2);
    int shown = 0;
    for (int frame = 0; frame < 200; ++frame) {
        scenario.technique.depth_mm = 1.0 + 0.001 * frame;
        ASSERT_TRUE(player.load(scenario));
        int steps = 0;  // as many as a slow machine does in a frame
        shown += player.work([&] { return ++steps < 200; }) ? 1 : 0;
    }
    EXPECT_GT(shown, 20);
    player.finish();
    EXPECT_EQ(state_hash(player.world()), hash_by_stepping(scenario, sim::kYear / 2));
}

TEST(Player, KeyframesKeepToTheirBudgetAndResultsDoNotDependOnIt) {
    const sim::Scenario scenario = preset("rf-insulated-cheek");
    const std::uint64_t expected = hash_by_stepping(scenario, 150 * kMillisecond);
    for (const std::size_t budget :
         {std::size_t(0), std::size_t(10) << 20, std::size_t(60) << 20}) {
        Player player(sim::run_serially, budget);
        ASSERT_TRUE(player.load(scenario));
        player.seek(kHour);
        player.finish();
        // The first and the last always stay: each is a few megabytes at most.
        EXPECT_LE(player.keyframe_bytes(), budget + (8u << 20));
        EXPECT_EQ(hash_at(player, 150 * kMillisecond), expected);
    }
}

// A field step of a whole array takes tens of milliseconds, so a seek may need few of them. Times
// themselves are printed by the bench.
TEST(Player, ASeekNeedsFewFieldStepsOnceTheWayWasWalked) {
    Player player;
    ASSERT_TRUE(player.load(preset("rf-insulated-cheek")));
    player.seek(sim::kYear);
    player.finish();
    const auto steps_before = [&](std::int64_t tick) {
        int steps = 0;
        for (const auto& keyframe : player.history())
            if (keyframe->tick <= tick) steps = keyframe->rf.steps;
        return steps;
    };
    sim::Random rng(11, 3);
    for (int i = 0; i < 200; ++i) {
        const Microseconds time_us =
            i % 2 ? axis_time_us(rng.unit()) : Microseconds(rng.unit() * double(20 * kSecond));
        const int kept = steps_before(player.world().plan->timeline.tick_at(time_us));
        player.seek(time_us);
        player.finish();
        EXPECT_LE(player.world().rf.steps - kept, 12) << time_us;
    }
    RecordProperty("keyframes", int(player.keyframe_count()));
}

}  // namespace
}  // namespace session
