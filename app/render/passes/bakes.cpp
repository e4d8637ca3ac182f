#include "app/render/passes/bakes.h"

#include "app/render/gl/state.h"

#include <glm/geometric.hpp>
#include <glm/matrix.hpp>

#include <algorithm>
#include <cmath>

namespace render {
namespace {

using glm::vec2;
using glm::vec3;
using glm::vec4;

constexpr float kSkyward_mm = 0.12f;  // relief stands that far above depth 0 at most
constexpr float kTexelsPerPixel = 1.25f;
// Texels between these shares of a pixel look the same: finer ones would shimmer, coarser ones
// blur.
constexpr float kFinest = 0.55f, kCoarsest = 1.05f;
constexpr float kFiltered =
    1.35f;  // detail filtered for pixels so much larger or smaller looks the same
constexpr float kMargin = 0.1f;  // of the window, for a hand that pans
constexpr int kLongest_px = 2048;
constexpr int kFrames = 2;  // a frame bakes as many texels as its picture has pixels, over this

vec2 pixel_of(const Camera& camera, const vec3& world, int width_px, int height_px) {
    const vec4 clip = camera.clip_from_world * vec4(world, 1);
    return vec2(clip) / clip.w * 0.5f * vec2(float(width_px), float(height_px));
}

/// Where the ray through a point of the picture, in clip coordinates, meets the face's plane, as mm
/// along and down; empty where it does not.
std::optional<vec2> on_face(const Camera& camera, const CutFace& face, const vec2& clip) {
    const vec4 near = camera.world_from_clip * vec4(clip, -1, 1),
               far = camera.world_from_clip * vec4(clip, 1, 1);
    const vec3 from = vec3(near) / near.w, along = vec3(far) / far.w - from;
    const float towards = glm::dot(along, face.outwards);
    if (towards > -1e-6f) return {};
    const float share = glm::dot(face.origin_mm - from, face.outwards) / towards;
    if (share < 0) return {};
    const vec3 at = from + along * share - face.origin_mm;
    return vec2(glm::dot(at, face.u), -at.z);
}

}  // namespace

bool FaceWindow::covers(const FaceWindow& other) const {
    constexpr float kSame_mm = 1e-4f;
    const vec2 high = low_mm + size_mm + kSame_mm, other_high = other.low_mm + other.size_mm;
    return low_mm.x - kSame_mm <= other.low_mm.x && low_mm.y - kSame_mm <= other.low_mm.y &&
           high.x >= other_high.x && high.y >= other_high.y;
}

std::optional<FaceSight> sight_of(const Camera& camera, const CutFace& face, double floor_mm,
                                  int width_px, int height_px) {
    const vec2 face_low(0, -kSkyward_mm), face_high(face.length_mm, float(floor_mm));
    vec2 low = face_high, high = face_low;
    for (const vec2 corner : {vec2(-1, -1), vec2(1, -1), vec2(-1, 1), vec2(1, 1)}) {
        const auto at = on_face(camera, face, corner);
        if (!at) {  // the face's plane runs out of the picture to its horizon
            low = face_low, high = face_high;
            break;
        }
        low = glm::min(low, *at), high = glm::max(high, *at);
    }
    low = glm::max(low, face_low), high = glm::min(high, face_high);
    if (high.x - low.x < 1e-4f || high.y - low.y < 1e-4f) return {};
    const vec2 middle = 0.5f * (low + high);
    const vec3 world = face.origin_mm + face.u * middle.x - vec3(0, 0, middle.y);
    const float step_mm = 0.01f;
    const auto px_per_mm = [&](const vec3& along) {
        const vec2 a = pixel_of(camera, world - along * step_mm, width_px, height_px);
        const vec2 b = pixel_of(camera, world + along * step_mm, width_px, height_px);
        return (b - a) / (2 * step_mm);
    };
    const glm::mat2 px_from_mm(px_per_mm(face.u), px_per_mm({0, 0, -1}));
    if (std::fabs(glm::determinant(px_from_mm)) < 1e-3f) return {};
    const glm::mat2 mm_from_px = glm::inverse(px_from_mm);
    return FaceSight{{low, high - low},
                     {1 / glm::length(px_from_mm[0]), 1 / glm::length(px_from_mm[1])},
                     std::max(glm::length(mm_from_px[0]), glm::length(mm_from_px[1]))};
}

bool FaceBakes::Bake::suits(const FaceSight& sight, bool roughly) const {
    if (!surface.framebuffer || !window.covers(sight.window)) return false;
    const float more = roughly ? 1.5f : 1;
    const vec2 share = texel_mm / sight.pixel_mm;
    const float filtered = footprint_mm / sight.footprint_mm;
    return std::min(share.x, share.y) > kFinest / more &&
           std::max(share.x, share.y) < kCoarsest * more && filtered > 1 / (kFiltered * more) &&
           filtered < kFiltered * more;
}

void FaceBakes::begin() {
    for (Slot& slot : slots_) slot.usable = false;
}

void FaceBakes::work(const Frame& f, const CutFace& face, const Scene& scene, gpu::DrawBlock draw) {
    Slot& slot = slots_[std::size_t(face.slot())];
    // What changes from frame to frame, as a cut that is being moved, is not worth keeping.
    const bool stays = slot.last_face == face && slot.last_scene == scene;
    slot.last_face = face, slot.last_scene = scene;
    const auto sight = sight_of(f.camera, face, scene.block.floor_mm, f.width_px, f.height_px);
    if (!sight) return;
    const bool kept = slot.shown.is_of(face, scene);
    if (stays && !(kept && slot.shown.suits(*sight))) {
        if (!slot.coming.is_of(face, scene) || !slot.coming.suits(*sight)) {
            const vec2 face_low(0, -kSkyward_mm),
                face_high(face.length_mm, float(scene.block.floor_mm));
            const vec2 margin = kMargin * sight->window.size_mm;
            const vec2 low = glm::max(sight->window.low_mm - margin, face_low),
                       high = glm::min(sight->window.low_mm + sight->window.size_mm + margin,
                                       face_high);
            const vec2 texels = (high - low) / sight->pixel_mm * kTexelsPerPixel;
            if (std::max(texels.x, texels.y) > float(kLongest_px)) return;
            const glm::ivec2 size(glm::ceil(texels));
            slot.coming = {
                face, scene, {low, high - low}, (high - low) / vec2(size), sight->footprint_mm,
                {},   0};
            slot.coming.surface = gl::make_surface(
                {.size = size, .second = gl::Format::rg16f, .label = "tissue at rest"});
            if (!slot.coming.surface.complete) return;
        }
        bake_slice(f, slot.coming, draw);
        if (slot.coming.rows_done == slot.coming.surface.size.y) {
            slot.shown = std::move(slot.coming);
            slot.coming = {};
        }
    }
    slot.usable = slot.shown.is_of(face, scene) && slot.shown.suits(*sight, true);
}

void FaceBakes::bake_slice(const Frame& f, Bake& bake, gpu::DrawBlock draw) {
    if (!f.shaders.use({"pass/whole_picture.vert", "pass/tissue_bake.frag", bake.scene.defines}))
        return;
    const glm::ivec2 size = bake.surface.size;
    const int rows =
        std::min(1 + f.width_px * f.height_px / kFrames / size.x, size.y - bake.rows_done);
    gl::begin_rows(bake.surface.target(), bake.rows_done, rows);
    const vec2 low = bake.window.low_mm + vec2(0, bake.texel_mm.y * float(bake.rows_done));
    draw.window = {low, bake.window.size_mm.x, bake.texel_mm.y * float(rows)};
    draw.options.z = bake.footprint_mm;
    f.blocks.upload(draw);
    gl::apply({.depth_test = false, .depth_write = false});
    gl::draw_vertices(whole_, gl::Shape::triangles, 3);
    bake.rows_done += rows;
}

std::optional<vec4> FaceBakes::use(const CutFace& face) const {
    const Slot& slot = slots_[std::size_t(face.slot())];
    if (!slot.usable || !(slot.shown.face == face)) return {};
    gl::bind(slot.shown.surface.colour, int(Sampler::baked_colour));
    gl::bind(slot.shown.surface.second, int(Sampler::baked_height));
    return vec4(slot.shown.window.low_mm, slot.shown.window.size_mm);
}

}  // namespace render
