#include "app/render/frame.h"

#include "app/render/ramp.h"
#include "app/render/scene/skin.h"
#include "app/render/scene/surface.h"
#include "app/session/section.h"
#include "sim/models/skin_colour.h"
#include "sim/tissue/tables.h"

#include <glm/ext/matrix_clip_space.hpp>
#include <glm/ext/matrix_transform.hpp>

#include <algorithm>
#include <cmath>

namespace render {
namespace {

using glm::vec3;
using glm::vec4;
using session::Part;

const vec3 kToKey = glm::normalize(vec3(-0.52f, -0.62f, 0.72f));

constexpr double kBed_mm = 0.2;  // about a needle, where a face is in its shade

float share(double x) { return float(std::clamp(x, 0.0, 1.0)); }

float shown(const session::View& view, Part part) {
    return view.fades(part) ? kVeil : view.shows(part) ? 1.0f : 0.0f;
}

/// From the world to the shadow map's texture coordinates and depth.
glm::mat4 shadow_from_world(const sim::Block& block) {
    const vec3 middle(0, float(block.length_mm) / 2, -0.1f);
    const float reach = float(block.width_mm) * 0.62f;
    const glm::mat4 view = glm::lookAt(middle + 10.0f * kToKey, middle, vec3(0, 0, 1));
    const glm::mat4 clip = glm::ortho(-reach, reach, -reach, reach, 2.0f, 20.0f) * view;
    return glm::translate(glm::mat4(1), vec3(0.5f)) * glm::scale(glm::mat4(1), vec3(0.5f)) * clip;
}

void put_skin(gpu::FrameBlock& b, const sim::Snapshot& s) {
    const sim::ToneRow& tone = sim::tones()[std::size_t(s.tissue->skin.tone)];
    const double darkest = sim::tones().back().melanosome_fraction;
    const auto vec = [](const std::array<double, 3>& c) {
        return vec3(float(c[0]), float(c[1]), float(c[2]));
    };
    const sim::Chromophores rest = sim::resting_skin(tone);
    const sim::Chromophores red =
        sim::perfused(rest, sim::parameter("optics.blood_share_erythema").value);
    b.skin = {vec(sim::skin_colour(rest)),
              share(std::pow(tone.melanosome_fraction / darkest, 0.6))};
    b.skin_red = {vec(sim::skin_colour(red)), share(s.healing.erythema)};
    b.chromophores = {float(rest.melanosomes_share), float(rest.blood_share), 0, 0};
    b.bruise = {vec(bruise_absorbance(tone, s.days_since_visit)), 0};
}

void put_layers(gpu::FrameBlock& b, const sim::Tissue& t) {
    const auto bottom = [&](sim::Layer layer) {
        return float(t.layers.bottom_mm[std::size_t(layer)]);
    };
    using enum sim::LayerId;
    b.bottoms_mm = {bottom(stratum_corneum), bottom(viable_epidermis), bottom(papillary_dermis),
                    bottom(reticular_dermis)};
    b.deep_mm = {bottom(hypodermis), bottom(muscle), 0, float(t.skin.seed % 1024)};
    b.rete_mm = {float(t.rete_height_mm), float(t.rete_wavelength_mm),
                 share((t.skin.age_years - 20) / 60), 1};
}

void put_needles(gpu::FrameBlock& b, const Frame& f) {
    const auto& s = f.snapshot;
    const float radius = float(s.scenario->device.needle_diameter_mm / 2);
    const auto pushed = dimples(s);
    const auto is_near = [&](const glm::dvec3& at_mm, double within_mm) {
        return std::any_of(f.faces.begin(), f.faces.end(), [&](const CutFace& face) {
            return std::fabs(behind_mm(face, at_mm)) < within_mm;
        });
    };
    // After the stroke the device is taken away.
    const bool in_view = f.view.shows(Part::needles) && s.stage <= sim::Stage::withdrawal;
    const auto stands_in_face = [&](const sim::NeedleView& n) {
        const glm::dvec3 tip = n.entry_mm + n.direction * (n.tip_mm / n.direction.z);
        const double within_mm = kBed_mm + double(radius);
        return in_view && n.tip_mm > 0 && is_standing(n, f.section) &&
               (is_near(n.entry_mm, within_mm) || is_near(tip, within_mm));
    };
    std::vector<sim::NeedleView> needles(s.needles.begin(), s.needles.end());
    const auto others = std::stable_partition(needles.begin(), needles.end(), stands_in_face);
    b.counts.w = float(std::min<std::ptrdiff_t>(others - needles.begin(), gpu::kMaxNeedles));
    int count = 0;
    for (const sim::NeedleView& n : needles) {
        if (count == gpu::kMaxNeedles) break;
        // Faces feel the needles near them; the surface mesh knows all of them.
        if (!is_near(n.entry_mm, 0.8)) continue;
        const auto own = std::find_if(pushed.begin(), pushed.end(), [&](const Dimple& d) {
            return d.at_mm == glm::dvec2(n.entry_mm.x, n.entry_mm.y);
        });
        const bool is_pushed = own != pushed.end();
        if (!is_pushed && !stands_in_face(n)) continue;
        b.needle_entry_mm[count] = {float(n.entry_mm.x), float(n.entry_mm.y),
                                    is_pushed ? float(own->deep_mm) : 0.0f,
                                    is_pushed ? float(own->reach_mm) : 1.0f};
        b.needle_axis[count] = {vec3(n.direction), radius};
        ++count;
    }
    b.counts.x = float(count);
}

bool reaches(const CutFace& face, const sim::ChannelView& c) {
    const double gap = behind_mm(face, c.entry_mm), along = along_mm(face, c.entry_mm);
    return std::fabs(gap) < 0.30 && along > -0.3 && along < double(face.length_mm) + 0.3;
}

void put_channels(gpu::FrameBlock& b, const Frame& f) {
    const auto& s = f.snapshot;
    const double recoil = sim::parameter("insertion.recoil_ratio").value;
    int count = 0;
    // While the needle stands in its channel there is nothing but the needle to see.
    if (s.stage <= sim::Stage::dwell) return;
    for (const sim::ChannelView& c : s.channels) {
        if (count == gpu::kMaxChannels) break;
        if (std::none_of(f.faces.begin(), f.faces.end(),
                         [&](const CutFace& face) { return reaches(face, c); }))
            continue;
        const double first = s.scenario->device.needle_diameter_mm / 2 * recoil;
        b.channel_entry_mm[count] = {float(c.entry_mm.x), float(c.entry_mm.y),
                                     float(c.state.diameter_mm / 2),
                                     float(std::max(first, c.state.diameter_mm / 2))};
        b.channel_axis[count] = {vec3(c.direction), float(c.length_mm)};
        b.channel_state[count] = {c.vessels > 0 ? 1.0f : 0.0f, share(c.cover),
                                  float(s.days_since_visit), share(c.state.optical_open)};
        ++count;
    }
    b.counts.y = float(count);
}

void put_heat(gpu::FrameBlock& b, const sim::Snapshot& s) {
    b.heat_range_C = {float(kRampLow_C), float(kRampHigh_C), 0, float(s.heat.rest_C)};
    if (!s.heat.grid) return;
    // Dead tissue is cleared away in the weeks that follow.
    const double days = s.visits > 0 ? s.days_since_visit : 0;
    b.heat_range_C.z = s.heat.necrosis.empty() ? 0.0f : 1 - share((days - 5) / 25);
}

}  // namespace

vec3 linear_from_srgb(const vec3& srgb) {
    vec3 linear;
    for (int i = 0; i < 3; ++i)
        linear[i] =
            srgb[i] <= 0.04045f ? srgb[i] / 12.92f : std::pow((srgb[i] + 0.055f) / 1.055f, 2.4f);
    return linear;
}

bool is_standing(const sim::NeedleView& n, const session::SectionPlane& section) {
    return section.behind_mm(n.entry_mm) > -kOnFace_mm;
}

bool is_near_channel(const Frame& f, const CutFace& face) {
    const auto& channels = f.snapshot.channels;
    return std::any_of(channels.begin(), channels.end(),
                       [&](const sim::ChannelView& c) { return reaches(face, c); });
}

vec3 tip_world(const sim::NeedleView& n) {
    return world_from_tissue(n.entry_mm + n.direction * (n.tip_mm / n.direction.z));
}

vec3 plate_direction(const sim::NeedleView& n) { return -world_from_tissue(n.direction); }

gpu::FrameBlock make_frame_block(const Frame& f) {
    const sim::Block& block = f.snapshot.tissue->block;
    const auto& v = f.view;
    gpu::FrameBlock b{};
    b.clip_from_world = f.camera.clip_from_world;
    b.world_from_clip = f.camera.world_from_clip;
    b.shadow_from_world = shadow_from_world(block);
    b.eye_mm = {f.camera.eye_mm, f.camera.orthographic ? 1.0f : 0.0f};
    b.forward = {f.camera.forward, f.camera.pixel_mm};
    b.picture_px = {float(f.width_px), float(f.height_px), 1.0f / float(f.width_px),
                    1.0f / float(f.height_px)};
    b.key_light = {kToKey, 0.62f};
    b.block_mm = {float(block.width_mm / 2), float(block.length_mm), float(block.floor_mm), 0};
    const glm::vec2 outwards(f.section.outwards);
    b.section = {outwards, glm::dot(glm::vec2(f.section.pivot_mm), outwards), 0};
    put_skin(b, f.snapshot);
    put_layers(b, *f.snapshot.tissue);
    const auto& h = f.snapshot.healing;
    // New collagen is small beside the dermis' own; what is drawn is stretched. Illustrative.
    // Both together fill the column; each takes its share of it.
    const double fresh = h.collagen_iii + h.collagen_i;
    const double gain = fresh > 1e-6 ? (1 - std::exp(-7 * fresh)) / fresh : 7;
    b.healing = {share(h.collagen_iii * gain), share(h.collagen_i * gain),
                 float(f.snapshot.days_since_visit), share(h.oedema)};
    b.collagen_types = {share(f.snapshot.type_iii_share),
                        share(sim::parameter("anatomy.collagen3_share").value), 0, 0};
    put_heat(b, f.snapshot);
    b.layers_shown = {shown(v, Part::stratum_corneum), shown(v, Part::epidermis),
                      shown(v, Part::papillary_dermis), shown(v, Part::reticular_dermis)};
    b.parts_shown = {shown(v, Part::fat), shown(v, Part::vessels), shown(v, Part::nerves),
                     shown(v, Part::follicles)};
    b.more_parts_shown = {shown(v, Part::glands), shown(v, Part::channels),
                          shown(v, Part::collagen), shown(v, Part::heat)};
    put_needles(b, f);
    put_channels(b, f);
    b.counts.z = float(f.peel);
    return b;
}

Blocks::Blocks() {
    const gpu::FrameBlock frame{};
    const gpu::DrawBlock draw{};
    frame_ =
        gl::make_buffer(std::as_bytes(std::span(&frame, 1)), gl::Usage::changing, "frame block");
    draw_ = gl::make_buffer(std::as_bytes(std::span(&draw, 1)), gl::Usage::changing, "draw block");
}

void Blocks::upload(const gpu::FrameBlock& frame) {
    gl::fill(frame_, std::as_bytes(std::span(&frame, 1)));
    glBindBufferBase(GL_UNIFORM_BUFFER, unsigned(Block::frame), frame_.handle.name());
}

void Blocks::upload(const gpu::DrawBlock& draw) {
    gl::fill(draw_, std::as_bytes(std::span(&draw, 1)));
    glBindBufferBase(GL_UNIFORM_BUFFER, unsigned(Block::draw), draw_.handle.name());
}

}  // namespace render
