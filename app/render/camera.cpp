#include "app/render/camera.h"

#include <glm/ext/matrix_clip_space.hpp>
#include <glm/ext/matrix_transform.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace render {
namespace {

using glm::vec3;
using session::ViewName;

/// A named view: from where, and what must be in the picture.
struct Shot {
    float turn_deg = 0;                         ///< 0 looks along +y; positive: seen from the right
    float tilt_deg = 0;                         ///< above the horizon
    float fov_deg = 0;                          ///< vertical; 0: orthographic
    vec3 low_mm{}, high_mm{};                   ///< perspective: the box that must fit
    float fill_wide = 0.62f, fill_high = 0.9f;  ///< share of the picture that the box may take
    vec3 target_mm{};                           ///< orthographic: the middle of the picture
    float wide_mm = 0, high_span_mm = 0;        ///< orthographic: at least so much is seen
};

constexpr float kEyeFar_mm = 40;  // of orthographic views; beyond any block at any turn

/// The tip view follows the needle down, then stays at the end of its track.
vec3 tip_target(const sim::Snapshot& s, int needle, float section_mm) {
    const auto& n = s.needles[std::size_t(needle)];
    const bool going_in = s.stage == sim::Stage::insertion || s.stage == sim::Stage::dwell;
    const double depth = std::max(0.06, going_in ? n.tip_mm : s.reached_depth_mm);
    const double along = depth / std::max(0.2, n.direction.z);
    const auto p = n.entry_mm + along * n.direction;
    return {float(p.x), std::max(section_mm, float(p.y)), float(-depth)};
}

Shot shot_of(const session::View& view, const sim::Snapshot& s) {
    const auto& block = s.tissue->block;
    const auto half = float(block.width_mm / 2), length = float(block.length_mm);
    const auto floor = float(block.floor_mm), section = float(view.section_mm);
    const int hero = hero_needle(view, s);
    const auto hero_x = hero < 0 ? 0.0f : float(s.needles[std::size_t(hero)].entry_mm.x);

    Shot shot;
    switch (view.name) {
        case ViewName::block:
            shot.turn_deg = 27, shot.tilt_deg = 23, shot.fov_deg = 24;
            shot.low_mm = {-half, section, -floor}, shot.high_mm = {half, length, 0.75f};
            shot.fill_wide = 0.74f, shot.fill_high = 0.94f;
            break;
        case ViewName::section:
            shot.target_mm = {0, section, (0.72f - floor - 0.12f) / 2};
            shot.high_span_mm = floor + 0.84f;
            shot.wide_mm = 2 * half * 1.06f;
            break;
        case ViewName::surface:
            shot.turn_deg = 16, shot.tilt_deg = 62, shot.fov_deg = 22;
            shot.low_mm = {-half, section, -0.35f}, shot.high_mm = {half, length, 0.25f};
            shot.fill_wide = 0.82f, shot.fill_high = 0.9f;
            break;
        case ViewName::tip:
            shot.target_mm =
                hero < 0 ? vec3(0, section, -float(s.set_depth_mm)) : tip_target(s, hero, section);
            shot.wide_mm = 0.8f, shot.high_span_mm = 0.45f;
            break;
        case ViewName::cell:
            shot.target_mm = {hero_x + 0.15f, section,
                              -float(s.tissue->layers.junction_mm()) - 0.02f};
            shot.wide_mm = 0.36f, shot.high_span_mm = 0.2f;
            break;
        case ViewName::array: {
            const auto top =
                float(s.scenario->device.needle_length_mm - s.scenario->technique.depth_mm) + 0.6f;
            shot.turn_deg = 33, shot.tilt_deg = 15, shot.fov_deg = 26;
            shot.low_mm = {-half, section, -floor}, shot.high_mm = {half, length, top};
            shot.fill_wide = 0.84f, shot.fill_high = 0.94f;
            break;
        }
    }
    return shot;
}

struct Basis {
    vec3 right, up, forward;
};

Basis basis_of(float turn_deg, float tilt_deg) {
    const float turn = glm::radians(turn_deg), tilt = glm::radians(tilt_deg);
    const vec3 back{std::sin(turn) * std::cos(tilt), -std::cos(turn) * std::cos(tilt),
                    std::sin(tilt)};
    const vec3 right{std::cos(turn), std::sin(turn), 0};
    return {right, glm::cross(back, right), -back};
}

glm::mat4 view_from_world(const Basis& b, const vec3& eye) {
    glm::mat4 m{1};
    for (int i = 0; i < 3; ++i) {
        m[i][0] = b.right[i];
        m[i][1] = b.up[i];
        m[i][2] = -b.forward[i];
    }
    m[3] = {-glm::dot(b.right, eye), -glm::dot(b.up, eye), glm::dot(b.forward, eye), 1};
    return m;
}

/// The nearest eye from which the whole box lies within |x| <= reach_x z, |y| <= reach_y z.
vec3 eye_that_fits(const Basis& b, const vec3& low, const vec3& high, float reach_x,
                   float reach_y) {
    constexpr float kHuge = std::numeric_limits<float>::max();
    // Along each picture axis the box's corners bound the eye from both sides, more loosely the
    // further back it stands: it goes back until the two bounds meet.
    glm::vec2 least{kHuge}, most{-kHuge};  // of corner + reach z, corner - reach z
    for (int corner = 0; corner < 8; ++corner) {
        const vec3 p{corner & 1 ? high.x : low.x, corner & 2 ? high.y : low.y,
                     corner & 4 ? high.z : low.z};
        const float z = glm::dot(b.forward, p);
        const glm::vec2 at{glm::dot(b.right, p), glm::dot(b.up, p)};
        const glm::vec2 reach{reach_x * z, reach_y * z};
        least = glm::min(least, at + reach);
        most = glm::max(most, at - reach);
    }
    const glm::vec2 deepest = (least - most) / (2.0f * glm::vec2(reach_x, reach_y));
    const float z = std::min(deepest.x, deepest.y);
    const glm::vec2 at = (least + most) / 2.0f;
    return at.x * b.right + at.y * b.up + z * b.forward;
}

}  // namespace

