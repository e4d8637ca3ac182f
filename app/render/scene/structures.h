// Vessels, nerves, follicles and glands on a cut face as maps of signed distance.
#pragma once
#include "app/render/scene/faces.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace render {

/// Stored distances run from -range to +range over a byte.
inline constexpr double kDistanceRange_mm = 0.032;

/// RGBA8 texels, first row at depth 0. What runs close behind a face shows, thinner the deeper it
/// dives.
struct DistanceMaps {
    int width = 0, height = 0;
    std::vector<std::byte> vessels;  ///< arteriole, venule, nerve, capillary
    std::vector<std::byte> glands;   ///< follicle, hair, sebaceous gland, sweat gland
    std::vector<std::byte> cuts;     ///< arteriole, venule, nerve, sweat gland, by the plane alone

    void resize(int wide, int high);
};

/// How far behind a face its structures are seen: as deep as wet tissue lets them shine through, or
/// not at all, as in a thin section.
enum class Seen { slab, plane };

/// Draws the tissue's tubes into columns [first, first + count) of the maps, cleared before.
/// @param solid_parts  bit per session::Part: follicles and glands among them cover the vessels and
/// nerves that run behind them
void draw_structures(DistanceMaps& maps, int first_column, int columns, const CutFace& face,
                     const sim::Tissue& tissue, Seen seen, std::uint32_t solid_parts);

}  // namespace render
