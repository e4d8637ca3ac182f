// The structures inside the block: vessels, nerves, follicles and glands as tubes with true places.
#pragma once
#include "sim/tissue/tissue.h"

#include <vector>

namespace sim {

/// Tubes of the block, sorted by structure. Depths and densities come from the anatomy table; the
/// arrangement is one of the possible ones, named by the seed; calibres are illustrative.
std::vector<Tube> make_network(const Tissue& tissue);

/// Shortest distance between segments a-b and c-d, mm (Ericson, Real-Time Collision
/// Detection, 5.1.9).
double segment_distance_mm(const glm::dvec3& a_mm, const glm::dvec3& b_mm, const glm::dvec3& c_mm,
                           const glm::dvec3& d_mm);

}  // namespace sim
