#include "sim/models/rf.h"

#include "sim/models/rf_setup.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace sim {

struct RfRoom::Scratch {
    Currents currents;
    HeatScratch heat;
};
RfRoom::RfRoom() = default;
RfRoom::RfRoom(const RfRoom&) {}
RfRoom::~RfRoom() = default;
void RfRoom::release() { scratch_.reset(); }
RfRoom::Scratch& RfRoom::scratch() {
    if (!scratch_) scratch_ = std::make_unique<Scratch>();
    return *scratch_;
}

namespace {

// Power is second order in the error of a potential: 4e-6.
constexpr SolveOptions kWarmSolve = {.tolerance = 2e-3, .max_iterations = 60};

void note_peaks(RfState& state, const RfSetup& setup) {
    state.peak_C = std::max(state.peak_C, hottest(state, setup));
    state.peak_junction_C = std::max(state.peak_junction_C, hottest_junction(state, setup));
    state.peak_surface_C = std::max(state.peak_surface_C, hottest_surface(state, setup));
}

void make_fields(RfState& state, const RfSetup& setup) {
    if (!state.temperature_C.empty()) return;
    state.temperature_C = setup.start_C;
    if (state.damage.empty())
        state.damage.assign(setup.damage_tables.size(),
                            std::vector<float>(setup.start_C.size(), 0.0F));
}

/// Gives the cells of steel the mean temperature of the tissue at the same depth of their needle's
/// wall.
void close_holes(RfState& state, const RfSetup& setup, const NeedleCells& needles) {
    const std::size_t layer = std::size_t(setup.grid.stride(Axis::depth)),
                      count = setup.problem.needles.size() * std::size_t(setup.grid.nz());
    std::vector<double> sum_C(count, 0.0);
    std::vector<int> walls(count, 0);
    const auto place = [&](std::size_t cell) {
        return std::size_t(needles.needle[cell]) * std::size_t(setup.grid.nz()) + cell / layer;
    };
    for (const CutFace& wall : needles.thermal) {
        if (wall.axis == Axis::depth) continue;
        const std::size_t low = std::size_t(wall.cell),
                          high = low + std::size_t(setup.grid.stride(wall.axis));
        const bool steel_low = needles.needle[low] >= 0;
        const std::size_t at = place(steel_low ? low : high);
        sum_C[at] += double(state.temperature_C[steel_low ? high : low]);
        ++walls[at];
    }
    for (std::size_t c = 0; c < needles.needle.size(); ++c)
        if (needles.needle[c] >= 0 && walls[place(c)] > 0)
            state.temperature_C[c] = float(sum_C[place(c)] / walls[place(c)]);
}

/// Needles move, and take their heat along; tissue as warm as that around them closes in. The
/// difference between what the steel took and what the tissue brought is booked as lost.
void move_needles(RfState& state, const RfSetup& setup, int stand) {
    if (!state.temperature_C.empty()) {
        const double rest_C = setup.problem.initial_C;
        const double before_J = stored_J(setup.heat_at(state.stand), state.temperature_C, rest_C);
        if (state.stand != kNoStand) close_holes(state, setup, setup.needles_at(state.stand));
        state.lost_J += setup.fold.copies() *
                        (before_J - stored_J(setup.heat_at(stand), state.temperature_C, rest_C));
    }
    state.stand = stand;
    state.potential_V = {};
    state.stopped = false;
    state.stand_J = state.lowest_ohm = 0;
}

/// Advances heat and damage, current as given.
void advance(RfState& state, const RfSetup& setup, std::span<const double> source_W, double dt_s,
             HeatScratch& scratch, const Executor& executor) {
    const std::span<const float> necrosis = setup.problem.perfusion_stops && !state.damage.empty()
                                                ? std::span<const float>(state.damage.front())
                                                : std::span<const float>();
    const HeatLoss loss = step_heat(setup.heat_at(state.stand), state.temperature_C, source_W,
                                    necrosis, dt_s, scratch, executor);
    state.lost_J += setup.fold.copies() * (loss.sides_J + loss.perfusion_J);
    state.delivered_J += setup.given_total_W * dt_s;
    ++state.steps;
    const std::size_t layer = std::size_t(setup.grid.stride(Axis::depth));
    executor(setup.grid.nz(), [&](int k) {
        const std::size_t at = std::size_t(k) * layer;
        const auto part = [&](std::span<const float> all) { return all.subspan(at, layer); };
        for (std::size_t n = 0; n < state.damage.size(); ++n)
            step_damage(setup.damage_tables[n], part(scratch.before_C), part(state.temperature_C),
                        dt_s, std::span(state.damage[n]).subspan(at, layer));
    });
    note_peaks(state, setup);
}

/// What the generator does with the tissue's resistance.
struct Output {
    double voltage_V, power_W;
};

Output output_of(const RfDrive& drive, double resistance_ohm) {
    if (drive.control == RfDrive::Control::voltage)
        return {drive.voltage_V, drive.voltage_V * drive.voltage_V / resistance_ohm};
    return {std::sqrt(drive.power_W * resistance_ohm), drive.power_W};
}

/// Ends the current where the drive says so: by what is now, at this stand.
void end_current(RfState& state, const RfSetup& setup) {
    const RfDrive& drive = setup.problem.drive;
    if (drive.stop_C && hottest(state, setup) >= *drive.stop_C)
        state.ended_by = Stop::temperature;
    else if (drive.stop_resistance_ratio &&
             state.resistance_ohm >= *drive.stop_resistance_ratio * state.lowest_ohm)
        state.ended_by = Stop::impedance;
    else if (drive.control != RfDrive::Control::energy ||
             state.stand_J < drive.energy_J * (1 - 1e-9))
        return;
    state.stopped = true;
}

// A step that would heat tissue more than this is cut into parts, for the conductivity to follow.
constexpr double kRisePerPart_K = 20.0;
constexpr int kMostParts = 8;

/// Tissue that boils stays at its temperature, and steel follows its surroundings.
double fastest_K_per_s(const RfState& state, const RfSetup& setup, const Stand& stand,
                       std::span<const double> heat_W) {
    const std::vector<float>& capacity = stand.heat.network->capacity_J_per_K;
    const float boils_C = stand.heat.latent_J.empty() ? 1e9F : float(setup.problem.rise.from_C);
    double fastest = 0;
    for (std::size_t c = 0; c < heat_W.size(); ++c)
        if (stand.needles.needle[c] < 0 && state.temperature_C[c] < boils_C)
            fastest = std::max(fastest, heat_W[c] / double(capacity[c]));
    return fastest;
}

/// The potential for 1 V between the electrodes at present temperatures, and its heat.
/// @return resistance, ohm
double solve_current(const RfState& state, const RfSetup& setup, const Stand& stand,
                     Currents& currents, SolveReport& report, const Executor& executor) {
    currents.update(setup, stand, state.temperature_C, executor);
    const std::vector<float>& from =
        state.potential_V.empty() ? stand.rest_potential_V : state.potential_V;
    currents.potential_V.assign(from.begin(), from.end());
    // Electrodes exactly: their potential went through single precision.
    for (std::size_t c = 0; c < stand.share.size(); ++c)
        if (stand.needles.held[c] != 0) currents.potential_V[c] = stand.share[c];
    report = currents.solve(setup, stand, kWarmSolve, executor);
    return 1.0 / currents.heat(setup, stand, executor);
}

/// Current for on_s seconds, in parts. Returns what was left over when the generator stopped.
double heat_by_current(RfState& state, const RfSetup& setup, double on_s, RfRoom::Scratch& scratch,
                       const Executor& executor) {
    const Stand& stand = setup.stands[std::size_t(state.stand)];
    const RfDrive& drive = setup.problem.drive;
    Currents& currents = scratch.currents;
    double left_s = on_s;
    for (int parts_left = 1, part = 0; parts_left > 0 && !state.stopped; --parts_left, ++part) {
        SolveReport report;
        const double ohm = solve_current(state, setup, stand, currents, report, executor);
        if (state.power_W > 0 && state.on_step_s > 0)
            state.resistance_rate_per_s = (ohm - state.resistance_ohm) / (ohm * state.on_step_s);
        state.solved = state.solved && report.converged;
        ++state.solves, state.cycles += report.iterations;
        state.potential_V.assign(currents.potential_V.begin(), currents.potential_V.end());
        if (part == 0) {
            const double now_W = output_of(drive, ohm).power_W;
            const double fastest =
                now_W * ohm * fastest_K_per_s(state, setup, stand, currents.heat_W);
            parts_left = std::clamp(int(fastest * on_s / kRisePerPart_K) + 1, 1, kMostParts);
        }
        double dt_s = left_s / parts_left;
        // The tissue's resistance in the middle of the step, going on as it went: second order.
        const double change = std::clamp(0.5 * dt_s * state.resistance_rate_per_s, -0.05, 0.05);
        const Output output = output_of(drive, ohm * (1.0 + change));
        const double scale = output.power_W * ohm;
        for (double& w : currents.heat_W) w *= scale;
        if (drive.control == RfDrive::Control::energy)
            dt_s = std::min(dt_s, std::max(0.0, (drive.energy_J - state.stand_J) / output.power_W));
        if (!setup.given_W.empty())
            for (std::size_t c = 0; c < currents.heat_W.size(); ++c)
                currents.heat_W[c] += setup.given_W[c];
        if (dt_s > 0) {
            advance(state, setup, currents.heat_W, dt_s, scratch.heat, executor);
            left_s -= dt_s;
        }
        state.delivered_J += output.power_W * dt_s;
        state.stand_J += output.power_W * dt_s;
        state.power_W = output.power_W;
        state.voltage_V = output.voltage_V;
        state.current_A = output.power_W / output.voltage_V;
        state.resistance_ohm = ohm;
        state.on_step_s = dt_s;
        state.lowest_ohm = state.lowest_ohm > 0 ? std::min(state.lowest_ohm, ohm) : ohm;
        end_current(state, setup);
    }
    return state.stopped ? left_s : 0.0;
}

void note_switch(RfState& state, bool on) {
    if ((state.power_W > 0) != on) {
        state.since_switch_s = 0;
        state.resistance_rate_per_s = 0;
        state.on_step_s = 0;
    }
    if (!on) state.power_W = state.current_A = state.voltage_V = 0;
}

bool boils(const RfState& state, const RfSetup& setup) {
    return !setup.bare.latent_J.empty() && hottest(state, setup) > setup.problem.rise.from_C;
}

void take_off_step(RfState& state, const RfSetup& setup, double dt_s, const Executor& executor) {
    note_switch(state, false);
    advance(state, setup, setup.given_W, dt_s, state.room.scratch().heat, executor);
    state.since_switch_s += dt_s;
    // Where vapour condenses fields stay as steep as they are.
    constexpr double kSteep_s = 0.05;
    if (boils(state, setup)) state.since_switch_s = std::min(state.since_switch_s, kSteep_s);
}

void take_on_step(RfState& state, const RfSetup& setup, double dt_s, const Executor& executor) {
    note_switch(state, true);
    const double left_s = heat_by_current(state, setup, dt_s, state.room.scratch(), executor);
    state.since_switch_s += dt_s - left_s;
    if (left_s > 0) take_off_step(state, setup, left_s, executor);
}

void settle_on(RfState& state, const RfSetup& setup, const Executor& executor) {
    if (state.on_s <= 0) return;
    make_fields(state, setup);
    take_on_step(state, setup, std::exchange(state.on_s, 0.0), executor);
}

void settle_off(RfState& state, const RfSetup& setup, const Executor& executor) {
    if (state.off_s <= 0) return;
    take_off_step(state, setup, std::exchange(state.off_s, 0.0), executor);
}

/// Where nothing has been heated yet and nothing heats by itself, time has no effect.
bool at_rest(const RfState& state, const RfSetup& setup) {
    return state.temperature_C.empty() && (setup.in_balance || state.cold);
}

/// The largest of 1, 1.5, 2, 3, 4, 6, 8 ... ms that is not longer: a heat step's factors serve
/// until its length changes.
double ladder(double step_s) {
    double rung_s = 1e-3;
    while (2.0 * rung_s <= step_s) rung_s *= 2.0;
    return 1.5 * rung_s <= step_s ? 1.5 * rung_s : rung_s;
}

}  // namespace

