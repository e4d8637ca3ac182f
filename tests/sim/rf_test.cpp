// RF heat of whole arrays: what must hold whatever the numbers are.
#include "sim/models/rf.h"

#include "sim/base/random.h"
#include "sim/models/rf_run.h"
#include "sim/models/rf_setup.h"
#include "sim/tissue/tables.h"
#include "tests/support/rf_rig.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <thread>
#include <vector>

namespace sim {
namespace {

constexpr double kBalance = 1e-5;  // temperatures are in single precision; the claim is 0.5 %

RfProblem pair(double energy_mJ = 40) {
    return RfRig{.rows = 1, .columns = 2, .energy_mJ = energy_mJ}.problem();
}

RfLife lived(const RfProblem& problem, double after_s, RfDetail detail = RfDetail::coarse) {
    RfLife life(problem, detail);
    life.run(after_s);
    return life;
}

TEST(RfGrid, IsFineAtTheNeedleAndHitsEveryLayer) {
    const RfProblem problem = RfRig{.rows = 5, .columns = 5}.problem();
    const RfLife life(problem);
    const CellGrid& grid = rf_grid(*life.setup);
    EXPECT_LT(grid.count(), 250000);
    for (const double edge : {0.0, 0.015, 0.1, 0.3, 1.2, 1.5, 2.1})
        EXPECT_TRUE(std::any_of(grid.depth_mm.begin(), grid.depth_mm.end(), [&](double e) {
            return std::fabs(e - edge) < 1e-12;
        })) << edge;
    EXPECT_EQ(grid.depth_mm.back(), problem.depth_mm[1]);
    EXPECT_EQ(grid.x_mm.front(), 0);  // folded
    EXPECT_EQ(grid.x_mm.back(), problem.x_mm[1]);
    for (const std::vector<double>* edges : {&grid.x_mm, &grid.y_mm, &grid.depth_mm})
        for (std::size_t n = 0; n + 2 < edges->size(); ++n) {
            const double ratio =
                ((*edges)[n + 2] - (*edges)[n + 1]) / ((*edges)[n + 1] - (*edges)[n]);
            EXPECT_GT(ratio, 0.35);  // layer bounds are hit exactly, which costs some evenness
            EXPECT_LT(ratio, 2.9);
        }
}

TEST(Rf, EnergyIsKeptThroughBoilingAndCooling) {
    for (const double energy_mJ : {10.0, 40.0, 120.0}) {
        const RfLife life = lived(pair(energy_mJ), 0.3);
        const RfReadout r = life.readout();
        EXPECT_NEAR(1000 * r.delivered_J / (2 * energy_mJ), 1, 1e-9);  // constant power
        EXPECT_NEAR(life.imbalance(), 0, kBalance) << energy_mJ;
        EXPECT_GT(r.lost_J, 0);
        EXPECT_EQ(r.temperature_peak_C > 100, energy_mJ == 120);  // it boiled
        EXPECT_TRUE(life.state.solved);
    }
}

TEST(Rf, EnergyIsKeptWhenTheNeedlesLeave) {
    RfLife life = lived(pair(), 0.05);
    const double before_J = life.readout().lost_J;
    life.live(0.025, false, kNoStand);
    EXPECT_NEAR(life.imbalance(), 0, kBalance);
    // Steel holds 4.0 and dermis 3.76 J/(cm3 K): what goes with the needle is little.
    EXPECT_NEAR(life.readout().lost_J - before_J, 0, 0.02 * life.readout().delivered_J);
}

TEST(Rf, EnergyIsKeptOverTwoDepthsAndEachGetsItsShare) {
    RfProblem problem = pair(20);
    problem.lifts_mm = {0.0, 0.5};
    problem.pulses = {{0.1, 0.2, 0}, {0.1, 0.2, 1}};
    const RfLife life = lived(problem, 0.2), deep = lived(pair(20), 0.5);
    EXPECT_NEAR(life.imbalance(), 0, kBalance);
    EXPECT_NEAR(life.readout().delivered_J, 0.08, 1e-9);
    EXPECT_NEAR(life.state.stand_J, 0.04, 1e-9);
    // A second zone above the first, which stays.
    const DamageZones both = life.readout().coagulated, one = deep.readout().coagulated;
    EXPECT_GT(both.volume_mm3, 1.5 * one.volume_mm3);
    EXPECT_LT(both.depth_mm[0], one.depth_mm[0] - 0.4);
    EXPECT_NEAR(both.depth_mm[1], one.depth_mm[1], 0.02);
}

TEST(Rf, MorePowerIsHotterAndCoagulatesMore) {
    double peak_C = 0, volume_mm3 = 0, width_mm = 0;
    for (const double energy_mJ : {15.0, 25.0, 40.0, 60.0, 100.0}) {
        const RfReadout r = lived(pair(energy_mJ), 0.1).readout();
        EXPECT_GT(r.temperature_peak_C, peak_C) << energy_mJ;
        EXPECT_GE(r.coagulated.volume_mm3, volume_mm3) << energy_mJ;
        EXPECT_GE(r.coagulated.largest_width_mm, width_mm) << energy_mJ;
        peak_C = r.temperature_peak_C;
        volume_mm3 = r.coagulated.volume_mm3;
        width_mm = r.coagulated.largest_width_mm;
    }
    EXPECT_GT(width_mm, 0.5);
}

TEST(Rf, HeldVoltageGivesPowerByResistance) {
    double power_W[2];
    for (int n = 0; n < 2; ++n) {
        RfProblem problem = pair();
        problem.drive.control = RfDrive::Control::voltage;
        problem.drive.voltage_V = n == 0 ? 10 : 20;
        RfLife life(problem, RfDetail::coarse);
        life.live(1e-6, true, 0);  // too short to warm
        power_W[n] = life.state.power_W;
        EXPECT_EQ(life.state.voltage_V, problem.drive.voltage_V);
        EXPECT_NEAR(life.state.current_A * life.state.resistance_ohm / life.state.voltage_V, 1,
                    1e-6);
    }
    EXPECT_NEAR(power_W[1] / power_W[0], 4, 1e-4);  // the potential is linear in the drive
}

TEST(Rf, HeldEnergyEndsTheCurrentAndEachDepthCountsItsOwn) {
    RfProblem problem = pair();
    problem.drive.control = RfDrive::Control::energy;
    problem.drive.energy_J = 0.0333;  // ends within a step
    problem.lifts_mm = {0.0, 0.5};
    problem.pulses = {{0.2, 0.05, 0}, {0.2, 0.05, 1}};
    RfLife life(problem, RfDetail::coarse);
    life.live(0.2, true, 0);
    EXPECT_TRUE(life.readout().stopped);
    EXPECT_NEAR(life.readout().delivered_J, 0.0333, 1e-9);
    EXPECT_EQ(life.readout().power_W, 0);
    life.live(0.1, true, 0);
    EXPECT_NEAR(life.readout().delivered_J, 0.0333, 1e-9);
    life.live(0.2, true, 1);
    EXPECT_NEAR(life.readout().delivered_J, 0.0666, 1e-9);
    EXPECT_NEAR(life.imbalance(), 0, kBalance);
}

// What was reached at one depth must not end the current at the next.
TEST(Rf, EachDepthIsEndedByItsOwnTemperatureAndResistance) {
    RfProblem problem = pair(120);
    problem.lifts_mm = {0.0, 0.7};
    problem.drive.stop_C = 67;
    RfLife life(problem, RfDetail::coarse);
    life.live(0.1, true, 0);
    ASSERT_TRUE(life.state.stopped);
    EXPECT_EQ(life.readout().ended_by, Stop::temperature);
    const double first_J = life.state.delivered_J;
    life.live(0.3, false, 1);
    life.live(0.1, true, 1);
    EXPECT_TRUE(life.state.stopped);
    EXPECT_GT(life.state.delivered_J, 1.3 * first_J);

    problem.drive = pair(40).drive;
    problem.drive.stop_resistance_ratio = 1.3;
    RfLife mild(problem, RfDetail::coarse);
    mild.live(0.03, true, 0);
    mild.live(0.03, true, 1);  // another depth, another resistance
    EXPECT_FALSE(mild.state.stopped);
    EXPECT_EQ(mild.readout().ended_by, Stop::none);
}

TEST(Rf, TheCurrentEndsAtATemperatureOrAResistance) {
    RfProblem problem = pair(120);
    problem.drive.stop_C = 67;
    RfLife life(problem, RfDetail::coarse);
    life.live(0.1, true, 0);
    EXPECT_TRUE(life.state.stopped);
    EXPECT_GE(life.state.peak_C, 67);
    EXPECT_LT(life.state.peak_C, 67 + 7);  // a step's worth
    EXPECT_LT(life.state.delivered_J, 0.24);

    problem = pair(400);
    problem.drive.stop_resistance_ratio = 1.3;
    RfLife dry(problem, RfDetail::coarse);
    dry.live(0.1, true, 0);
    EXPECT_TRUE(dry.state.stopped);
    EXPECT_GT(dry.state.peak_C, 100);  // only dry tissue conducts less than warm
    EXPECT_GE(dry.state.resistance_ohm, 1.3 * dry.state.lowest_ohm);
    EXPECT_LT(dry.state.resistance_ohm, 2.0 * dry.state.lowest_ohm);
    EXPECT_NEAR(dry.imbalance(), 0, kBalance);
}

// Same power: towards a far plate much of it is spent on the way. (Porcine: bipolar zones are the
// larger; R06's source.)
TEST(Rf, AFarReturnCoagulatesLess) {
    const RfRig bipolar{.rows = 3, .columns = 3},
        monopolar{.rows = 3, .columns = 3, .polarity = Polarity::monopolar};
    const RfLife near = lived(bipolar.problem(), 0.05), far = lived(monopolar.problem(), 0.05);
    EXPECT_NEAR(far.imbalance(), 0, kBalance);
    EXPECT_LT(far.readout().coagulated.volume_mm3, 0.8 * near.readout().coagulated.volume_mm3);
}

TEST(Rf, AFasterWaveMeetsLessResistance) {
    double before_ohm = 1e9;
    for (const double frequency_MHz : {0.5, 0.7, 1.0, 1.5, 2.0}) {
        Scenario s = RfRig{}.scenario();
        s.rf.frequency_MHz = frequency_MHz;
        const RfLife life(problem_of(s, reference_layers(), 1.5), RfDetail::coarse);
        EXPECT_LT(life.state.resistance_ohm, before_ohm);
        before_ohm = life.state.resistance_ohm;
    }
}

TEST(Rf, AColdPlateCoolsTheJunction) {
    double peak_C[2], volume_mm3[2];
    for (const bool cooled : {false, true}) {
        Scenario s =
            RfRig{.rows = 1, .energy_mJ = 200, .pulse_ms = 500, .exposed_mm = 1.5}.scenario();
        s.rf.cooling = cooled;
        RfLife life(problem_of(s, reference_layers(), 1.5), RfDetail::coarse);
        life.live(1.0, false, 0);  // the plate lies on before the pulse
        EXPECT_EQ(life.readout().surface_max_C < 30, cooled);
        life.run(0.1);
        EXPECT_NEAR(life.imbalance(), 0, kBalance);
        peak_C[cooled] = life.readout().junction_peak_C;
        volume_mm3[cooled] = life.readout().coagulated.volume_mm3;
    }
    EXPECT_LT(peak_C[1], peak_C[0] - 5);
    EXPECT_GT(volume_mm3[0], 0);
    EXPECT_LT(volume_mm3[1], volume_mm3[0]);
}

// A hair more of the box on one side and nothing is symmetric any more: solved whole.
TEST(Rf, APartAndItsImagesAreTheWhole) {
    for (const int columns : {2, 3}) {  // odd and even about the middle
        RfProblem problem =
            RfRig{.rows = 1, .columns = columns, .energy_mJ = 90.0 / columns}.problem();
        const RfLife part = lived(problem, 0.05);
        ASSERT_EQ(rf_fold(*part.setup).copies(), 4);
        problem.x_mm[1] += 1e-6, problem.y_mm[1] += 1e-6;
        const RfLife whole = lived(problem, 0.05);
        ASSERT_EQ(rf_fold(*whole.setup).copies(), 1);
        ASSERT_GT(rf_grid(*whole.setup).count(), 2 * rf_grid(*part.setup).count());
        const RfReadout p = part.readout(), w = whole.readout();
        // Their cells are not the same: the whole has none that end in its middle.
        EXPECT_NEAR(part.setup->stands[0].rest_ohm / whole.setup->stands[0].rest_ohm, 1, 0.005);
        EXPECT_NEAR(p.resistance_ohm / w.resistance_ohm, 1, 0.005);
        EXPECT_NEAR(p.temperature_peak_C, w.temperature_peak_C, 1.0);
        EXPECT_NEAR(p.junction_peak_C, w.junction_peak_C, 0.3);
        EXPECT_NEAR(p.coagulated.volume_mm3 / w.coagulated.volume_mm3, 1, 0.03);
        EXPECT_EQ(p.coagulated.count, w.coagulated.count);
        EXPECT_NEAR(p.stored_J, w.stored_J, 1e-4 * p.delivered_J);
        for (const double x_mm : {-1.0, 0.3})
            for (const double y_mm : {-0.8, 0.0, 1.1})
                EXPECT_NEAR(temperature_at(part.state, *part.setup, x_mm, y_mm, 1.4),
                            temperature_at(whole.state, *whole.setup, x_mm, y_mm, 1.4), 1.0);
    }
}

// A readout plotted against time should not show the grid.
TEST(Rf, TheZoneGrowsWithoutJumps) {
    RfLife life(RfRig{}.inner_needle());
    DamageZones before;
    for (int n = 0; n < 100; ++n) {
        life.live(1e-3, true, 0);
        const DamageZones now = life.readout().coagulated;
        EXPECT_GE(now.volume_mm3, before.volume_mm3 - 1e-12);
        if (before.largest_width_mm > 0.35) {
            EXPECT_LT(now.largest_width_mm - before.largest_width_mm, 0.012) << n;
            EXPECT_LT(now.volume_mm3 / before.volume_mm3, 1.25) << n;
        }
        before = now;
    }
    EXPECT_GT(before.largest_width_mm, 0.4);
}

// The program's ticks are a millisecond; a step is as long as the fields let it be.
TEST(Rf, TicksOfAnyLengthGiveTheSameZone) {
    const RfLife free = lived(pair(), 0.5);
    for (const double tick_s : {1e-3, 10e-3, 50e-3}) {
        RfLife ticked(pair(), RfDetail::coarse);
        for (double t = 0; t < 0.1 - 1e-9; t += tick_s)
            step_rf(ticked.state, *ticked.setup, tick_s, 1, 0, run_serially);
        for (double t = 0; t < 0.5 - 1e-9; t += tick_s)
            step_rf(ticked.state, *ticked.setup, tick_s, 0, 0, run_serially);
        settle_rf(ticked.state, *ticked.setup, run_serially);
        const RfReadout a = free.readout(), b = ticked.readout();
        EXPECT_NEAR(b.delivered_J, a.delivered_J, 1e-9);
        EXPECT_NEAR(b.temperature_peak_C, a.temperature_peak_C, tick_s > 0.02 ? 3.0 : 0.5)
            << tick_s;
        EXPECT_NEAR(b.coagulated.volume_mm3 / a.coagulated.volume_mm3, 1,
                    tick_s > 0.02 ? 0.1 : 0.02)
            << tick_s;
    }
    RfLife within(pair(), RfDetail::coarse);  // a pulse that ends inside a long tick
    step_rf(within.state, *within.setup, 0.5, 0.2, 0, run_serially);
    settle_rf(within.state, *within.setup, run_serially);
    EXPECT_NEAR(within.state.delivered_J, 0.08, 1e-9);
    EXPECT_NEAR(within.imbalance(), 0, kBalance);
}

TEST(Rf, ACopyIsASavePoint) {
    const RfLife life = lived(pair(), 0.0);
    RfState first = life.state, second = life.state;
    for (int n = 0; n < 5; ++n) step_rf(first, *life.setup, 1e-3, 1, 0, run_serially);
    for (int n = 0; n < 5; ++n) step_rf(second, *life.setup, 1e-3, 1, 0, run_serially);
    EXPECT_EQ(first, second);
    EXPECT_NE(first, life.state);
}

TEST(Rf, TwoWorkersGiveTheSameBitsAsOne) {
    const Executor two = [](int count, const std::function<void(int)>& task) {
        std::thread other([&] {
            for (int i = 1; i < count; i += 2) task(i);
        });
        for (int i = 0; i < count; i += 2) task(i);
        other.join();
    };
    const RfProblem problem = RfRig{.energy_mJ = 60, .pulse_ms = 12}.problem();
    RfLife one(problem), both(problem);
    one.run(0.004);
    both.run(0.004, two);
    EXPECT_EQ(one.state, both.state);
    EXPECT_EQ(measure_resistance_ohm(one.state, *one.setup, run_serially),
              measure_resistance_ohm(both.state, *both.setup, two));
}

TEST(Rf, UnheatedTissueCostsNothingAndStaysAsItIs) {
    RfLife life(pair(), RfDetail::coarse);
    step_rf(life.state, *life.setup, 10, 0, 0, run_serially);
    EXPECT_TRUE(life.state.temperature_C.empty());
    EXPECT_EQ(life.readout().temperature_max_C, blood().arterial_C.value);
}

// Corners of what can be set: nothing is ever not a number, and energy is kept.
TEST(Rf, AnySettingGivesNumbersAndKeepsEnergy) {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        Random random(seed, "rf"_purpose);
        Scenario s = RfRig{}.scenario();
        s.device.rows = 1 + int(2 * random.unit());
        s.device.columns = 2 + int(3 * random.unit());
        s.device.needle_diameter_mm = random.between(0.05, 0.35);
        s.device.pitch_mm = random.between(0.4, 4);
        s.device.insulated = random.unit() < 0.5;
        s.device.active_tip_mm = random.between(0.1, 2);
        s.rf.polarity = Polarity(int(3 * random.unit()));
        s.rf.control = Control(int(3 * random.unit()));
        s.rf.frequency_MHz = random.between(0.5, 2);
        s.rf.power_W_per_pin = random.between(0.01, 10);
        s.rf.voltage_V = random.between(1, 200);
        s.rf.energy_mJ_per_pin = random.between(1, 2000);
        s.rf.levels = 1 + int(2 * random.unit());
        s.rf.cooling = random.unit() < 0.3;
        if (random.unit() < 0.3) s.rf.stop = Stop::temperature;
        LayerDepths layers = reference_layers();
        layers.bottom_mm = {random.between(0.008, 0.4), 0, 0, 0, 0, 0};
        for (std::size_t l = 1; l < layers.bottom_mm.size(); ++l)
            layers.bottom_mm[l] = layers.bottom_mm[l - 1] + random.between(0.03, 2);
        const RfProblem problem = problem_of(s, layers, random.between(0.0, 6));
        ASSERT_TRUE(validate(problem)) << seed << validate(problem).error().text();
        RfLife life(problem, RfDetail::coarse);
        const double tick_s = random.between(0.25e-3, 0.05);
        for (int n = 0; n < 6; ++n)
            step_rf(life.state, *life.setup, tick_s, n % 3 < 2 ? 1.0 : 0.3,
                    n / 3 % int(problem.lifts_mm.size()), run_serially);
        step_rf(life.state, *life.setup, tick_s, 0, kNoStand, run_serially);
        settle_rf(life.state, *life.setup, run_serially);
        const RfReadout r = life.readout();
        ASSERT_TRUE(std::isfinite(r.resistance_ohm) && r.resistance_ohm > 0) << seed;
        ASSERT_TRUE(std::isfinite(r.temperature_peak_C) && r.temperature_peak_C >= 37) << seed;
        // Large boxes hold many J/K in single precision; the claim is 0.5 %.
        ASSERT_NEAR(life.imbalance(), 0, 1e-3) << seed;
        ASSERT_GE(r.coagulated.volume_mm3, 0) << seed;
        ASSERT_LE(r.coagulated.depth_mm[0], r.coagulated.depth_mm[1]) << seed;
    }
}

}  // namespace
}  // namespace sim
