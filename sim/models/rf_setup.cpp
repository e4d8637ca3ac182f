#include "sim/models/rf_setup.h"

#include "sim/base/exact_math.h"
#include "sim/models/rf_grid.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sim {
namespace {

constexpr double kMm3PerM3 = 1e9;

/// What one layer of cells is made of: parallel along the skin, in series through it.
struct Slab {
    double sigma_along_S_per_m = 0, sigma_through_S_per_m = 0;
    double heat_along_W_per_mK = 0, heat_through_W_per_mK = 0;
    double capacity_J_per_m3K = 0, perfusion_W_per_m3K = 0, latent_J_per_m3 = 0, made_W_per_m3 = 0;
};

Slab mix_slab(const RfProblem& p, double top_mm, double bottom_mm) {
    Slab slab;
    double resistivity = 0, heat_resistivity = 0, above_mm = 0;
    for (const RfLayer& layer : p.layers) {
        const bool last = &layer == &p.layers.back();
        const double bound_mm =
            last ? std::max(above_mm, bottom_mm) : above_mm + layer.thickness_mm;
        const double share =
            std::max(0.0, std::min(bottom_mm, bound_mm) - std::max(top_mm, above_mm)) /
            (bottom_mm - top_mm);
        above_mm = bound_mm;
        if (share <= 0.0) continue;
        slab.sigma_along_S_per_m += share * layer.sigma_S_per_m;
        resistivity += share / layer.sigma_S_per_m;
        slab.heat_along_W_per_mK += share * layer.conductivity_W_per_mK;
        heat_resistivity += share / layer.conductivity_W_per_mK;
        slab.capacity_J_per_m3K += share * layer.density_kg_per_m3 * layer.specific_heat_J_per_kgK;
        slab.perfusion_W_per_m3K += share * layer.perfusion_per_s * p.blood_density_kg_per_m3 *
                                    p.blood_specific_heat_J_per_kgK;
        slab.latent_J_per_m3 += share * layer.latent_J_per_m3;
        slab.made_W_per_m3 += share * layer.metabolic_W_per_m3;
    }
    slab.sigma_through_S_per_m = 1.0 / resistivity;
    slab.heat_through_W_per_mK = 1.0 / heat_resistivity;
    return slab;
}

std::vector<Slab> slabs_of(const RfProblem& p, const CellGrid& grid) {
    std::vector<Slab> slabs;
    for (std::size_t k = 0; k + 1 < grid.depth_mm.size(); ++k)
        slabs.push_back(mix_slab(p, grid.depth_mm[k], grid.depth_mm[k + 1]));
    return slabs;
}

/// Calls body(cell, layer, volume_m3, x, y, depth of its middle) for every cell.
template <class Body>
void each_cell(const CellGrid& grid, const Body& body) {
    const auto middle = [](const std::vector<double>& edges, std::size_t n) {
        return 0.5 * (edges[n] + edges[n + 1]);
    };
    const std::vector<double> hx = grid.sizes_mm(Axis::x), hy = grid.sizes_mm(Axis::y),
                              hz = grid.sizes_mm(Axis::depth);
    std::size_t c = 0;
    for (std::size_t k = 0; k < hz.size(); ++k)
        for (std::size_t j = 0; j < hy.size(); ++j)
            for (std::size_t i = 0; i < hx.size(); ++i, ++c)
                body(c, k, hx[i] * hy[j] * hz[k] / kMm3PerM3, middle(grid.x_mm, i),
                     middle(grid.y_mm, j), middle(grid.depth_mm, k));
}

/// Heat in tissue with needles in it, or without.
HeatModel heat_model(const RfSetup& setup, const std::vector<Slab>& slabs,
                     const NeedleCells& needles) {
    const RfProblem& p = setup.problem;
    const std::size_t count = std::size_t(setup.grid.count());
    std::vector<double> along(count), through(count), capacity_J_per_K(count), latent_J(count),
        perfusion(count);
    const double steel_J_per_m3K = p.steel_density_kg_per_m3 * p.steel_specific_heat_J_per_kgK;
    bool boils = false, perfused = false;
    each_cell(setup.grid, [&](std::size_t c, std::size_t k, double m3, double, double, double) {
        const Slab& slab = slabs[k];
        const double solid = needles.solid_share[c], tissue = 1.0 - solid;
        const bool inside = needles.needle[c] >= 0;
        along[c] = inside ? p.steel_conductivity_W_per_mK : slab.heat_along_W_per_mK;
        through[c] = inside ? p.steel_conductivity_W_per_mK : slab.heat_through_W_per_mK;
        capacity_J_per_K[c] = m3 * (tissue * slab.capacity_J_per_m3K + solid * steel_J_per_m3K);
        latent_J[c] = m3 * tissue * slab.latent_J_per_m3;
        perfusion[c] = m3 * tissue * slab.perfusion_W_per_m3K;
        boils = boils || latent_J[c] > 0;
        perfused = perfused || perfusion[c] > 0;
    });
    std::array<HeatSide, kSideCount> sides = p.sides;
    if (setup.fold.x.folded) sides[std::size_t(Side::x_low)] = {};
    if (setup.fold.y.folded) sides[std::size_t(Side::y_low)] = {};
    HeatModel model =
        make_heat_model(setup.grid, needles.thermal, along, through, capacity_J_per_K, sides);
    if (boils) model.latent_J.assign(latent_J.begin(), latent_J.end());
    if (perfused) model.perfusion_W_per_K.assign(perfusion.begin(), perfusion.end());
    model.blood_C = p.blood_C;
    model.boiling = {p.rise.from_C, p.rise.to_C};
    return model;
}

/// Share of a cell's volume inside a ball, by sampling: the source's edge is not stairs.
double ball_share(const RfProblem::Ball& ball, const CellGrid& grid, std::size_t c) {
    if (std::isinf(ball.radius_mm)) return 1.0;
    constexpr int kSamples = 6;
    const std::size_t nx = std::size_t(grid.nx()), ny = std::size_t(grid.ny());
    const std::array<const std::vector<double>*, 3> edges = {&grid.x_mm, &grid.y_mm,
                                                             &grid.depth_mm};
    const std::array<std::size_t, 3> at = {c % nx, c / nx % ny, c / (nx * ny)};
    const auto sample = [&](std::size_t a, int s) {
        const double low = (*edges[a])[at[a]], high = (*edges[a])[at[a] + 1];
        const double d = low + (s + 0.5) / kSamples * (high - low) - ball.centre_mm[a];
        return d * d;
    };
    int inside = 0;
    for (int i = 0; i < kSamples; ++i)
        for (int j = 0; j < kSamples; ++j)
            for (int k = 0; k < kSamples; ++k)
                inside +=
                    sample(0, i) + sample(1, j) + sample(2, k) < ball.radius_mm * ball.radius_mm;
    return double(inside) / (kSamples * kSamples * kSamples);
}

/// What every cell conducts, makes by itself, and is at the start.
void set_cells(RfSetup& setup, const std::vector<Slab>& slabs) {
    const RfProblem& p = setup.problem;
    const std::size_t count = std::size_t(setup.grid.count());
    setup.sigma_along_S_per_m.resize(count);
    setup.sigma_through_S_per_m.resize(count);
    setup.start_C.assign(count, float(p.initial_C));
    std::vector<double> given_W(count);
    each_cell(
        setup.grid, [&](std::size_t c, std::size_t k, double m3, double x, double y, double z) {
            setup.sigma_along_S_per_m[c] = slabs[k].sigma_along_S_per_m;
            setup.sigma_through_S_per_m[c] = slabs[k].sigma_through_S_per_m;
            given_W[c] = m3 * slabs[k].made_W_per_m3;
            if (p.source)
                given_W[c] += m3 * p.source->W_per_m3 * ball_share(*p.source, setup.grid, c);
            if (!p.warm_spot) return;
            const auto& g = *p.warm_spot;
            const double dx = x - g.centre_mm[0], dy = y - g.centre_mm[1], dz = z - g.centre_mm[2];
            setup.start_C[c] = float(p.initial_C + (g.peak_C - p.initial_C) *
                                                       exact_exp(-(dx * dx + dy * dy + dz * dz) /
                                                                 (2 * g.sigma_mm * g.sigma_mm)));
        });
    setup.given_total_W =
        setup.fold.copies() * std::accumulate(given_W.begin(), given_W.end(), 0.0);
    if (setup.given_total_W != 0.0) setup.given_W = std::move(given_W);
}

void set_surface(RfSetup& setup, const Slab& top) {
    const HeatSide& side = setup.problem.sides[std::size_t(Side::surface)];
    setup.surface_outside_C = side.outside_C;
    if (side.kind == HeatSide::Kind::adiabatic) return;
    const double half_m = 0.5e-3 * (setup.grid.depth_mm[1] - setup.grid.depth_mm[0]);
    const double inner = top.heat_through_W_per_mK / half_m;
    setup.surface_share =
        side.kind == HeatSide::Kind::fixed ? 0.0 : inner / (inner + side.convection_W_per_m2K);
}

Stand make_stand(const RfSetup& setup, const std::vector<Slab>& slabs, double lift_mm,
                 const Executor& executor) {
    std::vector<NeedleShape> shapes;
    for (const RfNeedle& needle : setup.problem.needles) {
        shapes.push_back(needle.shape);
        shapes.back().tip_mm -= lift_mm;
    }
    Stand stand;
    stand.needles = place_needles(setup.grid, shapes);
    stand.heat = heat_model(setup, slabs, stand.needles);
    if (shapes.empty()) return stand;
    stand.share.assign(std::size_t(setup.grid.count()), 0.0);
    for (std::size_t c = 0; c < stand.share.size(); ++c)
        if (const int n = stand.needles.needle[c]; n >= 0)
            stand.share[c] =
                setup.problem
                    .electrode_share[std::size_t(setup.problem.needles[std::size_t(n)].electrode)];
    Currents currents;
    currents.update(setup, stand, setup.start_C, executor);
    stand.multigrid =
        make_multigrid(setup.grid, currents.faces_S, currents.ground_S, stand.needles.held);
    currents.potential_V = stand.share;
    stand.solved =
        currents.solve(setup, stand, {.tolerance = 1e-6, .max_iterations = 100}, executor)
            .converged;
    stand.rest_potential_V.assign(currents.potential_V.begin(), currents.potential_V.end());
    stand.rest_ohm = 1.0 / currents.heat(setup, stand, executor);
    return stand;
}

bool in_balance(const RfProblem& p, double given_W) {
    bool balanced = given_W == 0 && !p.warm_spot;
    for (const HeatSide& side : p.sides)
        balanced =
            balanced && (side.kind == HeatSide::Kind::adiabatic || side.outside_C == p.initial_C);
    for (const RfLayer& layer : p.layers)
        balanced = balanced && (layer.perfusion_per_s == 0 || p.blood_C == p.initial_C);
    return balanced;
}

int layer_below(const CellGrid& grid, double depth_mm) {
    std::size_t nearest = 1;
    for (std::size_t k = 1; k + 1 < grid.depth_mm.size(); ++k)
        if (std::fabs(grid.depth_mm[k] - depth_mm) < std::fabs(grid.depth_mm[nearest] - depth_mm))
            nearest = k;
    return int(nearest);
}

}  // namespace

