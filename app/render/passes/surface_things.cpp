#include "app/render/passes/surface_things.h"

#include "app/render/gl/state.h"
#include "app/render/scene/surface.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace render {
namespace {

using glm::vec3;
using glm::vec4;

constexpr int kSides = 20, kRings = 8;
constexpr double kBehind_mm = 0.4;
// Angle at which a drop meets the skin: fresh blood beads on sebum; crusts lie flat.
constexpr double kFreshAngle_rad = 1.35, kDryAngle_rad = 0.35;
constexpr double kVellus_mm = 0.012;  // hairs thinner than this are vellus; also in hair.vert

std::vector<vec3> dome_points() {
    std::vector<vec3> points;
    for (int ring = 0; ring <= kRings; ++ring) {
        const float tilt = 0.5f * std::numbers::pi_v<float> * float(ring) / float(kRings);
        for (int side = 0; side < kSides; ++side) {
            const float turn = 2 * std::numbers::pi_v<float> * float(side) / float(kSides);
            points.emplace_back(std::cos(tilt) * std::cos(turn), std::cos(tilt) * std::sin(turn),
                                std::sin(tilt));
        }
    }
    return points;
}

std::vector<std::uint32_t> dome_indices() {
    std::vector<std::uint32_t> indices;
    for (int ring = 0; ring < kRings; ++ring)
        for (int side = 0; side < kSides; ++side) {
            const auto a = std::uint32_t(ring * kSides + side);
            const auto b = std::uint32_t(ring * kSides + (side + 1) % kSides);
            indices.insert(indices.end(), {a, b, a + kSides, a + kSides, b, b + kSides});
        }
    return indices;
}

/// Radius of the foot of a ball's cap with this volume.
double foot_mm(double volume_mm3, double angle_rad) {
    const double c = std::cos(angle_rad), s = std::sin(angle_rad);
    const double per_cube = std::numbers::pi * (2 - 3 * c + c * c * c) / (3 * s * s * s);
    return std::cbrt(volume_mm3 / per_cube);
}

/// Whether a needle's entry is so near a hair's mouth that the two would be drawn across each
/// other.
bool is_at_a_needle(const sim::Snapshot& s, const glm::dvec3& mouth_mm) {
    constexpr double kApart_mm = 0.30;
    return std::any_of(s.needles.begin(), s.needles.end(), [&](const sim::NeedleView& n) {
        return std::hypot(n.entry_mm.x - mouth_mm.x, n.entry_mm.y - mouth_mm.y) < kApart_mm;
    });
}

struct Drop {
    vec4 place, kind;
};
struct Hair {
    vec4 from, to;
};

}  // namespace

SurfaceThingsPass::SurfaceThingsPass() {
    dome_buffer_ = gl::make_buffer(gl::bytes_of(dome_points()), gl::Usage::fixed, "dome");
    drop_buffer_ = gl::make_buffer({}, gl::Usage::changing, "drops");
    hair_buffer_ = gl::make_buffer({}, gl::Usage::changing, "hairs");
    const auto indices = dome_indices();
    dome_ = gl::make_mesh(
        {.streams = {{&dome_buffer_, {{0, 3}}}, {&drop_buffer_, {{1, 4}, {2, 4}}, true}},
         .indices = indices,
         .label = "drop"});
    hair_ = gl::make_mesh({.streams = {{&hair_buffer_, {{0, 4}, {1, 4}}, true}}, .label = "hair"});
}

