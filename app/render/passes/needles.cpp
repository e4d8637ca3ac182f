#include "app/render/passes/needles.h"

#include "app/render/gl/state.h"
#include "sim/models/insertion.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace render {
namespace {

using glm::vec3;
using glm::vec4;

constexpr int kSides = 32, kTaperRings = 10, kShadow_px = 1024;

struct Instance {
    vec4 tip, axis, kind;
};

/// As needle.vert reads it.
struct RingPoint {
    vec4 ring;    ///< cosine, sine, place; radius over the shaft's
    float slope;  ///< of that radius over the taper's length
};

/// Rings from the tip to the plate. The shape of the point is the model's, and for all needles the
/// same when counted in their own widths and tapers.
std::vector<RingPoint> ring_points() {
    const sim::Device device;
    const double taper = sim::taper_mm(device), shaft = device.needle_diameter_mm / 2;
    std::vector<RingPoint> points;
    const auto add_ring = [&](double place, double radius_share, double slope) {
        for (int side = 0; side < kSides; ++side) {
            const float turn = 2 * std::numbers::pi_v<float> * float(side) / float(kSides);
            points.push_back({{std::cos(turn), std::sin(turn), float(place), float(radius_share)},
                              float(slope)});
        }
    };
    for (int ring = 0; ring <= kTaperRings; ++ring) {
        const double place = double(ring) / kTaperRings;
        const double low = std::max(0.0, place - 0.01), high = std::min(1.0, place + 0.01);
        const auto share = [&](double at) {
            return sim::needle_radius_mm(device, at * taper) / shaft;
        };
        add_ring(place, share(place), (share(high) - share(low)) / (high - low));
    }
    // The shaft begins with its own ring, so that the light breaks at the shoulder.
    add_ring(1.0001, 1, 0);
    add_ring(2, 1, 0);
    // Cut flat at the plate, which is not always drawn: so steep a slope that light takes it for
    // level.
    constexpr double kFlat = -1e4;
    add_ring(2, 1, kFlat);
    add_ring(2, 0, kFlat);
    return points;
}

std::vector<std::uint32_t> ring_indices(int rings) {
    std::vector<std::uint32_t> indices;
    for (int ring = 0; ring + 1 < rings; ++ring)
        for (int side = 0; side < kSides; ++side) {
            const auto next = std::uint32_t((side + 1) % kSides);
            const auto a = std::uint32_t(ring * kSides + side),
                       b = std::uint32_t(ring * kSides) + next;
            const auto c = a + kSides, d = b + kSides;
            indices.insert(indices.end(), {a, b, c, c, b, d});
        }
    return indices;
}

/// A unit cube: corner and normal.
std::vector<vec3> box_vertices() {
    std::vector<vec3> v;
    for (int axis = 0; axis < 3; ++axis)
        for (int side = 0; side < 2; ++side)
            for (const auto& [s, t] : {std::pair{0, 0}, {1, 0}, {0, 1}, {0, 1}, {1, 0}, {1, 1}}) {
                vec3 corner, normal(0);
                corner[axis] = float(side);
                corner[(axis + 1) % 3] = float(s);
                corner[(axis + 2) % 3] = float(t);
                normal[axis] = side ? 1.0f : -1.0f;
                v.push_back(corner);
                v.push_back(normal);
            }
    return v;
}

}  // namespace

NeedlePass::NeedlePass() {
    const auto points = ring_points();
    ring_buffer_ = gl::make_buffer(gl::bytes_of(points), gl::Usage::fixed, "needle rings");
    instance_buffer_ = gl::make_buffer({}, gl::Usage::changing, "needles");
    const auto indices = ring_indices(int(points.size()) / kSides);
    needle_ = gl::make_mesh({.streams = {{&ring_buffer_, {{0, 4}, {4, 1}}},
                                         {&instance_buffer_, {{1, 4}, {2, 4}, {3, 4}}, true}},
                             .indices = indices,
                             .label = "needle"});
    const auto box = box_vertices();
    box_buffer_ = gl::make_buffer(gl::bytes_of(box), gl::Usage::fixed, "box");
    box_ = gl::make_mesh({.streams = {{&box_buffer_, {{0, 3}, {1, 3}}}}, .label = "plate"});
    shadow_ = gl::make_surface(
        {.size = {kShadow_px, kShadow_px}, .colour = false, .shadow = true, .label = "shadow"});
}

void NeedlePass::prepare(const Frame& f) {
    const sim::Device& device = f.snapshot.scenario->device;
    std::vector<Instance> instances;
    // After the stroke the device is taken away.
    if (f.view.shows(session::Part::needles) && f.snapshot.stage <= sim::Stage::withdrawal)
        for (const sim::NeedleView& n : f.snapshot.needles) {
            if (!is_standing(n, f.section)) continue;
            const float coat = device.insulated ? float(device.active_tip_mm) : -1.0f;
            instances.push_back({vec4(tip_world(n), float(device.needle_diameter_mm / 2)),
                                 vec4(plate_direction(n), float(device.needle_length_mm)),
                                 vec4(float(sim::taper_mm(device)), coat, n.positive ? 1.0f : -1.0f,
                                      float(instances.size()))});
        }
    count_ = int(instances.size());
    gl::fill(instance_buffer_, gl::bytes_of(instances));
}

void NeedlePass::draw_shadow(const Frame& f) {
    gl::begin(shadow_.target());
    glDepthMask(GL_TRUE);
    glClear(GL_DEPTH_BUFFER_BIT);
    ProgramSource source{"pass/needle.vert", "pass/shadow.frag", {"SHADOW"}};
    if (f.shaders.use(source)) {
        gl::apply({.colour_write = false, .depth_offset = true});
        gl::draw_instances(needle_, count_);
    }
    gl::bind(shadow_.depth_map, int(Sampler::shadow_map));
}

void NeedlePass::draw(const Frame& f) {
    if (count_ == 0 || !f.shaders.use(f.program("pass/needle.vert", "pass/needle.frag"))) return;
    gl::apply({.depth_test = true, .depth_write = true});
    gl::draw_instances(needle_, count_);
}

void NeedlePass::draw_plate(const Frame& f) {
    // From above it would stand between the eye and the skin.
    if (count_ == 0 || f.view.name == session::ViewName::surface) return;
    const sim::Device& device = f.snapshot.scenario->device;
    vec3 low(1e9f), high(-1e9f);
    for (const sim::NeedleView& n : f.snapshot.needles) {
        if (!is_standing(n, f.section)) continue;
        const vec3 top = tip_world(n) + plate_direction(n) * float(device.needle_length_mm);
        low = glm::min(low, top), high = glm::max(high, top);
    }
    const float margin = 0.28f, thick = 0.34f;
    low -= vec3(margin, margin, 0), high += vec3(margin, margin, thick);
    if (!f.shaders.use(f.program("pass/plate.vert", "pass/plate.frag"))) return;
    gpu::DrawBlock d{};
    d.face_origin_mm = vec4(low, 0);
    d.face_u = vec4(high - low, 0);
    d.colour = vec4(0.42f, 0.46f, 0.50f, 0.10f);
    f.blocks.upload(d);
    // Far sides first, then near ones: two layers of glass in the right order.
    for (const gl::Cull cull : {gl::Cull::front, gl::Cull::back}) {
        gl::apply(
            {.depth_test = true, .depth_write = false, .blend = gl::Blend::over, .cull = cull});
        gl::draw_vertices(box_, gl::Shape::triangles, 36);
    }
}

}  // namespace render
