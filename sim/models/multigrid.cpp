#include "sim/models/multigrid.h"

#include <algorithm>
#include <array>

namespace sim {
namespace {

constexpr std::ptrdiff_t kWorthSharing = 4096;  // cells of a colour: below, handing out costs more

/// Runs body(first, last, block) over so many rows: on the executor where the level is large
/// enough.
template <class Body>
void in_parts(const Executor& executor, const Chessboard& board, int count, const Body& body) {
    if (board.cells() < kWorthSharing)
        body(0, count, 0);
    else
        in_blocks(executor, count, body);
}

/// Calls body(cell in the order of the grid, its colour, its place there).
template <class Body>
void for_each_cell(const Chessboard& board, const Body& body) {
    std::size_t c = 0;
    for (int k = 0; k < board.nz; ++k)
        for (int j = 0; j < board.ny; ++j)
            for (int i = 0; i < board.nx; ++i, ++c)
                body(c, std::size_t((i + j) & 1), board.row(j, k) + i / 2);
}

void solve_coarsest(const Multigrid& multigrid, const Halves& right, Halves& value) {
    const Stencil& s = multigrid.levels.back().stencil;
    const std::vector<double>& l = multigrid.coarsest;
    std::array<double, Multigrid::kDirectCells> y{};
    std::size_t n = 0;
    for_each_cell(s.board, [&](std::size_t c, std::size_t colour, std::ptrdiff_t at) {
        const bool free = s.pivot[colour].data()[at] > 0.0F;
        y[c] = free ? double(right[colour].data()[at]) : 0.0;
        n = c + 1;
    });
    for (std::size_t r = 0; r < n; ++r) {
        for (std::size_t c = 0; c < r; ++c) y[r] -= l[r * n + c] * y[c];
        y[r] /= l[r * n + r];
    }
    for (std::size_t r = n; r-- > 0;) {
        y[r] /= l[r * n + r];
        for (std::size_t c = 0; c < r; ++c) y[c] -= l[r * n + c] * y[r];
    }
    for_each_cell(s.board, [&](std::size_t c, std::size_t colour, std::ptrdiff_t at) {
        value[colour].data()[at] = float(y[c]);
    });
}

/// What is left over in black cells, once red ones were solved for, summed into the coarse cells.
void restrict_black(const Multigrid::Level& level, const Stencil& fine, const Half& red,
                    CycleScratch::Level& to, const Executor& executor) {
    const Chessboard& coarse = to.board;
    const Sides sides(fine, kBlack, red);
    const int width = fine.board.width(), room = 2 * coarse.width() + 4;
    in_parts(executor, fine.board, coarse.ny, [&](int first, int last, int block) {
        float* sum = to.room.data() + block * (room + width + 1);  // beyond its end: 0
        float* left = sum + room;
        left[width] = 0.0F;  // for coarse cells without a black one
        for (int big_k = 0; big_k < coarse.nz; ++big_k)
            for (int big_j = first; big_j < last; ++big_j) {
                std::fill(sum, sum + coarse.nx, 0.0F);
                const int *k_in = level.depth.first.data() + big_k,
                          *j_in = level.y.first.data() + big_j;
                for (int k = k_in[0]; k < k_in[1]; ++k)
                    for (int j = j_in[0]; j < j_in[1]; ++j) {
                        const Sides::Row row = sides.row(j, fine.board.row(j, k));
                        for (int m = 0; m < width; ++m) left[m] = row(m);
                        const int* black = level.x[std::size_t(j & 1)].black.data();
                        for (int i = 0; i < coarse.nx; ++i) sum[i] += left[black[i]];
                    }
                for (const int colour : {kRed, kBlack})
                    pick(sum, Chessboard::offset(colour, big_j), coarse.width(),
                         to.right[std::size_t(colour)].data() + coarse.row(big_j, big_k));
            }
    });
}

/// Values back into rows in the order of the grid.
void merge(CycleScratch::Level& level, const Executor& executor) {
    const Chessboard& board = level.board;
    in_parts(executor, board, board.ny, [&](int first, int last, int) {
        for (int k = 0; k < board.nz; ++k)
            for (int j = first; j < last; ++j) {
                float* row = level.rows.data() + (k * board.ny + j) * board.nx;
                for (const int colour : {kRed, kBlack}) {
                    const int a = Chessboard::offset(colour, j), n = (board.nx - a + 1) / 2;
                    const float* from = level.value[std::size_t(colour)].data() + board.row(j, k);
                    for (int m = 0; m < n; ++m) row[2 * m + a] = from[m];
                }
            }
    });
}

/// Gives black cells what the coarser level says at their places, or adds it.
template <bool kAdd>
void prolong_black(const Multigrid::Level& level, const CycleScratch::Level& from, Half& black,
                   const Executor& executor) {
    const Chessboard &board = level.stencil.board, &coarse = from.board;
    in_parts(executor, board, board.ny, [&](int first, int last, int) {
        for (int k = 0; k < board.nz; ++k)
            for (int j = first; j < last; ++j) {
                const std::size_t sj = std::size_t(j), sk = std::size_t(k);
                const auto row = [&](int big_j, int big_k) {
                    return from.rows.data() + (big_k * coarse.ny + big_j) * coarse.nx;
                };
                const float* here = row(level.y.own[sj], level.depth.own[sk]);
                const float* beside_y = row(level.y.beside[sj], level.depth.own[sk]);
                const float* beside_z = row(level.y.own[sj], level.depth.beside[sk]);
                const BlackPairing& x = level.x[sj & 1];
                const int *own = x.own.data(), *beside = x.beside.data();
                const std::ptrdiff_t at = board.row(j, k);
                const float *w = level.own.data() + at, *wx = level.beside[0].data() + at,
                            *wy = level.beside[1].data() + at, *wz = level.beside[2].data() + at;
                float* __restrict v = black.data() + at;
                for (int m = 0; m < board.width(); ++m) {
                    const int i = own[m];
                    const float value = (w[m] * here[i] + wx[m] * here[beside[m]]) +
                                        (wy[m] * beside_y[i] + wz[m] * beside_z[i]);
                    v[m] = kAdd ? v[m] + value : value;
                }
            }
    });
}

template <class Load>
void relax(const Stencil& s, int colour, const Load& load, Halves& value,
           const Executor& executor) {
    in_parts(executor, s.board, s.board.ny, [&](int first, int last, int) {
        solve_lines(s, colour, load, value[std::size_t(colour)].data(), first, last);
    });
}

void descend(const Multigrid& multigrid, std::size_t l, CycleScratch& scratch,
             const Executor& executor);

template <bool kAdd>
void visit_coarser(const Multigrid& multigrid, std::size_t l, const Stencil& stencil,
                   CycleScratch& scratch, const Executor& executor) {
    CycleScratch::Level &here = scratch.levels[l], &coarse = scratch.levels[l + 1];
    restrict_black(multigrid.levels[l], stencil, here.value[kRed], coarse, executor);
    descend(multigrid, l + 1, scratch, executor);
    merge(coarse, executor);
    prolong_black<kAdd>(multigrid.levels[l], coarse, here.value[kBlack], executor);
}

/// value[l] = about A^-1 right[l]: relax black and red, correct from the coarser level, relax red
/// and black. Where red was solved for last, only black has anything left over; where red is solved
/// for next, only black matters.
void descend(const Multigrid& multigrid, std::size_t l, CycleScratch& scratch,
             const Executor& executor) {
    const Stencil& s = multigrid.levels[l].stencil;
    CycleScratch::Level& here = scratch.levels[l];
    if (l + 1 == multigrid.levels.size()) return solve_coarsest(multigrid, here.right, here.value);
    const Sides from_black(s, kRed, here.value[kBlack]), from_red(s, kBlack, here.value[kRed]);
    relax(s, kBlack, loaded(here.right[kBlack]), here.value, executor);
    relax(s, kRed, loaded(here.right[kRed], from_black), here.value, executor);
    visit_coarser<true>(multigrid, l, s, scratch, executor);
    relax(s, kRed, loaded(here.right[kRed], from_black), here.value, executor);
    relax(s, kBlack, loaded(here.right[kBlack], from_red), here.value, executor);
}

}  // namespace

void make_room(const Multigrid& multigrid, CycleScratch& scratch) {
    scratch.levels.resize(multigrid.levels.size());
    int finer_width = 0;
    for (std::size_t l = 0; l < scratch.levels.size(); ++l) {
        const Chessboard& board = multigrid.levels[l].stencil.board;
        CycleScratch::Level& level = scratch.levels[l];
        level.room.resize(std::size_t(kBlocks) * std::size_t(2 * board.width() + finer_width + 5));
        finer_width = board.width();
        if (level.board == board) continue;
        level.board = board;
        for (Half* half :
             {&level.value[kRed], &level.value[kBlack], &level.right[kRed], &level.right[kBlack]})
            *half = Half(board);
        level.rows.assign(std::size_t(board.nx) * std::size_t(board.ny) * std::size_t(board.nz),
                          0.0F);
    }
}

void correct_black(const Multigrid& multigrid, const Stencil& finest, CycleScratch& scratch,
                   const Executor& executor) {
    visit_coarser<false>(multigrid, 0, finest, scratch, executor);
}

void run_cycle(const Multigrid& multigrid, std::span<const double> residual, std::span<double> out,
               CycleScratch& scratch, const Executor& executor) {
    make_room(multigrid, scratch);
    const Stencil& s = multigrid.levels.front().stencil;
    CycleScratch::Level& finest = scratch.levels.front();
    for_each_cell(s.board, [&](std::size_t c, std::size_t colour, std::ptrdiff_t at) {
        finest.right[colour].data()[at] =
            s.pivot[colour].data()[at] > 0.0F ? float(residual[c]) : 0.0F;
    });
    descend(multigrid, 0, scratch, executor);
    for_each_cell(s.board, [&](std::size_t c, std::size_t colour, std::ptrdiff_t at) {
        out[c] = double(finest.value[colour].data()[at]);
    });
}

}  // namespace sim