int hero_needle(const session::View& view, const sim::Snapshot& snapshot) {
    int best = -1;
    double best_behind = 1e9;
    for (int i = 0; i < int(snapshot.needles.size()); ++i) {
        const double behind = snapshot.needles[std::size_t(i)].entry_mm.y - view.section_mm;
        if (behind > -kOnFace_mm && behind < best_behind - kOnFace_mm)
            best = i, best_behind = behind;
    }
    return best;
}

Camera make_camera(const session::View& view, const sim::Snapshot& snapshot, int width_px,
                   int height_px) {
    const Shot shot = shot_of(view, snapshot);
    const float aspect = float(width_px) / float(height_px);
    const float zoom = std::exp2(float(view.zoom));
    // Seen from straight above at most, and never from below the floor: the block has no underside.
    const float tilt = std::clamp(shot.tilt_deg + float(view.tilt_deg), -12.0f, 90.0f);
    const Basis b = basis_of(shot.turn_deg + float(view.turn_deg), tilt);
    const vec3 pan = float(view.pan_x_mm) * b.right + float(view.pan_y_mm) * b.up;

    Camera camera;
    camera.forward = b.forward;
    glm::mat4 clip_from_view;
    if (shot.fov_deg == 0) {
        const float half_high = std::max(shot.high_span_mm, shot.wide_mm / aspect) / 2 / zoom;
        camera.orthographic = true;
        camera.eye_mm = shot.target_mm + pan - kEyeFar_mm * b.forward;
        clip_from_view = glm::ortho(-half_high * aspect, half_high * aspect, -half_high, half_high,
                                    kEyeFar_mm - 12, kEyeFar_mm + 12);
        camera.pixel_mm = 2 * half_high / float(height_px);
    } else {
        // Narrow pictures have no room for words at the sides.
        const float fill_wide = aspect < 1.2f ? 0.94f : shot.fill_wide;
        const float reach = std::tan(glm::radians(shot.fov_deg) / 2);
        const vec3 eye = eye_that_fits(b, shot.low_mm, shot.high_mm, reach * aspect * fill_wide,
                                       reach * shot.fill_high);
        // Zooming narrows the angle instead of moving the eye, which therefore never enters the
        // skin.
        const float half_high = reach / zoom;
        const vec3 middle = (shot.low_mm + shot.high_mm) / 2.0f;
        const float distance = glm::dot(middle - eye, b.forward);
        const float half_depth = glm::length(shot.high_mm - shot.low_mm) / 2 + 6;
        const float near = std::max(distance - half_depth, 0.5f), far = distance + half_depth;
        camera.eye_mm = eye + pan;
        clip_from_view = glm::frustum(-half_high * aspect * near, half_high * aspect * near,
                                      -half_high * near, half_high * near, near, far);
        camera.pixel_mm = 2 * half_high * distance / float(height_px);
    }
    camera.clip_from_world = clip_from_view * view_from_world(b, camera.eye_mm);
    camera.world_from_clip = glm::inverse(camera.clip_from_world);
    return camera;
}

glm::vec3 pixel_from_world(const Camera& camera, const glm::vec3& world_mm, int width_px,
                           int height_px) {
    const glm::vec4 clip = camera.clip_from_world * glm::vec4(world_mm, 1);
    const vec3 ndc = vec3(clip) / clip.w;
    return {(ndc.x + 1) / 2 * float(width_px), (1 - ndc.y) / 2 * float(height_px), (ndc.z + 1) / 2};
}

}  // namespace render
