// The sides of an RF case's box by the names that people give them.
#pragma once
#include "sim/models/grid.h"

#include <array>
#include <string>
#include <string_view>

namespace session {

/// Which sides of the box, indexed by sim::Side.
using Sides = std::array<bool, sim::kSideCount>;

/// "floor", "z_max", "bottom", "x_low", "-x", "sides": capitals and underscores do not matter.
/// None where there is no such name.
Sides sides_named(std::string_view name);

/// "one of x_low, x_high, ...", for errors.
std::string side_names_text();

}  // namespace session
