// Where needles enter: the plate's grid as it stands on the block, pass after pass.
#pragma once
#include "sim/scenario.h"
#include "sim/tissue/tissue.h"

#include <glm/vec3.hpp>

#include <vector>

namespace sim {

/// One needle's entry into the block.
struct Entry {
    glm::dvec3 point_mm{};   ///< on the mean surface, depth 0
    glm::dvec3 direction{};  ///< unit, towards the tip
    int row = 0, column = 0;
    int pass = 0;           ///< 0 is the pass whose needles are shown
    bool positive = false;  ///< polarity alternates by column
    bool operator==(const Entry&) const = default;
};

/// Entries inside the block. The first row of pass 0 lies on the front face, and the first entry is
/// the one of that row nearest the middle. Later passes stand at seeded random offsets.
std::vector<Entry> entry_pattern(const Scenario& scenario, const Block& block);

/// Entries per square centimetre of the treated field, all passes.
double density_per_cm2(const Scenario& scenario);

}  // namespace sim
