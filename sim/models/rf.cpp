#include "sim/models/rf.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "sim/base/exact_math.h"
#include "sim/models/damage.h"
#include "sim/models/heat.h"
#include "sim/tissue/tables.h"

namespace sim {
namespace {

constexpr double kQuarters = 4.0;
constexpr double kMm3PerM3 = 1e9;

// Still air and radiation together, 5 to 10 W/(m2 K) in textbooks; illustrative, and worth under 1 % of a pulse.
constexpr double kSurfaceConvection_W_per_m2K = 10.0;

constexpr double kFloorBelow_mm = 1.0;  // past tip and dermis: heat walks 0.4 mm in a second

// ---- the grid --------------------------------------------------------------------------------------

/// A place around which cells are small, and how fast they grow away from it.
struct Focus {
    double at_mm, size_mm, reach_mm;  ///< `size` within `reach`
};

constexpr double kGrowth = 0.22;  // of cell size per distance: neighbours differ by about a fifth

double cell_size(std::span<const Focus> foci, double largest_mm, double at_mm) {
    double size = largest_mm;
    for (const Focus& f : foci)
        size = std::min(size, f.size_mm + kGrowth * std::max(0.0, std::fabs(at_mm - f.at_mm) - f.reach_mm));
    return size;
}

/// Edges from the first knot to the last, with every knot an edge.
std::vector<double> graded_edges(std::span<const double> knots_mm, std::span<const Focus> foci, double largest_mm) {
    std::vector<double> edges = {knots_mm.front()};
    for (std::size_t n = 0; n + 1 < knots_mm.size(); ++n) {
        const double a = knots_mm[n], b = knots_mm[n + 1];
        // Cells are evenly spaced in the running sum of 1 / size.
        constexpr int kSamples = 512;
        std::array<double, kSamples + 1> sum{};
        for (int s = 0; s < kSamples; ++s)
            sum[std::size_t(s) + 1] = sum[std::size_t(s)] + (b - a) / kSamples / cell_size(foci, largest_mm, a + (s + 0.5) * (b - a) / kSamples);
        const int cells = std::max(1, int(std::floor(sum.back() + 0.5)));
        int s = 0;
        for (int c = 1; c < cells; ++c) {
            const double wanted = sum.back() * c / cells;
            while (sum[std::size_t(s) + 1] < wanted) ++s;
            const double part = (wanted - sum[std::size_t(s)]) / (sum[std::size_t(s) + 1] - sum[std::size_t(s)]);
            edges.push_back(a + (s + part) * (b - a) / kSamples);
        }
        edges.push_back(b);
    }
    return edges;
}

CellGrid make_grid(const NeedleShape& needle, double half_pitch_mm, const LayerDepths& layers) {
    CellGrid grid;
    const double fine = std::clamp(needle.radius_mm / 5.5, 0.01, 0.025);
    const double largest = std::max(fine, half_pitch_mm / 7.0);
    const std::array<Focus, 2> wall = {Focus{needle.radius_mm, fine, 3.0 * fine}, Focus{0.0, fine, needle.radius_mm}};
    const std::array<double, 2> span_mm = {0.0, half_pitch_mm};
    grid.x_mm = graded_edges(span_mm, wall, largest);
    grid.y_mm = grid.x_mm;

    const double exposed_top = needle.tip_mm - needle.exposed_mm;
    const double floor = std::max(needle.tip_mm, layers.dermis_bottom_mm()) + kFloorBelow_mm;
    // Where two wanted edges nearly meet, the needle's wins: a layer's share of a cell is known, a tip's is not.
    constexpr double kApart_mm = 0.005;
    std::vector<double> knots = {0.0, needle.tip_mm, floor};
    if (exposed_top > kApart_mm) knots.push_back(exposed_top);
    for (const double bound : layers.bottom_mm) {
        bool free = bound < floor;
        for (const double knot : knots) free = free && std::fabs(bound - knot) > kApart_mm;
        if (free) knots.push_back(bound);
    }
    std::sort(knots.begin(), knots.end());
    std::vector<Focus> foci = {{needle.tip_mm, 1.15 * fine, 5.0 * fine},
                               {layers.junction_mm(), 0.02, 0.02}};
    if (exposed_top > kApart_mm) foci.push_back({exposed_top, 1.3 * fine, 3.0 * fine});
    grid.depth_mm = graded_edges(knots, foci, 0.14);
    return grid;
}

// ---- properties ------------------------------------------------------------------------------------

/// Conductivity at a frequency over that at 1 MHz, where layers() has it: along the tissue's spectrum,
/// straight between its points in the logarithm of frequency.
double frequency_factor(std::string_view tissue, double frequency_MHz) {
    const SpectrumRow* below = nullptr;
    const SpectrumRow* above = nullptr;
    double reference = 0;
    for (const SpectrumRow& row : spectrum()) {
        if (row.tissue != tissue) continue;
        if (row.frequency_MHz == 1.0) reference = row.sigma_S_per_m.value;
        if (row.frequency_MHz <= frequency_MHz) below = &row;
        if (row.frequency_MHz >= frequency_MHz && above == nullptr) above = &row;
    }
    assert(reference > 0 && (below != nullptr || above != nullptr));
    if (below == nullptr) below = above;
    if (above == nullptr) above = below;
    const double low = below->sigma_S_per_m.value, high = above->sigma_S_per_m.value;
    if (below == above) return low / reference;
    const double part = exact_log(frequency_MHz / below->frequency_MHz) / exact_log(above->frequency_MHz / below->frequency_MHz);
    return (low + part * (high - low)) / reference;
}

constexpr std::array<std::string_view, kLayerCount> kSpectrumOf = {"skin_dry", "skin_wet", "skin_wet",
                                                                   "skin_wet", "fat",      "muscle"};

/// What one layer of cells is made of: parallel along the skin, in series through it.
struct Slab {
    double sigma_along_S_per_m = 0, sigma_through_S_per_m = 0;
    double heat_along_W_per_mK = 0, heat_through_W_per_mK = 0;
    double capacity_J_per_m3K = 0, perfusion_W_per_m3K = 0, latent_J_per_m3 = 0;
};

Slab mix_slab(const LayerDepths& layers, double top_mm, double bottom_mm, double frequency_MHz) {
    Slab slab;
    double resistivity = 0, heat_resistivity = 0, above_mm = 0;
    for (int l = 0; l < kLayerCount; ++l) {
        const double bound = l + 1 == kLayerCount ? std::max(bottom_mm, layers.bottom_mm.back()) : layers.bottom_mm[std::size_t(l)];
        const double share = std::max(0.0, std::min(bottom_mm, bound) - std::max(top_mm, above_mm)) / (bottom_mm - top_mm);
        above_mm = std::max(above_mm, bound);
        if (share <= 0.0) continue;
        const LayerRow& row = layer_row(LayerId(l));
        const double sigma = row.sigma_S_per_m.value * frequency_factor(kSpectrumOf[std::size_t(l)], frequency_MHz);
        const double density = row.density_kg_per_m3.value;
        slab.sigma_along_S_per_m += share * sigma;
        resistivity += share / sigma;
        slab.heat_along_W_per_mK += share * row.conductivity_W_per_mK.value;
        heat_resistivity += share / row.conductivity_W_per_mK.value;
        slab.capacity_J_per_m3K += share * density * row.specific_heat_J_per_kgK.value;
        slab.perfusion_W_per_m3K += share * row.perfusion_per_s.value * blood().density_kg_per_m3.value * blood().specific_heat_J_per_kgK.value;
        slab.latent_J_per_m3 += share * density * parameter("rf.tissue_water_share").value * parameter("rf.latent_heat_J_per_kg").value;
    }
    slab.sigma_through_S_per_m = 1.0 / resistivity;
    slab.heat_through_W_per_mK = 1.0 / heat_resistivity;
    return slab;
}

/// sigma(T) over sigma at the reference temperature.
struct SigmaRise {
    double per_K = 0, reference_C = 0, from_C = 0, to_C = 0, left = 1;

