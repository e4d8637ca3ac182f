#include "sim/models/potential.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace sim {
namespace {

constexpr double kMetresPerMm = 1e-3;  // area over length in mm is mm; times S/m is mS
constexpr int kBlocks = 16;            // fixed, so that sums have one order whatever runs the blocks

/// Calls body(first, last) for kBlocks fixed parts of [0, count), on the executor.
template <class Body>
void in_blocks(const Executor& executor, int count, const Body& body) {
    executor(kBlocks, [&](int block) {
        const auto cut = [&](int b) { return int(std::int64_t(count) * b / kBlocks); };
        body(cut(block), cut(block + 1), block);
    });
}

double sum(std::span<const double> partial) {
    double total = 0;
    for (const double p : partial) total += p;
    return total;
}

std::vector<double> sizes(const std::vector<double>& edges) {
    std::vector<double> h(edges.size() - 1);
    for (std::size_t i = 0; i < h.size(); ++i) h[i] = edges[i + 1] - edges[i];
    return h;
}

std::vector<double> centres(const std::vector<double>& edges) {
    std::vector<double> c(edges.size() - 1);
    for (std::size_t i = 0; i < c.size(); ++i) c[i] = 0.5 * (edges[i] + edges[i + 1]);
    return c;
}

double overlap(double a_low, double a_high, double b_low, double b_high) {
    return std::max(0.0, std::min(a_high, b_high) - std::max(a_low, b_low));
}

// ---- placing needles -------------------------------------------------------------------------------

/// Half the chord of a circle at a distance from its centre; 0 outside.
double half_chord(double radius, double distance) {
    const double s = radius * radius - distance * distance;
    return s > 0 ? std::sqrt(s) : 0.0;
}

/// Share of a rectangle's area inside a circle about the origin: the mean of the chords of its rows.
double disc_share(double radius, double x0, double x1, double y0, double y1) {
    constexpr int kRows = 64;
    double share = 0;
    for (int r = 0; r < kRows; ++r) {
        const double half = half_chord(radius, y0 + (r + 0.5) * (y1 - y0) / kRows);
        share += overlap(x0, x1, -half, half);
    }
    return share / (kRows * (x1 - x0));
}

class Placer {
  public:
    Placer(const CellGrid& grid, std::span<const NeedleShape> needles)
        : grid_(grid), needles_(needles), x_(centres(grid.x_mm)), y_(centres(grid.y_mm)), z_(centres(grid.depth_mm)) {}

    NeedleCells place() {
        const std::size_t count = std::size_t(grid_.count());
        out_.needle.assign(count, -1);
        out_.held.assign(count, 0);
        out_.solid_share.assign(count, 0.0);
        for (std::size_t n = 0; n < needles_.size(); ++n) fill(int(n));
        for (int k = 0; k < grid_.nz(); ++k)
            for (int j = 0; j < grid_.ny(); ++j)
                for (int i = 0; i < grid_.nx(); ++i) {
                    if (i + 1 < grid_.nx()) wall(i, j, k, Axis::x);
                    if (j + 1 < grid_.ny()) wall(i, j, k, Axis::y);
                    if (k + 1 < grid_.nz()) wall(i, j, k, Axis::depth);
                }
        for (std::size_t n = 0; n < needles_.size(); ++n) narrow(needles_[n]);
        return std::move(out_);
    }

  private:
    int index(int i, int j, int k) const { return (k * grid_.ny() + j) * grid_.nx() + i; }
    double x(int i) const { return x_[std::size_t(i)]; }
    double y(int j) const { return y_[std::size_t(j)]; }
    double z(int k) const { return z_[std::size_t(k)]; }
    bool bare(const NeedleShape& needle, int k) const {
        return z(k) < needle.tip_mm && z(k) > needle.tip_mm - needle.exposed_mm;
    }
    bool coated(const NeedleShape& needle, int k) const { return z(k) < needle.tip_mm - needle.exposed_mm; }

    void fill(int n) {
        const NeedleShape& needle = needles_[std::size_t(n)];
        for (int j = 0; j < grid_.ny(); ++j)
            for (int i = 0; i < grid_.nx(); ++i) {
                const auto at = [](const std::vector<double>& e, int c) { return e[std::size_t(c)]; };
                const double share = disc_share(needle.radius_mm, at(grid_.x_mm, i) - needle.x_mm, at(grid_.x_mm, i + 1) - needle.x_mm,
                                                at(grid_.y_mm, j) - needle.y_mm, at(grid_.y_mm, j + 1) - needle.y_mm);
                const double dx = x(i) - needle.x_mm, dy = y(j) - needle.y_mm;
                const bool inside = dx * dx + dy * dy < needle.radius_mm * needle.radius_mm;
                if (share == 0.0 && !inside) continue;
                for (int k = 0; k < grid_.nz(); ++k) {
                    const double z0 = at(grid_.depth_mm, k), z1 = at(grid_.depth_mm, k + 1);
                    if (z0 >= needle.tip_mm) break;
                    const std::size_t c = std::size_t(index(i, j, k));
                    out_.solid_share[c] = std::min(1.0, out_.solid_share[c] + share * overlap(z0, z1, z0, needle.tip_mm) / (z1 - z0));
                    if (!inside || z(k) >= needle.tip_mm) continue;
                    out_.needle[c] = std::int16_t(n);
                    out_.held[c] = 1;
                }
            }
    }

