// Cells of a grid in two colours, and relaxation of one colour by whole lines through the depth.
//
// Seen from above, columns of cells are coloured like a chessboard: across its sides a cell has
// neighbours of the other colour only, and above and below of its own. So all columns of a colour
// can be solved for at once, exactly, while the other colour stands still. Each colour is kept
// apart, which makes its cells neighbours in memory as well.
#pragma once
#include <array>
#include <cstddef>
#include <vector>

namespace sim {

inline constexpr int kRed = 0, kBlack = 1;

/// Where cells are kept: cell (i, j, k) is number (k * ny + j) * width() + i / 2 of its colour.
/// Rows are filled up with cells that are as good as held.
struct Chessboard {
    int nx = 0, ny = 0, nz = 0;
    /// One cell to spare at least, which parts the rows, and whole vectors of four.
    int width() const { return (nx / 2 + 1 + 3) / 4 * 4; }
    std::ptrdiff_t layer() const { return std::ptrdiff_t(width()) * ny; }
    std::ptrdiff_t cells() const { return layer() * nz; }  ///< of one colour
    std::ptrdiff_t row(int j, int k) const { return (std::ptrdiff_t(k) * ny + j) * width(); }
    /// Of zeros before the first cell and after the last, so that kernels need no edge cases.
    std::ptrdiff_t lead() const { return layer() + 4; }
    /// The first cell of a colour in row j has i = 0 or 1.
    static int offset(int colour, int j) { return (colour + j) & 1; }
    bool operator==(const Chessboard&) const = default;
};

/// One number for each cell of one colour.
class Half {
  public:
    Half() = default;
    explicit Half(const Chessboard& board)
        : lead_(board.lead()), values_(std::size_t(board.cells() + 2 * board.lead()), 0.0F) {}
    float* data() { return values_.data() + lead_; }
    const float* data() const { return values_.data() + lead_; }

  private:
    std::ptrdiff_t lead_ = 0;
    std::vector<float> values_;
};
using Halves = std::array<Half, 2>;  ///< red, black

/// The matrix of div(sigma grad) between free cells. Faces belong to the cell before them.
struct Stencil {
    Chessboard board;
    Halves x, y, depth;  ///< conductance to the next cell; 0 to and from held cells
    Halves pivot;        ///< 1 / pivots of the lines through the depth; 0: held
    Stencil() = default;
    explicit Stencil(const Chessboard& b)
        : board(b),
          x{Half(b), Half(b)},
          y{Half(b), Half(b)},
          depth{Half(b), Half(b)},
          pivot{Half(b), Half(b)} {}
};

/// Turns the diagonal of a row into pivots. Those of the row above in depth are made.
inline void make_pivots(Stencil& s, int colour, std::ptrdiff_t row) {
    const std::ptrdiff_t above = row - s.board.layer();
    const float* g = s.depth[std::size_t(colour)].data() + above;
    const float* pivot_above = s.pivot[std::size_t(colour)].data() + above;
    float* __restrict pivot = s.pivot[std::size_t(colour)].data() + row;
    for (int m = 0; m < s.board.width(); ++m) {
        const float left = pivot[m] - g[m] * g[m] * pivot_above[m];
        pivot[m] = left > 0.0F ? 1.0F / left : 0.0F;
    }
}

/// Picks every second number of a row.
inline void pick(const float* row, int offset, int width, float* out) {
    for (int m = 0; m < width; ++m) out[m] = row[2 * m + offset];
}

/// What the other colour's values add to the cells of a colour, through their sides, in one row.
class Sides {
  public:
    Sides(const Stencil& s, int colour, const Half& other) : Sides(s, colour, other.data()) {}
    Sides(const Stencil& s, int colour, const float* other)
        : colour_(colour),
          width_(s.board.width()),
          other_(other),
          right_(s.x[std::size_t(colour)].data()),
          left_(s.x[std::size_t(1 - colour)].data()),
          next_(s.y[std::size_t(colour)].data()),
          last_(s.y[std::size_t(1 - colour)].data()) {}

    struct Row {
        const float *right, *left, *next, *last;          // conductances
        const float *v_right, *v_left, *v_next, *v_last;  // what they lead to
        float operator()(int m) const {
            return (right[m] * v_right[m] + left[m] * v_left[m]) +
                   (next[m] * v_next[m] + last[m] * v_last[m]);
        }
    };
    Row row(int j, std::ptrdiff_t at) const {
        const std::ptrdiff_t a = at + Chessboard::offset(colour_, j), w = width_;
        return {right_ + at, left_ + a - 1,  next_ + at,      last_ + at - w,
                other_ + a,  other_ + a - 1, other_ + at + w, other_ + at - w};
    }

  private:
    int colour_, width_;
    const float *other_, *right_, *left_, *next_, *last_;
};

/// What lines are solved for, to be given to solve_lines.
inline auto loaded(const Half& right) {
    return [r = right.data()](int, std::ptrdiff_t at) {
        return [row = r + at](int m) { return row[m]; };
    };
}
inline auto loaded(const Half& right, const Sides& sides) {
    return [r = right.data(), sides](int j, std::ptrdiff_t at) {
        return [row = r + at, side = sides.row(j, at)](int m) { return row[m] + side(m); };
    };
}

inline auto from_sides(const Sides& sides) {
    return [sides](int j, std::ptrdiff_t at) { return sides.row(j, at); };
}

/// Solves the lines of one colour in rows [first, last) of each layer. `load(j, at)` gives the row
/// of what they are solved for, a callable of the place in the row.
template <class Load>
void solve_lines(const Stencil& s, int colour, const Load& load, float* __restrict value, int first,
                 int last) {
    const std::ptrdiff_t layer = s.board.layer();
    const int width = s.board.width();
    const float* depth = s.depth[std::size_t(colour)].data();
    const float* pivot = s.pivot[std::size_t(colour)].data();
    for (int k = 0; k < s.board.nz; ++k)
        for (int j = first; j < last; ++j) {
            const std::ptrdiff_t at = s.board.row(j, k);
            const auto row = load(j, at);
            const float *g = depth + at - layer, *above = value + at - layer, *p = pivot + at;
            float* __restrict v = value + at;
            for (int m = 0; m < width; ++m) v[m] = (row(m) + g[m] * above[m]) * p[m];
        }
    for (int k = s.board.nz - 2; k >= 0; --k) {
        const std::ptrdiff_t begin = s.board.row(first, k), end = s.board.row(last, k);
        for (std::ptrdiff_t c = begin; c < end; ++c)
            value[c] += depth[c] * pivot[c] * value[c + layer];
    }
}

}  // namespace sim
