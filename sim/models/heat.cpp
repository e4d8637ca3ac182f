#include "sim/models/heat.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace sim {
namespace {

/// Parallel lines of cells: line l of cell c is at [c * stride + l].
struct Lines {
    int cells, lines, stride;
    const double* faces;     ///< W/K, to the next cell of the line
    const double* capacity;  ///< J/K
    const double* low_side;  ///< W/K per line, or null
    const double* high_side;
    double low_C, high_C;
    const double* sink;   ///< W/K towards sink_C, or null
    const float* damage;  ///< the sink is closed where this is 1 or more; null: open everywhere
    double sink_C;
};

double sink_at(const Lines& s, std::ptrdiff_t c) {
    return s.damage != nullptr && s.damage[c] >= 1.0F ? 0.0 : s.sink[c];
}

/// One backward Euler step along the lines: Thomas's elimination, all lines abreast.
void solve_lines(const Lines& s, double dt_s, double* t, double* factor) {
    for (int cell = 0; cell < s.cells; ++cell) {
        const std::ptrdiff_t at = std::ptrdiff_t(cell) * s.stride;
        const bool first = cell == 0, last = cell + 1 == s.cells;
        if (!first && !last && s.sink == nullptr) {
            for (std::ptrdiff_t c = at; c < at + s.lines; ++c) {
                const double low = dt_s * s.faces[c - s.stride], high = dt_s * s.faces[c];
                const double pivot =
                    1.0 / (s.capacity[c] + high + low * (1.0 - factor[c - s.stride]));
                factor[c] = high * pivot;
                t[c] = (s.capacity[c] * t[c] + low * t[c - s.stride]) * pivot;
            }
            continue;
        }
        for (std::ptrdiff_t l = 0; l < s.lines; ++l) {
            const std::ptrdiff_t c = at + l;
            const double high = last ? 0.0 : dt_s * s.faces[c];
            double diagonal = s.capacity[c] + high, right = s.capacity[c] * t[c];
            if (s.sink != nullptr) {
                const double sink = dt_s * sink_at(s, c);
                diagonal += sink, right += sink * s.sink_C;
            }
            if (first && s.low_side != nullptr) {
                diagonal += dt_s * s.low_side[l], right += dt_s * s.low_side[l] * s.low_C;
            }
            if (last && s.high_side != nullptr) {
                diagonal += dt_s * s.high_side[l], right += dt_s * s.high_side[l] * s.high_C;
            }
            if (!first) {
                const double low = dt_s * s.faces[c - s.stride];
                diagonal += low * (1.0 - factor[c - s.stride]);
                right += low * t[c - s.stride];
            }
            factor[c] = high / diagonal;
            t[c] = right / diagonal;
        }
    }
    for (int cell = s.cells - 2; cell >= 0; --cell) {
        const std::ptrdiff_t at = std::ptrdiff_t(cell) * s.stride;
        for (std::ptrdiff_t c = at; c < at + s.lines; ++c) t[c] += factor[c] * t[c + s.stride];
    }
}

/// What left the lines through their ends in a step that gave t, J.
double side_loss_J(const Lines& s, double dt_s, const double* t) {
    double loss = 0;
    const std::ptrdiff_t last = std::ptrdiff_t(s.cells - 1) * s.stride;
    if (s.low_side != nullptr)
        for (int l = 0; l < s.lines; ++l) loss += dt_s * s.low_side[l] * (t[l] - s.low_C);
    if (s.high_side != nullptr)
        for (int l = 0; l < s.lines; ++l) loss += dt_s * s.high_side[l] * (t[last + l] - s.high_C);
    return loss;
}

double sink_loss_J(const Lines& s, double dt_s, const double* t) {
    double loss = 0;
    if (s.sink == nullptr) return loss;
    for (int cell = 0; cell < s.cells; ++cell)
        for (std::ptrdiff_t c = std::ptrdiff_t(cell) * s.stride;
             c < std::ptrdiff_t(cell) * s.stride + s.lines; ++c)
            loss += dt_s * sink_at(s, c) * (t[c] - s.sink_C);
    return loss;
}

void turn(const double* from, int rows, int columns, double* to) {
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < columns; ++c) to[c * rows + r] = from[r * columns + c];
}

