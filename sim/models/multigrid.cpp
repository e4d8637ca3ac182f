#include "sim/models/multigrid.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace sim {
namespace {

// Solved by Cholesky: 16k products, less than a sweep of the finest level.
constexpr std::size_t kDirectCells = 128;
constexpr std::size_t kWorthSharing = 8192;  // cells of a level: below, handing out costs more
constexpr float kDamping = 0.85F;            // of line relaxation
constexpr double kPairing = 1.5;             // cells up to this times the size aimed at are made

std::ptrdiff_t layer_of(const Multigrid::Level& level) {
    return std::ptrdiff_t(level.nx) * level.ny;
}

/// A level while it is made, in double: conductances between free cells, and to what is held.
struct Draft {
    std::array<std::size_t, 3> n;              // cells along x, y and depth
    std::vector<double> ground;                // one a cell
    std::array<std::vector<double>, 3> faces;  // to the next cell along x, y and depth
    std::array<std::size_t, 3> stride = {1, n[0], n[0] * n[1]};

    Draft(std::size_t nx, std::size_t ny, std::size_t nz)
        : n{nx, ny, nz}, ground(nx * ny * nz, 0.0) {
        for (std::vector<double>& g : faces) g.assign(ground.size(), 0.0);
    }
    std::vector<double> diagonal() const {
        std::vector<double> sum = ground;
        for (std::size_t a = 0; a < 3; ++a)
            for (std::size_t c = 0; c + stride[a] < sum.size(); ++c)
                sum[c] += faces[a][c], sum[c + stride[a]] += faces[a][c];
        return sum;
    }
};

Draft finest(const CellGrid& grid, const Conductances& faces, std::span<const double> ground,
             std::span<const std::uint8_t> held) {
    Draft d(std::size_t(grid.nx()), std::size_t(grid.ny()), std::size_t(grid.nz()));
    for (std::size_t c = 0; c < ground.size(); ++c)
        if (!held[c]) d.ground[c] = ground[c];
    for (std::size_t a = 0; a < 3; ++a) {
        const std::vector<double>& from = faces.on(Axis(a));
        for (std::size_t low = 0; low + d.stride[a] < d.ground.size(); ++low) {
            const std::size_t high = low + d.stride[a];
            const double g = from[faces.lead + low];
            if (!held[low] && !held[high])
                d.faces[a][low] = g;
            else if (!held[low])
                d.ground[low] += g;
            else if (!held[high])
                d.ground[high] += g;
        }
    }
    return d;
}

/// Pairs neighbours along an axis whose sum is not above a size; returns each cell's pair. Small
/// cells are paired first, so that coarse grids are less and less stretched, which relaxation along
/// one axis alone could not mend.
std::vector<int> pair_up(std::vector<double>& edges, double largest) {
    std::vector<int> to;
    std::vector<double> kept = {edges.front()};
    for (std::size_t c = 0; c + 1 < edges.size(); ++c) {
        const bool pair = c + 2 < edges.size() && edges[c + 2] - edges[c] <= largest;
        to.push_back(int(kept.size()) - 1);
        if (pair) to.push_back(to.back()), ++c;
        kept.push_back(edges[c + 1]);
    }
    edges = std::move(kept);
    return to;
}

/// A coarse face conducts like the fine paths from middle to middle of the cells it joins: series
/// along the axis, parallel across.
/// @param to  along each axis, the coarse cell of each fine one
Draft coarsen(const Draft& fine, const std::array<std::vector<int>, 3>& to) {
    const auto cells = [&](std::size_t a) { return std::size_t(to[a].back()) + 1; };
    Draft coarse(cells(0), cells(1), cells(2));
    // What the face after fine cell f, the n-th along axis a, adds to the coarse face.
    const auto conductance = [&](std::size_t a, std::size_t f, std::size_t n) {
        const std::vector<int>& cell = to[a];
        const std::vector<double>& g = fine.faces[a];
        const std::size_t step = fine.stride[a];
        if (n + 1 == cell.size() || cell[n] == cell[n + 1] || g[f] <= 0.0) return 0.0;
        double resistance = 1.0 / g[f];
        if (n > 0 && cell[n - 1] == cell[n] && g[f - step] > 0.0) resistance += 0.5 / g[f - step];
        if (n + 2 < cell.size() && cell[n + 2] == cell[n + 1] && g[f + step] > 0.0)
            resistance += 0.5 / g[f + step];
        return 1.0 / resistance;
    };
    std::size_t f = 0;
    for (std::size_t k = 0; k < fine.n[2]; ++k)
        for (std::size_t j = 0; j < fine.n[1]; ++j)
            for (std::size_t i = 0; i < fine.n[0]; ++i, ++f) {
                const std::size_t c = std::size_t(to[0][i]) +
                                      coarse.stride[1] * std::size_t(to[1][j]) +
                                      coarse.stride[2] * std::size_t(to[2][k]);
                coarse.ground[c] += fine.ground[f];
                coarse.faces[0][c] += conductance(0, f, i);
                coarse.faces[1][c] += conductance(1, f, j);
                coarse.faces[2][c] += conductance(2, f, k);
            }
    return coarse;
}

Multigrid::Level finish(const Draft& d) {
    Multigrid::Level level;
    level.nx = int(d.n[0]), level.ny = int(d.n[1]), level.nz = int(d.n[2]);
    const std::size_t layer = d.stride[2], count = d.ground.size();
    const auto pad = [&](const std::vector<double>& from) {
        std::vector<float> to(count + 2 * layer, 0.0F);
        for (std::size_t c = 0; c < count; ++c) to[layer + c] = float(from[c]);
        return to;
    };
    level.x = pad(d.faces[0]), level.y = pad(d.faces[1]), level.depth = pad(d.faces[2]);
    const std::vector<double> diagonal = d.diagonal();
    std::vector<double> inverse(count, 0.0);
    level.diagonal.assign(count, 0.0F);
    for (std::size_t c = 0; c < count; ++c) {
        level.diagonal[c] = float(diagonal[c]);
        if (diagonal[c] <= 0.0) continue;
        const double above = c >= layer ? d.faces[2][c - layer] : 0.0;
        inverse[c] = 1.0 / (diagonal[c] - (above > 0.0 ? above * above * inverse[c - layer] : 0.0));
    }
    level.inverse.resize(count);
    for (std::size_t c = 0; c < count; ++c) level.inverse[c] = float(inverse[c]);
    return level;
}

/// Cholesky factor, row by row; held rows become those of the unit matrix.
std::vector<double> cholesky(const Draft& d) {
    const std::size_t n = d.ground.size();
    std::vector<double> a(n * n, 0.0);
    const std::vector<double> diagonal = d.diagonal();
    for (std::size_t axis = 0; axis < 3; ++axis)
        for (std::size_t c = 0; c + d.stride[axis] < n; ++c)
            a[(c + d.stride[axis]) * n + c] -= d.faces[axis][c];
    const double largest = *std::max_element(diagonal.begin(), diagonal.end());
    // Without any ground or electrode the constant is free: a trace of ground pins it.
    for (std::size_t c = 0; c < n; ++c)
        a[c * n + c] = diagonal[c] > 0.0 ? diagonal[c] + 1e-9 * largest : 1.0;
    for (std::size_t r = 0; r < n; ++r)
        for (std::size_t c = 0; c <= r; ++c) {
            double s = a[r * n + c];
            for (std::size_t m = 0; m < c; ++m) s -= a[r * n + m] * a[c * n + m];
            a[r * n + c] = r == c ? std::sqrt(s) : s / a[c * n + c];
        }
    return a;
}

/// rest = right - A value, on cells [first, last). value has a layer of padding before and after.
void remain(const Multigrid::Level& level, const float* value, const float* right, float* rest,
            int first, int last) {
    const std::ptrdiff_t row = level.nx, layer = layer_of(level);
    const float* gx = level.x.data() + layer;
    const float* gy = level.y.data() + layer;
    const float* gz = level.depth.data() + layer;
    const float* diagonal = level.diagonal.data();
    for (std::ptrdiff_t c = first; c < last; ++c) {
        const float x = gx[c] * value[c + 1] + gx[c - 1] * value[c - 1];
        const float y = gy[c] * value[c + row] + gy[c - row] * value[c - row];
        const float z = gz[c] * value[c + layer] + gz[c - layer] * value[c - layer];
        rest[c] = right[c] - diagonal[c] * value[c] + ((x + y) + z);
    }
}

/// Solves the lines through the depth of columns [first, last) for `right`, in place of `rest`.
void solve_lines(const Multigrid::Level& level, const float* right, float* rest, int first,
                 int last) {
    const std::ptrdiff_t layer = layer_of(level);
    const float* gz = level.depth.data() + layer;
    const float* inverse = level.inverse.data();
    for (std::ptrdiff_t c = first; c < last; ++c) rest[c] = right[c] * inverse[c];
    for (int k = 1; k < level.nz; ++k) {
        const std::ptrdiff_t at = layer * k;
        for (std::ptrdiff_t c = at + first; c < at + last; ++c)
            rest[c] = (right[c] + gz[c - layer] * rest[c - layer]) * inverse[c];
    }
    for (int k = level.nz - 2; k >= 0; --k) {
        const std::ptrdiff_t at = layer * k;
        for (std::ptrdiff_t c = at + first; c < at + last; ++c)
            rest[c] += gz[c] * inverse[c] * rest[c + layer];
    }
}

/// Runs body(first, last) over a level's cells or columns: on the executor where the level is large
/// enough to be worth it.
template <class Body>
void in_parts(const Executor& executor, const Multigrid::Level& level, int count,
              const Body& body) {
    if (level.diagonal.size() < kWorthSharing)
        body(0, count);
    else
        in_blocks(executor, count, [&](int first, int last, int) { body(first, last); });
}

/// Calls body(c) for the cells of columns [first, last), layer by layer.
template <class Body>
void down_columns(const Multigrid::Level& level, int first, int last, const Body& body) {
    const std::ptrdiff_t layer = layer_of(level);
    for (int k = 0; k < level.nz; ++k)
        for (std::ptrdiff_t c = layer * k + first; c < layer * k + last; ++c) body(c);
}

void solve_coarsest(const Multigrid& multigrid, const float* right, float* value) {
    const std::vector<double>& l = multigrid.coarsest;
    const Multigrid::Level& level = multigrid.levels.back();
    const std::size_t n = level.diagonal.size();
    double y[kDirectCells];
    for (std::size_t r = 0; r < n; ++r) {
        double s = level.diagonal[r] > 0.0F ? double(right[r]) : 0.0;
        for (std::size_t c = 0; c < r; ++c) s -= l[r * n + c] * y[c];
        y[r] = s / l[r * n + r];
    }
    for (std::size_t r = n; r-- > 0;) {
        y[r] /= l[r * n + r];
        for (std::size_t c = 0; c < r; ++c) y[c] -= l[r * n + c] * y[r];
    }
    for (std::size_t r = 0; r < n; ++r) value[r] = float(y[r]);
}

/// What is left over on the finer level, summed into the coarse cells.
void restrict_to(const Multigrid::Level& level, const float* rest, std::vector<float>& right) {
    std::fill(right.begin(), right.end(), 0.0F);
    for (const int k : level.depth_from)
        for (const int j : level.y_from) {
            float* to = right.data() + (k * level.ny + j) * level.nx;
            for (const int i : level.x_from) to[i] += *rest++;
        }
}

/// Adds each coarse cell's value to the finer cells in it.
void prolong_from(const Multigrid::Level& level, const float* coarse, float* value) {
    for (const int k : level.depth_from)
        for (const int j : level.y_from) {
            const float* from = coarse + (k * level.ny + j) * level.nx;
            for (const int i : level.x_from) *value++ += from[i];
        }
}

/// value[l] = about A^-1 right[l]: relax, correct from the coarser level, relax.
void descend(const Multigrid& multigrid, std::size_t l, CycleScratch& scratch,
             const Executor& executor) {
    const Multigrid::Level& level = multigrid.levels[l];
    float* value = scratch.value[l].data() + layer_of(level);
    const float* right = scratch.right[l].data();
    float* rest = scratch.rest[l].data();
    if (l + 1 == multigrid.levels.size()) return solve_coarsest(multigrid, right, value);
    const int columns = level.nx * level.ny, cells = columns * level.nz;
    in_parts(executor, level, columns, [&](int first, int last) {
        solve_lines(level, right, value, first, last);
        down_columns(level, first, last, [&](std::ptrdiff_t c) { value[c] *= kDamping; });
    });
    in_parts(executor, level, cells,
             [&](int first, int last) { remain(level, value, right, rest, first, last); });
    const Multigrid::Level& coarse = multigrid.levels[l + 1];
    restrict_to(coarse, rest, scratch.right[l + 1]);
    descend(multigrid, l + 1, scratch, executor);
    prolong_from(coarse, scratch.value[l + 1].data() + layer_of(coarse), value);
    in_parts(executor, level, cells,
             [&](int first, int last) { remain(level, value, right, rest, first, last); });
    in_parts(executor, level, columns, [&](int first, int last) {
        solve_lines(level, rest, rest, first, last);
        down_columns(level, first, last, [&](std::ptrdiff_t c) { value[c] += kDamping * rest[c]; });
    });
}

/// Sizes change with the grid alone; padding is written once, here.
void make_room(const Multigrid& multigrid, CycleScratch& scratch) {
    const auto fit = [](std::vector<float>& values, std::size_t size) {
        if (values.size() != size) values.assign(size, 0.0F);
    };
    const std::size_t levels = multigrid.levels.size();
    scratch.value.resize(levels), scratch.right.resize(levels), scratch.rest.resize(levels);
    for (std::size_t l = 0; l < levels; ++l) {
        const Multigrid::Level& level = multigrid.levels[l];
        const std::size_t cells = level.diagonal.size();
        fit(scratch.value[l], cells + 2 * std::size_t(layer_of(level)));
        fit(scratch.right[l], cells);
        fit(scratch.rest[l], cells);
    }
}

}  // namespace

