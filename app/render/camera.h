// Where the camera stands for a View, without pixels: shared by the renderer, labels, picking and
// tests.
//
// World space for pictures is right-handed with z up: (x, y, z) = (x_mm, y_mm, -depth_mm).
#pragma once
#include "app/session/view.h"
#include "sim/snapshot.h"

#include <glm/mat4x4.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

namespace render {

struct Camera {
    glm::mat4 clip_from_world{1};
    glm::mat4 world_from_clip{1};
    glm::vec3 eye_mm{};   ///< of an orthographic view: far along its axis
    glm::vec3 forward{};  ///< unit, into the picture
    bool orthographic = false;
    float pixel_mm = 0;  ///< size of a pixel at the point looked at
};

/// World position of a point of the tissue.
inline glm::vec3 world_from_tissue(const glm::dvec3& position_mm) {
    return {float(position_mm.x), float(position_mm.y), float(-position_mm.z)};
}

/// What counts as lying on the cut face, mm.
inline constexpr double kOnFace_mm = 0.05;

/// The needle that close views look at and labels name: on the cut face or the first behind it; -1
/// if there is none.
int hero_needle(const session::View& view, const sim::Snapshot& snapshot);

/// The named view and the free camera on top of it. Panning moves the point looked at (the picture
/// goes the other way); tilting up looks from higher.
/// @param width_px, height_px  of the picture, > 0
Camera make_camera(const session::View& view, const sim::Snapshot& snapshot, int width_px,
                   int height_px);

/// Pixel position, origin at the top left; z is the depth buffer value.
glm::vec3 pixel_from_world(const Camera& camera, const glm::vec3& world_mm, int width_px,
                           int height_px);

}  // namespace render