    /// Records the face between a cell and its next one where exactly one of them is a needle's.
    void wall(int i, int j, int k, Axis axis) {
        const int next[3] = {i + (axis == Axis::x), j + (axis == Axis::y), k + (axis == Axis::depth)};
        const int low = index(i, j, k), high = index(next[0], next[1], next[2]);
        const int low_needle = out_.needle[std::size_t(low)], high_needle = out_.needle[std::size_t(high)];
        if ((low_needle < 0) == (high_needle < 0)) return;
        const NeedleShape& needle = needles_[std::size_t(std::max(low_needle, high_needle))];
        double low_at = 0, high_at = 0, wall_at = 0;
        if (axis == Axis::depth) {
            low_at = z(k), high_at = z(k + 1), wall_at = needle.tip_mm;
        } else if (axis == Axis::x) {
            const double half = half_chord(needle.radius_mm, y(j) - needle.y_mm);
            low_at = x(i), high_at = x(i + 1), wall_at = needle.x_mm + (low_needle < 0 ? -half : half);
        } else {
            const double half = half_chord(needle.radius_mm, x(i) - needle.x_mm);
            low_at = y(j), high_at = y(j + 1), wall_at = needle.y_mm + (low_needle < 0 ? -half : half);
        }
        // A centre a hair from the wall would make a conductance without bound: 3 % of the way at least.
        const double way = high_at - low_at;
        const double low_mm = std::clamp(wall_at - low_at, 0.03 * way, 0.97 * way);
        out_.thermal.push_back({low, axis, low_mm, way - low_mm, 1.0});
        const int needle_k = low_needle >= 0 ? k : next[2];
        const bool open = bare(needle, needle_k);
        out_.electric.push_back({low, axis, low_needle >= 0 ? 0.0 : low_mm, low_needle >= 0 ? way - low_mm : 0.0, open ? 1.0 : 0.0});
    }

    /// Faces between tissue cells that a coated shaft partly closes.
    void narrow(const NeedleShape& needle) {
        for (int k = 0; k < grid_.nz() && coated(needle, k); ++k)
            for (int j = 0; j < grid_.ny(); ++j)
                for (int i = 0; i < grid_.nx(); ++i) {
                    const std::size_t si = std::size_t(i), sj = std::size_t(j);
                    const double x0 = grid_.x_mm[si] - needle.x_mm, x1 = grid_.x_mm[si + 1] - needle.x_mm;
                    const double y0 = grid_.y_mm[sj] - needle.y_mm, y1 = grid_.y_mm[sj + 1] - needle.y_mm;
                    const double across_x = half_chord(needle.radius_mm, x1), across_y = half_chord(needle.radius_mm, y1);
                    if (i + 1 < grid_.nx()) narrow(i, j, k, Axis::x, overlap(y0, y1, -across_x, across_x) / (y1 - y0));
                    if (j + 1 < grid_.ny()) narrow(i, j, k, Axis::y, overlap(x0, x1, -across_y, across_y) / (x1 - x0));
                    if (k + 1 < grid_.nz() && coated(needle, k + 1))
                        narrow(i, j, k, Axis::depth, disc_share(needle.radius_mm, x0, x1, y0, y1));
                }
    }

    void narrow(int i, int j, int k, Axis axis, double closed) {
        if (closed <= 0.0) return;
        const int next[3] = {i + (axis == Axis::x), j + (axis == Axis::y), k + (axis == Axis::depth)};
        const int low = index(i, j, k), high = index(next[0], next[1], next[2]);
        if (out_.needle[std::size_t(low)] >= 0 || out_.needle[std::size_t(high)] >= 0) return;
        const auto half = [](const std::vector<double>& e, int c) { return 0.5 * (e[std::size_t(c) + 1] - e[std::size_t(c)]); };
        const std::vector<double>& edges = axis == Axis::x ? grid_.x_mm : axis == Axis::y ? grid_.y_mm : grid_.depth_mm;
        const int c = axis == Axis::x ? i : axis == Axis::y ? j : k;
        out_.electric.push_back({low, axis, half(edges, c), half(edges, c + 1), std::max(0.0, 1.0 - closed)});
    }

