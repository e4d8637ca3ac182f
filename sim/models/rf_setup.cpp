#include "sim/models/rf_setup.h"

#include "sim/base/exact_math.h"
#include "sim/tissue/tables.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace sim {
namespace {

constexpr double kMm3PerM3 = 1e9;
constexpr double kFloorBelow_mm = 1.0;  // past tip and dermis: heat walks 0.4 mm in a second

/// A place around which cells are small, and how fast they grow away from it.
struct Focus {
    double at_mm, size_mm, reach_mm;  ///< `size` within `reach`
};

constexpr double kGrowth = 0.22;  // of cell size per distance: neighbours differ by about a fifth

double cell_size(std::span<const Focus> foci, double largest_mm, double at_mm) {
    double size = largest_mm;
    for (const Focus& f : foci)
        size = std::min(
            size, f.size_mm + kGrowth * std::max(0.0, std::fabs(at_mm - f.at_mm) - f.reach_mm));
    return size;
}

/// Edges from the first knot to the last, with every knot an edge.
std::vector<double> graded_edges(std::span<const double> knots_mm, std::span<const Focus> foci,
                                 double largest_mm) {
    std::vector<double> edges = {knots_mm.front()};
    for (std::size_t n = 0; n + 1 < knots_mm.size(); ++n) {
        const double a = knots_mm[n], b = knots_mm[n + 1];
        // Cells are evenly spaced in the running sum of 1 / size.
        constexpr int kSamples = 512;
        std::array<double, kSamples + 1> sum{};
        for (int s = 0; s < kSamples; ++s)
            sum[std::size_t(s) + 1] =
                sum[std::size_t(s)] +
                (b - a) / kSamples /
                    cell_size(foci, largest_mm, a + (s + 0.5) * (b - a) / kSamples);
        const int cells = std::max(1, int(std::floor(sum.back() + 0.5)));
        int s = 0;
        for (int c = 1; c < cells; ++c) {
            const double wanted = sum.back() * c / cells;
            while (sum[std::size_t(s) + 1] < wanted) ++s;
            const double part =
                (wanted - sum[std::size_t(s)]) / (sum[std::size_t(s) + 1] - sum[std::size_t(s)]);
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
    const std::array<Focus, 2> wall = {Focus{needle.radius_mm, fine, 3.0 * fine},
                                       Focus{0.0, fine, needle.radius_mm}};
    const std::array<double, 2> span_mm = {0.0, half_pitch_mm};
    grid.x_mm = graded_edges(span_mm, wall, largest);
    grid.y_mm = grid.x_mm;

    const double exposed_top = needle.tip_mm - needle.exposed_mm;
    const double floor = std::max(needle.tip_mm, layers.dermis_bottom_mm()) + kFloorBelow_mm;
    // Where two wanted edges nearly meet, the needle's wins: a layer's share of a cell is known, a
    // tip's is not.
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

/// Conductivity at a frequency over that at 1 MHz, where layers() has it: along the tissue's
/// spectrum, straight between its points in the logarithm of frequency.
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
    const double part = exact_log(frequency_MHz / below->frequency_MHz) /
                        exact_log(above->frequency_MHz / below->frequency_MHz);
    return (low + part * (high - low)) / reference;
}

constexpr std::array<std::string_view, kLayerCount> kSpectrumOf = {
    "skin_dry", "skin_wet", "skin_wet", "skin_wet", "fat", "muscle"};

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
        const double bound = l + 1 == kLayerCount ? std::max(bottom_mm, layers.bottom_mm.back())
                                                  : layers.bottom_mm[std::size_t(l)];
        const double share =
            std::max(0.0, std::min(bottom_mm, bound) - std::max(top_mm, above_mm)) /
            (bottom_mm - top_mm);
        above_mm = std::max(above_mm, bound);
        if (share <= 0.0) continue;
        const LayerRow& row = layer_row(LayerId(l));
        const double sigma =
            row.sigma_S_per_m.value * frequency_factor(kSpectrumOf[std::size_t(l)], frequency_MHz);
        const double density = row.density_kg_per_m3.value;
        slab.sigma_along_S_per_m += share * sigma;
        resistivity += share / sigma;
        slab.heat_along_W_per_mK += share * row.conductivity_W_per_mK.value;
        heat_resistivity += share / row.conductivity_W_per_mK.value;
        slab.capacity_J_per_m3K += share * density * row.specific_heat_J_per_kgK.value;
        slab.perfusion_W_per_m3K += share * row.perfusion_per_s.value *
                                    blood().density_kg_per_m3.value *
                                    blood().specific_heat_J_per_kgK.value;
        slab.latent_J_per_m3 += share * density * parameter("rf.tissue_water_share").value *
                                parameter("rf.latent_heat_J_per_kg").value;
    }
    slab.sigma_through_S_per_m = 1.0 / resistivity;
    slab.heat_through_W_per_mK = 1.0 / heat_resistivity;
    return slab;
}

SigmaRise sigma_rise() {
    return {parameter("rf.sigma_per_K").value, parameter("rf.sigma_reference_C").value,
            parameter("rf.sigma_collapse_from_C").value, parameter("rf.sigma_collapse_to_C").value,
            parameter("rf.sigma_collapse_factor").value};
}

/// Properties of every cell, for heat.
struct HeatCells {
    explicit HeatCells(std::size_t count)
        : along(count),
          through(count),
          capacity_J_per_K(count),
          latent_J(count),
          perfusion(count) {}
    std::vector<double> along, through;  ///< W/(m K)
    std::vector<double> capacity_J_per_K, latent_J;
    std::vector<double> perfusion;  ///< W/K
};

HeatModel make_model(const RfSetup& setup, std::span<const CutFace> walls, HeatCells cells) {
    std::array<HeatSide, kSideCount> sides{};
    sides[std::size_t(Side::surface)] = {HeatSide::Kind::convection, setup.rest_C,
                                         parameter("rf.surface_convection_W_per_m2K").value};
    sides[std::size_t(Side::floor)] = {HeatSide::Kind::fixed, setup.rest_C, 0.0};
    HeatModel model = make_heat_model(setup.grid, walls, cells.along, cells.through,
                                      cells.capacity_J_per_K, sides);
    model.latent_J = std::move(cells.latent_J);
    model.perfusion_W_per_K = std::move(cells.perfusion);
    model.blood_C = setup.rest_C;
    model.boiling = {setup.rise.from_C, setup.rise.to_C};
    return model;
}

/// Gives every cell its layer's properties, and those of the needle a share of steel's.
void set_properties(RfSetup& setup, const LayerDepths& layers) {
    const CellGrid& grid = setup.grid;
    const std::size_t count = std::size_t(grid.count());
    const std::vector<double> hx = grid.sizes_mm(Axis::x), hy = grid.sizes_mm(Axis::y),
                              hz = grid.sizes_mm(Axis::depth);
    const SteelRow& steel = needle_steel();
    const double steel_W_per_mK = steel.conductivity_W_per_mK.value;
    const double steel_J_per_m3K =
        steel.density_kg_per_m3.value * steel.specific_heat_J_per_kgK.value;
    HeatCells tissue(count), with_needle(count);
    setup.sigma_along_S_per_m.resize(count);
    setup.sigma_through_S_per_m.resize(count);
    std::size_t c = 0;
    for (std::size_t k = 0; k < hz.size(); ++k) {
        const Slab slab =
            mix_slab(layers, grid.depth_mm[k], grid.depth_mm[k + 1], setup.drive.frequency_MHz);
        for (std::size_t j = 0; j < hy.size(); ++j)
            for (std::size_t i = 0; i < hx.size(); ++i, ++c) {
                const double volume_m3 = hx[i] * hy[j] * hz[k] / kMm3PerM3;
                const double solid = setup.needle.solid_share[c];
                const bool inside = setup.needle.needle[c] >= 0;
                setup.sigma_along_S_per_m[c] = slab.sigma_along_S_per_m;
                setup.sigma_through_S_per_m[c] = slab.sigma_through_S_per_m;
                tissue.along[c] = slab.heat_along_W_per_mK;
                tissue.through[c] = slab.heat_through_W_per_mK;
                tissue.capacity_J_per_K[c] = volume_m3 * slab.capacity_J_per_m3K;
                tissue.latent_J[c] = volume_m3 * slab.latent_J_per_m3;
                tissue.perfusion[c] = volume_m3 * slab.perfusion_W_per_m3K;
                with_needle.along[c] = inside ? steel_W_per_mK : tissue.along[c];
                with_needle.through[c] = inside ? steel_W_per_mK : tissue.through[c];
                with_needle.capacity_J_per_K[c] = (1.0 - solid) * tissue.capacity_J_per_K[c] +
                                                  solid * volume_m3 * steel_J_per_m3K;
                with_needle.latent_J[c] = (1.0 - solid) * tissue.latent_J[c];
                with_needle.perfusion[c] = (1.0 - solid) * tissue.perfusion[c];
            }
    }
    setup.with_needle = make_model(setup, setup.needle.thermal, std::move(with_needle));
    setup.healed = make_model(setup, {}, std::move(tissue));
}

NeedleShape needle_shape(const Device& device, double tip_depth_mm) {
    // Needles that would touch their neighbours, or stop in the horny layer, are not solved for.
    NeedleShape shape;
    shape.radius_mm = std::min(0.5 * device.needle_diameter_mm, 0.7 * (0.5 * device.pitch_mm));
    shape.tip_mm = std::max(tip_depth_mm, 0.1);
    shape.exposed_mm =
        device.insulated ? std::min(device.active_tip_mm, shape.tip_mm) : shape.tip_mm;
    return shape;
}

int layer_below(const CellGrid& grid, double depth_mm) {
    std::size_t nearest = 1;
    for (std::size_t k = 1; k + 1 < grid.depth_mm.size(); ++k)
        if (std::fabs(grid.depth_mm[k] - depth_mm) < std::fabs(grid.depth_mm[nearest] - depth_mm))
            nearest = k;
    return int(nearest);
}

/// The potential at rest, and the multigrid that serves from then on.
void solve_at_rest(RfSetup& setup) {
    Currents currents;
    const std::size_t count = std::size_t(setup.grid.count());
    const std::vector<double> rest(count, setup.rest_C);
    currents.update(setup, rest, run_serially);
    setup.multigrid =
        make_multigrid(setup.grid, currents.faces_S, currents.ground_S, setup.needle.held);
    setup.rest_potential_V.assign(setup.needle.held.begin(), setup.needle.held.end());
    currents.solve(setup, setup.rest_potential_V, {.tolerance = 1e-6, .max_iterations = 100},
                   run_serially);
}

}  // namespace

