#include "sim/models/multigrid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace sim {
namespace {

// Cells up to so many times the size aimed at are made. More is fewer cells in all, but cells that
// are stretched across the depth. Along the depth it is less: where it conducts worse than the
// other axes, relaxation leaves errors there that a coarser level must still be able to see.
constexpr std::array<double, 3> kLargest = {2.5, 2.5, 1.0};
constexpr float kOpen_S = 1e-30F;  // less is a closed face

/// A level while it is made: conductances between free cells, and to what is held. The latter are
/// kept by the axis along which they lead there, as a larger cell's way is longer.
struct Draft {
    std::array<std::size_t, 3> n;             // cells along x, y and depth
    std::array<std::vector<float>, 3> faces;  // to the next cell along x, y and depth
    std::array<std::vector<float>, 3> walls;  // to what is held along x, y and depth
    std::array<std::size_t, 3> stride = {1, n[0], n[0] * n[1]};

    Draft(std::size_t nx, std::size_t ny, std::size_t nz) : n{nx, ny, nz} {
        for (std::vector<float>& g : faces) g.resize(count());
        for (std::vector<float>& g : walls) g.resize(count());
    }
    std::size_t count() const { return n[0] * n[1] * n[2]; }
    std::vector<float> diagonal() const {
        std::vector<float> sum(count());
        for (std::size_t a = 0; a < 3; ++a) {
            const std::size_t step = stride[a];
            const float *g = faces[a].data(), *wall = walls[a].data();
            for (std::size_t c = 0; c < sum.size(); ++c) sum[c] += g[c] + wall[c];
            for (std::size_t c = step; c < sum.size(); ++c) sum[c] += g[c - step];
        }
        return sum;
    }
};

/// Ground is given by cell: it is taken to lie beyond the sides of the box that the cell is on.
void add_ground(Draft& d, std::span<const double> ground, std::span<const float> free) {
    for (std::size_t c = 0; c < ground.size(); ++c) {
        if (ground[c] <= 0.0) continue;
        std::array<bool, 3> side{};
        int sides = 0;
        for (std::size_t a = 0; a < 3; ++a) {
            const std::size_t at = c / d.stride[a] % d.n[a];
            side[a] = at == 0 || at + 1 == d.n[a];
            sides += side[a];
        }
        if (sides == 0) side[2] = true, sides = 1;
        for (std::size_t a = 0; a < 3; ++a)
            if (side[a]) d.walls[a][c] += float(ground[c]) * free[c] / float(sides);
    }
}

Draft finest(const CellGrid& grid, const Conductances& faces, std::span<const double> ground,
             std::span<const std::uint8_t> held) {
    Draft d(std::size_t(grid.nx()), std::size_t(grid.ny()), std::size_t(grid.nz()));
    const std::size_t count = d.count();
    std::vector<float> free(count);
    for (std::size_t c = 0; c < count; ++c) free[c] = held[c] ? 0.0F : 1.0F;
    for (std::size_t a = 0; a < 3; ++a) {
        const double* from = faces.on(Axis(a)).data() + faces.lead;
        float *between = d.faces[a].data(), *wall = d.walls[a].data();
        const std::size_t step = d.stride[a];
        for (std::size_t c = 0; c + step < count; ++c) {
            const float g = float(from[c]);
            between[c] = g * (free[c] * free[c + step]);
            wall[c] = g * (free[c] * (1.0F - free[c + step]));
        }
        for (std::size_t c = step; c < count; ++c)
            wall[c] += float(from[c - step]) * (free[c] * (1.0F - free[c - step]));
    }
    add_ground(d, ground, free);
    return d;
}

/// Pairs neighbours along an axis whose sum is not above a size. Small cells are paired first, so
/// that coarse grids are less and less stretched, which relaxation along one axis alone could not
/// mend.
Pairing pair_up(std::vector<double>& edges, double largest) {
    Pairing to;
    std::vector<double> kept = {edges.front()};
    for (std::size_t c = 0; c + 1 < edges.size(); ++c) {
        const bool pair = c + 2 < edges.size() && edges[c + 2] - edges[c] <= largest;
        const int own = int(kept.size()) - 1;
        to.first.push_back(int(c));
        to.own.push_back(own);
        to.beside.push_back(pair ? own - 1 : own);
        if (pair) to.own.push_back(own), to.beside.push_back(own + 1), ++c;
        kept.push_back(edges[c + 1]);
    }
    to.first.push_back(int(to.own.size()));
    // The outermost have nothing beside them.
    to.beside.front() = to.own.front();
    to.beside.back() = to.own.back();
    edges = std::move(kept);
    return to;
}

/// What happens at the faces of a row across which two coarse cells meet.
struct Joint {
    std::vector<float> face, low_weight, high_weight;
    explicit Joint(std::size_t n) : face(n), low_weight(n), high_weight(n) {}

