// The layers' bounds along the visible cut faces: rows of numbers for the pixel shader, from
// bound_mm.
#pragma once
#include "app/render/scene/faces.h"

#include <vector>

namespace render {

inline constexpr int kProfileColumns = 2048;

/// A row of texels for each CutFace::slot. Values are offsets from the layers' mean depths, which
/// keeps them small enough for 16-bit floats.
struct Profile {
    std::vector<float> upper;  ///< relief, stratum corneum, viable epidermis, papillary dermis
    std::vector<float> lower;  ///< reticular dermis, hypodermis, 0, 0
    Profile();
};

/// @param concern_share  of the concern's relief that is left: Snapshot::concern_relief_share
void sample_face(Profile& profile, const CutFace& face, const sim::Tissue& tissue,
                 double concern_share);

}  // namespace render
