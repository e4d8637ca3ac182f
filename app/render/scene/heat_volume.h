// The quarter cell's temperature and damage on an even grid, as the shaders sample it.
#pragma once
#include "sim/snapshot.h"

#include <glm/vec3.hpp>

#include <vector>

namespace render {

inline constexpr glm::ivec3 kHeatTexels{40, 40, 96};
inline constexpr float kLeastLogDamage = -4, kBody_C = 37;

struct HeatVolume {
    std::vector<float>
        texels;              ///< temperature C and log10 damage by turns; x fastest, then y, depth
    glm::vec3 extent_mm{1};  ///< half pitch, half pitch, depth
};

/// @pre heat.grid is not null
HeatVolume sample_heat(const sim::HeatView& heat, double floor_mm);

}  // namespace render