    const CellGrid& grid_;
    std::span<const NeedleShape> needles_;
    std::vector<double> x_, y_, z_;
    NeedleCells out_;
};

// ---- faces -----------------------------------------------------------------------------------------

struct Place {
    int i, j, k;
};
Place place_of(const CellGrid& grid, int cell) {
    const int nx = grid.nx(), ny = grid.ny();
    return {cell % nx, cell / nx % ny, cell / (nx * ny)};
}

int next_offset(const CellGrid& grid, Axis axis) {
    return axis == Axis::x ? 1 : axis == Axis::y ? grid.nx() : grid.nx() * grid.ny();
}

double size(const std::vector<double>& edges, int c) { return edges[std::size_t(c) + 1] - edges[std::size_t(c)]; }

double face_area_mm2(const CellGrid& grid, const CutFace& cut) {
    const Place p = place_of(grid, cut.cell);
    const double hx = size(grid.x_mm, p.i), hy = size(grid.y_mm, p.j), hz = size(grid.depth_mm, p.k);
    return cut.axis == Axis::x ? hy * hz : cut.axis == Axis::y ? hx * hz : hx * hy;
}

// ---- the linear system -----------------------------------------------------------------------------

/// image = A v on cells [first, last): what leaves each cell for its neighbours and the ground.
/// v has a layer of finite numbers before and after.
void leave(const Conductances& faces, std::span<const double> ground, int row, const double* v, double* image, int first,
           int last) {
    const std::ptrdiff_t layer = std::ptrdiff_t(faces.lead);
    const double* gx = faces.x.data() + layer;
    const double* gy = faces.y.data() + layer;
    const double* gz = faces.depth.data() + layer;
    for (std::ptrdiff_t c = first; c < last; ++c) {
        const double x = gx[c] * (v[c] - v[c + 1]) + gx[c - 1] * (v[c] - v[c - 1]);
        const double y = gy[c] * (v[c] - v[c + row]) + gy[c - row] * (v[c] - v[c - row]);
        const double z = gz[c] * (v[c] - v[c + layer]) + gz[c - layer] * (v[c] - v[c - layer]);
        image[c] = x + y + z;
    }
    if (!ground.empty())
        for (std::ptrdiff_t c = first; c < last; ++c) image[c] += ground[std::size_t(c)] * v[c];
}

/// Four running sums in a fixed pattern: faster than one, and as reproducible.
double dot(const double* a, const double* b, int first, int last) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    int c = first;
    for (; c + 4 <= last; c += 4) {
        s0 += a[c] * b[c];
        s1 += a[c + 1] * b[c + 1];
        s2 += a[c + 2] * b[c + 2];
        s3 += a[c + 3] * b[c + 3];
    }
    for (; c < last; ++c) s0 += a[c] * b[c];
    return (s0 + s1) + (s2 + s3);
}

// ---- multigrid -------------------------------------------------------------------------------------

constexpr int kDirectCells = 128;       // solved by Cholesky: 16k products, less than a sweep of the finest level
constexpr float kDamping = 0.8F;        // of line relaxation
constexpr double kPairing = 1.5;        // cells up to this times the size aimed at are made

/// A level while it is made, in double: conductances between free cells, and to what is held.
struct Draft {
    int nx, ny, nz;
    std::vector<double> x, y, z, ground;
    std::size_t index(int i, int j, int k) const { return std::size_t((k * ny + j) * nx + i); }
};

Draft finest(const CellGrid& grid, const Conductances& faces, std::span<const double> ground,
             std::span<const std::uint8_t> held) {
    const std::size_t count = std::size_t(grid.count());
    Draft d{grid.nx(), grid.ny(), grid.nz(), {}, {}, {}, std::vector<double>(count, 0.0)};
    for (std::size_t c = 0; c < ground.size(); ++c)
        if (!held[c]) d.ground[c] = ground[c];
    const auto sort = [&](const std::vector<double>& from, std::size_t offset, std::vector<double>& to) {
        to.assign(count, 0.0);
        for (std::size_t c = 0; c + offset < count; ++c) {
            const double g = from[faces.lead + c];
            if (!held[c] && !held[c + offset]) to[c] = g;
            else if (!held[c]) d.ground[c] += g;
            else if (!held[c + offset]) d.ground[c + offset] += g;
        }
    };
    sort(faces.x, 1, d.x);
    sort(faces.y, std::size_t(d.nx), d.y);
    sort(faces.depth, std::size_t(d.nx) * std::size_t(d.ny), d.z);
    return d;
}

/// Pairs neighbours along an axis whose sum is not above a size; returns each cell's pair. Small cells are paired
/// first, so that coarse grids are less and less stretched, which relaxation along one axis alone could not mend.
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

