// The preconditioner of div(sigma grad V) = 0: a multigrid V-cycle in single precision with
// red-black line relaxation through the depth (model H5).
#pragma once
#include "sim/models/grid.h"
#include "sim/models/red_black.h"

#include <cstdint>
#include <span>
#include <vector>

namespace sim {

/// How cells along an axis lie in those of the next coarser level. Of a pair, one cell has another
/// coarse cell on its side.
struct Pairing {
    std::vector<int> first;   ///< of the cells in each coarse one; and one past the last of all
    std::vector<int> own;     ///< coarse cell of each
    std::vector<int> beside;  ///< coarse cell on the side of each; its own where it has no partner
};

/// The same for the black cells of a row. Of a pair along x just one is black.
struct BlackPairing {
    std::vector<int> own, beside;  ///< coarse cells of each black one
    std::vector<int> black;  ///< the black cell in each coarse one; if none, one past the last
};

/// A frozen approximate inverse A^-1 of one set of conductances. Good for that set and for what it
/// drifts to with temperature.
struct Multigrid {
    static constexpr std::size_t kDirectCells = 64;  ///< of the last level at most: solved directly
    struct Level {
        Stencil stencil;
        // To the next level; only black cells take part.
        std::array<BlackPairing, 2> x;  ///< in rows of even and odd number
        Pairing y, depth;
        Half own;                    ///< weight of the coarse cell that each lies in
        std::array<Half, 3> beside;  ///< and of what is beside along each axis
    };
    std::vector<Level> levels;     ///< finest first; two at least
    std::vector<double> coarsest;  ///< Cholesky factor of the last level, row by row
};

/// @param ground  conductance of each cell to 0 V, or empty
/// @param held    1 where the potential is given
Multigrid make_multigrid(const CellGrid& grid, const Conductances& faces,
                         std::span<const double> ground, std::span<const std::uint8_t> held);

/// Room for cycles; may be kept for the next, and grows with the grid.
struct CycleScratch {
    struct Level {
        Chessboard board;
        Halves value, right;
        std::vector<float> rows;  ///< values in the order of the grid
        std::vector<float> room;  ///< two rows for each block
    };
    std::vector<Level> levels;
};
void make_room(const Multigrid& multigrid, CycleScratch& scratch);

/// The middle of a cycle on the finest level, for solvers that make the sweeps there themselves:
/// from red's values, which leave nothing over in red cells, to what the coarser levels make of
/// black's. Takes black's right-hand side and values as 0. Both are in scratch.levels[0].value.
/// @param finest  the finest level, which may be newer than the multigrid
void correct_black(const Multigrid& multigrid, const Stencil& finest, CycleScratch& scratch,
                   const Executor& executor);

/// out = about A^-1 residual, 0 in held cells. Both of one number per cell; the same bits for any
/// executor.
void run_cycle(const Multigrid& multigrid, std::span<const double> residual, std::span<double> out,
               CycleScratch& scratch, const Executor& executor);

}  // namespace sim