void Currents::update(const RfSetup& setup, std::span<const double> temperature_C,
                      const Executor& executor) {
    const CellGrid& grid = setup.grid;
    const std::size_t count = std::size_t(grid.count()),
                      layer = std::size_t(grid.stride(Axis::depth));
    along_S_per_m.resize(count), through_S_per_m.resize(count), heat_W.resize(count);
    executor(grid.nz(), [&](int k) {
        for (std::size_t c = std::size_t(k) * layer; c < std::size_t(k + 1) * layer; ++c) {
            const double factor = setup.rise.factor(temperature_C[c]);
            along_S_per_m[c] = setup.sigma_along_S_per_m[c] * factor;
            through_S_per_m[c] = setup.sigma_through_S_per_m[c] * factor;
        }
    });
    face_conductances(grid, setup.needle.electric, along_S_per_m, through_S_per_m, faces_S,
                      executor);
    const Side side = setup.grounded();
    side_S.resize(std::size_t(side_count(grid, side)));
    side_conductances(grid, side, along_S_per_m, through_S_per_m, side_S);
    ground_S.assign(count, 0.0);
    for (std::size_t n = 0; n < side_S.size(); ++n) {
        const std::size_t c = std::size_t(side_cell(grid, side, int(n)));
        if (setup.needle.held[c] == 0) ground_S[c] = side_S[n];
    }
}