/// A coarse face conducts like the fine paths from middle to middle of the cells it joins: series along
/// the axis, parallel across.
Draft coarsen(const Draft& fine, const std::vector<int>& x_to, const std::vector<int>& y_to, const std::vector<int>& z_to) {
    Draft coarse{x_to.back() + 1, y_to.back() + 1, z_to.back() + 1, {}, {}, {}, {}};
    const std::size_t count = std::size_t(coarse.nx) * std::size_t(coarse.ny) * std::size_t(coarse.nz);
    for (std::vector<double>* g : {&coarse.x, &coarse.y, &coarse.z, &coarse.ground}) g->assign(count, 0.0);
    const auto add = [](const std::vector<double>& g, std::size_t face, std::size_t step, const std::vector<int>& to, std::size_t n,
                        double& sum) {
        if (n + 1 == to.size() || to[n] == to[n + 1] || g[face] <= 0.0) return;
        double resistance = 1.0 / g[face];
        if (n > 0 && to[n - 1] == to[n] && g[face - step] > 0.0) resistance += 0.5 / g[face - step];
        if (n + 2 < to.size() && to[n + 2] == to[n + 1] && g[face + step] > 0.0) resistance += 0.5 / g[face + step];
        sum += 1.0 / resistance;
    };
    const std::size_t row = std::size_t(fine.nx), layer = row * std::size_t(fine.ny);
    std::size_t f = 0;
    for (std::size_t k = 0; k < z_to.size(); ++k)
        for (std::size_t j = 0; j < y_to.size(); ++j)
            for (std::size_t i = 0; i < x_to.size(); ++i, ++f) {
                const std::size_t c = coarse.index(x_to[i], y_to[j], z_to[k]);
                coarse.ground[c] += fine.ground[f];
                add(fine.x, f, 1, x_to, i, coarse.x[c]);
                add(fine.y, f, row, y_to, j, coarse.y[c]);
                add(fine.z, f, layer, z_to, k, coarse.z[c]);
            }
    return coarse;
}

std::vector<double> diagonal_of(const Draft& d) {
    std::vector<double> diagonal = d.ground;
    const auto add = [&](const std::vector<double>& g, std::size_t offset) {
        for (std::size_t c = 0; c + offset < g.size(); ++c) diagonal[c] += g[c], diagonal[c + offset] += g[c];
    };
    add(d.x, 1);
    add(d.y, std::size_t(d.nx));
    add(d.z, std::size_t(d.nx) * std::size_t(d.ny));
    return diagonal;
}

Multigrid::Level finish(const Draft& d) {
    Multigrid::Level level{d.nx, d.ny, d.nz, {}, {}, {}, {}, {}, {}, {}, {}};
    const std::size_t layer = std::size_t(d.nx) * std::size_t(d.ny), count = d.ground.size();
    const auto pad = [&](const std::vector<double>& from) {
        std::vector<float> to(count + 2 * layer, 0.0F);
        for (std::size_t c = 0; c < count; ++c) to[layer + c] = float(from[c]);
        return to;
    };
    level.x = pad(d.x), level.y = pad(d.y), level.depth = pad(d.z);
    const std::vector<double> diagonal = diagonal_of(d);
    std::vector<double> inverse(count, 0.0);
    level.diagonal.assign(count, 0.0F);
    for (std::size_t c = 0; c < count; ++c) {
        level.diagonal[c] = float(diagonal[c]);
        if (diagonal[c] <= 0.0) continue;
        const double above = c >= layer ? d.z[c - layer] : 0.0;
        inverse[c] = 1.0 / (diagonal[c] - (above > 0.0 ? above * above * inverse[c - layer] : 0.0));
    }
    level.inverse.assign(inverse.begin(), inverse.end());
    for (std::size_t c = 0; c < count; ++c) level.inverse[c] = float(inverse[c]);
    return level;
}

/// Cholesky factor, row by row; held rows become those of the unit matrix.
std::vector<double> cholesky(const Draft& d) {
    const std::size_t n = d.ground.size();
    std::vector<double> a(n * n, 0.0);
    const std::vector<double> diagonal = diagonal_of(d);
    const auto couple = [&](const std::vector<double>& g, std::size_t offset) {
        for (std::size_t c = 0; c + offset < n; ++c) a[(c + offset) * n + c] -= g[c];
    };
    couple(d.x, 1);
    couple(d.y, std::size_t(d.nx));
    couple(d.z, std::size_t(d.nx) * std::size_t(d.ny));
    double largest = 0.0;
    for (const double value : diagonal) largest = std::max(largest, value);
    // Without any ground or electrode the constant is free: a trace of ground pins it.
    for (std::size_t c = 0; c < n; ++c) a[c * n + c] = diagonal[c] > 0.0 ? diagonal[c] + 1e-9 * largest : 1.0;
    for (std::size_t r = 0; r < n; ++r)
        for (std::size_t c = 0; c <= r; ++c) {
            double s = a[r * n + c];
            for (std::size_t m = 0; m < c; ++m) s -= a[r * n + m] * a[c * n + m];
            a[r * n + c] = r == c ? std::sqrt(s) : s / a[c * n + c];
        }
    return a;
}

