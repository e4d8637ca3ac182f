// The pure functions under the panels.
#include "app/session/player.h"
#include "app/ui/curves.h"
#include "app/ui/field_rules.h"
#include "app/ui/governor.h"
#include "app/ui/pacer.h"
#include "app/ui/status_json.h"
#include "app/ui/time_axis.h"
#include "app/ui/view_edits.h"
#include "sim/snapshot.h"
#include "tests/ui/robot.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace {

TEST(FieldRules, ASliderShowsWhatItWouldSet) {
    const sim::Scenario usual;
    sim::visit_fields(usual, [&]<class T>(const sim::Field& field, const T&) {
        if (!field.choices.empty()) return;
        for (double at = 0; at <= 1; at += 0.05)
            EXPECT_NEAR(ui::slider_position(field, ui::slider_value(field, at)), at, 1e-9)
                << field.path;
        EXPECT_NEAR(ui::slider_value(field, 0), field.low, 1e-9 * field.high);
        EXPECT_NEAR(ui::slider_value(field, 1), field.high, 1e-9 * field.high);
    });
}

TEST(FieldRules, TidyNumbersStayInRangeAndAreNearby) {
    const sim::Scenario usual;
    sim::visit_fields(usual, [&]<class T>(const sim::Field& field, const T&) {
        for (double at = 0; at <= 1; at += 0.01) {
            const double value = ui::slider_value(field, at), tidy = ui::tidy(field, value);
            EXPECT_GE(tidy, field.low);
            EXPECT_LE(tidy, field.high);
            EXPECT_LE(std::fabs(tidy - value), ui::tidy_step(field, value)) << field.path;
            EXPECT_EQ(ui::tidy(field, tidy), tidy) << field.path;
        }
    });
}

TEST(FieldRules, NearestValidStopsAtTheBoundBetweenFields) {
    const sim::Scenario s;
    EXPECT_EQ(ui::nearest_valid(s, "technique.depth_mm", 7), s.device.needle_length_mm);
    EXPECT_EQ(ui::nearest_valid(s, "technique.depth_mm", 2), 2);
    EXPECT_EQ(ui::nearest_valid(s, "device.needle_length_mm", 0.5), s.technique.depth_mm);
}

TEST(FieldRules, NumbersReadAsAPersonWritesThem) {
    EXPECT_EQ(ui::number_words(90), "90");
    EXPECT_EQ(ui::number_words(0.05), "0.05");
    EXPECT_EQ(ui::number_words(1e6), "1000000");
    EXPECT_EQ(ui::value_words(62, "%"), "62\u202f%");
    EXPECT_EQ(ui::value_words(90, "deg"), "90\u00b0");
    EXPECT_EQ(ui::value_words(-0.0001, ""), "0");
    EXPECT_EQ(ui::choice_words("skin.concern", "rolling_scar"), "Rolling scar");
    EXPECT_EQ(ui::choice_words("device.kind", "rf_array"), "RF array");
    EXPECT_EQ(ui::choice_words("technique.topical", "prp"), "PRP");
}

TEST(ViewEdits, ZoomKeepsThePointUnderTheCursor) {
    const session::View v;
    const float pixel_mm = 0.01f;
    const session::View z = ui::zoomed(v, 1, 100, -50, pixel_mm);
    EXPECT_EQ(z.zoom, 1);
    // The point was at pan + 100 px of 0.01 mm; a pixel is half as large now.
    EXPECT_NEAR(z.pan_x_mm + 100 * 0.005, v.pan_x_mm + 100 * 0.01, 1e-6);
    EXPECT_NEAR(z.pan_y_mm + 50 * 0.005, v.pan_y_mm + 50 * 0.01, 1e-6);
}

TEST(ViewEdits, NoDragLeavesTheRangeOfAView) {
    session::View v;
    for (int i = 0; i < 200; ++i) {
        v = ui::turned(v, 97, 41);
        v = ui::panned(v, -83, 57, 0.02f);
        v = ui::zoomed(v, i % 2 ? 0.7 : -0.3, 300, 200, 0.02f);
        session::visit_fields(v, [&]<class T>(const sim::Field& field, const T& value) {
            EXPECT_GE(sim::as_number(value), field.low) << field.path;
            EXPECT_LE(sim::as_number(value), field.high) << field.path;
        });
    }
}

