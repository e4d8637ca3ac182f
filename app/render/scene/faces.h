// The cut faces of the block that a camera can see: the section, at most one side across the block
// and one along it.
#pragma once
#include "app/render/camera.h"
#include "app/session/section.h"

#include <vector>

namespace render {

using session::Edge;

/// A vertical rectangle down to the block's floor.
struct CutFace {
    Edge edge = Edge::section;
    glm::vec3 origin_mm{};  ///< world, at u = 0 and depth 0: its left end, seen from outside
    glm::vec3 u{};          ///< unit, along the face
    glm::vec3 outwards{};
    float length_mm = 0;
    /// Its row in the profile textures; no two visible faces share one.
    int slot() const {
        return edge == Edge::section ? 0 : edge == Edge::front || edge == Edge::back ? 1 : 2;
    }
    bool operator==(const CutFace&) const = default;
};
inline constexpr int kFaceSlots = 3;  // also in shaders/common/cut.glsl

/// The section first.
std::vector<CutFace> visible_faces(const Camera& camera, const session::View& view,
                                   const sim::Block& block);

/// How far a point of the tissue lies behind a face, mm.
double behind_mm(const CutFace& face, const glm::dvec3& position_mm);
/// Where it lies along the face, mm.
double along_mm(const CutFace& face, const glm::dvec3& position_mm);

/// Where a face crosses the lines of an even grid over the whole block and the diagonals of its
/// cells, which run from their right front corner to their left back one: between these places the
/// triangles' upper edge is straight.
/// @param columns, rows  corners of the grid, >= 2
/// @return rising, mm along the face, both ends included
std::vector<float> grid_crossings_mm(const CutFace& face, const sim::Block& block, int columns,
                                     int rows);

}  // namespace render
