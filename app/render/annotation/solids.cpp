#include "app/render/annotation/solids.h"

#include "app/render/annotation/slab.h"
#include "app/render/annotation/stains.h"
#include "app/render/annotation/subjects.h"
#include "app/render/heat_field.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace render {
namespace {

using session::Part;

Word word_of(sim::Structure s) { return Word(int(Word::arteriole) + int(s)); }
static_assert(int(Word::touch_corpuscle) - int(Word::arteriole) + 1 == sim::kStructureCount);

constexpr double kPlainShare = 0.67;  // of the slab: there half the width is left

constexpr double kNewCollagen_mm =
    0.14;  // about a channel; as far as tissue_face.frag draws it dense

/// The part of a tube that a face shows, laid flat onto it.
/// @param thin  only what the face itself cuts is seen, as in a stained section
std::optional<Solid> flattened(const sim::Tube& tube, const SeenFace& face, Reach reach,
                               bool thin) {
    const double a = glm::dot(face.origin_mm - tube.a_mm, face.outward);  // behind the face
    const double b = glm::dot(face.origin_mm - tube.b_mm, face.outward);
    const double low = -0.8 * std::min(tube.a_radius_mm, tube.b_radius_mm);
    const double slab = slab_mm(tube.structure);
    const double high = thin ? -low : reach == Reach::all ? slab : kPlainShare * slab;
    if (std::max(a, b) < low || std::min(a, b) > high) return {};
    double t0 = 0, t1 = 1;
    if (std::fabs(b - a) > 1e-12) {
        t0 = std::clamp((low - a) / (b - a), 0.0, 1.0);
        t1 = std::clamp((high - a) / (b - a), 0.0, 1.0);
        if (t0 > t1) std::swap(t0, t1);
    }
    const auto at = [&](double t) {
        const double behind = a + t * (b - a);
        return tube.a_mm + t * (tube.b_mm - tube.a_mm) + behind * face.outward;
    };
    const auto radius = [&](double t) {
        const double r = tube.a_radius_mm + t * (tube.b_radius_mm - tube.a_radius_mm);
        const double behind = a + t * (b - a);
        const double off = thin ? behind : std::min(0.0, behind);  // the axis, where it is cut off
        return std::sqrt(std::max(0.0, r * r - off * off));
    };
    return Solid{word_of(tube.structure), at(t0), at(t1), radius(t0), radius(t1)};
}

/// A capsule about the part of a needle's axis that lies in coagulated tissue; none where there is
/// none. Needles at the edge of an array differ from those within.
std::optional<Solid> coagulated_about(const sim::NeedleView& n, const Picture& picture) {
    const sim::Snapshot& s = picture.snapshot;
    const auto& zones = s.rf.coagulated;
    const double wall = s.scenario->device.needle_diameter_mm / 2,
                 reach = std::max(wall, s.scenario->device.pitch_mm / 2);
    const auto at = [&](double depth) {
        return n.entry_mm + depth / std::max(n.direction.z, 0.2) * n.direction;
    };
    double top = 1e9, bottom = -1e9, radius = 0;
    constexpr int kDepths = 16, kSteps = 12;
    for (int i = 0; i < kDepths; ++i) {
        const double depth = std::lerp(zones.depth_mm[0], zones.depth_mm[1], (i + 0.5) / kDepths);
        for (int k = 0; k < kSteps; ++k) {
            const double beside = std::lerp(wall, reach, (k + 0.5) / kSteps);
            const bool left = necrosis_at(s.heat, at(depth) - glm::dvec3(beside, 0, 0)) >= 1,
                       right = necrosis_at(s.heat, at(depth) + glm::dvec3(beside, 0, 0)) >= 1;
            if (!left && !right) break;
            top = std::min(top, depth), bottom = std::max(bottom, depth);
            radius = std::max(radius, beside);
        }
    }
    if (radius <= 0) return {};
    return Solid{Word::coagulated, at(top), at(bottom), radius, radius};
}

}  // namespace

double Solid::distance_mm(const glm::dvec3& p) const {
    const glm::dvec3 ab = b_mm - a_mm;
    const double length2 = glm::dot(ab, ab);
    const double t = length2 > 0 ? std::clamp(glm::dot(p - a_mm, ab) / length2, 0.0, 1.0) : 0.0;
    return glm::length(p - at(t)) - radius_mm(t);
}

glm::dvec3 tip_mm(const sim::NeedleView& needle) {
    return needle.entry_mm + needle.tip_mm / std::max(needle.direction.z, 0.2) * needle.direction;
}

bool on_section(const Picture& picture, const glm::dvec3& position_mm) {
    return std::fabs(picture.behind_section_mm(position_mm)) <= kOnFace_mm;
}

std::vector<Solid> solids_on(const std::vector<SeenFace>& faces, const Picture& picture,
                             Reach reach) {
    const sim::Snapshot& s = picture.snapshot;
    std::vector<Solid> out;
    const bool thin = stain_of(picture.view.style) != nullptr;
    for (const sim::Tube& tube : s.tissue->tubes) {
        if (!picture.view.shows(part_of(tube.structure))) continue;
        for (const SeenFace& face : faces)
            if (const auto solid = flattened(tube, face, reach, thin)) out.push_back(*solid);
    }
    // While needles stand in their channels there are only needles to see.
    if (picture.view.shows(Part::channels) && s.stage > sim::Stage::dwell)
        for (const sim::ChannelView& c : s.channels) {
            const double radius = c.state.diameter_mm / 2;
            if (radius > 0 && on_section(picture, c.entry_mm))
                out.push_back({Word::microchannel, c.entry_mm,
                               c.entry_mm + c.length_mm * c.direction, radius, radius});
        }
    // New collagen hides what it grows over.
    const bool grown = s.healing.collagen_iii + s.healing.collagen_i > 0.02;
    if (reach == Reach::all && grown && picture.view.shows(Part::collagen))
        for (const sim::ChannelView& c : s.channels)
            if (on_section(picture, c.entry_mm))
                out.push_back({Word::new_collagen, c.entry_mm,
                               c.entry_mm + c.length_mm * c.direction, kNewCollagen_mm,
                               kNewCollagen_mm});
    if (picture.view.shows(Part::heat) && s.heat.grid && s.rf.coagulated.volume_mm3 > 0)
        for (const sim::NeedleView& n : s.needles)
            if (on_section(picture, n.entry_mm))
                if (const auto zone = coagulated_about(n, picture)) out.push_back(*zone);
    return out;
}

std::vector<Shaft> shafts(const Picture& picture) {
    std::vector<Shaft> out;
    if (!picture.view.shows(Part::needles)) return out;
    const auto& device = picture.snapshot.scenario->device;
    for (const sim::NeedleView& n : picture.snapshot.needles) {
        if (picture.behind_section_mm(n.entry_mm) < -kOnFace_mm) continue;
        // Behind the cut face only what stands out of the skin is seen.
        const glm::dvec3 tip = tip_mm(n);
        const glm::dvec3 low = tip.z > 0 && !on_section(picture, tip) ? n.entry_mm : tip;
        const glm::dvec3 high = tip - device.needle_length_mm * n.direction;
        if (high.z >= low.z || !picture.in_front(low) || !picture.in_front(high)) continue;
        out.push_back({picture.px(low), picture.px(high),
                       picture.length_px(low, device.needle_diameter_mm / 2)});
    }
    return out;
}

}  // namespace render