    double factor(double temperature_C) const {
        const double risen = 1.0 + per_K * (std::min(temperature_C, from_C) - reference_C);
        if (temperature_C <= from_C) return risen;
        const double dry = std::min(1.0, (temperature_C - from_C) / (to_C - from_C));
        return risen * (1.0 - (1.0 - left) * dry);
    }
};

SigmaRise sigma_rise() {
    return {parameter("rf.sigma_per_K").value, parameter("rf.sigma_reference_C").value,
            parameter("rf.sigma_collapse_from_C").value, parameter("rf.sigma_collapse_to_C").value,
            parameter("rf.sigma_collapse_factor").value};
}

}  // namespace

struct RfSetup {
    Rf drive;
    CellGrid grid;
    NeedleCells needle;
    std::vector<double> sigma_along_S_per_m, sigma_through_S_per_m;  ///< at the reference temperature
    SigmaRise rise;
    std::array<bool, kSideCount> grounded{};
    Multigrid multigrid;
    std::vector<double> rest_potential_V;  ///< at rest, for 1 V on the needle
    HeatModel with_needle, healed;         ///< the needle's cells of steel; of tissue
    DamageTable necrosis, collagen;
    double rest_C = 0;
    int junction = 1;  ///< the first layer of cells below the junction
};

namespace {

/// Sets up currents for temperatures; grows what a solve needs.
struct Currents {
    std::vector<double> along, through, ground, heat_W;
    Conductances faces;
    PotentialScratch scratch;

