// A graded grid of cells, the needles that stand in it, and what the faces between cells conduct
// (model H5).
//
// Curved needle walls are not stairs: the face between a tissue cell and a needle cell carries the
// true distance to the wall along its axis (Gibou et al. 2002, J Comput Phys 176:205), so
// resistances converge at second order. The same faces serve current and heat.
#pragma once
#include "sim/base/executor.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sim {

enum class Axis : std::uint8_t { x, y, depth };

/// A rectilinear grid by its cell edges; cell (i, j, k) has index (k * ny + j) * nx + i.
struct CellGrid {
    std::vector<double> x_mm, y_mm, depth_mm;  ///< edges, ascending; n + 1 of each
    int nx() const { return int(x_mm.size()) - 1; }
    int ny() const { return int(y_mm.size()) - 1; }
    int nz() const { return int(depth_mm.size()) - 1; }
    int count() const { return nx() * ny() * nz(); }
    int index(int i, int j, int k) const { return (k * ny() + j) * nx() + i; }
    /// From a cell's index to that of the next along an axis.
    int stride(Axis axis) const {
        return axis == Axis::x ? 1 : axis == Axis::y ? nx() : nx() * ny();
    }
    const std::vector<double>& edges_mm(Axis axis) const {
        return axis == Axis::x ? x_mm : axis == Axis::y ? y_mm : depth_mm;
    }
    std::vector<double> sizes_mm(Axis axis) const;       ///< of the cells along an axis
    double size_mm(Axis axis, std::size_t cell) const;   ///< of a cell, by its index in the grid
    double area_mm2(Axis axis, std::size_t cell) const;  ///< of a cell's faces across an axis
    bool operator==(const CellGrid&) const = default;
};

/// The six sides of the grid's box, in the order of arrays indexed by side.
enum class Side { x_low, x_high, y_low, y_high, surface, floor };
inline constexpr int kSideCount = 6;

/// Cells of a side are counted with the lower axis fastest.
int side_count(const CellGrid& grid, Side side);
/// Index in the grid of a side's cell.
int side_cell(const CellGrid& grid, Side side, int index);
double side_area_mm2(const CellGrid& grid, Side side, int index);

/// A vertical, flat-ended cylinder from above the surface down to its tip.
struct NeedleShape {
    double x_mm = 0, y_mm = 0;
    double radius_mm = 0;
    double tip_mm = 0;      ///< depth of the end
    double exposed_mm = 0;  ///< bare length above the tip; tip_mm or more: all of it
};

/// What is special about the face between `cell` and the next cell along `axis`.
struct CutFace {
    int cell;
    Axis axis;
    double low_mm;      ///< way in the nearer cell; 0 inside a perfect conductor
    double high_mm;     ///< way in the farther cell, likewise
    double open_share;  ///< share of the face's area that conducts, 0 to 1
};

/// Where needles stand in a grid. A cell is a needle's when its centre is.
struct NeedleCells {
    std::vector<std::int16_t> needle;  ///< per cell: index of its needle, or -1 for tissue
    std::vector<std::uint8_t> held;    ///< per cell: 1 in needles, whose metal is at one potential
    std::vector<double> solid_share;   ///< per cell: share of its volume inside needles
    std::vector<CutFace> electric;     ///< bare walls, closed coated walls, faces a coat narrows
    std::vector<CutFace> thermal;      ///< all walls
};

/// @pre  radii are two cells or more; tips and the upper ends of bare lengths are edges of the grid
NeedleCells place_needles(const CellGrid& grid, std::span<const NeedleShape> needles);

/// Conductance of every face, in S for current, in W/K for heat: x[lead + cell] joins the cell to
/// the next one along x, and is 0 where there is none. One layer of zeros leads, so that kernels
/// need no edge cases.
struct Conductances {
    std::size_t lead = 0;  ///< cells of a layer
    std::vector<double> x, y, depth;
    std::vector<double>& on(Axis axis) { return axis == Axis::x ? x : axis == Axis::y ? y : depth; }
    const std::vector<double>& on(Axis axis) const {
        return axis == Axis::x ? x : axis == Axis::y ? y : depth;
    }
};

/// @param along    conductivity along the skin, per cell, > 0, in S/m or W/(m K)
/// @param through  conductivity through the skin; the same span where there is no difference
void face_conductances(const CellGrid& grid, std::span<const CutFace> cuts,
                       std::span<const double> along, std::span<const double> through,
                       Conductances& out, const Executor& executor);

/// From the centre of each cell on a side of the box to that side: the half cell, into out[cell of
/// the side].
void side_conductances(const CellGrid& grid, Side side, std::span<const double> along,
                       std::span<const double> through, std::span<double> out);

inline constexpr double kMetres_per_mm = 1e-3;  ///< area over length in mm is mm; times S/m is mS

/// Work on a grid is cut into so many parts, whatever runs them, so that sums have one order.
inline constexpr int kBlocks = 8;

/// Calls body(first, last, block) for the fixed parts of [0, count).
template <class Body>
void in_blocks(const Executor& executor, int count, const Body& body) {
    executor(kBlocks, [&](int block) {
        const auto cut = [&](int b) { return int(std::int64_t(count) * b / kBlocks); };
        body(cut(block), cut(block + 1), block);
    });
}

}  // namespace sim
