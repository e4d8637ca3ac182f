// Problems stated in full: what is refused, what is folded, what an array is made of.
#include "sim/models/rf_problem.h"

#include "sim/models/rf.h"
#include "sim/models/rf_run.h"
#include "tests/support/rf_rig.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace sim {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN(),
                 kInf = std::numeric_limits<double>::infinity();

std::string where_refused(const RfProblem& problem) {
    const Result<Ok> result = validate(problem);
    return result ? "" : result.error().where;
}

TEST(RfProblem, WhatASolverCannotTakeIsRefusedByName) {
    struct Bad {
        const char* where;
        std::function<void(RfProblem&)> spoil;
    };
    const Bad bads[] = {
        {"/box_mm/x", [](RfProblem& p) { p.x_mm[0] = kNaN; }},
        {"/box_mm/x",
         [](RfProblem& p) {
             p.x_mm = {1, -1};
         }},
        {"/box_mm/y", [](RfProblem& p) { p.y_mm[1] = kInf; }},
        {"/box_mm/z", [](RfProblem& p) { p.depth_mm[1] = 0; }},
        {"/box_mm/z/0", [](RfProblem& p) { p.depth_mm[0] = 0.1; }},
        {"/layers", [](RfProblem& p) { p.layers.clear(); }},
        {"/layers/0/thickness_mm", [](RfProblem& p) { p.layers[0].thickness_mm = 0; }},
        {"/layers/1/sigma_S_per_m", [](RfProblem& p) { p.layers[1].sigma_S_per_m = -0.2; }},
        {"/layers/1/sigma_S_per_m", [](RfProblem& p) { p.layers[1].sigma_S_per_m = kNaN; }},
        {"/layers/2/density_kg_per_m3", [](RfProblem& p) { p.layers[2].density_kg_per_m3 = 0; }},
        {"/layers/2/conductivity_W_per_mK",
         [](RfProblem& p) { p.layers[2].conductivity_W_per_mK = kInf; }},
        {"/layers/3/perfusion_per_s", [](RfProblem& p) { p.layers[3].perfusion_per_s = -1; }},
        {"/blood/temperature_C", [](RfProblem& p) { p.blood_C = kNaN; }},
        {"/sigma_per_K", [](RfProblem& p) { p.rise.per_K = kNaN; }},
        {"/sigma_collapse/to_C", [](RfProblem& p) { p.rise.to_C = p.rise.from_C; }},
        {"/needle/density_kg_per_m3", [](RfProblem& p) { p.steel_density_kg_per_m3 = -1; }},
        {"/initial_C", [](RfProblem& p) { p.initial_C = kNaN; }},
        {"/initial_C/gaussian/sigma_mm",
         [](RfProblem& p) {
             p.warm_spot = {{0, 0, 1}, 0, 80};
         }},
        {"/source_W_per_m3",
         [](RfProblem& p) {
             p.source = {{0, 0, 1}, kInf, kNaN};
         }},
        {"/surface", [](RfProblem& p) { p.sides[std::size_t(Side::surface)].outside_C = kNaN; }},
        {"/needles/1/radius_mm", [](RfProblem& p) { p.needles[1].shape.radius_mm = -0.1; }},
        {"/needles/1/radius_mm", [](RfProblem& p) { p.needles[1].shape.radius_mm = kNaN; }},
        {"/needles/2/tip_depth_mm", [](RfProblem& p) { p.needles[2].shape.tip_mm = 50; }},
        {"/needles/2/tip_depth_mm", [](RfProblem& p) { p.needles[2].shape.tip_mm = 0; }},
        {"/needles/2/exposed_mm", [](RfProblem& p) { p.needles[2].shape.exposed_mm = 0; }},
        // Thinner than a cell it would carry nothing at all.
        {"/needles/2/exposed_mm", [](RfProblem& p) { p.needles[2].shape.exposed_mm = 0.001; }},
        {"/needles/3/x_mm", [](RfProblem& p) { p.needles[3].shape.x_mm = p.x_mm[1]; }},
        {"/needles/3/y_mm", [](RfProblem& p) { p.needles[3].shape.y_mm = kNaN; }},
        {"/drive/total_W", [](RfProblem& p) { p.drive.power_W = 1e9; }},
        {"/drive/total_W", [](RfProblem& p) { p.drive.power_W = 0; }},
        {"/drive/difference_V",
         [](RfProblem& p) {
             p.drive.control = RfDrive::Control::voltage, p.drive.voltage_V = kNaN;
         }},
        {"/drive/total_J",
         [](RfProblem& p) { p.drive.control = RfDrive::Control::energy, p.drive.energy_J = -1; }},
        {"/pulses/0/on_s", [](RfProblem& p) { p.pulses[0].on_s = 0; }},
        {"/pulses/0/off_s", [](RfProblem& p) { p.pulses[0].off_s = kNaN; }},
        {"/arrhenius/0/A_per_s", [](RfProblem& p) { p.damage[0].A_per_s = 0; }},
        {"/arrhenius/1/Ea_J_per_mol", [](RfProblem& p) { p.damage[1].E_over_R_K = kInf; }},
        {"/ground_faces",
         [](RfProblem& p) {
             for (RfNeedle& n : p.needles) n.electrode = 0;
         }},
    };
    const RfProblem good = RfRig{}.problem();
    EXPECT_EQ(where_refused(good), "");
    for (const Bad& bad : bads) {
        RfProblem problem = good;
        bad.spoil(problem);
        EXPECT_EQ(where_refused(problem), bad.where);
        EXPECT_FALSE(run_rf(problem, {})) << bad.where;
    }
}

