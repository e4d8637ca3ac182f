#include "sim/models/potential.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numeric>
#include <utility>

namespace sim {
namespace {

/// Four running sums in a fixed pattern: faster than one, and as reproducible.
template <class Number>
double dot(const Number* a, const Number* b, std::ptrdiff_t first, std::ptrdiff_t last) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    std::ptrdiff_t c = first;
    for (; c + 4 <= last; c += 4) {
        s0 += double(a[c]) * double(b[c]);
        s1 += double(a[c + 1]) * double(b[c + 1]);
        s2 += double(a[c + 2]) * double(b[c + 2]);
        s3 += double(a[c + 3]) * double(b[c + 3]);
    }
    for (; c < last; ++c) s0 += double(a[c]) * double(b[c]);
    return (s0 + s1) + (s2 + s3);
}

/// The sum over all cells of what part(first, last) gives for some of them, in a fixed order.
template <class Part>
double sum_of(const Executor& executor, int count, const Part& part) {
    std::array<double, kBlocks> sums{};
    in_blocks(executor, count, [&](int first, int last, int block) {
        sums[std::size_t(block)] = part(first, last);
    });
    return std::accumulate(sums.begin(), sums.end(), 0.0);
}

/// Conjugate gradients on the red cells of the finest level. Black cells are eliminated: theirs is
/// whatever the red ones beside them make it, so that residuals live in red cells alone, and all
/// is done for half the cells, in single precision. Only the potential itself and its residual are
/// double; a correction is added to them, and a new one begun, before it runs out of digits.
class Solver {
  public:
    Solver(const Conductances& faces, std::span<const double> ground, const Multigrid& multigrid,
           std::span<double> potential_V, PotentialScratch& scratch, const Executor& executor)
        : faces_(faces),
          ground_(ground),
          multigrid_(multigrid),
          frozen_(multigrid.levels.front().stencil),
          board_(frozen_.board),
          v_(potential_V.data()),
          room_(scratch),
          executor_(executor) {
        make_room(multigrid, room_.cycle);
        room_.rows.resize(std::size_t(kBlocks) * Row::kParts * row_size());
        room_.leaves.resize(std::size_t(kBlocks) * row_size());
        if (room_.stencil.board == board_) return;
        room_.stencil = Stencil(board_);
        for (Half* half : {&room_.residual[kRed], &room_.residual[kBlack], &room_.direction,
                           &room_.image, &room_.correction, &room_.change})
            *half = Half(board_);
    }

    SolveReport solve(const SolveOptions& options) {
        SolveReport report;
        const double power_W = begin(true);
        const double enough = options.tolerance * options.tolerance * power_W;
        double alpha = 0.0, rz = 0.0, begun_rz = 0.0;
        while (true) {
            correct_black(multigrid_, room_.stencil, room_.cycle, executor_);
            const Products now = relax_red();
            // Polak and Ribiere's: restriction is not the transpose of prolongation, and Fletcher
            // and Reeves' relies on that.
            const double beta = report.iterations > 0 ? -alpha * now.z_image / rz : 0.0;
            rz = now.rz;  // about the square of the error in the energy norm
            if (begun_rz == 0.0) begun_rz = rz;
            if (!(rz > enough) || report.iterations == options.max_iterations) break;
            relax_black();
            const double curvature = aim(beta);
            if (!(curvature > 0.0)) break;
            alpha = rz / curvature;
            ++report.iterations;
            advance(alpha);
            if (rz < kSpan * begun_rz) {
                add_correction();
                begin(false);
                begun_rz = rz;
            }
        }
        report.error = power_W > 0.0 ? std::sqrt(std::max(0.0, rz) / power_W) : 0.0;
        report.converged = std::fabs(rz) <= enough;
        if (report.converged) take_last();
        add_correction();
        return report;
    }

  private:
    struct Products {
        double rz = 0, z_image = 0;
    };
    /// One row in the order of the grid, of what the potential and the conductances are turned to.
    struct Row {
        static constexpr std::size_t kParts = 5;
        float *residual, *x, *y, *depth, *diagonal;
        double* leaves;  // A v
    };
    static constexpr double kSpan = 1e-8;  // squared: a correction is good for four digits

    std::size_t row_size() const { return std::size_t(2 * board_.width()) + 4; }
    float* z() { return room_.cycle.levels[0].value[kRed].data(); }
    float* black() { return room_.cycle.levels[0].value[kBlack].data(); }

