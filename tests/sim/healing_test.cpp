#include "sim/models/healing.h"

#include <gtest/gtest.h>

#include <cmath>

namespace sim {
namespace {

HealingState after(double days, double step_days = 1.0 / 144.0, int visits = 1,
                   double interval_days = 28) {
    HealingState s;
    const auto steps = std::int64_t(std::llround(days / step_days));
    const auto gap = std::int64_t(std::llround(interval_days / step_days));
    for (std::int64_t i = 0; i < steps; ++i) {
        if (i % gap == 0 && i / gap < visits) injure(s, {1.0, 1.0, 0.0});
        step_healing(s, step_days, false);
    }
    return s;
}

double peak_day(double HealingState::*amount, double until_days) {
    HealingState s;
    injure(s, {1.0, 1.0, 0.0});
    double best = -1, day = 0;
    const int steps = int(until_days * 144);
    for (int i = 1; i <= steps; ++i) {
        step_healing(s, 1.0 / 144.0, false);
        if (s.*amount > best) {
            best = s.*amount;
            day = double(i) / 144.0;
        }
    }
    return day;
}

// H01 to H04, calibrated rows: the order and windows of the literature.
TEST(Healing, CellsPeakInTheirOrderAndWindows) {
    const double n = peak_day(&HealingState::neutrophils, 20);
    const double m1 = peak_day(&HealingState::macrophages_m1, 20);
    const double m2 = peak_day(&HealingState::macrophages_m2, 30);
    const double f = peak_day(&HealingState::fibroblasts, 60);
    EXPECT_GE(n, 18.0 / 24);
    EXPECT_LE(n, 2);
    EXPECT_GE(m1, 1.5);
    EXPECT_LE(m1, 3.5);
    EXPECT_GE(m2, 3.5);
    EXPECT_LE(m2, 7);
    EXPECT_GE(f, 6);
    EXPECT_LE(f, 14);
    EXPECT_LT(peak_day(&HealingState::collagen_iii, 300), peak_day(&HealingState::collagen_i, 300));
}

// H09, calibrated.
TEST(Healing, RednessIsMostlyGoneAfterThreeDays) {
    EXPECT_GT(after(0.5).erythema, 0.4);
    EXPECT_LE(after(3).erythema, 0.15);
}

// H05, H06, calibrated.
TEST(Healing, StrengthFollowsThePublishedMilestones) {
    EXPECT_NEAR(wound_strength(7), 0.03, 0.03);
    EXPECT_NEAR(wound_strength(21), 0.20, 0.04);
    EXPECT_NEAR(wound_strength(90), 0.80, 0.08);
    EXPECT_LT(wound_strength(3000), 1.0);
}

// H08: a 50 um channel is covered within 24 to 36 h.
TEST(Healing, EpidermisCoversASmallChannelInADayAndAHalf) {
    EXPECT_EQ(epidermal_cover(0.05, 0.4), 0);
    EXPECT_GE(epidermal_cover(0.05, 1.5), 0.95);
}

// H13: the 1.4x is a regression bound set after seeing the model.
TEST(Healing, VisitsTooCloseTogetherGainLess) {
    const auto gain = [](double interval) {
        return after(300, 1.0 / 144.0, 4, interval).collagen_i / 4;
    };
    EXPECT_GE(gain(28), 1.4 * gain(7));
}

TEST(Healing, HalvingTheStepChangesNothingThatIsShown) {
    for (const double day : {1.0, 5.0, 30.0}) {
        const HealingState coarse = after(day), fine = after(day, 1.0 / 288.0);
        EXPECT_NEAR(coarse.neutrophils, fine.neutrophils, 1e-6);
        EXPECT_NEAR(coarse.fibroblasts, fine.fibroblasts, 1e-6);
        EXPECT_NEAR(coarse.collagen_iii, fine.collagen_iii, 1e-6);
    }
}

TEST(Healing, NothingIsEverNegativeAndRestStaysAtRest) {
    HealingState rest;
    for (int i = 0; i < 10000; ++i) step_healing(rest, 1.0 / 144.0, false);
    EXPECT_EQ(rest, HealingState{});
    HealingState s;
    injure(s, {2.0, 1.0, 1.0});
    for (int i = 0; i < 50000; ++i) {
        step_healing(s, 1.0 / 144.0, true);
        ASSERT_GE(s.neutrophils, 0);
        ASSERT_GE(s.collagen_iii, 0);
        ASSERT_GE(s.erythema, 0);
        ASSERT_GE(s.fibroblasts, 1 - 1e-12);
        ASSERT_LE(s.fibroblasts, 3);
    }
}

}  // namespace
}  // namespace sim
