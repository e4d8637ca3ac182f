// The cut faces of the block that a camera can see: at most one across and one along the block.
#pragma once
#include "app/render/camera.h"

#include <vector>

namespace render {

enum class Edge { front, back, left, right };

struct CutFace {
    Edge edge;
    glm::vec3 origin_mm{};  ///< world, at u = 0 and depth 0
    glm::vec3 u{};          ///< unit, along the face
    glm::vec3 outwards{};
    float length_mm = 0;
    /// Faces across share one place in the profile and atlas textures, faces along the other.
    int slot() const { return edge == Edge::front || edge == Edge::back ? 0 : 1; }
    bool operator==(const CutFace&) const = default;
};

std::vector<CutFace> visible_faces(const Camera& camera, const session::View& view,
                                   const sim::Block& block);

/// How far a point of the tissue lies behind a face, mm.
double behind_mm(const CutFace& face, const glm::dvec3& position_mm);
/// Where it lies along the face, mm.
double along_mm(const CutFace& face, const glm::dvec3& position_mm);

}  // namespace render
