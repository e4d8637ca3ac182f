// Where vessels, nerves, follicles and glands are named.
#include "app/render/annotation/sight.h"

#include <glm/geometric.hpp>

#include <cmath>

namespace render {
namespace {

/// On the axis of a flattened capsule, then to either side of it.
void along(const Sight& sight, const Solid& s, const SeenFace& face, std::vector<Candidate>& out) {
    if (std::fabs(glm::dot(s.a_mm - face.origin_mm, face.outward)) > 1e-6) return;
    // On a side seen askew fine things are not made out.
    if (!face.section && sight.section_seen()) return;
    const Picture& p = sight.picture;
    const glm::dvec3 beside = glm::cross(face.outward, s.b_mm - s.a_mm);
    const double length = glm::length(beside);
    for (const double t : {0.1, 0.3, 0.5, 0.7, 0.9}) {
        const glm::dvec3 on = s.at(t);
        const float half_px = p.length_px(on, s.radius_mm(t));
        if (half_px < 1.3f) continue;
        const double u = glm::dot(on - face.origin_mm, face.across_mm) /
                         glm::dot(face.across_mm, face.across_mm);
        if (u < 0 || u > 1 || !p.shows(sim::layer_at(sight.tissue, on))) continue;
        // Large cuts first, and those on the section rather than on a side.
        const float cost = (4 * std::max(0.0f, 8 - half_px) + (face.section ? 0 : 110)) * p.unit();
        const auto offer = [&](const glm::dvec3& at, float more) {
            if (const auto c = sight.place(at, cost + more)) out.push_back(*c);
        };
        offer(on, 0);
        if (length < 1e-9) continue;
        for (const double side : {-0.62, 0.62})
            offer(on + side * s.radius_mm(t) / length * beside, 1);
    }
}

}  // namespace

std::vector<Candidate> structure_places(const Sight& sight, Word name) {
    std::vector<Candidate> out;
    for (const Solid& s : sight.solids)
        if (s.name == name)
            for (const SeenFace& face : sight.faces) along(sight, s, face, out);
    return out;
}

}  // namespace render
