// Smooth seeded noise in the plane, from integer hashing: the same bits everywhere.
#pragma once
#include <cstdint>

namespace sim {

/// Value noise in [-1, 1], mean about 0; features about one unit across, twice differentiable.
double value_noise(double x, double y, std::uint64_t seed);

/// Distances to the nearest and second nearest point of a jittered unit lattice, and that point.
struct CellHit {
    double nearest, second;
    double x, y;         ///< the nearest lattice point
    std::uint64_t name;  ///< of that point: seeds what belongs to it
};
CellHit nearest_cell(double x, double y, std::uint64_t seed);

}  // namespace sim