    /// body(first, last, block) for parts of the rows of all layers.
    template <class Body>
    void in_rows(const Body& body) {
        in_blocks(executor_, board_.ny, body);
    }
    /// body(j, where the row begins) in every layer.
    template <class Body>
    void for_rows(int first, int last, const Body& body) {
        for (int k = 0; k < board_.nz; ++k)
            for (int j = first; j < last; ++j) body(j, board_.row(j, k));
    }
    /// body(begin, end) in every layer.
    template <class Body>
    void for_layers(int first, int last, const Body& body) {
        for (int k = 0; k < board_.nz; ++k) body(board_.row(first, k), board_.row(last, k));
    }

    /// Residual -A v and, if wanted, conductances of row (j, k). Returns its part of v.Av.
    double read_row(int j, int k, const Row& row, bool conductances) const {
        const std::ptrdiff_t nx = board_.nx, layer = nx * board_.ny, at = layer * k + nx * j;
        const double* v = v_ + at;
        const double* gx = faces_.x.data() + faces_.lead + at;
        const double* gy = faces_.y.data() + faces_.lead + at;
        const double* gz = faces_.depth.data() + faces_.lead + at;
        const double* ground = ground_.empty() ? nullptr : ground_.data() + at;
        // Where there is no neighbour the conductance is 0: the cell stands for it.
        const std::ptrdiff_t up = k > 0 ? layer : 0, down = k + 1 < board_.nz ? layer : 0,
                             last = j > 0 ? nx : 0, next = j + 1 < board_.ny ? nx : 0;
        const auto leaves = [=](std::ptrdiff_t c, int left, int right) {
            const double x = gx[c] * (v[c] - v[c + right]) + gx[c - 1] * (v[c] - v[c - left]);
            const double y = gy[c] * (v[c] - v[c + next]) + gy[c - nx] * (v[c] - v[c - last]);
            const double z = gz[c] * (v[c] - v[c + down]) + gz[c - layer] * (v[c] - v[c - up]);
            return (x + y) + z;
        };
        double* __restrict out = row.leaves;
        out[0] = leaves(0, 0, nx > 1);
        for (std::ptrdiff_t c = 1; c + 1 < nx; ++c) out[c] = leaves(c, 1, 1);
        if (nx > 1) out[nx - 1] = leaves(nx - 1, 1, 0);
        if (ground != nullptr)
            for (std::ptrdiff_t c = 0; c < nx; ++c) out[c] += ground[c] * v[c];
        for (std::ptrdiff_t c = 0; c < nx; ++c) row.residual[c] = -float(out[c]);
        const double power = dot<double>(out, v, 0, nx);
        if (!conductances) return power;
        float* __restrict x = row.x, * __restrict y = row.y, * __restrict depth = row.depth, * __restrict diagonal = row.diagonal;
        for (std::ptrdiff_t c = 0; c < nx; ++c) {
            x[c] = float(gx[c]), y[c] = float(gy[c]), depth[c] = float(gz[c]);
            const double grounded = ground != nullptr ? ground[c] : 0.0;
            diagonal[c] = float((gx[c] + gx[c - 1]) + (gy[c] + gy[c - nx]) +
                                (gz[c] + gz[c - layer]) + grounded);
        }
        return power;
    }

    /// The cells of one colour in a row, where the frozen stencil has them, too.
    void pick_open(const float* row, int offset, const Half& frozen, Half& to, std::ptrdiff_t at) {
        const float* open = frozen.data() + at;
        float* __restrict out = to.data() + at;
        for (int m = 0; m < board_.width(); ++m) {
            const float value = row[2 * m + offset];  // read in any case: no branch
            out[m] = open[m] > 0.0F ? value : 0.0F;
        }
    }

    void pick_stencil(const Row& row, std::size_t colour, int offset, std::ptrdiff_t at) {
        Stencil& s = room_.stencil;
        pick_open(row.x, offset, frozen_.x[colour], s.x[colour], at);
        pick_open(row.y, offset, frozen_.y[colour], s.y[colour], at);
        pick_open(row.depth, offset, frozen_.depth[colour], s.depth[colour], at);
        pick_open(row.diagonal, offset, frozen_.pivot[colour], s.pivot[colour], at);
        make_pivots(s, int(colour), at);
    }

