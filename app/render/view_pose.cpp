// The named views, and how far the free camera may leave them.
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
using session::SectionPlane;
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

constexpr float kLeastHigh_mm = 0.018f;  // of a picture: a cell fills it

/// A place, or where that was cut away, its foot on the section: from there it is seen.
vec3 not_before(const SectionPlane& section, const glm::dvec3& p, double depth_mm) {
    const glm::dvec3 seen = section.behind_mm(p) < 0 ? section.foot(p) : p;
    return world_from_tissue({seen.x, seen.y, depth_mm});
}

/// The tip view follows the needle down, then stays at the end of its track.
vec3 tip_target(const sim::Snapshot& s, int needle, const SectionPlane& section) {
    const auto& n = s.needles[std::size_t(needle)];
    const bool going_in = s.stage == sim::Stage::insertion || s.stage == sim::Stage::dwell;
    const double depth = std::max(0.06, going_in ? n.tip_mm : s.reached_depth_mm);
    const double along = depth / std::max(0.2, n.direction.z);
    return not_before(section, n.entry_mm + along * n.direction, depth);
}

Shot shot_of(const session::View& view, const sim::Snapshot& s) {
    const auto& block = s.tissue->block;
    const auto floor = float(block.floor_mm);
    const SectionPlane section = session::section_plane(view, block);
    // The box about what is left, and its reach along the section.
    vec2 low(1e9f), high(-1e9f);
    double left = 1e9, right = -1e9;
    for (const session::Side& side : session::footprint(section, block)) {
        low = glm::min(low, vec2(side.left_mm)), high = glm::max(high, vec2(side.left_mm));
        const double along = section.along_mm({side.left_mm, 0});
        left = std::min(left, along), right = std::max(right, along);
    }
    const auto face_turn_deg = float(view.section_turn_deg);
    const int hero = hero_needle(view, s);

    Shot shot;
    switch (view.name) {
        case ViewName::block:
            shot.turn_deg = 27, shot.tilt_deg = 23, shot.fov_deg = 24;
            shot.low_mm = {low, -floor}, shot.high_mm = {high, 0.75f};
            shot.fill_wide = 0.74f, shot.fill_high = 0.94f;
            break;
        case ViewName::section:
            shot.turn_deg = face_turn_deg;
            // The middle of all that is seen, not of the face, which begins at the front's middle
            // as soon as it turns.
            shot.target_mm = world_from_tissue(section.at((left + right) / 2, 0));
            shot.target_mm.z = (0.72f - floor - 0.12f) / 2;
            // Wide pictures leave a margin for names beside the block.
            shot.high_span_mm = 1.09f * (floor + 0.84f);
            shot.wide_mm = float(right - left) * 1.10f;
            break;
        case ViewName::surface:
            shot.turn_deg = 16, shot.tilt_deg = 62, shot.fov_deg = 22;
            shot.low_mm = {low, -0.35f}, shot.high_mm = {high, 0.25f};
            shot.fill_wide = 0.82f, shot.fill_high = 0.9f;
            break;
        case ViewName::tip:
            shot.turn_deg = face_turn_deg;
            shot.target_mm = hero < 0 ? world_from_tissue(section.at(0, s.set_depth_mm))
                                      : tip_target(s, hero, section);
            shot.wide_mm = 0.8f, shot.high_span_mm = 0.45f;
            break;
        case ViewName::cell: {
            constexpr float kBeside_mm = 0.15f;
            const glm::dvec3 entry =
                hero < 0 ? section.at(0, 0) : s.needles[std::size_t(hero)].entry_mm;
            shot.turn_deg = face_turn_deg;
            shot.target_mm = not_before(section, entry, s.tissue->layers.junction_mm() + 0.02) +
                             kBeside_mm * vec3(section.right(), 0);
            shot.wide_mm = 0.36f, shot.high_span_mm = 0.2f;
            break;
        }
        case ViewName::array: {
            const auto top =
                float(s.scenario->device.needle_length_mm - s.scenario->technique.depth_mm) + 0.6f;
            shot.turn_deg = 33, shot.tilt_deg = 15, shot.fov_deg = 26;
            shot.low_mm = {low, -floor}, shot.high_mm = {high, top};
            shot.fill_wide = 0.84f, shot.fill_high = 0.94f;
            break;
        }
    }
    return shot;
}

/// The nearest eye from which the whole box lies within |x| <= reach_x z, |y| <= reach_y z.
vec3 eye_that_fits(const Basis& b, const vec3& low, const vec3& high, float reach_x,
                   float reach_y) {
    constexpr float kHuge = std::numeric_limits<float>::max();
    // Along each picture axis the box's corners bound the eye from both sides, more loosely the
    // further back it stands: it goes back until the two bounds meet.
    vec2 least{kHuge}, most{-kHuge};  // of corner + reach z, corner - reach z
    for (int corner = 0; corner < 8; ++corner) {
        const vec3 p{corner & 1 ? high.x : low.x, corner & 2 ? high.y : low.y,
                     corner & 4 ? high.z : low.z};
        const float z = glm::dot(b.forward, p);
        const vec2 at{glm::dot(b.right, p), glm::dot(b.up, p)};
        const vec2 reach{reach_x * z, reach_y * z};
        least = glm::min(least, at + reach);
        most = glm::max(most, at - reach);
    }
    const vec2 deepest = (least - most) / (2.0f * vec2(reach_x, reach_y));
    const float z = std::min(deepest.x, deepest.y);
    const vec2 at = (least + most) / 2.0f;
    return at.x * b.right + at.y * b.up + z * b.forward;
}

