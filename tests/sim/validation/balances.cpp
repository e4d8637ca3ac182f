// What must hold whatever the numbers are: energy, linearity, symmetry, the same bits.
#include "app/session/executor.h"
#include "sim/models/rf_setup.h"
#include "tests/sim/validation/sections.h"
#include "tests/support/rf_rig.h"

#include <algorithm>
#include <cmath>

namespace validation {
namespace {

using namespace sim;

void balance(Section& s, const std::string& what, const RfLife& life) {
    const RfReadout r = life.readout();
    const double error = (r.stored_J + r.lost_J) / r.delivered_J - 1;
    s.row({"B1", what, fixed(1e3 * (r.stored_J + r.lost_J), 2) + " mJ",
           fixed(1e3 * r.delivered_J, 2) + " mJ", tiny_percent(error), "0.5 %", Basis::exact,
           "energy", std::fabs(error) < 0.005});
}

RfLife lived(const RfProblem& problem, double after_s) {
    RfLife life(problem);
    life.run(after_s);
    return life;
}

void energy(Section& s) {
    const RfRig pair{.rows = 1, .columns = 2};
    RfRig rig = pair;
    balance(s, "pair, 40 mJ a needle, then 2 s", lived(rig.problem(), 2));
    rig.energy_mJ = 120;
    RfLife boiled = lived(rig.problem(), 0.5);
    balance(s, "pair, 120 mJ a needle, boils, then 0.5 s", boiled);
    boiled.live(0.1, false, kNoStand);
    balance(s, "the same, needles drawn", boiled);
    rig = pair;
    rig.pulses = 3;
    rig.pause_ms = 50;
    rig.energy_mJ = 20;
    balance(s, "pair, three pulses", lived(rig.problem(), 0.5));
    RfProblem staged = pair.problem();
    staged.lifts_mm = {0.0, 0.5};
    staged.pulses = {{0.1, 0.1, 0}, {0.1, 0.1, 1}};
    balance(s, "pair, two depths", lived(staged, 0.3));
    Scenario cooled = pair.scenario();
    cooled.rf.cooling = true;
    balance(s, "pair under a cold plate", lived(problem_of(cooled, reference_layers(), 0.8), 0.5));
    rig = {.rows = 2, .columns = 2, .polarity = Polarity::monopolar};
    balance(s, "2x2 to a far plate", lived(rig.problem(), 0.2));
}

void symmetry(Section& s) {
    // Single, odd about x: the whole is solved when a hair of box breaks the symmetry.
    const RfRig rig{.rows = 1, .columns = 2, .pulse_ms = 40};
    RfProblem problem = rig.problem();
    problem.x_mm[1] += 1e-6, problem.y_mm[1] += 1e-6;
    RfLife whole(problem, RfDetail::coarse), part(rig.problem(), RfDetail::coarse);
    whole.run(0.02), part.run(0.02);
    double worst_K = 0;
    for (const double x_mm : {0.3, 0.8, 1.1})
        for (const double y_mm : {0.0, 0.15, 0.5})
            for (const double depth_mm : {0.05, 1.0, 1.4}) {
                const auto at = [&](double sx, double sy) {
                    return temperature_at(whole.state, *whole.setup, sx * x_mm, sy * y_mm,
                                          depth_mm);
                };
                for (const double other : {at(-1, 1), at(1, -1), at(-1, -1)})
                    worst_K = std::max(worst_K, std::fabs(at(1, 1) - other));
            }
    s.absolute("B2", "pair solved whole: largest difference between mirror images", worst_K, 0, 2,
               "K", 0.3, Basis::exact, "symmetry, coarse grid");
    s.relative("B2", "resistance, a quarter and its images against the whole",
               part.setup->stands[0].rest_ohm, whole.setup->stands[0].rest_ohm, 0, "ohm", 1,
               Basis::exact, "symmetry, coarse grid");
}

void linearity(Section& s) {
    double power_W[2];
    for (int n = 0; n < 2; ++n) {
        RfProblem problem = RfRig{.rows = 1, .columns = 2}.problem();
        problem.drive.control = RfDrive::Control::voltage;
        problem.drive.voltage_V = n == 0 ? 10 : 20;
        RfLife life(problem, RfDetail::coarse);
        life.live(1e-6, true, 0);
        power_W[n] = life.state.power_W;
    }
    s.relative("B3", "power at twice the voltage, cold", power_W[1] / power_W[0], 4, 3, "", 0.1,
               Basis::exact, "linear potential");
}

void bits(Section& s) {
    const RfProblem problem = RfRig{.energy_mJ = 60, .pulse_ms = 20}.problem();
    RfLife one(problem), two(problem);
    one.run(0.01);
    two.run(0.01, session::make_pool(2));
    const bool same = one.state == two.state;
    s.row({"B4", "2x2 on one thread and on two: all fields", same ? "same bits" : "differ",
           "same bits", "", "none", Basis::exact, "determinism", same});
}

}  // namespace

Section balances() {
    Section s("Balances and symmetries");
    s.say(
        "What current puts in (reference) is stored or lost to the surface, the floor and the "
        "blood (value). Temperatures are kept in single precision, which is what remains.");
    energy(s);
    symmetry(s);
    linearity(s);
    bits(s);
    return s;
}

}  // namespace validation
