// The simulated fields at any place in the block, straight between the middles of cells.
#pragma once
#include "app/session/view.h"
#include "sim/snapshot.h"

#include <glm/vec3.hpp>

#include <span>
#include <vector>

namespace render {

/// Damage is told by its logarithm, which runs straight where damage itself grows by powers.
inline constexpr float kLeastLogDamage = -4, kMostLogDamage = 4;
float log_damage(float omega);

/// Two neighbouring cells along one axis, and the share of the second.
struct Between {
    int first = 0, second = 0;
    float share = 0;
};

/// Beyond the outer middles the outer cells themselves.
/// @param edges_mm  of cells, ascending
Between between_cells(std::span<const double> edges_mm, double at_mm);

/// At a place in the block, C; rest_C where nothing was heated. @pre heat.grid is not null
double temperature_at(const sim::HeatView& heat, const glm::dvec3& position_mm);
/// Omega; 0 where there is no damage. @pre likewise
double necrosis_at(const sim::HeatView& heat, const glm::dvec3& position_mm);
/// V; changes sign across odd mirror planes. @pre heat.potential_V is not empty
double potential_at(const sim::HeatView& heat, const glm::dvec3& position_mm);

/// Whether lines of current are asked for and current flows.
bool shows_current(const sim::Snapshot& snapshot, const session::View& view);

}  // namespace render