/// rest = right - A value, on cells [first, last). value has a layer of padding before and after.
void remain(const Multigrid::Level& level, const float* value, const float* right, float* rest, int first, int last) {
    const std::ptrdiff_t row = level.nx, layer = std::ptrdiff_t(level.nx) * level.ny;
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
void solve_lines(const Multigrid::Level& level, const float* right, float* rest, int first, int last) {
    const std::ptrdiff_t layer = std::ptrdiff_t(level.nx) * level.ny;
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
        for (std::ptrdiff_t c = at + first; c < at + last; ++c) rest[c] += gz[c] * inverse[c] * rest[c + layer];
    }
}

/// Runs body over columns of a level: on the executor where there are enough of them to be worth it.
template <class Body>
void in_columns(const Executor& executor, const Multigrid::Level& level, const Body& body) {
    const int columns = level.nx * level.ny;
    if (columns * level.nz < 8192) body(0, columns);
    else in_blocks(executor, columns, [&](int first, int last, int) { body(first, last); });
}
template <class Body>
void in_cells(const Executor& executor, const Multigrid::Level& level, const Body& body) {
    const int cells = level.nx * level.ny * level.nz;
    if (cells < 8192) body(0, cells);
    else in_blocks(executor, cells, [&](int first, int last, int) { body(first, last); });
}

class Cycle {
  public:
    Cycle(const Multigrid& multigrid, PotentialScratch& scratch, const Executor& executor)
        : multigrid_(multigrid), scratch_(scratch), executor_(executor) {}

    /// value[l] = about A^-1 right[l].
    void run(std::size_t l) {
        const Multigrid::Level& level = multigrid_.levels[l];
        const std::size_t layer = std::size_t(level.nx) * std::size_t(level.ny);
        float* value = scratch_.value[l].data() + layer;
        const float* right = scratch_.right[l].data();
        float* rest = scratch_.rest[l].data();
        if (l + 1 == multigrid_.levels.size()) return solve_coarsest(value, right);
        in_columns(executor_, level, [&](int first, int last) {
            solve_lines(level, right, value, first, last);
            scale_columns(level, value, first, last);
        });
        in_cells(executor_, level, [&](int first, int last) { remain(level, value, right, rest, first, last); });
        restrict_to(l + 1, rest);
        run(l + 1);
        prolong_from(l + 1, value);
        in_cells(executor_, level, [&](int first, int last) { remain(level, value, right, rest, first, last); });
        in_columns(executor_, level, [&](int first, int last) {
            solve_lines(level, rest, rest, first, last);
            add_columns(level, rest, value, first, last);
        });
    }

  private:
    static void scale_columns(const Multigrid::Level& level, float* value, int first, int last) {
        const std::ptrdiff_t layer = std::ptrdiff_t(level.nx) * level.ny;
        for (int k = 0; k < level.nz; ++k)
            for (std::ptrdiff_t c = layer * k + first; c < layer * k + last; ++c) value[c] *= kDamping;
    }
    static void add_columns(const Multigrid::Level& level, const float* rest, float* value, int first, int last) {
        const std::ptrdiff_t layer = std::ptrdiff_t(level.nx) * level.ny;
        for (int k = 0; k < level.nz; ++k)
            for (std::ptrdiff_t c = layer * k + first; c < layer * k + last; ++c) value[c] += kDamping * rest[c];
    }

    void restrict_to(std::size_t l, const float* rest) {
        const Multigrid::Level& level = multigrid_.levels[l];
        std::fill(scratch_.right[l].begin(), scratch_.right[l].end(), 0.0F);
        for (const int k : level.depth_from)
            for (const int j : level.y_from) {
                float* to = scratch_.right[l].data() + (k * level.ny + j) * level.nx;
                for (const int i : level.x_from) to[i] += *rest++;
            }
    }
    void prolong_from(std::size_t l, float* value) {
        const Multigrid::Level& level = multigrid_.levels[l];
        const float* coarse = scratch_.value[l].data() + std::size_t(level.nx) * std::size_t(level.ny);
        for (const int k : level.depth_from)
            for (const int j : level.y_from) {
                const float* from = coarse + (k * level.ny + j) * level.nx;
                for (const int i : level.x_from) *value++ += from[i];
            }
    }