SolveReport Currents::solve(const RfSetup& setup, std::span<double> potential_V,
                            const SolveOptions& options, const Executor& executor) {
    return solve_potential(setup.grid, faces_S, ground_S, setup.multigrid, potential_V, scratch,
                           options, executor);
}

double Currents::heat(const RfSetup& setup, std::span<const double> potential_V,
                      const Executor& executor) {
    return joule_heat(setup.grid, setup.needle.electric, faces_S, ground_S, along_S_per_m,
                      through_S_per_m, potential_V, heat_W, executor);
}

std::shared_ptr<const RfSetup> make_rf_setup(const Scenario& scenario, const LayerDepths& layers,
                                             double tip_depth_mm) {
    auto setup = std::make_shared<RfSetup>();
    const NeedleShape shape = needle_shape(scenario.device, tip_depth_mm);
    setup->drive = scenario.rf;
    setup->grid = make_grid(shape, 0.5 * scenario.device.pitch_mm, layers);
    setup->needle = place_needles(setup->grid, std::span(&shape, 1));
    setup->junction = layer_below(setup->grid, layers.junction_mm());
    setup->rise = sigma_rise();
    setup->rest_C = blood().arterial_C.value;
    setup->necrosis_table = make_damage_table(cell_necrosis());
    setup->collagen_table = make_damage_table(collagen_denaturation());
    set_properties(*setup, layers);
    solve_at_rest(*setup);
    return setup;
}

}  // namespace sim