    /// A new correction: the residual, with black eliminated, and what red makes of it. With
    /// `fresh` also the conductances and the first direction. Returns v.Av.
    double begin(bool fresh) {
        std::array<double, kBlocks> power_W{};
        in_rows([&](int first, int last, int block) {
            float* part = room_.rows.data() + std::size_t(block) * Row::kParts * row_size();
            const auto next = [&] { return std::exchange(part, part + row_size()); };
            const Row row = {next(), next(), next(),
                             next(), next(), room_.leaves.data() + std::size_t(block) * row_size()};
            for (int k = 0; k < board_.nz; ++k)
                for (int j = first; j < last; ++j) {
                    const std::ptrdiff_t at = board_.row(j, k);
                    power_W[std::size_t(block)] += read_row(j, k, row, fresh);
                    for (const std::size_t colour : {std::size_t(kRed), std::size_t(kBlack)}) {
                        const int offset = Chessboard::offset(int(colour), j);
                        pick_open(row.residual, offset, frozen_.pivot[colour],
                                  room_.residual[colour], at);
                        if (fresh) pick_stencil(row, colour, offset, at);
                    }
                }
            solve_lines(room_.stencil, kBlack, loaded(room_.residual[kBlack]), room_.change.data(),
                        first, last);
        });
        const Sides sides(room_.stencil, kRed, room_.change);
        in_rows([&](int first, int last, int) {
            for_rows(first, last, [&](int j, std::ptrdiff_t at) {
                const Sides::Row side = sides.row(j, at);
                float* __restrict r = room_.residual[kRed].data() + at;
                for (int m = 0; m < board_.width(); ++m) r[m] += side(m);
                std::fill_n(room_.correction.data() + at, board_.width(), 0.0F);
                if (!fresh) return;
                std::fill_n(room_.direction.data() + at, board_.width(), 0.0F);
                std::fill_n(room_.image.data() + at, board_.width(), 0.0F);
            });
            solve_lines(room_.stencil, kRed, loaded(room_.residual[kRed]), z(), first, last);
        });
        return std::accumulate(power_W.begin(), power_W.end(), 0.0);
    }

    /// z, the preconditioned residual.
    Products relax_red() {
        std::array<Products, kBlocks> parts{};
        const Sides sides(room_.stencil, kRed, black());
        in_rows([&](int first, int last, int block) {
            solve_lines(room_.stencil, kRed, loaded(room_.residual[kRed], sides), z(), first, last);
            Products& part = parts[std::size_t(block)];
            for_layers(first, last, [&](std::ptrdiff_t from, std::ptrdiff_t to) {
                part.rz += dot(room_.residual[kRed].data(), z(), from, to);
                part.z_image += dot(room_.image.data(), z(), from, to);
            });
        });
        Products sum;
        for (const Products& part : parts) sum.rz += part.rz, sum.z_image += part.z_image;
        return sum;
    }

    /// What black changes by when red is z. Red lines were solved for black as it was before, so
    /// this is all that A z and the residual differ by there.
    void relax_black() {
        const Sides sides(room_.stencil, kBlack, z());
        in_rows([&](int first, int last, int) {
            solve_lines(room_.stencil, kBlack, from_sides(sides), room_.change.data(), first, last);
            for_layers(first, last, [&](std::ptrdiff_t from, std::ptrdiff_t to) {
                float* __restrict change = room_.change.data();
                const float* before = black();
                for (std::ptrdiff_t c = from; c < to; ++c) change[c] -= before[c];
            });
        });
    }

    /// The next direction p and its image A p. Returns p.Ap.
    double aim(double along_last) {
        const float beta = float(along_last);
        const Sides sides(room_.stencil, kRed, room_.change);
        return sum_of(executor_, board_.ny, [&](int first, int last) {
            double curvature = 0;
            for_rows(first, last, [&](int j, std::ptrdiff_t at) {
                const Sides::Row side = sides.row(j, at);
                const float *r = room_.residual[kRed].data() + at, *z_row = z() + at;
                float* __restrict p = room_.direction.data() + at;
                float* __restrict image = room_.image.data() + at;
                for (int m = 0; m < board_.width(); ++m) {
                    p[m] = z_row[m] + beta * p[m];
                    image[m] = (r[m] - side(m)) + beta * image[m];
                }
                curvature += dot(p, image, 0, board_.width());
            });
            return curvature;
        });
    }

    /// A step along the direction, and what red makes of the residual that is left.
    void advance(double step) {
        const float alpha = float(step);
        in_rows([&](int first, int last, int) {
            for_layers(first, last, [&](std::ptrdiff_t from, std::ptrdiff_t to) {
                float* __restrict e = room_.correction.data();
                float* __restrict r = room_.residual[kRed].data();
                const float *p = room_.direction.data(), *image = room_.image.data();
                for (std::ptrdiff_t c = from; c < to; ++c) {
                    e[c] += alpha * p[c];
                    r[c] -= alpha * image[c];
                }
            });
            solve_lines(room_.stencil, kRed, loaded(room_.residual[kRed]), z(), first, last);
        });
    }