    void solve_coarsest(float* value, const float* right) const {
        const std::vector<double>& l = multigrid_.coarsest;
        const Multigrid::Level& level = multigrid_.levels.back();
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

    const Multigrid& multigrid_;
    PotentialScratch& scratch_;
    const Executor& executor_;
};

void make_room(PotentialScratch& scratch, const Multigrid& multigrid, std::size_t count, std::size_t layer) {
    scratch.residual.resize(count);
    scratch.preconditioned.resize(count);
    scratch.image.resize(count);
    scratch.partial.resize(kBlocks);
    scratch.direction.assign(count + 2 * layer, 0.0);
    const std::size_t levels = multigrid.levels.size();
    scratch.value.resize(levels), scratch.right.resize(levels), scratch.rest.resize(levels);
    for (std::size_t l = 0; l < levels; ++l) {
        const std::size_t cells = multigrid.levels[l].diagonal.size();
        const std::size_t pad = std::size_t(multigrid.levels[l].nx) * std::size_t(multigrid.levels[l].ny);
        scratch.value[l].assign(cells + 2 * pad, 0.0F);
        scratch.right[l].resize(cells);
        scratch.rest[l].resize(cells);
    }
}

}  // namespace

NeedleCells place_needles(const CellGrid& grid, std::span<const NeedleShape> needles) {
    return Placer(grid, needles).place();
}

void face_conductances(const CellGrid& grid, std::span<const CutFace> cuts, std::span<const double> along,
                       std::span<const double> through, Conductances& out, const Executor& executor) {
    const int nx = grid.nx(), ny = grid.ny(), nz = grid.nz(), layer = nx * ny;
    assert(along.size() == std::size_t(grid.count()) && through.size() == along.size());
    out.lead = std::size_t(layer);
    const std::size_t total = out.lead + along.size();
    if (out.x.size() != total) {
        out.x.assign(total, 0.0);
        out.y.assign(total, 0.0);
        out.depth.assign(total, 0.0);
    }
    const std::vector<double> hx = sizes(grid.x_mm), hy = sizes(grid.y_mm), hz = sizes(grid.depth_mm);
    executor(nz, [&](int k) {
        const double dz = hz[std::size_t(k)];
        for (int j = 0; j < ny; ++j) {
            const double dy = hy[std::size_t(j)];
            const double* h = hx.data();
            const std::size_t at = std::size_t((k * ny + j) * nx);
            double* gx = out.x.data() + out.lead + at;
            double* gy = out.y.data() + out.lead + at;
            double* gz = out.depth.data() + out.lead + at;
            const double* s = along.data() + at;
            const double scale_x = 2.0 * kMetresPerMm * dy * dz;
            for (int i = 0; i + 1 < nx; ++i) gx[i] = scale_x * s[i] * s[i + 1] / (h[i] * s[i + 1] + h[i + 1] * s[i]);
            if (j + 1 < ny) {
                const double* t = s + nx;
                const double dy_next = hy[std::size_t(j) + 1], scale_y = 2.0 * kMetresPerMm * dz;
                for (int i = 0; i < nx; ++i) gy[i] = scale_y * h[i] * s[i] * t[i] / (dy * t[i] + dy_next * s[i]);
            }
            if (k + 1 < nz) {
                const double* u = through.data() + at;
                const double* t = u + layer;
                const double dz_next = hz[std::size_t(k) + 1], scale_z = 2.0 * kMetresPerMm * dy;
                for (int i = 0; i < nx; ++i) gz[i] = scale_z * h[i] * u[i] * t[i] / (dz * t[i] + dz_next * u[i]);
            }
        }
    });
    for (const CutFace& cut : cuts) {
        const std::span<const double> s = cut.axis == Axis::depth ? through : along;
        const std::size_t low = std::size_t(cut.cell), high = low + std::size_t(next_offset(grid, cut.axis));
        const double way = cut.low_mm / s[low] + cut.high_mm / s[high];
        std::vector<double>& g = cut.axis == Axis::x ? out.x : cut.axis == Axis::y ? out.y : out.depth;
        g[out.lead + low] = cut.open * kMetresPerMm * face_area_mm2(grid, cut) / way;
    }
}

int side_count(const CellGrid& grid, Side side) {
    switch (side) {
        case Side::x_low:
        case Side::x_high: return grid.ny() * grid.nz();
        case Side::y_low:
        case Side::y_high: return grid.nx() * grid.nz();
        default: return grid.nx() * grid.ny();
    }
}

int side_cell(const CellGrid& grid, Side side, int index) {
    const int nx = grid.nx(), ny = grid.ny();
    switch (side) {
        case Side::x_low: return index * nx;
        case Side::x_high: return index * nx + nx - 1;
        case Side::y_low: return (index / nx) * nx * ny + index % nx;
        case Side::y_high: return (index / nx) * nx * ny + (ny - 1) * nx + index % nx;
        case Side::surface: return index;
        default: return (grid.nz() - 1) * nx * ny + index;
    }
}