void SurfaceThingsPass::prepare(const Frame& f) {
    const sim::Snapshot& s = f.snapshot;
    std::vector<Drop> drops;
    std::vector<Hair> hairs;
    if (f.peel < 0.01) {
        for (const sim::ChannelView& c : s.channels) {
            if (c.bleed_mm3 <= 1e-5 || !f.view.shows(session::Part::channels)) continue;
            const double dry = std::clamp(s.days_since_visit / 0.08, 0.0, 1.0);
            const double angle = kFreshAngle_rad + dry * (kDryAngle_rad - kFreshAngle_rad);
            const double radius = foot_mm(c.bleed_mm3, angle);
            const double behind = f.section.behind_mm(c.entry_mm);
            if (behind < -kOnFace_mm) continue;
            // Seen flat from the front, what stands far behind the cut would only be clutter.
            const bool flat = f.camera.orthographic && std::fabs(f.camera.forward.z) < 0.1f;
            if (flat && behind > kBehind_mm) continue;
            // Whole, though its channel is cut.
            const double aside = std::max(0.0, 0.9 * radius - behind);
            const double x = c.entry_mm.x - aside * f.section.outwards.x,
                         y = c.entry_mm.y - aside * f.section.outwards.y;
            const float z =
                float(-sim::relief_mm(*s.tissue, x, y, s.concern_relief_share)) - 0.004f;
            drops.push_back(
                {vec4(float(x), float(y), z, float(radius)),
                 vec4(float(std::sin(angle)), float(dry), float(drops.size()) * 0.37f, 0)});
        }
        if (f.view.shows(session::Part::follicles)) {
            const auto pushed = dimples(s);
            for (const sim::Tube& t : s.tissue->tubes) {
                if (t.structure != sim::Structure::hair || std::min(t.a_mm.z, t.b_mm.z) > -1e-6)
                    continue;
                if (f.section.behind_mm(t.a_mm) < 0) continue;
                // Of vellus hair every other one is drawn: it says as much and hides less.
                if (t.a_radius_mm < kVellus_mm && t.individual % 2 == 1) continue;
                if (is_at_a_needle(s, t.a_mm)) continue;
                const auto root = float(dimple_mm(pushed, t.a_mm.x, t.a_mm.y));
                const vec3 sunk(0, 0, root + 0.012f);
                // Vellus hair lies down on the skin; terminal hair stands as it grew.
                const vec3 lie(1, 1, t.a_radius_mm < kVellus_mm ? 0.45f : 1.0f);
                hairs.push_back(
                    {vec4(world_from_tissue(t.a_mm) * lie - sunk, float(t.a_radius_mm)),
                     vec4(world_from_tissue(t.b_mm) * lie - sunk, float(t.b_radius_mm))});
            }
        }
    }
    drops_ = int(drops.size()), hairs_ = int(hairs.size());
    gl::fill(drop_buffer_, gl::bytes_of(drops));
    gl::fill(hair_buffer_, gl::bytes_of(hairs));
}

void SurfaceThingsPass::draw_shadow(const Frame& f) {
    if (drops_ == 0 || !f.shaders.use({"pass/drop.vert", "pass/shadow.frag", {"SHADOW"}})) return;
    gl::apply({.colour_write = false, .depth_offset = true});
    gl::draw_instances(dome_, drops_);
}

void SurfaceThingsPass::draw(const Frame& f) {
    if (drops_ > 0 && f.shaders.use(f.program("pass/drop.vert", "pass/drop.frag"))) {
        gl::apply({.depth_test = true, .depth_write = true, .blend = gl::Blend::over});
        gl::draw_instances(dome_, drops_);
    }
    if (hairs_ > 0 && f.shaders.use(f.program("pass/hair.vert", "pass/hair.frag"))) {
        gpu::DrawBlock d{};
        const bool dark = f.snapshot.tissue->skin.tone >= sim::Tone::IV;
        d.colour = dark ? vec4(0.016f, 0.012f, 0.011f, 1) : vec4(0.045f, 0.027f, 0.017f, 1);
        d.face_u = dark ? vec4(0.10f, 0.075f, 0.060f, 0) : vec4(0.34f, 0.25f, 0.15f, 0);
        f.blocks.upload(d);
        gl::apply({.depth_test = true, .depth_write = false, .blend = gl::Blend::over});
        gl::draw_vertices(hair_, gl::Shape::strip, 4, hairs_);
    }
}

}  // namespace render