void Currents::update(const RfSetup& setup, const Stand& stand,
                      std::span<const float> temperature_C, const Executor& executor) {
    const CellGrid& grid = setup.grid;
    const std::size_t count = std::size_t(grid.count()),
                      layer = std::size_t(grid.stride(Axis::depth));
    along_S_per_m.resize(count), through_S_per_m.resize(count), heat_W.resize(count);
    const SigmaRise rise = setup.problem.rise;
    executor(grid.nz(), [&](int k) {
        for (std::size_t c = std::size_t(k) * layer; c < std::size_t(k + 1) * layer; ++c) {
            const double factor = rise.factor(double(temperature_C[c]));
            along_S_per_m[c] = setup.sigma_along_S_per_m[c] * factor;
            through_S_per_m[c] = setup.sigma_through_S_per_m[c] * factor;
        }
    });
    face_conductances(grid, stand.needles.electric, along_S_per_m, through_S_per_m, faces_S,
                      executor);
    ground_S.assign(count, 0.0);
    for (int s = 0; s < kSideCount; ++s) {
        const Side side = Side(s);
        const Fold& fold = setup.fold;
        const bool mirror =
            (side == Side::x_low && fold.x.folded) || (side == Side::y_low && fold.y.folded);
        const bool odd = side == Side::x_low ? fold.x.odd : fold.y.odd;
        if (mirror ? !odd : !setup.problem.grounded[std::size_t(s)]) continue;
        side_S.resize(std::size_t(side_count(grid, side)));
        side_conductances(grid, side, along_S_per_m, through_S_per_m, side_S);
        for (std::size_t n = 0; n < side_S.size(); ++n) {
            const std::size_t c = std::size_t(side_cell(grid, side, int(n)));
            if (stand.needles.held[c] == 0) ground_S[c] += side_S[n];
        }
    }
}

