// Lines along which current flows in a cut face, from electrode to electrode or out of the picture.
//
// They follow the potential's slope within the face. Where the face is a mirror plane of the array,
// as behind the middle row of an odd number of rows, no current leaves it and the lines are exact.
#pragma once
#include "app/render/scene/faces.h"

#include <glm/vec2.hpp>

#include <vector>

namespace render {

/// A needle whose axis lies in the face, as the simulation has it: a flat-ended cylinder.
struct Electrode {
    double u_mm = 0;  ///< of its axis, along the face
    double radius_mm = 0, tip_mm = 0;
    double bare_mm = 0;  ///< length above the tip that is not insulated

    /// From its surface; negative inside.
    double distance_mm(const glm::dvec2& at_mm) const;
    /// Whether a place beside or in it lies above what is bare.
    bool coated_at(double depth_mm) const { return depth_mm < tip_mm - bare_mm; }
    bool operator==(const Electrode&) const = default;
};

inline constexpr int kBeyond = -1;  ///< not on an electrode of this face

/// In the direction of the current in one half-wave: from the higher potential to the lower.
struct Streamline {
    std::vector<glm::dvec2> at_mm;     ///< along the face, depth
    int from = kBeyond, to = kBeyond;  ///< index into CurrentLines::electrodes
};

struct CurrentLines {
    std::vector<Electrode> electrodes;
    std::vector<Streamline> lines;
};

std::vector<Electrode> electrodes_on(const sim::Snapshot& snapshot, const CutFace& face);

/// Each line stands for the same current. None without a potential or an electrode.
/// @param per_needle  lines for each electrode, on average
CurrentLines trace_current(const sim::Snapshot& snapshot, const CutFace& face, int per_needle);

}  // namespace render