    void update(const RfSetup& setup, std::span<const double> temperature_C, const Executor& executor) {
        const CellGrid& grid = setup.grid;
        const std::size_t count = std::size_t(grid.count()), layer = std::size_t(grid.nx()) * std::size_t(grid.ny());
        along.resize(count), through.resize(count), heat_W.resize(count);
        executor(grid.nz(), [&](int k) {
            for (std::size_t c = std::size_t(k) * layer; c < std::size_t(k + 1) * layer; ++c) {
                const double factor = setup.rise.factor(temperature_C[c]);
                along[c] = setup.sigma_along_S_per_m[c] * factor;
                through[c] = setup.sigma_through_S_per_m[c] * factor;
            }
        });
        face_conductances(grid, setup.needle.electric, along, through, faces, executor);
        ground.assign(count, 0.0);
        std::vector<double> side;
        for (int s = 0; s < kSideCount; ++s) {
            if (!setup.grounded[std::size_t(s)]) continue;
            side.resize(std::size_t(side_count(grid, Side(s))));
            side_conductances(grid, Side(s), along, through, side);
            for (std::size_t n = 0; n < side.size(); ++n) {
                const std::size_t c = std::size_t(side_cell(grid, Side(s), int(n)));
                if (setup.needle.held[c] == 0) ground[c] += side[n];
            }
        }
    }

    SolveReport solve(const RfSetup& setup, std::vector<double>& potential_V, const SolveOptions& options, const Executor& executor) {
        return solve_potential(setup.grid, faces, ground, setup.multigrid, potential_V, scratch, options, executor);
    }

