#include "app/render/annotation/sight.h"

#include "app/render/annotation/subjects.h"
#include "app/render/heat_field.h"

#include <glm/geometric.hpp>

#include <cmath>

namespace render {
namespace {

using session::Part;

constexpr double kHides_C = 43;        // the first line that the renderer draws
constexpr double kDuctCoil_mm = 0.03;  // a sweat duct winds so far about its tube
constexpr double kOutline_mm = 0.08;   // about a coagulated zone
constexpr double kDrop_mm = 0.3;       // a drop of blood covers so much skin

}  // namespace

Sight::Sight(const Picture& the_picture, const Box& the_zone, std::span<const Box> taken)
    : picture(the_picture),
      tissue(*the_picture.snapshot.tissue),
      zone(the_zone),
      faces(the_picture.cut_faces()),
      solids(solids_on(faces, the_picture, Reach::plain)),
      taken_(taken),
      obstacles_(solids_on(faces, the_picture, Reach::all)),
      shafts_(shafts(the_picture)),
      front_mm_(tissue.block.length_mm) {
    for (const glm::dvec3& corner : picture.plan_mm()) front_mm_ = std::min(front_mm_, corner.y);
}

bool Sight::in_zone(const glm::vec2& px) const {
    return zone.contains(px) && std::none_of(taken_.begin(), taken_.end(), [&](const Box& b) {
               return b.grown(8 * picture.unit()).contains(px);
           });
}

std::optional<Candidate> Sight::place(const glm::dvec3& at_mm, float cost) const {
    if (!picture.in_front(at_mm)) return {};
    const glm::vec2 px = picture.px(at_mm);
    if (!in_zone(px)) return {};
    return Candidate{at_mm, px, cost};
}

bool Sight::hidden_by(const Solid& solid, Word name, const glm::dvec3& at_mm, double air_mm) const {
    // Far off, as most are: one distance instead of a projection.
    const double reach = glm::length(solid.b_mm - solid.a_mm) +
                         std::max(solid.a_radius_mm, solid.b_radius_mm) +
                         std::max(air_mm, kOutline_mm);
    const glm::dvec3 away = at_mm - solid.a_mm;
    if (glm::dot(away, away) > reach * reach) return false;
    const bool wound = solid.name == Word::microchannel || solid.name == Word::new_collagen ||
                       solid.name == Word::coagulated;
    const bool around = solid.name == name ||
                        (name == Word::hair && solid.name == Word::follicle) ||
                        (name == Word::follicle && solid.name == Word::hair) ||
                        (wound && (name == Word::new_collagen || name == Word::fibroblasts)) ||
                        (name == Word::microchannel && solid.name == Word::new_collagen);
    // Vessels are drawn over the fibres that grow about them.
    const auto structure = structure_named(name);
    const bool before = structure && sim::is_vessel(*structure) && solid.name == Word::new_collagen;
    if (around || before) return false;
    const double rim_mm =
        structure && solid.name == Word::coagulated ? std::max(air_mm, kOutline_mm) : air_mm;
    return solid.distance_mm(at_mm) < rim_mm;
}

bool Sight::clear(Word name, const Candidate& candidate) const {
    if (name == Word::needle_tip) return true;
    const float air_px = 5 * picture.unit();
    const auto structure = structure_named(name);
    // Heat and its outlines hide fine structures; vessels show through.
    if (structure && !sim::is_vessel(*structure) && picture.view.shows(Part::heat) &&
        picture.snapshot.heat.grid &&
        temperature_at(picture.snapshot.heat, candidate.at_mm) > kHides_C)
        return false;
    for (const Shaft& s : shafts_)
        if (distance_to_segment(candidate.px, s.a, s.b) < s.radius_px + air_px) return false;
    const double dot_mm = double(picture.camera.pixel_mm) * double(air_px);
    const double air_mm = is_region(name)              ? dot_mm
                          : name == Word::new_collagen ? std::max(dot_mm, kDuctCoil_mm)
                          : structure                  ? 0.8 * dot_mm
                                                       : 0.0;
    return std::none_of(obstacles_.begin(), obstacles_.end(), [&](const Solid& s) {
        return hidden_by(s, name, candidate.at_mm, air_mm);
    });
}

const sim::Column& Sight::column_under(const glm::dvec3& at_mm) const {
    if (!column_ || at_mm.x != column_->x_mm || at_mm.y != column_->y_mm)
        column_ = {at_mm.x, at_mm.y, sim::column_at(tissue, at_mm.x, at_mm.y)};
    return column_->bounds;
}

double Sight::pushed_mm(const glm::dvec3& at_mm) const {
    double pushed_mm = 0;
    for (const sim::NeedleView& n : picture.snapshot.needles)
        if (n.dimple_mm > 0)
            pushed_mm +=
                n.dimple_mm *
                std::exp(-std::hypot(at_mm.x - n.entry_mm.x, at_mm.y - n.entry_mm.y) / 0.26);
    return pushed_mm;
}

float Sight::near_needle(const glm::dvec3& at_mm) const {
    return std::min(60.0f, float(pushed_mm(at_mm) / 0.0003)) * picture.unit();
}

bool Sight::under_blood(const glm::dvec3& at_mm) const {
    const sim::Snapshot& s = picture.snapshot;
    return s.stage <= sim::Stage::closing && picture.view.shows(Part::channels) &&
           std::any_of(s.channels.begin(), s.channels.end(), [&](const sim::ChannelView& c) {
               return c.bleed_mm3 > 0 &&
                      std::hypot(at_mm.x - c.entry_mm.x, at_mm.y - c.entry_mm.y) < kDrop_mm;
           });
}

int Sight::shafts_to_the_right(const glm::vec2& px) const {
    return int(std::count_if(shafts_.begin(), shafts_.end(), [&](const Shaft& s) {
        return segments_cross(s.a, s.b, px, {zone.high.x, px.y});
    }));
}

std::vector<double> Sight::columns(const SeenFace& face, int count) const {
    const float y = (zone.low.y + zone.high.y) / 2;
    const auto left = picture.u_at(face, {zone.low.x, y});
    const auto right = picture.u_at(face, {zone.high.x, y});
    if (!left || !right) return {};
    const double low = std::clamp(std::min(*left, *right), 0.02, 0.98);
    const double high = std::clamp(std::max(*left, *right), 0.02, 0.98);
    std::vector<double> out;
    for (int i = 0; i < count; ++i) {
        const int k = i % 2 == 0 ? count - 1 - i / 2 : i / 2;
        out.push_back(low + (high - low) * (0.04 + 0.92 * k / (count - 1)));
    }
    return out;
}

}  // namespace render
