#include "sim/models/rf.h"

#include "sim/models/rf_setup.h"

#include <algorithm>
#include <cassert>
#include <cmath>

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

constexpr double kQuarters = 4.0;
constexpr std::size_t kNeedleCell = 0;  // the axis is the grid's corner

/// Advances heat and damage, current as given.
void advance(RfState& state, const RfSetup& setup, const HeatModel& model,
             std::span<const double> heat_W, double dt_s, HeatScratch& scratch,
             const Executor& executor) {
    const HeatLoss loss = step_heat(model, state.temperature_C, heat_W, dt_s, state.necrosis, dt_s,
                                    scratch, executor);
    state.lost_J += kQuarters * (loss.sides_J + loss.perfusion_J);
    const std::size_t layer = std::size_t(setup.grid.stride(Axis::depth));
    executor(setup.grid.nz(), [&](int k) {
        const std::size_t at = std::size_t(k) * layer;
        const std::span<const double> before = std::span(scratch.before_C).subspan(at, layer);
        const std::span<const double> after =
            std::span<const double>(state.temperature_C).subspan(at, layer);
        step_damage(setup.necrosis_table, before, after, dt_s,
                    std::span(state.necrosis).subspan(at, layer));
        step_damage(setup.collagen_table, before, after, dt_s,
                    std::span(state.collagen).subspan(at, layer));
    });
}

double hottest_tissue(const RfState& state, const RfSetup& setup, std::size_t first,
                      std::size_t last) {
    double hottest = setup.rest_C;
    for (std::size_t c = first; c < last; ++c)
        if (setup.needle.needle[c] < 0) hottest = std::max(hottest, state.temperature_C[c]);
    return hottest;
}

double hottest_junction(const RfState& state, const RfSetup& setup) {
    const CellGrid& grid = setup.grid;
    const std::size_t layer = std::size_t(grid.stride(Axis::depth)),
                      below = std::size_t(setup.junction) * layer;
    const std::size_t k = std::size_t(setup.junction);
    const double above_mm = grid.depth_mm[k] - grid.depth_mm[k - 1],
                 below_mm = grid.depth_mm[k + 1] - grid.depth_mm[k];
    double hottest = setup.rest_C;
    for (std::size_t c = 0; c < layer; ++c) {
        if (setup.needle.needle[below + c] >= 0) continue;
        // Where two half cells in series meet; conductivities differ across the junction, but not
        // by much.
        const double t = (state.temperature_C[below - layer + c] * below_mm +
                          state.temperature_C[below + c] * above_mm) /
                         (above_mm + below_mm);
        hottest = std::max(hottest, t);
    }
    return hottest;
}

double hottest(const RfState& state, const RfSetup& setup) {
    return hottest_tissue(state, setup, 0, state.temperature_C.size());
}

void note_peaks(RfState& state, const RfSetup& setup) {
    state.peak_C = std::max(state.peak_C, hottest(state, setup));
    state.peak_junction_C = std::max(state.peak_junction_C, hottest_junction(state, setup));
}

void make_fields(RfState& state, const RfSetup& setup) {
    const std::size_t count = std::size_t(setup.grid.count());
    if (state.temperature_C.empty()) state.temperature_C.assign(count, setup.rest_C);
    if (state.necrosis.empty()) state.necrosis.assign(count, 0.0F);
    if (state.collagen.empty()) state.collagen.assign(count, 0.0F);
}

/// The needle leaves and takes its heat along; tissue of the same temperature closes in. The
/// difference between what the steel took and what the tissue brought is booked as lost.
void withdraw(RfState& state, const RfSetup& setup) {
    state.needle_out = true;
    if (state.temperature_C.empty()) return;
    state.lost_J += kQuarters * (stored_J(setup.with_needle, state.temperature_C, setup.rest_C) -
                                 stored_J(setup.healed, state.temperature_C, setup.rest_C));
}

constexpr double kWarmTolerance = 2e-3;  // power is second order in it: 4e-6
constexpr double kRisePerPart_K = 20.0;  // a step that would heat tissue more is cut into parts
constexpr int kMostParts = 8;