    /// The last z was only made to see the error: it costs nothing to add it.
    void take_last() {
        for_layers(0, board_.ny, [&](std::ptrdiff_t from, std::ptrdiff_t to) {
            float* __restrict e = room_.correction.data();
            const float* last_z = z();
            for (std::ptrdiff_t c = from; c < to; ++c) e[c] += last_z[c];
        });
    }

    void add_correction() {
        const Sides sides(room_.stencil, kBlack, room_.correction);
        in_rows([&](int first, int last, int) {
            solve_lines(room_.stencil, kBlack, loaded(room_.residual[kBlack], sides),
                        room_.change.data(), first, last);
            for (int k = 0; k < board_.nz; ++k)
                for (int j = first; j < last; ++j) {
                    const std::ptrdiff_t at = board_.row(j, k);
                    double* v = v_ + (std::ptrdiff_t(k) * board_.ny + j) * board_.nx;
                    for (const int colour : {kRed, kBlack}) {
                        // 0 in held cells, as their pivots are
                        const float* e =
                            (colour == kRed ? room_.correction : room_.change).data() + at;
                        const int offset = Chessboard::offset(colour, j);
                        for (int m = 0; 2 * m + offset < board_.nx; ++m)
                            v[2 * m + offset] += double(e[m]);
                    }
                }
        });
    }

    const Conductances& faces_;
    std::span<const double> ground_;
    const Multigrid& multigrid_;
    const Stencil& frozen_;
    const Chessboard& board_;
    double* v_;
    PotentialScratch& room_;
    const Executor& executor_;
};

}  // namespace

SolveReport solve_potential([[maybe_unused]] const CellGrid& grid, const Conductances& faces,
                            std::span<const double> ground, const Multigrid& multigrid,
                            std::span<double> potential_V, PotentialScratch& scratch,
                            const SolveOptions& options, const Executor& executor) {
    assert(potential_V.size() == std::size_t(grid.count()));
    return Solver(faces, ground, multigrid, potential_V, scratch, executor).solve(options);
}

double joule_heat(const CellGrid& grid, std::span<const CutFace> cuts, const Conductances& faces,
                  std::span<const double> ground, std::span<const double> along,
                  std::span<const double> through, std::span<const double> potential_V,
                  std::span<double> heat_W, const Executor& executor) {
    const int nx = grid.nx(), ny = grid.ny(), nz = grid.nz(), layer = nx * ny, count = grid.count();
    const std::vector<double> hx = grid.sizes_mm(Axis::x), hy = grid.sizes_mm(Axis::y),
                              hz = grid.sizes_mm(Axis::depth);
    const double* v = potential_V.data();
    executor(nz, [&](int k) {
        for (int j = 0; j < ny; ++j) {
            const int at = grid.index(0, j, k);
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
                const double y0 = gy[c - nx] * (v[c] - v[c - left]),
                             y1 = gy[c] * (v[c] - v[c + right]);
                const double z0 = gz[c - layer] * (v[c] - v[c - up]),
                             z1 = gz[c] * (v[c] - v[c + down]);
                const double in_plane =
                    (x0 * x0 + x1 * x1) * (h / dy) + (y0 * y0 + y1 * y1) * (dy / h);
                const double across = (z0 * z0 + z1 * z1) * (dz / (h * dy));
                const std::size_t s = std::size_t(c);
                heat_W[s] =
                    0.5 / kMetres_per_mm * (in_plane / (dz * along[s]) + across / through[s]);
                if (!ground.empty()) heat_W[s] += ground[s] * v[c] * v[c];
            }
        }
    });
    for (const CutFace& cut : cuts) {
        const std::span<const double> s = cut.axis == Axis::depth ? through : along;
        const std::size_t low = std::size_t(cut.cell),
                          high = low + std::size_t(grid.stride(cut.axis));
        const double current =
            faces.on(cut.axis)[faces.lead + low] * (potential_V[low] - potential_V[high]);
        if (current == 0.0) continue;
        const double per_mm = current * current / (kMetres_per_mm * grid.area_mm2(cut.axis, low));
        // What the whole half cells were given above becomes what the true ways get.
        heat_W[low] +=
            per_mm * (cut.low_mm / cut.open_share - 0.5 * grid.size_mm(cut.axis, low)) / s[low];
        heat_W[high] +=
            per_mm * (cut.high_mm / cut.open_share - 0.5 * grid.size_mm(cut.axis, high)) / s[high];
    }
    return sum_of(executor, count, [&](int first, int last) {
        return std::accumulate(heat_W.begin() + first, heat_W.begin() + last, 0.0);
    });
}

}  // namespace sim
