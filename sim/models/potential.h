// Direct current through tissue around needles: div(sigma grad V) = 0 on a graded grid (model H5).
//
// Finite volumes on the cells; conjugate gradients with a multigrid preconditioner, on one colour
// of a chessboard of columns (red_black.h). Power is summed face by face, so what the electrodes
// deliver and what the cells receive is the same number.
#pragma once
#include "sim/base/executor.h"
#include "sim/models/grid.h"
#include "sim/models/multigrid.h"

#include <span>
#include <vector>

namespace sim {

/// Room for a solve; may be kept for the next, and grows with the grid.
struct PotentialScratch {
    Stencil stencil;                    ///< of the conductances that are solved for
    Halves residual;                    ///< black's as it was at first
    Half direction, image, correction;  ///< in red cells
    Half change;                        ///< in black cells
    std::vector<float> rows;            ///< a few for each block
    std::vector<double> leaves;         ///< one for each block
    CycleScratch cycle;
};

struct SolveOptions {
    double tolerance = 1e-6;  ///< error in the energy norm over the potential's own
    int max_iterations = 60;
};

struct SolveReport {
    int iterations = 0;
    double error = 0;  ///< estimate that was compared with the tolerance
    bool converged = false;
};

/// Improves `potential_V` (the start: the last solution, or anything finite) until div(sigma grad
/// V) = 0 holds to the tolerance. Held cells keep their potential. Conjugate gradients; the same
/// bits for any executor.
SolveReport solve_potential(const CellGrid& grid, const Conductances& faces,
                            std::span<const double> ground, const Multigrid& multigrid,
                            std::span<double> potential_V, PotentialScratch& scratch,
                            const SolveOptions& options, const Executor& executor);

/// Heat that a potential makes in each cell, W: current squared times the resistance of the cell's
/// part of each face. Returns the sum, which is voltage times current once the potential is solved.
double joule_heat(const CellGrid& grid, std::span<const CutFace> cuts, const Conductances& faces,
                  std::span<const double> ground, std::span<const double> along,
                  std::span<const double> through, std::span<const double> potential_V,
                  std::span<double> heat_W, const Executor& executor);

}  // namespace sim