    double heat(const RfSetup& setup, std::span<const double> potential_V, const Executor& executor) {
        return joule_heat(setup.grid, setup.needle.electric, faces, ground, along, through, potential_V, heat_W, executor);
    }
};

std::size_t needle_cell(const RfSetup&) { return 0; }  // the axis is the grid's corner

/// Advances heat and damage, current as given.
void advance(RfState& state, const RfSetup& setup, const HeatModel& model, std::span<const double> heat_W, double dt_s,
             HeatScratch& scratch, const Executor& executor) {
    const HeatLoss loss = step_heat(model, state.temperature_C, heat_W, dt_s, state.necrosis, dt_s, scratch, executor);
    state.lost_J += kQuarters * (loss.sides_J + loss.perfusion_J);
    const std::size_t layer = std::size_t(setup.grid.nx()) * std::size_t(setup.grid.ny());
    executor(setup.grid.nz(), [&](int k) {
        const std::size_t at = std::size_t(k) * layer;
        const std::span<const double> before = std::span(scratch.before_C).subspan(at, layer);
        const std::span<const double> after = std::span<const double>(state.temperature_C).subspan(at, layer);
        step_damage(setup.necrosis, before, after, dt_s, std::span(state.necrosis).subspan(at, layer));
        step_damage(setup.collagen, before, after, dt_s, std::span(state.collagen).subspan(at, layer));
    });
}

double hottest_tissue(const RfState& state, const RfSetup& setup, std::size_t first, std::size_t last) {
    double hottest = setup.rest_C;
    for (std::size_t c = first; c < last; ++c)
        if (setup.needle.needle[c] < 0) hottest = std::max(hottest, state.temperature_C[c]);
    return hottest;
}

double hottest_junction(const RfState& state, const RfSetup& setup) {
    const CellGrid& grid = setup.grid;
    const std::size_t layer = std::size_t(grid.nx()) * std::size_t(grid.ny()), below = std::size_t(setup.junction) * layer;
    const std::size_t k = std::size_t(setup.junction);
    const double above_mm = grid.depth_mm[k] - grid.depth_mm[k - 1], below_mm = grid.depth_mm[k + 1] - grid.depth_mm[k];
    double hottest = setup.rest_C;
    for (std::size_t c = 0; c < layer; ++c) {
        if (setup.needle.needle[below + c] >= 0) continue;
        // Where two half cells in series meet; conductivities differ across the junction, but not by much.
        const double t = (state.temperature_C[below - layer + c] * below_mm + state.temperature_C[below + c] * above_mm) / (above_mm + below_mm);
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

/// The needle leaves and takes its heat along; tissue of the same temperature closes in. The difference between
/// what the steel took and what the tissue brought is booked as lost.
void withdraw(RfState& state, const RfSetup& setup) {
    state.needle_out = true;
    if (state.temperature_C.empty()) return;
    state.lost_J += kQuarters * (stored_J(setup.with_needle, state.temperature_C, setup.rest_C) -
                                 stored_J(setup.healed, state.temperature_C, setup.rest_C));
}

bool is_bipolar(const RfSetup& setup) { return setup.drive.polarity == Polarity::bipolar; }

constexpr double kWarmTolerance = 2e-3;  // power is second order in it: 4e-6
constexpr double kColdTolerance = 1e-6;
constexpr double kRisePerPart_K = 8.0;   // a step that would heat tissue more is cut into parts
constexpr int kMostParts = 8;

/// Current for on_s seconds, in parts short enough for the conductivity to follow.
void heat_by_current(RfState& state, const RfSetup& setup, double on_s, Currents& currents, HeatScratch& scratch,
                     const Executor& executor) {
    const bool bipolar = is_bipolar(setup);
    const double wanted_V = bipolar ? 0.5 * setup.drive.voltage_V : setup.drive.voltage_V;
    if (state.potential_V.empty()) state.potential_V = setup.rest_potential_V;
    double left_s = on_s;
    for (int parts_left = 1, part = 0; parts_left > 0; --parts_left, ++part) {
        currents.update(setup, state.temperature_C, executor);
        currents.solve(setup, state.potential_V, {.tolerance = kWarmTolerance, .max_iterations = 40}, executor);
        double power_W = kQuarters * currents.heat(setup, state.potential_V, executor);
        // Everything is linear in the voltage, so the drive is met by scaling.
        double needle_V = state.potential_V[needle_cell(setup)];
        const double scale = setup.drive.control == Control::power ? std::sqrt(setup.drive.power_W_per_pin / power_W) : wanted_V / needle_V;
        for (double& v : state.potential_V) v *= scale;
        for (double& w : currents.heat_W) w *= scale * scale;
        needle_V *= scale, power_W *= scale * scale;
        if (part == 0) {
            double fastest_K_per_s = 0;
            for (std::size_t c = 0; c < currents.heat_W.size(); ++c)
                fastest_K_per_s = std::max(fastest_K_per_s, currents.heat_W[c] / setup.with_needle.capacity_J_per_K[c]);
            parts_left = std::clamp(int(fastest_K_per_s * on_s / kRisePerPart_K) + 1, 1, kMostParts);
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

void cool(RfState& state, const RfSetup& setup, double off_s, HeatScratch& scratch, const Executor& executor) {
    const HeatModel& model = state.needle_out ? setup.healed : setup.with_needle;
    int parts = 1;
    if (hottest(state, setup) > kHot_C) parts = std::clamp(int(off_s / kCoolingPart_s) + 1, 1, kMostCoolingParts);
    for (int part = 0; part < parts; ++part) advance(state, setup, model, {}, off_s / parts, scratch, executor);
    note_peaks(state, setup);
}

}  // namespace

std::shared_ptr<const RfSetup> make_rf_setup(const Scenario& scenario, const LayerDepths& layers, double tip_depth_mm) {
    auto setup = std::make_shared<RfSetup>();
    const double half_pitch_mm = 0.5 * scenario.device.pitch_mm;
    NeedleShape shape;
    // Needles that would touch their neighbours, or stop in the horny layer, are not solved for.
    shape.radius_mm = std::min(0.5 * scenario.device.needle_diameter_mm, 0.7 * half_pitch_mm);
    shape.tip_mm = std::max(tip_depth_mm, 0.1);
    shape.exposed_mm = scenario.device.insulated ? std::min(scenario.device.active_tip_mm, shape.tip_mm) : shape.tip_mm;

    setup->drive = scenario.rf;
    setup->grid = make_grid(shape, half_pitch_mm, layers);
    setup->rise = sigma_rise();
    setup->rest_C = blood().arterial_C.value;
    setup->necrosis = make_damage_table(cell_necrosis());
    setup->collagen = make_damage_table(collagen_denaturation());
    const CellGrid& grid = setup->grid;
    setup->needle = place_needles(grid, std::span(&shape, 1));
    setup->grounded[std::size_t(is_bipolar(*setup) ? Side::x_high : Side::floor)] = true;

    const double junction_mm = layers.junction_mm();
    for (int k = 1; k < grid.nz(); ++k)
        if (std::fabs(grid.depth_mm[std::size_t(k)] - junction_mm) < std::fabs(grid.depth_mm[std::size_t(setup->junction)] - junction_mm))
            setup->junction = k;

    const std::size_t count = std::size_t(grid.count());
    const SteelRow& steel = needle_steel();
    const double steel_J_per_m3K = steel.density_kg_per_m3.value * steel.specific_heat_J_per_kgK.value;
    std::vector<double> along(count), through(count), capacity(count), latent(count), perfusion(count);
    std::vector<double> steel_along(count), steel_through(count), steel_capacity(count), steel_latent(count), steel_perfusion(count);
    setup->sigma_along_S_per_m.resize(count);
    setup->sigma_through_S_per_m.resize(count);
    std::size_t c = 0;
    for (std::size_t k = 0; k < std::size_t(grid.nz()); ++k) {
        const Slab slab = mix_slab(layers, grid.depth_mm[k], grid.depth_mm[k + 1], scenario.rf.frequency_MHz);
        for (std::size_t j = 0; j < std::size_t(grid.ny()); ++j)
            for (std::size_t i = 0; i < std::size_t(grid.nx()); ++i, ++c) {
                const double volume_m3 = (grid.x_mm[i + 1] - grid.x_mm[i]) * (grid.y_mm[j + 1] - grid.y_mm[j]) *
                                         (grid.depth_mm[k + 1] - grid.depth_mm[k]) / kMm3PerM3;
                const double solid = setup->needle.solid_share[c];
                const bool inside = setup->needle.needle[c] >= 0;
                setup->sigma_along_S_per_m[c] = slab.sigma_along_S_per_m;
                setup->sigma_through_S_per_m[c] = slab.sigma_through_S_per_m;
                along[c] = slab.heat_along_W_per_mK;
                through[c] = slab.heat_through_W_per_mK;
                capacity[c] = volume_m3 * slab.capacity_J_per_m3K;
                latent[c] = volume_m3 * slab.latent_J_per_m3;
                perfusion[c] = volume_m3 * slab.perfusion_W_per_m3K;
                steel_along[c] = inside ? steel.conductivity_W_per_mK.value : along[c];
                steel_through[c] = inside ? steel.conductivity_W_per_mK.value : through[c];
                steel_capacity[c] = (1.0 - solid) * capacity[c] + solid * volume_m3 * steel_J_per_m3K;
                steel_latent[c] = (1.0 - solid) * latent[c];
                steel_perfusion[c] = (1.0 - solid) * perfusion[c];
            }
    }
    std::array<HeatSide, kSideCount> sides{};
    sides[std::size_t(Side::surface)] = {HeatSide::Kind::convection, setup->rest_C, kSurfaceConvection_W_per_m2K};
    sides[std::size_t(Side::floor)] = {HeatSide::Kind::fixed, setup->rest_C, 0.0};
    const Boiling boiling{setup->rise.from_C, setup->rise.to_C};
    setup->with_needle = make_heat_model(grid, setup->needle.thermal, steel_along, steel_through, steel_capacity, sides);
    setup->healed = make_heat_model(grid, {}, along, through, capacity, sides);
    setup->with_needle.latent_J = std::move(steel_latent);
    setup->healed.latent_J = std::move(latent);
    setup->with_needle.perfusion_W_per_K = std::move(steel_perfusion);
    setup->healed.perfusion_W_per_K = std::move(perfusion);
    for (HeatModel* model : {&setup->with_needle, &setup->healed}) {
        model->blood_C = blood().arterial_C.value;
        model->boiling = boiling;
    }

    Currents currents;
    const std::vector<double> rest(count, setup->rest_C);
    currents.update(*setup, rest, run_serially);
    setup->multigrid = make_multigrid(grid, currents.faces, currents.ground, setup->needle.held);
    setup->rest_potential_V.assign(count, 0.0);
    for (std::size_t cell = 0; cell < count; ++cell)
        if (setup->needle.held[cell] != 0) setup->rest_potential_V[cell] = 1.0;
    currents.solve(*setup, setup->rest_potential_V, {.tolerance = kColdTolerance, .max_iterations = 100}, run_serially);
    return setup;
}

const CellGrid& rf_grid(const RfSetup& setup) { return setup.grid; }

RfState make_rf_state(const RfSetup& setup) {
    RfState state;
    state.peak_C = state.peak_junction_C = setup.rest_C;
    return state;
}

void step_rf(RfState& state, const RfSetup& setup, double dt_s, double on_share, bool needle_in, const Executor& executor) {
    assert(dt_s > 0 && on_share >= 0 && on_share <= 1);
    state.power_W = state.current_A = state.voltage_V = 0;
    if (!needle_in && !state.needle_out) withdraw(state, setup);
    const double on_s = needle_in && !state.needle_out ? on_share * dt_s : 0.0;
    if (on_s == 0.0 && state.temperature_C.empty()) return;
    make_fields(state, setup);
    HeatScratch scratch;
    if (on_s > 0.0) {
        Currents currents;
        heat_by_current(state, setup, on_s, currents, scratch, executor);
    }
    if (dt_s - on_s > 0.0) cool(state, setup, dt_s - on_s, scratch, executor);
}

// ---- what can be read ------------------------------------------------------------------------------

namespace {

/// log Omega of cells, and where along a line it crosses 0.
class Zone {
  public:
    Zone(const RfState& state, const RfSetup& setup) : setup_(setup), grid_(setup.grid), log_omega_(state.necrosis.size(), kNone) {
        const std::size_t nx = std::size_t(grid_.nx()), layer = nx * std::size_t(grid_.ny());
        for (std::size_t c = 0; c < log_omega_.size(); ++c) {
            if (setup.needle.needle[c] >= 0 || state.necrosis[c] < 1e-6F) continue;
            log_omega_[c] = exact_log(double(state.necrosis[c]));
            if (log_omega_[c] < 0) continue;
            const Cell cell{int(c % nx), int(c % layer / nx), int(c / layer)};
            low_ = {std::min(low_.i, cell.i), std::min(low_.j, cell.j), std::min(low_.k, cell.k)};
            high_ = {std::max(high_.i, cell.i), std::max(high_.j, cell.j), std::max(high_.k, cell.k)};
        }
    }
    bool empty() const { return high_.k < 0; }

    /// Volume of the quarter, mm3: each cell's share is what a plane through it with the local slope leaves on the
    /// damaged side, so that the sum grows smoothly.
    double volume_mm3() const {
        double volume = 0;
        for (int k = std::max(0, low_.k - 1); k <= std::min(high_.k + 1, grid_.nz() - 1); ++k)
            for (int j = std::max(0, low_.j - 1); j <= std::min(high_.j + 1, grid_.ny() - 1); ++j)
                for (int i = std::max(0, low_.i - 1); i <= std::min(high_.i + 1, grid_.nx() - 1); ++i) volume += cell_mm3({i, j, k});
        return volume;
    }

    /// Twice the farthest reach from the needle's axis, along x or y, mm.
    double width_mm() const {
        double reach = 0;
        for (int k = low_.k; k <= high_.k; ++k) {
            reach = std::max(reach, reach_mm({0, 0, k}, {1, 0, 0}, grid_.x_mm, grid_.nx()));
            reach = std::max(reach, reach_mm({0, 0, k}, {0, 1, 0}, grid_.y_mm, grid_.ny()));
        }
        return 2.0 * reach;
    }
    double top_mm() const {
        double top = grid_.depth_mm.back();
        for (int j = 0; j <= high_.j; ++j)
            for (int i = 0; i <= high_.i; ++i)
                for (int k = low_.k; k <= high_.k; ++k) {
                    if (at({i, j, k}) < 0) continue;
                    top = std::min(top, k == 0 ? 0.0 : crossing_mm({i, j, k}, {i, j, k - 1}, k, k - 1, grid_.depth_mm));
                    break;
                }
        return top;
    }
    double bottom_mm() const {
        double bottom = 0;
        for (int j = 0; j <= high_.j; ++j)
            for (int i = 0; i <= high_.i; ++i)
                for (int k = high_.k; k >= low_.k; --k) {
                    if (at({i, j, k}) < 0) continue;
                    bottom = std::max(bottom, k + 1 == grid_.nz() ? grid_.depth_mm.back()
                                                                  : crossing_mm({i, j, k}, {i, j, k + 1}, k, k + 1, grid_.depth_mm));
                    break;
                }
        return bottom;
    }

  private:
    struct Cell {
        int i, j, k;
    };
    static constexpr double kNone = -14.0;  // log of 1e-6: as good as none
    static constexpr int kFar = 1 << 20;

    std::size_t index(const Cell& c) const { return std::size_t((c.k * grid_.ny() + c.j) * grid_.nx() + c.i); }
    double at(const Cell& c) const { return log_omega_[index(c)]; }
    bool steel(const Cell& c) const { return setup_.needle.needle[index(c)] >= 0; }
    static double middle(const std::vector<double>& edges, int n) { return 0.5 * (edges[std::size_t(n)] + edges[std::size_t(n) + 1]); }

    /// Between the middles of a damaged cell and its neighbour; at their face where that is the needle.
    double crossing_mm(const Cell& in, const Cell& out, int n_in, int n_out, const std::vector<double>& edges) const {
        if (steel(out)) return edges[std::size_t(std::max(n_in, n_out))];
        const double a = at(in), b = at(out);
        return middle(edges, n_in) + a / (a - b) * (middle(edges, n_out) - middle(edges, n_in));
    }

    double reach_mm(Cell from, const Cell& step, const std::vector<double>& edges, int count) const {
        for (int n = count - 1; n >= 0; --n) {
            const Cell c{from.i + n * step.i, from.j + n * step.j, from.k};
            if (steel(c)) return 0.0;
            if (at(c) < 0) continue;
            if (n + 1 == count) return edges.back();
            return crossing_mm(c, {c.i + step.i, c.j + step.j, c.k}, n, n + 1, edges);
        }
        return 0.0;
    }

    double cell_mm3(const Cell& c) const {
        if (steel(c)) return 0.0;
        const double dx = slope(c, {1, 0, 0}, c.i, grid_.x_mm), dy = slope(c, {0, 1, 0}, c.j, grid_.y_mm),
                     dz = slope(c, {0, 0, 1}, c.k, grid_.depth_mm);
        const double spread = dx + dy + dz;
        const double share = spread > 0 ? std::clamp(0.5 + at(c) / spread, 0.0, 1.0) : at(c) >= 0 ? 1.0 : 0.0;
        const std::size_t i = std::size_t(c.i), j = std::size_t(c.j), k = std::size_t(c.k);
        return share * (1.0 - setup_.needle.solid_share[index(c)]) * (grid_.x_mm[i + 1] - grid_.x_mm[i]) *
               (grid_.y_mm[j + 1] - grid_.y_mm[j]) * (grid_.depth_mm[k + 1] - grid_.depth_mm[k]);
    }
    /// Change of log Omega across the cell along one axis, without sign.
    double slope(const Cell& c, const Cell& step, int n, const std::vector<double>& edges) const {
        Cell low{c.i - step.i, c.j - step.j, c.k - step.k}, high{c.i + step.i, c.j + step.j, c.k + step.k};
        int n_low = n - 1, n_high = n + 1;
        if (n_low < 0 || steel(low)) low = c, n_low = n;
        if (n_high + 1 >= int(edges.size()) || steel(high)) high = c, n_high = n;
        if (n_low == n_high) return 0.0;
        return std::fabs(at(high) - at(low)) / (middle(edges, n_high) - middle(edges, n_low)) * (edges[std::size_t(n) + 1] - edges[std::size_t(n)]);
    }

    const RfSetup& setup_;
    const CellGrid& grid_;
    std::vector<double> log_omega_;
    Cell low_{kFar, kFar, kFar}, high_{-1, -1, -1};
};

}  // namespace

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
        const std::size_t layer = std::size_t(setup.grid.nx()) * std::size_t(setup.grid.ny());
        readout.stored_J = kQuarters * stored_J(state.needle_out ? setup.healed : setup.with_needle, state.temperature_C, setup.rest_C);
        readout.temperature_max_C = hottest(state, setup);
        readout.junction_max_C = hottest_junction(state, setup);
        readout.surface_max_C = hottest_tissue(state, setup, 0, layer);
    }
    const Zone zone(state, setup);
    if (!zone.empty()) {
        readout.coagulated_mm3 = kQuarters * zone.volume_mm3();
        readout.coagulated_width_mm = zone.width_mm();
        readout.coagulated_top_mm = zone.top_mm();
        readout.coagulated_bottom_mm = zone.bottom_mm();
    }
    return readout;
}

}  // namespace sim
