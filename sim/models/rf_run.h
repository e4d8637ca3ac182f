// One RF problem from start to last report: the laboratory door's run (model H5).
#pragma once
#include "sim/base/executor.h"
#include "sim/models/rf.h"

#include <functional>
#include <string>
#include <vector>

namespace sim {

/// What is asked of a run.
struct RfQuestions {
    std::vector<std::array<double, 3>> probes_mm;  ///< places inside the box
    std::vector<double> report_at_s;               ///< ascending, each >= 0
};

/// Everything asked about one instant. Joules are since the start and balance: what current, given
/// sources and metabolism put in is stored or lost.
struct RfReport {
    double t_s = 0;
    double resistance_ohm = 0;  ///< of the tissue as it is now; 0 without needles
    double power_W = 0;         ///< of the current up to this instant; 0 while it is off
    double energy_J = 0, stored_J = 0, lost_J = 0;
    double peak_tissue_C = 0, peak_surface_C = 0;  ///< now
    std::vector<double> probes_C;
    std::vector<DamageZones> damage;  ///< per process of the problem
};

struct RfRun {
    std::vector<RfReport> reports;
    double initial_resistance_ohm = 0;
    int cells = 0, steps = 0;
    double cycles_per_solve = 0;
    bool converged = true;  ///< every solve met its tolerance
};

/// Runs on the production grid. Fails where validate or make_rf_setup fails, and with "ran out of
/// time at ..." where keep_going says no; it is asked before every step.
Result<RfRun> run_rf(
    const RfProblem& problem, const RfQuestions& questions, const Executor& executor = run_serially,
    const std::function<bool()>& keep_going = [] { return true; },
    RfDetail detail = RfDetail::production);

}  // namespace sim