/// The camera of the named view itself.
Pose usual_pose(const Shot& shot, const Basis& b, float aspect) {
    Pose pose;
    if (shot.fov_deg == 0) {
        pose.target_mm = shot.target_mm;
        pose.half_high_mm = std::max(shot.high_span_mm, shot.wide_mm / aspect) / 2;
        return pose;
    }
    // Narrow pictures have no room for words at the sides.
    const float fill_wide = aspect < 1.2f ? 0.94f : shot.fill_wide;
    const float reach = std::tan(glm::radians(shot.fov_deg) / 2);
    const vec3 eye = eye_that_fits(b, shot.low_mm, shot.high_mm, reach * aspect * fill_wide,
                                   reach * shot.fill_high);
    const vec3 middle = (shot.low_mm + shot.high_mm) / 2.0f;
    const float distance = glm::dot(middle - eye, b.forward);
    pose.target_mm = eye + distance * b.forward;
    pose.half_high_mm = reach * distance;
    pose.nearness_per_mm = 1 / distance;
    pose.kept_mm = glm::length(shot.high_mm - shot.low_mm) / 2 + 6;
    return pose;
}

/// How much of the way from a point within the convex hull of others towards `to` stays within it,
/// 0 to 1.
float share_within(const std::vector<vec2>& points, const vec2& from, const vec2& to) {
    float share = 1;
    // An edge of the hull has all points on one side.
    for (const vec2& a : points)
        for (const vec2& b : points) {
            const vec2 outwards{b.y - a.y, a.x - b.x};
            const float towards = glm::dot(outwards, to - from);
            if (towards <= 0) continue;
            const bool edge = std::all_of(points.begin(), points.end(), [&](const vec2& p) {
                return glm::dot(outwards, p - a) <= 1e-5f * glm::dot(outwards, outwards);
            });
            if (edge) share = std::min(share, glm::dot(outwards, a - from) / towards);
        }
    return std::max(share, 0.0f);
}

/// The free camera, where it stops.
struct Freedom {
    float turn_deg, tilt_deg;  ///< of the camera itself, with the shot's
    float zoom;
    vec2 pan_mm;
    bool stopped;  ///< the pan was shortened
};

Freedom freedom_of(const session::View& view, const sim::Snapshot& s, const Shot& shot,
                   float aspect) {
    Freedom f{};
    f.turn_deg = shot.turn_deg + float(view.turn_deg);
    // Seen from straight above at most, and never from below: the block has no underside.
    f.tilt_deg = std::clamp(shot.tilt_deg + float(view.tilt_deg), 0.0f, 90.0f);
    const Basis b = basis_of(f.turn_deg, f.tilt_deg);
    const Pose usual = usual_pose(shot, b, aspect);
    f.zoom = std::min(float(view.zoom), std::log2(2 * usual.half_high_mm / kLeastHigh_mm));
    // The line of sight through the middle of the picture meets the block, or what stands on it; of
    // that the less, the closer one is, so that the skin stays in the picture.
    const float top = std::max(0.0f, shot.high_mm.z) * std::exp2(-std::max(0.0f, f.zoom));
    const auto seen_at = [&](const vec3& p) {
        return vec2(glm::dot(b.right, p), glm::dot(b.up, p));
    };
    std::vector<vec2> outline;
    vec2 middle{};
    const auto& block = s.tissue->block;
    for (const session::Side& side : session::footprint(session::section_plane(view, block), block))
        for (const float z : {-float(block.floor_mm), top})
            outline.push_back(seen_at({vec2(side.left_mm), z}));
    for (const vec2& p : outline) middle += p / float(outline.size());
    const vec2 usual_at = seen_at(usual.target_mm);
    const vec2 wanted = usual_at + vec2(view.pan_x_mm, view.pan_y_mm);
    const float share = share_within(outline, middle, wanted);
    f.stopped = share < 1;
    f.pan_mm = middle + share * (wanted - middle) - usual_at;
    return f;
}

}  // namespace

int hero_needle(const session::View& view, const sim::Snapshot& snapshot) {
    const SectionPlane section = session::section_plane(view, snapshot.tissue->block);
    int best = -1;
    double best_behind = 1e9;
    for (int i = 0; i < int(snapshot.needles.size()); ++i) {
        const double behind = section.behind_mm(snapshot.needles[std::size_t(i)].entry_mm);
        if (behind > -kOnFace_mm && behind < best_behind - kOnFace_mm)
            best = i, best_behind = behind;
    }
    return best;
}

Pose make_pose(const session::View& view, const sim::Snapshot& snapshot, int width_px,
               int height_px) {
    const float aspect = float(width_px) / float(height_px);
    const Shot shot = shot_of(view, snapshot);
    const Freedom free = freedom_of(view, snapshot, shot, aspect);
    const Basis b = basis_of(free.turn_deg, free.tilt_deg);
    Pose pose = usual_pose(shot, b, aspect);
    pose.turn_deg = free.turn_deg, pose.tilt_deg = free.tilt_deg;
    pose.target_mm += free.pan_mm.x * b.right + free.pan_mm.y * b.up;
    // Zooming narrows the angle instead of moving the eye, which therefore never enters the skin.
    pose.half_high_mm /= std::exp2(free.zoom);
    return pose;
}

session::View within_reach(const session::View& view, const sim::Snapshot& snapshot, int width_px,
                           int height_px) {
    const Shot shot = shot_of(view, snapshot);
    const Freedom free = freedom_of(view, snapshot, shot, float(width_px) / float(height_px));
    session::View near = view;
    near.tilt_deg = std::clamp(view.tilt_deg, -double(shot.tilt_deg), 90.0 - double(shot.tilt_deg));
    near.zoom = std::min(view.zoom, double(free.zoom));
    if (free.stopped) near.pan_x_mm = double(free.pan_mm.x), near.pan_y_mm = double(free.pan_mm.y);
    return near;
}

}  // namespace render