    /// The way from middle to middle of the coarse cells leads through half the pair before the
    /// face, the face, and half the pair after it. It conducts as they do in series, and the
    /// potential on either side of the face is divided like their resistances.
    /// @param g       conductance of the faces
    /// @param before  and between the cells of the pair before each; 0: no pair, or closed
    /// @param after   likewise
    void set(const float* g, const float* before, const float* after) {
        for (std::size_t i = 0; i < face.size(); ++i) {
            const float low = before[i] > kOpen_S ? 0.5F / before[i] : 0.0F,
                        high = after[i] > kOpen_S ? 0.5F / after[i] : 0.0F;
            const float through = g[i] > kOpen_S ? g[i] / (1.0F + g[i] * (low + high)) : 0.0F;
            face[i] = through;
            low_weight[i] = through * low;
            high_weight[i] = through * high;
        }
    }
};

/// Makes the next level, and the weights with which `level`, made of `fine`, takes from it.
///
/// The potential is interpolated along each axis on its own, by what conducts between the middles
/// of coarse cells. Coarse currents are the sums of the fine ones that this makes, and so residuals
/// are restricted as plain sums.
class Coarsening {
  public:
    Coarsening(const Draft& fine, const std::array<Pairing, 3>& to, Multigrid::Level& level)
        : fine_(fine),
          to_(to),
          level_(level),
          board_(level.stencil.board),
          coarse_(cells(0), cells(1), cells(2)),
          none_(fine.n[0], 0.0F),
          g_(none_),
          before_(none_),
          after_(none_),
          own_(none_),
          row_(std::size_t(2 * board_.width()) + 1),
          joint_(fine.n[0]) {}

    Draft make() {
        level_.own = Half(board_);
        for (Half& weights : level_.beside) weights = Half(board_);
        for (std::size_t k = 0; k < fine_.n[2]; ++k)
            for (std::size_t j = 0; j < fine_.n[1]; ++j) {
                std::fill(own_.begin(), own_.end(), 1.0F);
                join_x(j, k);
                join(1, j, j, k);
                join(2, k, j, k);
                keep(level_.own, j, k, own_);
            }
        for (std::ptrdiff_t c = 0; c < board_.cells(); ++c) share_out(c);
        return std::move(coarse_);
    }