/// Current for on_s seconds, in parts short enough for the conductivity to follow.
void heat_by_current(RfState& state, const RfSetup& setup, double on_s, Currents& currents,
                     HeatScratch& scratch, const Executor& executor) {
    const bool bipolar = setup.bipolar();
    const double wanted_V = bipolar ? 0.5 * setup.drive.voltage_V : setup.drive.voltage_V;
    if (state.potential_V.empty()) state.potential_V = setup.rest_potential_V;
    double left_s = on_s;
    for (int parts_left = 1, part = 0; parts_left > 0; --parts_left, ++part) {
        currents.update(setup, state.temperature_C, executor);
        currents.solve(setup, state.potential_V,
                       {.tolerance = kWarmTolerance, .max_iterations = 40}, executor);
        double power_W = kQuarters * currents.heat(setup, state.potential_V, executor);
        // Everything is linear in the voltage, so the drive is met by scaling.
        double needle_V = state.potential_V[kNeedleCell];
        const double scale = setup.drive.control == Control::power
                                 ? std::sqrt(setup.drive.power_W_per_pin / power_W)
                                 : wanted_V / needle_V;
        for (double& v : state.potential_V) v *= scale;
        for (double& w : currents.heat_W) w *= scale * scale;
        needle_V *= scale, power_W *= scale * scale;
        if (part == 0) {
            double fastest_K_per_s = 0;
            for (std::size_t c = 0; c < currents.heat_W.size(); ++c)
                fastest_K_per_s = std::max(
                    fastest_K_per_s, currents.heat_W[c] / setup.with_needle.capacity_J_per_K[c]);
            parts_left =
                std::clamp(int(fastest_K_per_s * on_s / kRisePerPart_K) + 1, 1, kMostParts);
        }
        const double dt_s = left_s / parts_left;
        left_s -= dt_s;
        advance(state, setup, setup.with_needle, currents.heat_W, dt_s, scratch, executor);
        note_peaks(state, setup);
        state.delivered_J += power_W * dt_s;
        state.power_W = power_W;
        state.current_A = power_W / needle_V;
        state.resistance_ohm = needle_V * needle_V / power_W;
        state.voltage_V = bipolar ? 2.0 * needle_V : needle_V;
    }
}

constexpr double kCoolingPart_s = 0.006;  // while tissue is hot enough to be damaged
constexpr double kHot_C = 50.0;
constexpr int kMostCoolingParts = 4;

void cool(RfState& state, const RfSetup& setup, double off_s, HeatScratch& scratch,
          const Executor& executor) {
    const HeatModel& model = state.needle_out ? setup.healed : setup.with_needle;
    int parts = 1;
    if (hottest(state, setup) > kHot_C)
        parts = std::clamp(int(off_s / kCoolingPart_s) + 1, 1, kMostCoolingParts);
    for (int part = 0; part < parts; ++part)
        advance(state, setup, model, {}, off_s / parts, scratch, executor);
    note_peaks(state, setup);
}

}  // namespace

const CellGrid& rf_grid(const RfSetup& setup) { return setup.grid; }

RfState make_rf_state(const RfSetup& setup) {
    RfState state;
    state.peak_C = state.peak_junction_C = setup.rest_C;
    return state;
}

void step_rf(RfState& state, const RfSetup& setup, double dt_s, double on_share, bool needle_in,
             const Executor& executor) {
    assert(dt_s > 0 && on_share >= 0 && on_share <= 1);
    state.power_W = state.current_A = state.voltage_V = 0;
    if (!needle_in && !state.needle_out) withdraw(state, setup);
    const double on_s = needle_in && !state.needle_out ? on_share * dt_s : 0.0;
    if (on_s == 0.0 && state.temperature_C.empty()) return state.room.release();
    make_fields(state, setup);
    RfRoom::Scratch& scratch = state.room.scratch();
    if (on_s > 0.0) heat_by_current(state, setup, on_s, scratch.currents, scratch.heat, executor);
    if (dt_s - on_s > 0.0) cool(state, setup, dt_s - on_s, scratch.heat, executor);
}

RfReadout observe_rf(const RfState& state, const RfSetup& setup) {
    RfReadout readout;
    readout.resistance_ohm = state.resistance_ohm;
    readout.voltage_V = state.voltage_V;
    readout.current_A = state.current_A;
    readout.power_W = state.power_W;
    readout.delivered_J = state.delivered_J;
    readout.lost_J = state.lost_J;
    readout.temperature_peak_C = state.peak_C;
    readout.junction_peak_C = state.peak_junction_C;
    readout.temperature_max_C = readout.junction_max_C = readout.surface_max_C = setup.rest_C;
    if (!state.temperature_C.empty()) {
        const std::size_t layer = std::size_t(setup.grid.stride(Axis::depth));
        readout.stored_J = kQuarters * stored_J(state.needle_out ? setup.healed : setup.with_needle,
                                                state.temperature_C, setup.rest_C);
        readout.temperature_max_C = hottest(state, setup);
        readout.junction_max_C = hottest_junction(state, setup);
        readout.surface_max_C = hottest_tissue(state, setup, 0, layer);
    }
    if (!state.necrosis.empty()) {
        const DamageZone zone = damage_zone(setup.grid, setup.needle, state.necrosis);
        readout.coagulated_mm3 = kQuarters * zone.volume_mm3;
        readout.coagulated_width_mm = 2.0 * std::max(zone.x_mm[1], zone.y_mm[1]);
        readout.coagulated_top_mm = zone.depth_mm[0];
        readout.coagulated_bottom_mm = zone.depth_mm[1];
    }
    return readout;
}

}  // namespace sim
