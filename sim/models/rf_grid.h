// The grid an RF problem is solved on: graded towards needle walls, tips and layer bounds.
#pragma once
#include "sim/base/result.h"
#include "sim/models/grid.h"
#include "sim/models/rf.h"

namespace sim {

/// Covers the folded part of the box, as finely as the number of needles lets it. Fails where a
/// needle would be thinner than four cells.
/// @param refine_factor  so many times the cells along each axis, to see what the grid's own error
/// is
Result<CellGrid> make_rf_grid(const RfProblem& problem, const Fold& fold, RfDetail detail,
                              double refine_factor = 1);

}  // namespace sim
