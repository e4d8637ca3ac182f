#include "sim/models/rf.h"
#include "sim/models/rf_setup.h"

#include <algorithm>
#include <cmath>

namespace sim {
namespace {

double hottest_tissue(const RfState& state, const RfSetup& setup, std::size_t first,
                      std::size_t last) {
    const std::vector<std::int16_t>& needle = setup.needles_at(state.stand).needle;
    float hottest = -1e9F;
    for (std::size_t c = first; c < last; ++c)
        if (needle[c] < 0) hottest = std::max(hottest, state.temperature_C[c]);
    return double(hottest);
}

/// Where needles stood is no tissue: their heat is that of steel.
double worst_above_junction(const RfState& state, const RfSetup& setup) {
    const std::vector<float>& omega = state.damage.front();
    const std::size_t end =
        std::size_t(setup.junction) * std::size_t(setup.grid.stride(Axis::depth));
    float worst = 0;
    for (std::size_t c = 0; c < end; ++c)
        if (setup.stands.empty() || setup.stands.front().needles.needle[c] < 0)
            worst = std::max(worst, omega[c]);
    return double(worst);
}

}  // namespace

double hottest(const RfState& state, const RfSetup& setup) {
    return hottest_tissue(state, setup, 0, state.temperature_C.size());
}

double hottest_surface(const RfState& state, const RfSetup& setup) {
    const double top_C =
        hottest_tissue(state, setup, 0, std::size_t(setup.grid.stride(Axis::depth)));
    return setup.surface_share * top_C + (1.0 - setup.surface_share) * setup.surface_outside_C;
}

double hottest_junction(const RfState& state, const RfSetup& setup) {
    if (setup.junction == 0) return setup.problem.initial_C;
    const CellGrid& grid = setup.grid;
    const std::size_t layer = std::size_t(grid.stride(Axis::depth)),
                      k = std::size_t(setup.junction), below = k * layer;
    const double above_mm = grid.depth_mm[k] - grid.depth_mm[k - 1],
                 below_mm = grid.depth_mm[k + 1] - grid.depth_mm[k];
    const std::vector<std::int16_t>& needle = setup.needles_at(state.stand).needle;
    double hottest = -1e9;
    for (std::size_t c = 0; c < layer; ++c) {
        if (needle[below + c] >= 0) continue;
        // Where two half cells in series meet; conductivities differ across the junction, but not
        // by much.
        const double t = (double(state.temperature_C[below - layer + c]) * below_mm +
                          double(state.temperature_C[below + c]) * above_mm) /
                         (above_mm + below_mm);
        hottest = std::max(hottest, t);
    }
    return hottest;
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
    readout.surface_peak_C = state.peak_surface_C;
    readout.stopped = state.stopped;
    readout.temperature_max_C = readout.junction_max_C = readout.surface_max_C =
        setup.problem.initial_C;
    if (!state.temperature_C.empty()) {
        readout.stored_J =
            setup.fold.copies() *
            (stored_J(setup.heat_at(state.stand), state.temperature_C, setup.problem.initial_C) -
             setup.start_J);
        readout.temperature_max_C = hottest(state, setup);
        readout.junction_max_C = hottest_junction(state, setup);
        readout.surface_max_C = hottest_surface(state, setup);
    }
    readout.ended_by = state.ended_by;
    if (!state.damage.empty()) {
        readout.coagulated = damage_zones(setup.grid, setup.fold, setup.needles_at(state.stand),
                                          state.damage.front());
        readout.epidermis_omega = worst_above_junction(state, setup);
    }
    return readout;
}

double temperature_at(const RfState& state, const RfSetup& setup, double x_mm, double y_mm,
                      double depth_mm) {
    if (state.temperature_C.empty()) return setup.problem.initial_C;
    const CellGrid& grid = setup.grid;
    struct Between {
        std::size_t low, high;
        double share;
    };
    const auto between = [](const std::vector<double>& edges, double at, bool mirror) {
        const auto middle = [&](std::size_t n) { return 0.5 * (edges[n] + edges[n + 1]); };
        const std::size_t cells = edges.size() - 1;
        std::size_t n = 0;
        while (n + 1 < cells && middle(n + 1) <= at) ++n;
        const std::size_t next = std::min(n + 1, cells - 1);
        // Up to a mirror plane fields are parabolas.
        if (mirror && at < middle(0) && cells > 1) {
            const double x = at - edges[0], x0 = middle(0) - edges[0], x1 = middle(1) - edges[0];
            return Between{0, 1, (x * x - x0 * x0) / (x1 * x1 - x0 * x0)};
        }
        const double gap = middle(next) - middle(n);
        return Between{n, next, gap > 0 ? std::clamp((at - middle(n)) / gap, 0.0, 1.0) : 0.0};
    };
    const Between x = between(grid.x_mm, setup.fold.x_of(x_mm), setup.fold.x.folded),
                  y = between(grid.y_mm, setup.fold.y_of(y_mm), setup.fold.y.folded),
                  z = between(grid.depth_mm, depth_mm, false);
    double sum = 0;
    for (int corner = 0; corner < 8; ++corner) {
        const bool i = corner & 1, j = corner & 2, k = corner & 4;
        const double share =
            (i ? x.share : 1 - x.share) * (j ? y.share : 1 - y.share) * (k ? z.share : 1 - z.share);
        const int cell =
            grid.index(int(i ? x.high : x.low), int(j ? y.high : y.low), int(k ? z.high : z.low));
        sum += share * double(state.temperature_C[std::size_t(cell)]);
    }
    return sum;
}

}  // namespace sim