SolveReport Currents::solve(const RfSetup& setup, const Stand& stand, const SolveOptions& options,
                            const Executor& executor) {
    return solve_potential(setup.grid, faces_S, ground_S, stand.multigrid, potential_V, scratch,
                           options, executor);
}

double Currents::heat(const RfSetup& setup, const Stand& stand, const Executor& executor) {
    return setup.fold.copies() * joule_heat(setup.grid, stand.needles.electric, faces_S, ground_S,
                                            along_S_per_m, through_S_per_m, potential_V, heat_W,
                                            executor);
}

Result<std::shared_ptr<const RfSetup>> make_rf_setup(RfProblem problem, RfDetail detail,
                                                     const Executor& executor,
                                                     double refine_factor) {
    auto setup = std::make_shared<RfSetup>();
    setup->fold = fold_of(problem);
    auto grid = make_rf_grid(problem, setup->fold, detail, refine_factor);
    if (!grid) return grid.error();
    setup->grid = std::move(grid).value();
    setup->problem = std::move(problem);
    if (setup->problem.junction_mm > 0)
        setup->junction = layer_below(setup->grid, setup->problem.junction_mm);
    for (const Arrhenius& process : setup->problem.damage)
        setup->damage_tables.push_back(make_damage_table(process));
    const std::vector<Slab> slabs = slabs_of(setup->problem, setup->grid);
    set_cells(*setup, slabs);
    set_surface(*setup, slabs.front());
    setup->no_needles = place_needles(setup->grid, {});
    setup->bare = heat_model(*setup, slabs, setup->no_needles);
    setup->in_balance = in_balance(setup->problem, setup->given_total_W);
    for (const double lift_mm : setup->problem.lifts_mm)
        setup->stands.push_back(make_stand(*setup, slabs, lift_mm, executor));
    setup->start_J = stored_J(setup->stands.front().heat, setup->start_C, setup->problem.initial_C);
    return std::shared_ptr<const RfSetup>(std::move(setup));
}

const CellGrid& rf_grid(const RfSetup& setup) { return setup.grid; }
const Fold& rf_fold(const RfSetup& setup) { return setup.fold; }
const RfProblem& rf_problem(const RfSetup& setup) { return setup.problem; }

}  // namespace sim
