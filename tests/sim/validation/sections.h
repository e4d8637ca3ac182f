// The sections of the page, each computed by itself.
#pragma once
#include "tests/sim/validation/page.h"

namespace validation {

Section analytic_limits();
Section balances();
Section convergence();  ///< and the own limit of the pair
Section independent_solutions(const std::string& reference_folder);
Section unit_cell();  ///< the axisymmetric runs of science.md
Section published();
Section insulation();
Section arrays();

}  // namespace validation
