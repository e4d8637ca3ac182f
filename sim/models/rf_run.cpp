#include "sim/models/rf_run.h"

#include "sim/field.h"
#include "sim/models/rf_setup.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace sim {
namespace {

/// A stretch of time in which the generator is on, or off.
struct Stretch {
    double end_s = 0;
    bool on = false;
    int stand = 0;
};

/// The pulses from t = 0, then off for good.
std::vector<Stretch> stretches_of(const RfProblem& problem) {
    std::vector<Stretch> stretches;
    double start_s = 0;
    int stand = problem.needles.empty() ? kNoStand : 0;
    if (stand != kNoStand)
        for (const RfPulse& pulse : problem.pulses) {
            stand = pulse.stand;
            stretches.push_back({start_s + pulse.on_s, true, stand});
            stretches.push_back({start_s += pulse.on_s + pulse.off_s, false, stand});
        }
    stretches.push_back({std::numeric_limits<double>::max(), false, stand});
    return stretches;
}

/// Times this near each other are one: 0.08 + 1 is not 1.08.
bool passed(double t_s, double end_s) {
    return end_s - t_s <= 1e-12 * std::clamp(end_s, 1e-3, 1e6);
}

class Runner {
  public:
    Runner(const RfSetup& setup, const RfQuestions& questions, const Executor& executor,
           const std::function<bool()>& keep_going)
        : setup_(setup),
          questions_(questions),
          executor_(executor),
          keep_going_(keep_going),
          stretches_(stretches_of(setup.problem)),
          state_(make_rf_state(setup)) {}

    Result<RfRun> run() {
        RfRun run;
        run.cells = rf_grid(setup_).count();
        if (has_needles()) run.initial_resistance_ohm = resistance_ohm();
        for (const double at_s : questions_.report_at_s) {
            if (!advance_to(at_s)) return out_of_time(at_s);
            run.reports.push_back(report(at_s));
        }
        run.steps = state_.steps;
        run.cycles_per_solve = double(state_.cycles) / std::max(1, state_.solves);
        run.converged = state_.solved;
        return run;
    }

  private:
    bool has_needles() const { return !setup_.problem.needles.empty(); }
    double resistance_ohm() const { return measure_resistance_ohm(state_, setup_, executor_); }

    /// @return false where the time for it has run out
    bool advance_to(double until_s) {
        while (!passed(now_s_, until_s)) {
            while (passed(now_s_, stretches_[stretch_].end_s)) ++stretch_;
            const Stretch& stretch = stretches_[stretch_];
            if (!live_through(std::min(stretch.end_s, until_s), stretch)) return false;
        }
        return keep_going_();
    }
    bool live_through(double end_s, const Stretch& stretch) {
        const double start_s = now_s_;
        for (double lived_s = 0; !passed(now_s_, end_s); now_s_ = start_s + lived_s) {
            if (!keep_going_()) return false;
            // What is left is cut evenly, so that the last step is no sliver.
            const double left_s = end_s - now_s_;
            const double wanted_s = wanted_step_s(state_, stretch.on && !state_.stopped);
            const double step_s = left_s / std::max(1.0, std::ceil(left_s / wanted_s - 1e-9));
            step_rf(state_, setup_, step_s, stretch.on ? 1.0 : 0.0, stretch.stand, executor_);
            settle_rf(state_, setup_, executor_);
            lived_s += step_s;
        }
        now_s_ = end_s;
        return true;
    }

    RfReport report(double at_s) const {
        const RfReadout readout = observe_rf(state_, setup_);
        const double ohm = has_needles() ? resistance_ohm() : 0.0;
        // Steps hold the power that they begin with; by now the tissue is another.
        const bool by_voltage = setup_.problem.drive.control == RfDrive::Control::voltage;
        const double power_W = by_voltage && readout.power_W > 0
                                   ? readout.voltage_V * readout.voltage_V / ohm
                                   : readout.power_W;
        RfReport report{.t_s = at_s,
                        .resistance_ohm = ohm,
                        .power_W = power_W,
                        .energy_J = readout.delivered_J,
                        .stored_J = readout.stored_J,
                        .lost_J = readout.lost_J,
                        .peak_tissue_C = readout.temperature_max_C,
                        .peak_surface_C = readout.surface_max_C,
                        .probes_C = {},
                        .damage = {}};
        for (const std::array<double, 3>& p : questions_.probes_mm)
            report.probes_C.push_back(temperature_at(state_, setup_, p[0], p[1], p[2]));
        for (std::size_t d = 0; d < setup_.problem.damage.size(); ++d)
            report.damage.push_back(d < state_.damage.size() && !state_.damage[d].empty()
                                        ? damage_zones(rf_grid(setup_), rf_fold(setup_),
                                                       setup_.needles_at(state_.stand),
                                                       state_.damage[d])
                                        : DamageZones{});
        return report;
    }
    Error out_of_time(double wanted_s) const {
        const double micro_s = std::floor(1e6 * now_s_) / 1e6;
        return {"ran out of time at " + number_text(micro_s) + " s of the " +
                    number_text(wanted_s) + " s to the next report",
                ""};
    }

    const RfSetup& setup_;
    const RfQuestions& questions_;
    const Executor& executor_;
    const std::function<bool()>& keep_going_;
    std::vector<Stretch> stretches_;
    std::size_t stretch_ = 0;
    RfState state_;
    double now_s_ = 0;
};

}  // namespace

Result<RfRun> run_rf(const RfProblem& problem, const RfQuestions& questions,
                     const Executor& executor, const std::function<bool()>& keep_going,
                     RfDetail detail) {
    assert(std::is_sorted(questions.report_at_s.begin(), questions.report_at_s.end()));
    if (auto valid = validate(problem); !valid) return valid.error();
    auto setup = make_rf_setup(problem, detail, executor);
    if (!setup) return setup.error();
    return Runner(*setup.value(), questions, executor, keep_going).run();
}

}  // namespace sim