double side_area_mm2(const CellGrid& grid, Side side, int index) {
    const Place p = place_of(grid, side_cell(grid, side, index));
    const double hx = size(grid.x_mm, p.i), hy = size(grid.y_mm, p.j), hz = size(grid.depth_mm, p.k);
    if (side == Side::x_low || side == Side::x_high) return hy * hz;
    return side == Side::y_low || side == Side::y_high ? hx * hz : hx * hy;
}

void side_conductances(const CellGrid& grid, Side side, std::span<const double> along,
                       std::span<const double> through, std::span<double> out) {
    const bool x = side == Side::x_low || side == Side::x_high, y = side == Side::y_low || side == Side::y_high;
    for (int n = 0; n < side_count(grid, side); ++n) {
        const std::size_t cell = std::size_t(side_cell(grid, side, n));
        const Place p = place_of(grid, int(cell));
        const double way = 0.5 * (x ? size(grid.x_mm, p.i) : y ? size(grid.y_mm, p.j) : size(grid.depth_mm, p.k));
        const double conductivity = x || y ? along[cell] : through[cell];
        out[std::size_t(n)] = kMetresPerMm * conductivity * side_area_mm2(grid, side, n) / way;
    }
}

Multigrid make_multigrid(const CellGrid& grid, const Conductances& faces, std::span<const double> ground,
                         std::span<const std::uint8_t> held) {
    Multigrid multigrid;
    Draft draft = finest(grid, faces, ground, held);
    multigrid.levels.push_back(finish(draft));
    std::vector<double> x = grid.x_mm, y = grid.y_mm, z = grid.depth_mm;
    double target = x.back() - x.front();  // size of cells to be had on the next level
    for (const std::vector<double>* edges : {&x, &y})
        for (std::size_t c = 0; c + 1 < edges->size(); ++c) target = std::min(target, (*edges)[c + 1] - (*edges)[c]);
    while (draft.ground.size() > std::size_t(kDirectCells)) {
        target *= 2.0;
        const std::vector<int> x_to = pair_up(x, kPairing * target), y_to = pair_up(y, kPairing * target), z_to = pair_up(z, kPairing * target);
        Draft coarse = coarsen(draft, x_to, y_to, z_to);
        // A level that is hardly smaller is not worth its work.
        draft = std::move(coarse);
        multigrid.levels.push_back(finish(draft));
        multigrid.levels.back().x_from = x_to, multigrid.levels.back().y_from = y_to, multigrid.levels.back().depth_from = z_to;
    }
    multigrid.coarsest = cholesky(draft);
    return multigrid;
}

SolveReport solve_potential(const CellGrid& grid, const Conductances& faces, std::span<const double> ground,
                            const Multigrid& multigrid, std::span<double> potential_V, PotentialScratch& scratch,
                            const SolveOptions& options, const Executor& executor) {
    const int count = grid.count(), row = grid.nx();
    const std::size_t layer = faces.lead;
    assert(potential_V.size() == std::size_t(count));
    make_room(scratch, multigrid, std::size_t(count), layer);
    double* p = scratch.direction.data() + layer;
    double* r = scratch.residual.data();
    double* z = scratch.preconditioned.data();
    double* image = scratch.image.data();
    double* v = potential_V.data();
    std::vector<double>& partial = scratch.partial;
    const auto all = [&](const auto& body) { in_blocks(executor, count, body); };

    Cycle cycle(multigrid, scratch, executor);
    // z = M r, 0 in held cells; returns r.z, about the square of the error in the energy norm.
    const auto precondition = [&] {
        float* right = scratch.right[0].data();
        const float* value = scratch.value[0].data() + layer;
        const float* pivot = multigrid.levels[0].inverse.data();  // 0 in held cells
        all([&](int first, int last, int) {
            for (int c = first; c < last; ++c) right[c] = pivot[c] > 0.0F ? float(r[c]) : 0.0F;
        });
        cycle.run(0);
        all([&](int first, int last, int block) {
            for (int c = first; c < last; ++c) z[c] = pivot[c] > 0.0F ? double(value[c]) : 0.0;
            partial[std::size_t(block)] = dot(r, z, first, last);
        });
        return sum(partial);
    };

    std::copy(potential_V.begin(), potential_V.end(), p);
    all([&](int first, int last, int block) {
        leave(faces, ground, row, p, image, first, last);
        for (int c = first; c < last; ++c) r[c] = -image[c];
        partial[std::size_t(block)] = dot(p, image, first, last);
    });
    const double power_W = sum(partial);
    double rz = precondition();

    SolveReport report;
    const double enough = options.tolerance * options.tolerance * power_W;
    double beta = 0.0;
    while (rz > enough && report.iterations < options.max_iterations) {
        all([&](int first, int last, int) {
            for (int c = first; c < last; ++c) p[c] = report.iterations == 0 ? z[c] : z[c] + beta * p[c];
        });
        all([&](int first, int last, int block) {
            leave(faces, ground, row, p, image, first, last);
            partial[std::size_t(block)] = dot(p, image, first, last);
        });
        const double alpha = rz / sum(partial);
        all([&](int first, int last, int) {
            for (int c = first; c < last; ++c) v[c] += alpha * p[c];
            for (int c = first; c < last; ++c) r[c] -= alpha * image[c];
        });
        ++report.iterations;
        const double next = precondition();
        beta = next / rz;
        rz = next;
    }
    report.error = power_W > 0.0 ? std::sqrt(std::max(0.0, rz) / power_W) : 0.0;
    report.converged = rz <= enough;
    return report;
}

