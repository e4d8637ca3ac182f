// The skin's surface: its shape as a grid of heights.
#pragma once
#include "app/session/view.h"
#include "sim/snapshot.h"

#include <glm/vec2.hpp>

#include <vector>

namespace render {

/// How far a needle carries the skin down with it, as the shaders are told.
struct Dimple {
    glm::dvec2 at_mm{};
    double deep_mm = 0;   ///< at the entry
    double reach_mm = 1;  ///< over which it fades downwards
};
std::vector<Dimple> dimples(const sim::Snapshot& snapshot);
/// Twin of dimple_mm in shaders/common/deform.glsl.
/// @param below_mm  the skin at rest
double dimple_mm(const std::vector<Dimple>& dimples, double x_mm, double y_mm, double below_mm = 0);

/// Layers missing from the top: the view's peel, or more where the uppermost are hidden.
double effective_peel(const session::View& view);

/// Depth of what lies on top after peeling, mm.
/// @param concern_share  of the concern's relief that is left: Snapshot::concern_relief_share
double top_mm(const sim::Tissue& tissue, double peel, double x_mm, double y_mm,
              double concern_share = 1);

/// Depths of the top over the whole block, cut or not, row by row from the front.
struct Surface {
    int columns = 0, rows = 0;
    bool bare = false;             ///< what lies under the skin, laid bare
    std::vector<float> depth_mm;   ///< without dimples
    std::vector<float> smooth_mm;  ///< nor the skin's own lines, which the shader knows more finely
};
Surface make_surface(const sim::Tissue& tissue, double peel, double concern_share, int columns,
                     int rows);
/// World heights with the dimples of this instant: of the top, and without the skin's own lines.
std::vector<float> heights_mm(const Surface& surface, const sim::Tissue& tissue,
                              const std::vector<Dimple>& dimples);

}  // namespace render
