// RF problems that several tests run, and a short way to run them.
#pragma once
#include "sim/models/rf.h"
#include "sim/scenario.h"

#include <memory>

namespace sim {

/// The skin of the reference runs: 2 mm of dermis. (science/model_parameters.json, H5_rf)
inline LayerDepths reference_layers() {
    LayerDepths layers;
    layers.bottom_mm = {0.015, 0.1, 0.3, 2.1, 7.0, 12.0};
    return layers;
}

/// Needles of 0.2 mm in rows and columns, 1.6 mm apart, 0.4 W/pin for 100 ms.
struct RfRig {
    int rows = 2, columns = 2;
    double energy_mJ = 40, pulse_ms = 100;  ///< per needle and pulse
    double exposed_mm = 0.3;                ///< depth or more: uninsulated
    double depth_mm = 1.5, pitch_mm = 1.6;
    int pulses = 1;
    double pause_ms = 500;
    Polarity polarity = Polarity::bipolar;

    Scenario scenario() const {
        Scenario s;
        s.device.kind = DeviceKind::rf_array;
        s.device.rows = rows, s.device.columns = columns;
        s.device.pitch_mm = pitch_mm;
        s.device.needle_diameter_mm = 0.2;
        s.device.insulated = exposed_mm < depth_mm;
        s.device.active_tip_mm = exposed_mm;
        s.technique.depth_mm = depth_mm;
        s.rf.on = true;
        s.rf.polarity = polarity;
        s.rf.power_W_per_pin = energy_mJ / pulse_ms;
        s.rf.pulse_ms = pulse_ms;
        s.rf.pulses = pulses;
        s.rf.pause_ms = pause_ms;
        return s;
    }
    RfProblem problem() const { return problem_of(scenario(), reference_layers(), depth_mm); }
    /// One needle far inside an array: the box ends at its mirror planes, at 0 V where the
    /// neighbour beyond is of the other sign. Watts and joules are of one needle.
    RfProblem inner_needle() const {
        RfRig one = *this;
        one.rows = one.columns = 1;
        RfProblem p = one.problem();
        p.x_mm = p.y_mm = {-0.5 * pitch_mm, 0.5 * pitch_mm};
        p.needles.front().electrode = 0;
        p.electrode_share = {1.0};
        p.grounded = {};
        for (const Side side : {Side::x_low, Side::x_high, Side::y_low, Side::y_high})
            p.grounded[std::size_t(side)] =
                side == Side::x_low || side == Side::x_high || polarity == Polarity::checkerboard;
        return p;
    }
};

/// A problem and where it has come to.
struct RfLife {
    std::shared_ptr<const RfSetup> setup;
    RfState state;
    double finer = 1;  ///< than the grid and the steps of the program

    explicit RfLife(const RfProblem& problem, RfDetail detail = RfDetail::production,
                    double finer_ = 1)
        : setup(make_rf_setup(problem, detail, run_serially, finer_).value()),
          state(make_rf_state(*setup)),
          finer(finer_) {}

    /// Lets time pass in steps as long as the program's.
    void live(double seconds, bool on, int stand, const Executor& executor = run_serially) {
        for (double lived_s = 0; lived_s < seconds - 1e-12;) {
            const double left_s = seconds - lived_s;
            const double dt_s =
                std::min(left_s, wanted_step_s(state, on && !state.stopped) / finer);
            step_rf(state, *setup, dt_s, on ? 1.0 : 0.0, stand, executor);
            settle_rf(state, *setup, executor);
            lived_s += dt_s;
        }
    }
    /// The pulses of the problem, then a while without current.
    void run(double after_s, const Executor& executor = run_serially) {
        const RfProblem& p = rf_problem(*setup);
        for (const RfPulse& pulse : p.pulses) {
            live(pulse.on_s, true, pulse.stand, executor);
            live(&pulse == &p.pulses.back() ? after_s : pulse.off_s, false, pulse.stand, executor);
        }
    }
    RfReadout readout() const { return observe_rf(state, *setup); }
    /// What is not accounted for, over what was delivered.
    double imbalance() const {
        const RfReadout r = readout();
        return (r.stored_J + r.lost_J) / r.delivered_J - 1.0;
    }
};

}  // namespace sim