const double* or_null(const std::vector<double>& values, std::size_t at) {
    return values.empty() ? nullptr : values.data() + at;
}

std::size_t at_side(Side side) { return std::size_t(side); }

/// Gives the boiling water its heat: the step was made with the heat capacity of tissue alone, so
/// what it added is right and only its share between warming and boiling is mended.
void boil(const HeatModel& model, const double* before_C, double* t, int first, int last) {
    for (int c = first; c < last; ++c) {
        if (before_C[c] <= model.boiling.from_C && t[c] <= model.boiling.from_C) continue;
        const std::size_t s = std::size_t(c);
        const double latent_K =
            model.latent_J[s] / model.capacity_J_per_K[s];  // in degrees of this cell
        const double dry_C = t[c] + latent_K * model.boiling.water_share(before_C[c]);
        const double range_K = model.boiling.to_C - model.boiling.from_C;
        if (dry_C <= model.boiling.from_C)
            t[c] = dry_C;
        else if (dry_C >= model.boiling.to_C + latent_K)
            t[c] = dry_C - latent_K;
        else
            t[c] = model.boiling.from_C +
                   (dry_C - model.boiling.from_C) * range_K / (range_K + latent_K);
    }
}

}  // namespace

double Boiling::water_share(double temperature_C) const {
    if (temperature_C <= from_C) return 0.0;
    return temperature_C >= to_C ? 1.0 : (temperature_C - from_C) / (to_C - from_C);
}

HeatModel make_heat_model(const CellGrid& grid, std::span<const CutFace> cuts,
                          std::span<const double> along, std::span<const double> through,
                          std::span<const double> capacity_J_per_K,
                          const std::array<HeatSide, kSideCount>& sides) {
    HeatModel model;
    model.grid = grid;
    face_conductances(grid, cuts, along, through, model.faces_W_per_K, run_serially);
    model.capacity_J_per_K.assign(capacity_J_per_K.begin(), capacity_J_per_K.end());
    const std::size_t layer = model.faces_W_per_K.lead, count = capacity_J_per_K.size();
    model.turned_faces_W_per_K.resize(count);
    model.turned_capacity_J_per_K.resize(count);
    for (std::size_t at = 0; at < count; at += layer) {
        turn(model.faces_W_per_K.x.data() + layer + at, grid.ny(), grid.nx(),
             model.turned_faces_W_per_K.data() + at);
        turn(model.capacity_J_per_K.data() + at, grid.ny(), grid.nx(),
             model.turned_capacity_J_per_K.data() + at);
    }
    for (std::size_t s = 0; s < sides.size(); ++s) {
        if (sides[s].kind == HeatSide::Kind::adiabatic) continue;
        std::vector<double>& out = model.side_W_per_K[s];
        out.resize(std::size_t(side_count(grid, Side(s))));
        side_conductances(grid, Side(s), along, through, out);
        model.side_C[s] = sides[s].outside_C;
        if (sides[s].kind == HeatSide::Kind::fixed) continue;
        for (std::size_t n = 0; n < out.size(); ++n) {
            const double film =
                sides[s].convection_W_per_m2K * 1e-6 * side_area_mm2(grid, Side(s), int(n));
            out[n] = film > 0.0 ? 1.0 / (1.0 / film + 1.0 / out[n]) : 0.0;
        }
    }
    return model;
}