TEST(TimeAxis, BandsFollowEachOtherWithoutGaps) {
    sim::Scenario s;
    s.course = {.sessions = 3, .interval_days = 42};
    const sim::World world = sim::make_world(s).value();
    sim::Microseconds end = -1;
    for (const ui::PhaseBand& band : ui::phase_bands(s, world.plan->timeline)) {
        EXPECT_LE(band.start_us, band.end_us);
        if (band.row == 0) continue;
        EXPECT_TRUE(end < 0 || band.start_us == end) << band.key;
        end = band.end_us;
    }
    EXPECT_EQ(end, sim::kYear);
    EXPECT_EQ(ui::visit_times(s).size(), 3u);
}

TEST(Curves, EveryPointIsTheSimulationAtThatTime) {
    const sim::Scenario s;
    ui::Curves curves;
    curves.restart(s);
    while (curves.busy()) curves.work([] { return true; });
    ASSERT_GT(curves.count(), 150);
    const int column = curves.column("fibroblasts_rel");
    ASSERT_GE(column, 0);
    sim::World world = sim::make_world(s).value();
    for (int i = 0; i < curves.count(); i += 7) {
        sim::run_to(world, world.plan->timeline.tick_at(curves.time_us(i)));
        EXPECT_EQ(float(curves.value(i, column)), float(sim::observe(world).healing.fibroblasts));
        EXPECT_TRUE(i == 0 || curves.time_us(i) > curves.time_us(i - 1));
    }
    EXPECT_EQ(curves.time_us(curves.count() - 1), sim::kYear);
    EXPECT_EQ(curves.column("no_such_readout"), -1);
}

TEST(Curves, FollowWorldsThatWereComputedElsewhere) {
    sim::Scenario s;
    s.device = {.kind = sim::DeviceKind::rf_array, .rows = 2, .columns = 2, .pitch_mm = 1.6};
    s.rf.on = true;
    sim::World world = sim::make_world(s, sim::RfDetail::coarse).value();
    std::vector<std::shared_ptr<const sim::World>> worlds;
    const auto walk_to = [&](sim::Microseconds time_us) {
        sim::run_to(world, world.plan->timeline.tick_at(time_us));
        worlds.push_back(std::make_shared<sim::World>(world));
    };
    for (const int ms : {0, 60, 100, 160, 300}) walk_to(ms * sim::kMillisecond);
    ui::Curves curves;
    const auto finish = [&] {
        curves.follow(worlds);
        while (curves.busy()) curves.work([] { return true; });
    };
    finish();
    EXPECT_EQ(curves.count(), 5);
    EXPECT_EQ(curves.heated().size(), 5u);
    const int hottest = curves.column("temperature_max_C");
    EXPECT_EQ(float(curves.value(3, hottest)),
              float(sim::observe(*worlds[3]).rf.temperature_max_C));
    // Once the tissue is cold the rest of the year is filled in.
    walk_to(2 * sim::kHour);
    ASSERT_TRUE(worlds.back()->rf.cold);
    finish();
    EXPECT_GT(curves.count(), 50);
    EXPECT_EQ(curves.time_us(curves.count() - 1), sim::kYear);
    for (int i = 1; i < curves.count(); ++i) EXPECT_GT(curves.time_us(i), curves.time_us(i - 1));
}

TEST(Governor, StartsLowWhereAProcessorDraws) {
    EXPECT_EQ(ui::Governor("llvmpipe (LLVM 15.0.6, 256 bits)").moving().level, 0);
    EXPECT_EQ(ui::Governor("NVIDIA GeForce").moving().level, 2);
}

TEST(Governor, LowersResolutionUnderLoadAndComesBack) {
    ui::Governor governor("NVIDIA GeForce");
    for (int i = 0; i < 100; ++i) {
        governor.choose(ui::QualityChoice::automatic);  // as the window says every frame
        governor.drawn(90);
    }
    EXPECT_EQ(governor.moving().level, 0);
    EXPECT_LT(governor.moving().scale, 0.5f);
    EXPECT_EQ(governor.still().scale, 1);
    for (int i = 0; i < 5000; ++i) governor.drawn(4);
    EXPECT_EQ(governor.moving(), (ui::Fineness{2, 1}));
}