Multigrid make_multigrid(const CellGrid& grid, const Conductances& faces,
                         std::span<const double> ground, std::span<const std::uint8_t> held) {
    Multigrid multigrid;
    Draft draft = finest(grid, faces, ground, held);
    multigrid.levels.push_back(finish(draft));
    std::array<std::vector<double>, 3> edges = {grid.x_mm, grid.y_mm, grid.depth_mm};
    double target = edges[0].back() - edges[0].front();  // size of cells on the level to be made
    for (const Axis axis : {Axis::x, Axis::y})
        for (const double size : grid.sizes_mm(axis)) target = std::min(target, size);
    while (draft.ground.size() > kDirectCells) {
        target *= 2.0;
        std::array<std::vector<int>, 3> to;
        for (std::size_t a = 0; a < 3; ++a) to[a] = pair_up(edges[a], kPairing * target);
        draft = coarsen(draft, to);
        Multigrid::Level& level = multigrid.levels.emplace_back(finish(draft));
        level.x_from = to[0], level.y_from = to[1], level.depth_from = to[2];
    }
    multigrid.coarsest = cholesky(draft);
    return multigrid;
}

void run_cycle(const Multigrid& multigrid, std::span<const double> residual, std::span<double> out,
               CycleScratch& scratch, const Executor& executor) {
    const Multigrid::Level& finest_level = multigrid.levels.front();
    const int count = int(finest_level.diagonal.size());
    assert(residual.size() == std::size_t(count) && out.size() == residual.size());
    make_room(multigrid, scratch);
    float* right = scratch.right[0].data();
    const float* value = scratch.value[0].data() + layer_of(finest_level);
    const float* pivot = finest_level.inverse.data();  // 0 in held cells
    const double* r = residual.data();
    double* z = out.data();
    in_blocks(executor, count, [&](int first, int last, int) {
        for (int c = first; c < last; ++c) right[c] = pivot[c] > 0.0F ? float(r[c]) : 0.0F;
    });
    descend(multigrid, 0, scratch, executor);
    in_blocks(executor, count, [&](int first, int last, int) {
        for (int c = first; c < last; ++c) z[c] = pivot[c] > 0.0F ? double(value[c]) : 0.0;
    });
}

}  // namespace sim