TEST(RfProblem, NeedlesThatMeetAreRefusedAndNamed) {
    RfProblem problem = RfRig{}.problem();
    problem.needles[1].shape.x_mm = problem.needles[0].shape.x_mm + 0.15;  // radius 0.1
    problem.needles[1].shape.y_mm = problem.needles[0].shape.y_mm;
    ASSERT_FALSE(validate(problem));
    EXPECT_EQ(validate(problem).error().text(),
              "/needles/1: overlaps needle 0: walls must be at least 0.02 mm apart");
    problem.needles[1].shape.x_mm += 0.055;
    EXPECT_NE(validate(problem).error().what.find("too close"), std::string::npos);
    // No pitch at all: all needles in one place.
    EXPECT_EQ(where_refused(RfRig{.pitch_mm = 0}.problem()), "/needles/1");
}

// A hundred needles on common rows and columns are solved; strewn ones are refused with a reason.
TEST(RfProblem, AHundredNeedlesAreSolvedOrRefused) {
    const RfProblem array = RfRig{.rows = 10, .columns = 10, .pulse_ms = 5}.problem();
    ASSERT_EQ(array.needles.size(), 100U);
    const auto run = run_rf(
        array, {.probes_mm = {}, .report_at_s = {0.005}}, run_serially, [] { return true; },
        RfDetail::coarse);
    ASSERT_TRUE(run) << run.error().text();
    EXPECT_TRUE(run.value().converged);
    const RfReport& report = run.value().reports.front();
    EXPECT_NEAR((report.stored_J + report.lost_J) / report.energy_J, 1, 1e-5);

    RfProblem strewn = array;
    for (std::size_t n = 0; n < strewn.needles.size(); ++n) {
        strewn.needles[n].shape.x_mm += 0.003 * double(n);
        strewn.needles[n].shape.y_mm -= 0.0023 * double(n * n % 101);
        strewn.needles[n].shape.radius_mm = 0.02;
    }
    EXPECT_TRUE(validate(strewn));
    const auto refused = make_rf_setup(strewn, RfDetail::production);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().where, "/needles");
}

struct Planes {
    bool x, x_odd, y, y_odd;
    bool operator==(const Planes&) const = default;
};
Planes planes_of(const RfProblem& problem) {
    const Fold fold = fold_of(problem);
    return {fold.x.folded, fold.x.odd, fold.y.folded, fold.y.odd};
}
RfProblem array(Polarity polarity, int rows, int columns) {
    return RfRig{.rows = rows, .columns = columns, .polarity = polarity}.problem();
}

