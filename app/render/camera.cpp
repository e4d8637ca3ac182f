#include "app/render/camera.h"

#include "app/session/section.h"

#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace render {
namespace {

using glm::vec2;
using glm::vec3;

constexpr float kEyeFar_mm = 40;  // of orthographic views; beyond any block at any turn
// An eye so far away sees the block as from infinity: over 5 mm its rays part by 0.14 degrees.
constexpr float kAsGoodAsFar_per_mm = 1 / 2000.0f;
constexpr float kBeforeEye_mm = 0.5f;

/// The clip space of a pose: x and y over the picture's half size at the target. All of it is
/// divided by the eye's distance, so that the orthographic picture is the limit and not a case.
glm::mat4 clip_from_world(const Pose& pose, const Basis& b, float aspect, float before_mm) {
    const float near = pose.nearness_per_mm, behind_mm = pose.kept_mm;
    const float deep = (2 + near * (behind_mm - before_mm)) / (before_mm + behind_mm);
    const vec3 rows[] = {b.right / (pose.half_high_mm * aspect), b.up / pose.half_high_mm,
                         b.forward * deep, b.forward * near};
    const float constants[] = {0, 0, 1 + (near - deep) * behind_mm, 1};
    glm::mat4 m;
    for (int row = 0; row < 4; ++row) {
        for (int i = 0; i < 3; ++i) m[i][row] = rows[row][i];
        m[3][row] = constants[row] - glm::dot(rows[row], pose.target_mm);
    }
    return m;
}

/// Mean depth of the top that peeling leaves.
double peeled_mm(const session::View& view, const sim::Tissue& tissue) {
    double peel = view.peel;
    for (int layer = 0; layer < 4 && !view.shows(session::Part(layer)); ++layer)
        peel = std::max(peel, layer + 1.0);
    const int whole = std::min(int(peel), 4);
    const auto bottom_mm = [&](int layers) {
        return layers == 0 ? 0.0 : tissue.layers.bottom_mm[std::size_t(layers - 1)];
    };
    return bottom_mm(whole) + (peel - whole) * (bottom_mm(whole + 1) - bottom_mm(whole));
}

bool same_camera(const session::View& a, const session::View& b) {
    return a.name == b.name && a.turn_deg == b.turn_deg && a.tilt_deg == b.tilt_deg &&
           a.zoom == b.zoom && a.pan_x_mm == b.pan_x_mm && a.pan_y_mm == b.pan_y_mm;
}

/// Whether the camera goes to another place rather than where a hand moves it: to another view, or
/// back to its usual place.
bool leaps(const session::View& before, const session::View& after) {
    return before.name != after.name ||
           (same_camera(after, {.name = after.name}) && !same_camera(before, after));
}

/// 0 to 1, at rest at both ends.
float eased(float share) { return share * share * (3 - 2 * share); }

float mixed(float a, float b, float share) { return a + (b - a) * share; }

}  // namespace

Basis basis_of(float turn_deg, float tilt_deg) {
    const float turn = glm::radians(turn_deg), tilt = glm::radians(tilt_deg);
    const vec3 back{std::sin(turn) * std::cos(tilt), -std::cos(turn) * std::cos(tilt),
                    std::sin(tilt)};
    const vec3 right{std::cos(turn), std::sin(turn), 0};
    return {right, glm::cross(back, right), -back};
}

Camera make_camera(const Pose& pose, int width_px, int height_px) {
    const Basis b = basis_of(pose.turn_deg, pose.tilt_deg);
    const float near = pose.nearness_per_mm;
    Camera camera;
    camera.forward = b.forward;
    camera.orthographic = near < kAsGoodAsFar_per_mm;
    camera.distance_mm = camera.orthographic ? kEyeFar_mm : 1 / near;
    camera.eye_mm = pose.target_mm - camera.distance_mm * b.forward;
    camera.pixel_mm = 2 * pose.half_high_mm / float(height_px);
    const float before_mm = camera.orthographic
                                ? pose.kept_mm
                                : std::min(pose.kept_mm, camera.distance_mm - kBeforeEye_mm);
    camera.clip_from_world =
        clip_from_world(pose, b, float(width_px) / float(height_px), before_mm);
    camera.world_from_clip = glm::inverse(camera.clip_from_world);
    return camera;
}