TEST(Governor, DoesNotSwingBetweenTwoSteps) {
    // Fluent at one step, too slow at the next finer one.
    ui::Governor governor("llvmpipe");
    int changes = 0;
    for (int i = 0; i < 3000; ++i) {
        const bool fine = governor.moving().level > 0 || governor.moving().scale > 0.8f;
        changes += governor.drawn(fine ? 60 : 10);
    }
    EXPECT_LT(changes, 16);
}

TEST(Governor, WhatWasChosenHolds) {
    ui::Governor governor("llvmpipe");
    governor.choose(ui::QualityChoice::high);
    for (int i = 0; i < 100; ++i) EXPECT_FALSE(governor.drawn(500));
    EXPECT_EQ(governor.moving(), (ui::Fineness{2, 1}));
}

TEST(Pacer, SleepsWhenNothingHappens) {
    ui::Pacer pacer;
    ui::Moment moment{.now_s = 10};
    int drawn = 0;
    for (int i = 0; i < 10; ++i) drawn += pacer.take(moment);
    EXPECT_EQ(drawn, 3);  // the first frames only
    EXPECT_GT(pacer.wait_s(moment), 0.2);
    pacer.happened();
    EXPECT_EQ(pacer.wait_s(moment), 0);
    EXPECT_TRUE(pacer.take(moment));
}

TEST(Pacer, DoesNotSpinWhileTimeRuns) {
    ui::Pacer pacer;
    ui::Moment moment{.now_s = 10, .playing = true};
    while (pacer.take(moment)) {
    }
    EXPECT_NEAR(pacer.wait_s(moment), 1.0 / 60, 1e-6);
    moment.computing = true;
    EXPECT_EQ(pacer.wait_s(moment), 0);
}

TEST(Pacer, DrawsEveryFrameOfAFlightAndNoneAfterIt) {
    ui::Pacer pacer;
    ui::Moment moment{.now_s = 10, .flying = true};
    for (int i = 0; i < 9; ++i) EXPECT_TRUE(pacer.take(moment));
    EXPECT_LE(pacer.wait_s(moment), 1.0 / 60 + 1e-6);
    moment.flying = false;
    EXPECT_FALSE(pacer.take(moment));
    EXPECT_GT(pacer.wait_s(moment), 0.2);
}

TEST(Pacer, SleepsWhileSomethingIsComputedElsewhereAndShowsHowFarItIs) {
    ui::Pacer pacer;
    ui::Moment moment{.now_s = 10};
    while (pacer.take(moment)) {
    }
    moment.awaiting = true;
    EXPECT_NEAR(pacer.wait_s(moment), 0.1, 0.05);
    moment.now_s += 0.05;
    EXPECT_FALSE(pacer.take(moment));  // woken for news that changes nothing
    moment.now_s += 0.06;
    EXPECT_TRUE(pacer.take(moment));
    moment.changed = true;  // an answer
    EXPECT_TRUE(pacer.take(moment));
}

TEST(Pacer, WakesForATooltipAndForTheFinerPicture) {
    ui::Pacer pacer;
    ui::Moment moment{.now_s = 10};
    while (pacer.take(moment)) {
    }
    pacer.redraw_in(0.1);
    EXPECT_LT(pacer.wait_s(moment), 0.11);
    moment.now_s = 10.2;
    EXPECT_TRUE(pacer.take(moment));
    pacer.redraw_in(-1);
    pacer.moved(10.2);
    moment.coarse = true;
    EXPECT_FALSE(pacer.at_rest(moment));
    moment.now_s = 10.7;
    EXPECT_TRUE(pacer.at_rest(moment));
    EXPECT_TRUE(pacer.take(moment));
}

TEST(StatusJson, IsJsonAndSaysHowThingsStand) {
    Robot robot;
    robot.bench.say("quote \" backslash \\ newline \n.", true);
    robot.frame();
    const auto json = nlohmann::json::parse(
        ui::status_json(robot.bench.model({}), robot.bench.state, robot.out, 7));
    EXPECT_EQ(json["frames"], 7);
    EXPECT_EQ(json["depth_mm"], 1.5);
    EXPECT_EQ(json["message"], "quote \" backslash \\ newline \n.");
    EXPECT_EQ(json["landmarks"]["play"].size(), 4u);
}

}  // namespace