RfState make_rf_state(const RfSetup& setup) {
    RfState state;
    state.peak_C = state.peak_junction_C = state.peak_surface_C = setup.problem.initial_C;
    state.stand = setup.problem.needles.empty() ? kNoStand : 0;
    if (state.stand != kNoStand) {
        state.resistance_ohm = state.lowest_ohm = setup.stands.front().rest_ohm;
        state.solved = setup.stands.front().solved;
    }
    if (setup.problem.warm_spot) make_fields(state, setup);
    return state;
}

double wanted_step_s(const RfState& state, bool on) {
    constexpr double kShortest_s = 1e-3, kOnShare = 0.12, kOffShare = 0.16;
    constexpr double kMostChange = 0.04;  // of resistance in a step
    const bool switches = (state.power_W > 0) != on;
    double step_s = switches ? 0.0 : (on ? kOnShare : kOffShare) * state.since_switch_s;
    if (on)
        step_s =
            std::min(step_s, kMostChange / std::max(1e-9, std::fabs(state.resistance_rate_per_s)));
    return ladder(std::max(kShortest_s, step_s));
}

void step_rf(RfState& state, const RfSetup& setup, double dt_s, double on_share, int stand,
             const Executor& executor) {
    assert(dt_s > 0 && on_share >= 0 && on_share <= 1);
    constexpr double kHair_s = 1e-9;  // sums of ticks are not exact
    if (stand != state.stand) {
        settle_rf(state, setup, executor);
        move_needles(state, setup, stand);
    }
    const double on_s = stand == kNoStand || state.stopped ? 0.0 : on_share * dt_s;
    if (on_s > 0) {
        settle_off(state, setup, executor);
        state.on_s += on_s;
        if (state.on_s > wanted_step_s(state, true) - kHair_s) settle_on(state, setup, executor);
    }
    const double off_s = dt_s - on_s;
    if (off_s <= 0) return;
    settle_on(state, setup, executor);
    if (at_rest(state, setup)) return state.room.release();
    make_fields(state, setup);
    state.off_s += off_s;
    if (state.off_s > wanted_step_s(state, false) - kHair_s) settle_off(state, setup, executor);
}

void settle_rf(RfState& state, const RfSetup& setup, const Executor& executor) {
    settle_on(state, setup, executor);
    settle_off(state, setup, executor);
}

double measure_resistance_ohm(const RfState& state, const RfSetup& setup,
                              const Executor& executor) {
    assert(state.stand != kNoStand);
    const Stand& stand = setup.stands[std::size_t(state.stand)];
    if (state.temperature_C.empty()) return stand.rest_ohm;
    Currents currents;
    SolveReport report;
    return solve_current(state, setup, stand, currents, report, executor);
}

}  // namespace sim
