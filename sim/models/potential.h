// Direct current through tissue around needles: div(sigma grad V) = 0 on a graded grid (model H5).
//
// Finite volumes on the cells of a rectilinear grid. Curved needle walls are not stairs: the face between
// a tissue cell and a needle cell carries the true distance to the wall along its axis (Gibou et al. 2002,
// J Comput Phys 176:205), so resistances converge at second order. Power is summed face by face, so what
// the electrodes deliver and what the cells receive is the same number.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/base/executor.h"

namespace sim {

/// A rectilinear grid by its cell edges; cell (i, j, k) has index (k * ny + j) * nx + i.
struct CellGrid {
    std::vector<double> x_mm, y_mm, depth_mm;  ///< edges, ascending; n + 1 of each
    int nx() const { return int(x_mm.size()) - 1; }
    int ny() const { return int(y_mm.size()) - 1; }
    int nz() const { return int(depth_mm.size()) - 1; }
    int count() const { return nx() * ny() * nz(); }
    bool operator==(const CellGrid&) const = default;
};

enum class Axis : std::uint8_t { x, y, depth };

/// The six sides of the grid's box, in the order of arrays indexed by side.
enum class Side { x_low, x_high, y_low, y_high, surface, floor };
inline constexpr int kSideCount = 6;

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
    double low_mm, high_mm;  ///< way in the nearer and in the farther cell; 0 inside a perfect conductor
    double open;             ///< share of the face's area that conducts, 0 to 1
};

/// Where needles stand in a grid. A cell is a needle's when its centre is.
struct NeedleCells {
    std::vector<std::int16_t> needle;  ///< per cell: index of its needle, or -1 for tissue
    std::vector<std::uint8_t> held;    ///< per cell: 1 in needles, whose metal is at one potential
    std::vector<double> solid_share;   ///< per cell: share of its volume inside needles
    std::vector<CutFace> electric;     ///< bare walls, closed coated walls, faces that a coat narrows
    std::vector<CutFace> thermal;      ///< all walls
};

/// @pre  radii are two cells or more; tips and the upper ends of bare lengths lie on edges of the grid
NeedleCells place_needles(const CellGrid& grid, std::span<const NeedleShape> needles);

/// Conductance of every face, in S for current, in W/K for heat: x[lead + cell] joins the cell to the next
/// one along x, and is 0 where there is none. One layer of zeros leads, so that kernels need no edge cases.
struct Conductances {
    std::size_t lead = 0;  ///< cells of a layer
    std::vector<double> x, y, depth;
};

/// @param along    conductivity along the skin, per cell, > 0, in S/m or W/(m K)
/// @param through  conductivity through the skin, likewise; the same span where there is no difference
void face_conductances(const CellGrid& grid, std::span<const CutFace> cuts,
                       std::span<const double> along, std::span<const double> through,
                       Conductances& out, const Executor& executor);

/// From the centre of each cell on a side of the box to that side: the half cell, into out[cell of the side].
/// Cells of a side are counted with the lower axis fastest.
void side_conductances(const CellGrid& grid, Side side, std::span<const double> along,
                       std::span<const double> through, std::span<double> out);
int side_count(const CellGrid& grid, Side side);
double side_area_mm2(const CellGrid& grid, Side side, int index);
/// Index in the grid of a side's cell.
int side_cell(const CellGrid& grid, Side side, int index);

/// A frozen approximate inverse of one set of conductances: a multigrid V-cycle in single precision with
/// damped line relaxation through the depth. Good for that set and for what it drifts to with temperature.
struct Multigrid {
    struct Level {
        int nx = 0, ny = 0, nz = 0;
        std::vector<float> x, y, depth;  ///< between free cells, a layer of zeros before and after
        std::vector<float> diagonal;     ///< their sum and what leads to held cells or ground; 0: held
        std::vector<float> inverse;      ///< pivots of the lines through the depth; 0: held
        std::vector<int> x_from, y_from, depth_from;  ///< which cell here each of the finer level is in
    };
    std::vector<Level> levels;      ///< finest first
    std::vector<double> coarsest;   ///< Cholesky factor of the last level, row by row
};

/// @param ground  conductance of each cell to 0 V, or empty
/// @param held    1 where the potential is given
Multigrid make_multigrid(const CellGrid& grid, const Conductances& faces,
                         std::span<const double> ground, std::span<const std::uint8_t> held);

/// Room for a solve; may be kept for the next, and grows with the grid.
struct PotentialScratch {
    std::vector<double> residual, direction, preconditioned, image, partial;
    std::vector<std::vector<float>> value, right, rest;  ///< per level of the multigrid
};

struct SolveOptions {
    double tolerance = 1e-6;   ///< error in the energy norm over the potential's own
    int max_iterations = 60;
};

struct SolveReport {
    int iterations = 0;
    double error = 0;    ///< estimate that was compared with the tolerance
    bool converged = false;
};

/// Improves `potential_V` (the start: the last solution, or anything finite) until div(sigma grad V) = 0
/// holds to the tolerance. Held cells keep their potential. Conjugate gradients; the same bits for any executor.
SolveReport solve_potential(const CellGrid& grid, const Conductances& faces, std::span<const double> ground,
                            const Multigrid& multigrid, std::span<double> potential_V, PotentialScratch& scratch,
                            const SolveOptions& options, const Executor& executor);

/// Heat that a potential makes in each cell, W: current squared times the resistance of the cell's part of
/// each face. Returns the sum, which is voltage times current once the potential is solved.
double joule_heat(const CellGrid& grid, std::span<const CutFace> cuts, const Conductances& faces,
                  std::span<const double> ground, std::span<const double> along, std::span<const double> through,
                  std::span<const double> potential_V, std::span<double> heat_W, const Executor& executor);

}  // namespace sim