  private:
    /// The own weight is what is left, but none is negative: where a cell that conducts badly has
    /// better ones beside it along several axes, they share it.
    void share_out(std::ptrdiff_t c) {
        float& own = level_.own.data()[c];
        const float walls = 1.0F - own;
        float sum = walls;
        for (const Half& beside : level_.beside) sum += beside.data()[c];
        own = std::max(0.0F, 1.0F - sum);
        if (sum > 1.0F)
            for (Half& beside : level_.beside) beside.data()[c] /= sum;
    }
    std::size_t cells(std::size_t a) const { return std::size_t(to_[a].own.back()) + 1; }
    bool paired(std::size_t a, std::size_t n) const {  // is cell n with the next?
        return n + 1 < fine_.n[a] && to_[a].own[n] == to_[a].own[n + 1];
    }
    std::size_t start(std::size_t j, std::size_t k) const {
        return fine_.stride[2] * k + fine_.stride[1] * j;
    }
    void add(const std::vector<float>& row, std::vector<float>& sums, std::size_t j,
             std::size_t k) const {
        float* sum = sums.data() + coarse_.stride[2] * std::size_t(to_[2].own[k]) +
                     coarse_.stride[1] * std::size_t(to_[1].own[j]);
        for (std::size_t i = 0; i < row.size(); ++i) sum[to_[0].own[i]] += row[i];
    }
    void keep(Half& half, std::size_t j, std::size_t k, const std::vector<float>& row) {
        std::copy(row.begin(), row.end(), row_.begin());
        pick(row_.data(), Chessboard::offset(kBlack, int(j)), board_.width(),
             half.data() + board_.row(int(j), int(k)));
    }

    void join_x(std::size_t j, std::size_t k) {
        const std::size_t nx = fine_.n[0];
        const float* g = fine_.faces[0].data() + start(j, k);
        for (std::size_t i = 0; i < nx; ++i) {
            g_[i] = paired(0, i) ? 0.0F : g[i];
            before_[i] = i > 0 && paired(0, i - 1) ? g[i - 1] : 0.0F;
            after_[i] = paired(0, i + 1) ? g[i + 1] : 0.0F;
        }
        joint_.set(g_.data(), before_.data(), after_.data());
        add(joint_.face, coarse_.faces[0], j, k);
        for (std::size_t i = nx; i-- > 1;) joint_.low_weight[i] += joint_.high_weight[i - 1];
        keep(level_.beside[0], j, k, joint_.low_weight);
        for (std::size_t i = 0; i < nx; ++i)
            if (paired(0, i)) before_[i] = g[i];
        join_walls(0, before_.data(), j, k);
    }

    /// Along y or depth, from row (j, k), number n along this axis, to the next.
    void join(std::size_t a, std::size_t n, std::size_t j, std::size_t k) {
        const std::size_t step = fine_.stride[a];
        const float* g = fine_.faces[a].data() + start(j, k);
        const float* before = n > 0 && paired(a, n - 1) ? g - step : none_.data();
        if (n + 1 < fine_.n[a] && !paired(a, n)) {
            const bool after = paired(a, n + 1);
            joint_.set(g, before, after ? g + step : none_.data());
            add(joint_.face, coarse_.faces[a], j, k);
            if (before != none_.data()) keep(level_.beside[a], j, k, joint_.low_weight);
            if (after) keep(level_.beside[a], j + (a == 1), k + (a == 2), joint_.high_weight);
        }
        join_walls(a, paired(a, n) ? g : before, j, k);
    }

    /// What is held is at 0 for a correction: its weight is just missing from the cell's own.
    /// @param inside  conductance between the cells of the pair
    void join_walls(std::size_t a, const float* inside, std::size_t j, std::size_t k) {
        joint_.set(fine_.walls[a].data() + start(j, k), inside, none_.data());
        add(joint_.face, coarse_.walls[a], j, k);
        for (std::size_t i = 0; i < own_.size(); ++i) own_[i] -= joint_.low_weight[i];
    }