HeatLoss step_heat(const HeatModel& model, std::span<double> temperature_C,
                   std::span<const double> source_W, double source_s,
                   std::span<const float> necrosis, double dt_s, HeatScratch& scratch,
                   const Executor& executor) {
    const CellGrid& grid = model.grid;
    const int nx = grid.nx(), ny = grid.ny(), nz = grid.nz(), layer = nx * ny, count = grid.count();
    assert(temperature_C.size() == std::size_t(count));
    scratch.before_C.resize(std::size_t(count));
    scratch.factor.resize(std::size_t(count));
    scratch.turned.resize(std::size_t(count));
    scratch.partial_J.assign(std::size_t(2 * std::max(nz, kBlocks)), 0.0);
    double* t = temperature_C.data();
    double* before = scratch.before_C.data();
    double* factor = scratch.factor.data();

    // Layer by layer: the source, then lines along x (turned, so that neighbours abreast are
    // neighbours in memory), then along y.
    executor(nz, [&](int k) {
        const std::size_t at = std::size_t(k) * std::size_t(layer);
        std::copy(t + at, t + at + layer, before + at);
        if (!source_W.empty())
            for (std::size_t c = at; c < at + std::size_t(layer); ++c)
                t[c] += source_W[c] * source_s / model.capacity_J_per_K[c];
        const auto side = [&](Side s, int lines) {
            return or_null(model.side_W_per_K[at_side(s)], std::size_t(k) * std::size_t(lines));
        };
        double* turned = scratch.turned.data() + at;
        turn(t + at, ny, nx, turned);
        const Lines x{nx,
                      ny,
                      ny,
                      model.turned_faces_W_per_K.data() + at,
                      model.turned_capacity_J_per_K.data() + at,
                      side(Side::x_low, ny),
                      side(Side::x_high, ny),
                      model.side_C[at_side(Side::x_low)],
                      model.side_C[at_side(Side::x_high)],
                      nullptr,
                      nullptr,
                      0.0};
        solve_lines(x, dt_s, turned, factor + at);
        double lost = side_loss_J(x, dt_s, turned);
        turn(turned, nx, ny, t + at);
        const Lines y{ny,
                      nx,
                      nx,
                      model.faces_W_per_K.y.data() + layer + at,
                      model.capacity_J_per_K.data() + at,
                      side(Side::y_low, nx),
                      side(Side::y_high, nx),
                      model.side_C[at_side(Side::y_low)],
                      model.side_C[at_side(Side::y_high)],
                      nullptr,
                      nullptr,
                      0.0};
        solve_lines(y, dt_s, t + at, factor + at);
        lost += side_loss_J(y, dt_s, t + at);
        scratch.partial_J[std::size_t(k)] = lost;
    });
    HeatLoss loss;
    for (int k = 0; k < nz; ++k) loss.sides_J += scratch.partial_J[std::size_t(k)];

    // Lines through the depth, with the blood, some columns at a time; then boiling.
    in_blocks(executor, layer, [&](int first, int last, int block) {
        const std::size_t at = std::size_t(first);
        const Lines z{nz,
                      last - first,
                      layer,
                      model.faces_W_per_K.depth.data() + layer + at,
                      model.capacity_J_per_K.data() + at,
                      or_null(model.side_W_per_K[at_side(Side::surface)], at),
                      or_null(model.side_W_per_K[at_side(Side::floor)], at),
                      model.side_C[at_side(Side::surface)],
                      model.side_C[at_side(Side::floor)],
                      or_null(model.perfusion_W_per_K, at),
                      necrosis.empty() ? nullptr : necrosis.data() + at,
                      model.blood_C};
        solve_lines(z, dt_s, t + at, factor + at);
        scratch.partial_J[std::size_t(2 * block)] = side_loss_J(z, dt_s, t + at);
        scratch.partial_J[std::size_t(2 * block + 1)] = sink_loss_J(z, dt_s, t + at);
        if (model.latent_J.empty()) return;
        for (int k = 0; k < nz; ++k) boil(model, before, t, k * layer + first, k * layer + last);
    });
    for (std::size_t block = 0; block < std::size_t(kBlocks); ++block) {
        loss.sides_J += scratch.partial_J[2 * block];
        loss.perfusion_J += scratch.partial_J[2 * block + 1];
    }
    return loss;
}

double stored_J(const HeatModel& model, std::span<const double> temperature_C, double above_C) {
    double total = 0;
    for (std::size_t c = 0; c < temperature_C.size(); ++c) {
        total += model.capacity_J_per_K[c] * (temperature_C[c] - above_C);
        if (!model.latent_J.empty() && temperature_C[c] > model.boiling.from_C)
            total += model.latent_J[c] * model.boiling.water_share(temperature_C[c]);
    }
    return total;
}

}  // namespace sim
