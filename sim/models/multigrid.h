// The preconditioner of div(sigma grad V) = 0: a multigrid V-cycle in single precision with damped
// line relaxation through the depth (model H5).
#pragma once
#include "sim/models/grid.h"

#include <cstdint>
#include <span>
#include <vector>

namespace sim {

/// A frozen approximate inverse A^-1 of one set of conductances. Good for that set and for what it
/// drifts to with temperature.
struct Multigrid {
    struct Level {
        int nx = 0, ny = 0, nz = 0;
        std::vector<float> x, y, depth;  ///< between free cells, a layer of zeros before and after
        std::vector<float> diagonal;  ///< their sum and what leads to held cells or ground; 0: held
        std::vector<float> inverse;   ///< pivots of the lines through the depth; 0: held
        std::vector<int> x_from, y_from, depth_from;  ///< the cell here of each finer cell
    };
    std::vector<Level> levels;     ///< finest first
    std::vector<double> coarsest;  ///< Cholesky factor of the last level, row by row
};

/// @param ground  conductance of each cell to 0 V, or empty
/// @param held    1 where the potential is given
Multigrid make_multigrid(const CellGrid& grid, const Conductances& faces,
                         std::span<const double> ground, std::span<const std::uint8_t> held);

/// Room for cycles; may be kept for the next, and grows with the grid.
struct CycleScratch {
    std::vector<std::vector<float>> value, right, rest;  ///< per level
};

/// out = about A^-1 residual, 0 in held cells. Both of one number per cell; the same bits for any
/// executor.
void run_cycle(const Multigrid& multigrid, std::span<const double> residual, std::span<double> out,
               CycleScratch& scratch, const Executor& executor);

}  // namespace sim
