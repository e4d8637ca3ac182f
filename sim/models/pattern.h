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
    bool positive = false;  ///< see is_positive
    bool operator==(const Entry&) const = default;
};

/// Entries inside the block. The front face of the block cuts the plate through its middle row,
/// whose middle needle is the first entry. Later passes stand at seeded random offsets.
std::vector<Entry> entry_pattern(const Scenario& scenario, const Block& block);

/// Sign of a needle of an RF array: alternating by column (bipolar), by column and row
/// (checkerboard), or all alike (monopolar).
bool is_positive(Polarity polarity, int row, int column);

/// Column and row of the needle that the front face of the block cuts in its middle.
int middle_column(const Device& device);
int middle_row(const Device& device);

/// Entries per square centimetre of the treated field, all passes.
double density_per_cm2(const Scenario& scenario);

}  // namespace sim