TEST(RfProblem, MirrorPlanesAreFoundWithTheirSign) {
    const Planes even{true, false, true, false}, odd_x{true, true, true, false},
        odd_both{true, true, true, true};
    EXPECT_EQ(planes_of(array(Polarity::monopolar, 5, 5)), even);
    EXPECT_EQ(planes_of(array(Polarity::monopolar, 4, 6)), even);
    // Columns alternate: an odd number of them is even about the middle one.
    EXPECT_EQ(planes_of(array(Polarity::bipolar, 5, 5)), even);
    EXPECT_EQ(planes_of(array(Polarity::bipolar, 6, 6)), odd_x);
    EXPECT_EQ(planes_of(array(Polarity::checkerboard, 5, 5)), even);
    EXPECT_EQ(planes_of(array(Polarity::checkerboard, 6, 6)), odd_both);
    EXPECT_EQ(planes_of(array(Polarity::bipolar, 1, 2)), odd_x);  // a pair
    EXPECT_EQ(fold_of(array(Polarity::bipolar, 1, 2)).copies(), 4);
}

TEST(RfProblem, NoMirrorIsFoundWhereSomethingDiffers) {
    const RfProblem pair = array(Polarity::bipolar, 1, 2);
    const Planes neither{false, false, false, false}, x_alone{true, true, false, false},
        y_alone{false, false, true, false};
    RfProblem p = pair;
    p.needles[0].shape.radius_mm *= 1.1;
    EXPECT_EQ(planes_of(p), y_alone);
    p = pair;
    p.needles[0].shape.exposed_mm *= 0.9;
    EXPECT_EQ(planes_of(p), y_alone);
    p = pair;
    p.electrode_share = {1.0, 0.0};  // neither even nor odd about the middle
    EXPECT_EQ(planes_of(p), y_alone);
    p = pair;
    p.y_mm[1] += 0.5;
    EXPECT_EQ(planes_of(p), x_alone);
    p = pair;
    p.sides[std::size_t(Side::y_low)] = {HeatSide::Kind::fixed, 37, 0};
    EXPECT_EQ(planes_of(p), x_alone);
    p = pair;
    p.warm_spot = {{0.1, 0.1, 1.0}, 0.3, 80};
    EXPECT_EQ(planes_of(p), neither);
    p = pair;
    p.source = {{0.1, 0, 1.0}, 0.3, 1e8};
    EXPECT_EQ(planes_of(p), y_alone);
    p = pair;
    p.grounded[std::size_t(Side::x_high)] = true;
    EXPECT_EQ(planes_of(p), y_alone);
}

TEST(RfProblem, AFoldedPlaceIsWhereItsImageIs) {
    RfProblem p = array(Polarity::bipolar, 1, 2);
    p.x_mm = {-3, 5}, p.needles[0].shape.x_mm = 0.2, p.needles[1].shape.x_mm = 1.8;
    const Fold fold = fold_of(p);
    ASSERT_TRUE(fold.x.folded);
    EXPECT_EQ(fold.x.at_mm, 1);
    EXPECT_EQ(fold.x_of(0.25), 1.75);
    EXPECT_EQ(fold.x_of(1.75), 1.75);
    EXPECT_EQ(fold.y_of(-0.5), 0.5);
}

TEST(RfProblem, AScenariosArrayStandsInTissueAllAround) {
    const RfProblem p = RfRig{.rows = 3, .columns = 4}.problem();
    ASSERT_EQ(p.needles.size(), 12U);
    EXPECT_TRUE(validate(p));
    for (const RfNeedle& needle : p.needles) {
        EXPECT_EQ(needle.shape.radius_mm, 0.1);
        EXPECT_EQ(needle.shape.tip_mm, 1.5);
        EXPECT_EQ(needle.shape.exposed_mm, 0.3);
        EXPECT_GT(needle.shape.x_mm - p.x_mm[0], 2.99);
        EXPECT_GT(p.y_mm[1] - needle.shape.y_mm, 2.99);
    }
    EXPECT_DOUBLE_EQ(p.drive.power_W, 12 * 0.4);
    EXPECT_EQ(p.junction_mm, 0.1);
    ASSERT_EQ(p.pulses.size(), 1U);
    EXPECT_DOUBLE_EQ(p.train_s(), 0.6);
}

}  // namespace
}  // namespace sim