double joule_heat(const CellGrid& grid, std::span<const CutFace> cuts, const Conductances& faces,
                  std::span<const double> ground, std::span<const double> along, std::span<const double> through,
                  std::span<const double> potential_V, std::span<double> heat_W, const Executor& executor) {
    const int nx = grid.nx(), ny = grid.ny(), nz = grid.nz(), layer = nx * ny, count = grid.count();
    const std::vector<double> hx = sizes(grid.x_mm), hy = sizes(grid.y_mm), hz = sizes(grid.depth_mm);
    const double* v = potential_V.data();
    executor(nz, [&](int k) {
        for (int j = 0; j < ny; ++j) {
            const int at = (k * ny + j) * nx;
            const double* gx = faces.x.data() + faces.lead;
            const double* gy = faces.y.data() + faces.lead;
            const double* gz = faces.depth.data() + faces.lead;
            const double dy = hy[std::size_t(j)], dz = hz[std::size_t(k)];
            // Where there is no neighbour the conductance is 0: any cell may stand for it.
            const int left = j > 0 ? nx : 0, right = j + 1 < ny ? nx : 0;
            const int up = k > 0 ? layer : 0, down = k + 1 < nz ? layer : 0;
            for (int i = 0; i < nx; ++i) {
                const int c = at + i;
                const double h = hx[std::size_t(i)];
                const double x0 = i > 0 ? gx[c - 1] * (v[c] - v[c - 1]) : 0.0;
                const double x1 = i + 1 < nx ? gx[c] * (v[c] - v[c + 1]) : 0.0;
                const double y0 = gy[c - nx] * (v[c] - v[c - left]), y1 = gy[c] * (v[c] - v[c + right]);
                const double z0 = gz[c - layer] * (v[c] - v[c - up]), z1 = gz[c] * (v[c] - v[c + down]);
                const double in_plane = (x0 * x0 + x1 * x1) * (h / dy) + (y0 * y0 + y1 * y1) * (dy / h);
                const double across = (z0 * z0 + z1 * z1) * (dz / (h * dy));
                const std::size_t s = std::size_t(c);
                heat_W[s] = 0.5 / kMetresPerMm * (in_plane / (dz * along[s]) + across / through[s]);
                if (!ground.empty()) heat_W[s] += ground[s] * v[c] * v[c];
            }
        }
    });
    for (const CutFace& cut : cuts) {
        const Place p = place_of(grid, cut.cell);
        const std::span<const double> s = cut.axis == Axis::depth ? through : along;
        const std::vector<double>& h = cut.axis == Axis::x ? hx : cut.axis == Axis::y ? hy : hz;
        const std::size_t n = std::size_t(cut.axis == Axis::x ? p.i : cut.axis == Axis::y ? p.j : p.k);
        const std::size_t low = std::size_t(cut.cell), high = low + std::size_t(next_offset(grid, cut.axis));
        const std::vector<double>& g = cut.axis == Axis::x ? faces.x : cut.axis == Axis::y ? faces.y : faces.depth;
        const double current = g[faces.lead + low] * (potential_V[low] - potential_V[high]);
        if (current == 0.0) continue;
        const double per_mm = current * current / (kMetresPerMm * face_area_mm2(grid, cut));
        heat_W[low] += per_mm * (cut.low_mm / cut.open - 0.5 * h[n]) / s[low];
        heat_W[high] += per_mm * (cut.high_mm / cut.open - 0.5 * h[n + 1]) / s[high];
    }
    double partial[kBlocks];
    in_blocks(executor, count, [&](int first, int last, int block) {
        double total = 0;
        for (int c = first; c < last; ++c) total += heat_W[std::size_t(c)];
        partial[block] = total;
    });
    return sum(partial);
}

}  // namespace sim
