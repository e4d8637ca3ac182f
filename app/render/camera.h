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

#include <optional>
#include <vector>

namespace render {

struct Camera {
    glm::mat4 clip_from_world{1};
    glm::mat4 world_from_clip{1};
    glm::vec3 eye_mm{};   ///< of an orthographic view: far along its axis
    glm::vec3 forward{};  ///< unit, into the picture
    bool orthographic = false;
    float pixel_mm = 0;     ///< size of a pixel at the point looked at
    float distance_mm = 0;  ///< from the eye to the point looked at, along `forward`
};

/// How a camera stands, in numbers that can be mixed. Perspective is told by how near the eye is,
/// so that an orthographic view, an eye at infinity, is a number like any other.
struct Pose {
    glm::vec3 target_mm{};      ///< in the middle of the picture
    float turn_deg = 0;         ///< 0 looks along +y; positive: seen from the right
    float tilt_deg = 0;         ///< above the horizon, 0 to 90
    float half_high_mm = 1;     ///< from the middle of the picture to its upper edge, at the target
    float nearness_per_mm = 0;  ///< one over the eye's distance from the target; 0: orthographic
    float kept_mm = 12;         ///< so much before and behind the target is not clipped
    bool operator==(const Pose&) const = default;
};

/// The axes of a picture, unit.
struct Basis {
    glm::vec3 right, up, forward;
};
Basis basis_of(float turn_deg, float tilt_deg);

/// World position of a point of the tissue.
inline glm::vec3 world_from_tissue(const glm::dvec3& position_mm) {
    return {float(position_mm.x), float(position_mm.y), float(-position_mm.z)};
}

/// What counts as lying on the cut face, mm.
inline constexpr double kOnFace_mm = 0.05;

/// The needle that close views look at and labels name: on the cut face or the first behind it; -1
/// if there is none.
int hero_needle(const session::View& view, const sim::Snapshot& snapshot);

/// The named view and the free camera on top of it, as far as `within_reach` lets it go. Panning
/// moves the point looked at (the picture goes the other way); tilting up looks from higher.
/// @param width_px, height_px  of the picture, > 0
Pose make_pose(const session::View& view, const sim::Snapshot& snapshot, int width_px,
               int height_px);
Camera make_camera(const Pose& pose, int width_px, int height_px);
Camera make_camera(const session::View& view, const sim::Snapshot& snapshot, int width_px,
                   int height_px);

/// The same View with its free camera where it stops: never below the horizon, no closer than a
/// cell, and with what is left of the block, and what stands on it, in the middle of the picture.
session::View within_reach(const session::View& view, const sim::Snapshot& snapshot, int width_px,
                           int height_px);

/// On the way from one camera to another. It goes and turns the shorter way; enlarges evenly, about
/// one point of the picture; and comes nearer from infinity without a jump.
/// @param share  0 is exactly `from`, 1 exactly `to`
Pose between(const Pose& from, const Pose& to, float share);

/// Follows a View with the camera: flies where it leaps to another place, and goes along at once
/// where it is moved by hand, which also ends a flight.
class Flight {
  public:
    static constexpr double kDuration_s = 0.6;
    /// @param view    as it is now
    /// @param wanted  its camera: where a flight ends; may move meanwhile
    /// @param still   no flights: for who asked for less motion
    /// @return the camera of this moment
    Pose follow(const session::View& view, const Pose& wanted, double now_s, bool still);
    bool under_way() const { return from_.has_value(); }

  private:
    std::optional<session::View> followed_;
    std::optional<Pose> from_;  ///< while it flies
    Pose shown_;
    double start_s_ = 0;
};

/// Pixel position, origin at the top left; z is the depth buffer value.
glm::vec3 pixel_from_world(const Camera& camera, const glm::vec3& world_mm, int width_px,
                           int height_px);

/// Size of a pixel at a point, mm.
float pixel_mm_at(const Camera& camera, const glm::vec3& world_mm);

/// Where the line of sight through a pixel first meets what is left of the block: its cut face,
/// sides, floor or its top under the layers that are peeled off, taken as flat.
std::optional<glm::vec3> point_under(const Camera& camera, const session::View& view,
                                     const sim::Tissue& tissue, const glm::vec2& pixel,
                                     int width_px, int height_px);

}  // namespace render