Camera make_camera(const session::View& view, const sim::Snapshot& snapshot, int width_px,
                   int height_px) {
    return make_camera(make_pose(view, snapshot, width_px, height_px), width_px, height_px);
}

Pose between(const Pose& from, const Pose& to, float share) {
    if (share <= 0) return from;
    if (share >= 1) return to;
    Pose p;
    const float grown = to.half_high_mm / from.half_high_mm;
    p.half_high_mm = from.half_high_mm * std::pow(grown, share);
    // The target keeps pace with the size of the picture: enlarging leaves one point where it is.
    constexpr float kSameSize = 1e-3f;
    const float moved = std::fabs(grown - 1) < kSameSize
                            ? share
                            : (p.half_high_mm / from.half_high_mm - 1) / (grown - 1);
    p.target_mm = from.target_mm + (to.target_mm - from.target_mm) * moved;
    p.turn_deg = from.turn_deg + std::remainder(to.turn_deg - from.turn_deg, 360.0f) * share;
    p.tilt_deg = mixed(from.tilt_deg, to.tilt_deg, share);
    p.nearness_per_mm = mixed(from.nearness_per_mm, to.nearness_per_mm, share);
    p.kept_mm = mixed(from.kept_mm, to.kept_mm, share);
    return p;
}

Pose Flight::follow(const session::View& view, const Pose& wanted, double now_s, bool still) {
    if (still || !followed_)
        from_.reset();
    else if (leaps(*followed_, view))
        from_ = shown_, start_s_ = now_s;
    else if (!same_camera(*followed_, view))
        from_.reset();
    followed_ = view;
    const double share = (now_s - start_s_) / kDuration_s;
    if (share >= 1) from_.reset();
    return shown_ = from_ ? between(*from_, wanted, eased(float(share))) : wanted;
}

vec3 pixel_from_world(const Camera& camera, const vec3& world_mm, int width_px, int height_px) {
    const glm::vec4 clip = camera.clip_from_world * glm::vec4(world_mm, 1);
    const vec3 ndc = vec3(clip) / clip.w;
    return {(ndc.x + 1) / 2 * float(width_px), (1 - ndc.y) / 2 * float(height_px), (ndc.z + 1) / 2};
}

float pixel_mm_at(const Camera& camera, const vec3& world_mm) {
    if (camera.orthographic) return camera.pixel_mm;
    return camera.pixel_mm * glm::dot(world_mm - camera.eye_mm, camera.forward) /
           camera.distance_mm;
}

std::optional<vec3> point_under(const Camera& camera, const session::View& view,
                                const sim::Tissue& tissue, const vec2& pixel, int width_px,
                                int height_px) {
    const vec2 ndc{2 * pixel.x / float(width_px) - 1, 1 - 2 * pixel.y / float(height_px)};
    const auto at = [&](float depth) {
        const glm::vec4 p = camera.world_from_clip * glm::vec4(ndc, depth, 1);
        return vec3(p) / p.w;
    };
    const vec3 start = at(-1), ray = at(1) - start;
    const session::SectionPlane section = session::section_plane(view, tissue.block);
    const vec2 outwards(section.outwards);
    const auto half = float(tissue.block.width_mm / 2);
    struct Side {
        vec3 outwards;
        float offset_mm;  ///< of the plane: inside is what has dot(outwards, p) below it
    };
    const Side sides[] = {{{-1, 0, 0}, half},
                          {{1, 0, 0}, half},
                          {{0, -1, 0}, 0},
                          {{0, 1, 0}, float(tissue.block.length_mm)},
                          {{outwards, 0}, glm::dot(outwards, vec2(section.pivot_mm))},
                          {{0, 0, 1}, -float(peeled_mm(view, tissue))},
                          {{0, 0, -1}, float(tissue.block.floor_mm)}};
    float enters = 0, leaves = 1;  // along the ray
    for (const Side& side : sides) {
        const float inside = side.offset_mm - glm::dot(side.outwards, start);
        const float towards = glm::dot(side.outwards, ray);
        if (towards < 0)
            enters = std::max(enters, inside / towards);
        else if (towards > 0)
            leaves = std::min(leaves, inside / towards);
        else if (inside < 0)
            return std::nullopt;
    }
    if (enters > leaves) return std::nullopt;
    return start + enters * ray;
}

}  // namespace render