    const Draft& fine_;
    const std::array<Pairing, 3>& to_;
    Multigrid::Level& level_;
    const Chessboard& board_;
    Draft coarse_;
    std::vector<float> none_, g_, before_, after_, own_, row_;
    Joint joint_;
};

BlackPairing black_pairing(const Pairing& x, const Chessboard& board, int row) {
    const int offset = Chessboard::offset(kBlack, row), width = board.width();
    BlackPairing to;
    to.own.assign(std::size_t(width), 0);  // what fills up rows takes from the first cell
    to.beside = to.own;
    to.black.assign(std::size_t(x.own.back()) + 1, width);
    for (int m = 0; 2 * m + offset < board.nx; ++m) {
        const std::size_t i = std::size_t(2 * m + offset);
        to.own[std::size_t(m)] = x.own[i];
        to.beside[std::size_t(m)] = x.beside[i];
        to.black[std::size_t(x.own[i])] = m;
    }
    return to;
}

Stencil stencil_of(const Draft& d) {
    Stencil s(Chessboard{int(d.n[0]), int(d.n[1]), int(d.n[2])});
    const Chessboard& board = s.board;
    const int width = board.width();
    const std::vector<float> diagonal = d.diagonal();
    std::vector<float> row(std::size_t(2 * width) + 1);
    for (int k = 0; k < board.nz; ++k)
        for (int j = 0; j < board.ny; ++j) {
            const std::size_t from = d.stride[2] * std::size_t(k) + d.stride[1] * std::size_t(j);
            const std::ptrdiff_t at = board.row(j, k);
            const auto split = [&](const std::vector<float>& all, Halves& to) {
                std::copy_n(all.begin() + std::ptrdiff_t(from), d.n[0], row.begin());
                for (const int colour : {kRed, kBlack})
                    pick(row.data(), Chessboard::offset(colour, j), width,
                         to[std::size_t(colour)].data() + at);
            };
            split(d.faces[0], s.x), split(d.faces[1], s.y), split(d.faces[2], s.depth);
            split(diagonal, s.pivot);
            for (const int colour : {kRed, kBlack}) make_pivots(s, colour, at);
        }
    return s;
}

/// Cholesky factor, row by row; held rows become those of the unit matrix.
std::vector<double> cholesky(const Draft& d) {
    const std::size_t n = d.count();
    std::vector<double> a(n * n, 0.0);
    const std::vector<float> diagonal = d.diagonal();
    for (std::size_t axis = 0; axis < 3; ++axis)
        for (std::size_t c = 0; c + d.stride[axis] < n; ++c)
            a[(c + d.stride[axis]) * n + c] -= double(d.faces[axis][c]);
    const double largest = double(*std::max_element(diagonal.begin(), diagonal.end()));
    // Without any ground or electrode the constant is free: a trace of ground pins it.
    for (std::size_t c = 0; c < n; ++c)
        a[c * n + c] = diagonal[c] > 0.0F ? double(diagonal[c]) + 1e-6 * largest : 1.0;
    for (std::size_t r = 0; r < n; ++r)
        for (std::size_t c = 0; c <= r; ++c) {
            double s = a[r * n + c];
            for (std::size_t m = 0; m < c; ++m) s -= a[r * n + m] * a[c * n + m];
            a[r * n + c] = r == c ? std::sqrt(s) : s / a[c * n + c];
        }
    return a;
}

}  // namespace

Multigrid make_multigrid(const CellGrid& grid, const Conductances& faces,
                         std::span<const double> ground, std::span<const std::uint8_t> held) {
    Multigrid multigrid;
    Draft draft = finest(grid, faces, ground, held);
    const auto add_level = [&] { multigrid.levels.emplace_back().stencil = stencil_of(draft); };
    add_level();
    std::array<std::vector<double>, 3> edges = {grid.x_mm, grid.y_mm, grid.depth_mm};
    double target = edges[0].back() - edges[0].front();  // size of cells on the level to be made
    for (const Axis axis : {Axis::x, Axis::y})
        for (const double size : grid.sizes_mm(axis)) target = std::min(target, size);
    do {
        target *= 2.0;
        std::array<Pairing, 3> to;
        for (std::size_t a = 0; a < 3; ++a) to[a] = pair_up(edges[a], kLargest[a] * target);
        Multigrid::Level& level = multigrid.levels.back();
        draft = Coarsening(draft, to, level).make();
        for (const int row : {0, 1})
            level.x[std::size_t(row)] = black_pairing(to[0], level.stencil.board, row);
        level.y = std::move(to[1]), level.depth = std::move(to[2]);
        add_level();
    } while (draft.count() > Multigrid::kDirectCells);
    multigrid.coarsest = cholesky(draft);
    return multigrid;
}

}  // namespace sim
