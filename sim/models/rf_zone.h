// The tissue that is damaged: its volume, its box, how many separate pieces it has (model H5).
#pragma once
#include "sim/models/grid.h"

#include <array>
#include <span>

namespace sim {

struct Fold;

/// The tissue where Omega >= 1. Bounds lie between cells, where log Omega crosses 0 on the line
/// from middle to middle, so that they move as smoothly as the field does.
struct DamageZones {
    double volume_mm3 = 0;  ///< of all; 0: no damage, no zones and no bounds
    std::array<double, 2> x_mm{}, y_mm{}, depth_mm{};  ///< of all
    int count = 0;  ///< pieces whose cells touch nowhere, images counted, specks left out
    /// Of the piece of the largest volume, its images not counted.
    double largest_mm3 = 0, largest_width_mm = 0, largest_height_mm = 0;
    bool operator==(const DamageZones&) const = default;
};

DamageZones damage_zones(const CellGrid& grid, const Fold& fold, const NeedleCells& needles,
                         std::span<const float> omega);

}  // namespace sim
