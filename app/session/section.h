// The cut of the block: a vertical plane, and the outline of what it leaves.
#pragma once
#include "app/session/view.h"
#include "sim/tissue/tissue.h"

#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace session {

/// What lies before it is taken away. Of places only x and y count.
struct SectionPlane {
    glm::dvec2 pivot_mm{};       ///< that it turns about: the middle of the block's width
    glm::dvec2 outwards{0, -1};  ///< unit

    /// Unit, along the plane: to the right for whoever looks at it from before.
    glm::dvec2 right() const { return {-outwards.y, outwards.x}; }
    double behind_mm(const glm::dvec3& p) const {
        return glm::dot(pivot_mm - glm::dvec2(p), outwards);
    }
    double along_mm(const glm::dvec3& p) const {
        return glm::dot(glm::dvec2(p) - pivot_mm, right());
    }
    /// A place on it.
    glm::dvec3 at(double along_mm, double depth_mm) const {
        return {pivot_mm + along_mm * right(), depth_mm};
    }
    /// The nearest place on it.
    glm::dvec3 foot(const glm::dvec3& p) const { return at(along_mm(p), p.z); }
    bool operator==(const SectionPlane&) const = default;
};

inline SectionPlane section_plane(const View& view, const sim::Block& block) {
    constexpr double kLeast_mm = 0.05;  // so much of the block's middle is always left
    const double turn = glm::radians(view.section_turn_deg);
    return {{0, std::clamp(view.section_mm, 0.0, block.length_mm - kLeast_mm)},
            {std::sin(turn), -std::cos(turn)}};
}

enum class Edge { section, front, right, back, left };

/// One side of the outline, seen from outside from its left end to its right.
struct Side {
    Edge edge = Edge::section;
    glm::dvec2 left_mm{}, right_mm{};
};

/// The convex outline of what a section leaves of the block, seen from above: the cut first, then
/// counterclockwise the block's own sides, as far as they are left.
inline std::vector<Side> footprint(const SectionPlane& plane, const sim::Block& block) {
    constexpr double kNone_mm = 1e-6;
    const double half = block.width_mm / 2, length = block.length_mm;
    const glm::dvec2 corners[] = {{-half, 0}, {half, 0}, {half, length}, {-half, length}};
    constexpr Edge edges[] = {Edge::front, Edge::right, Edge::back, Edge::left};
    Side cut;
    std::vector<Side> sides;
    std::size_t after_cut = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const glm::dvec2 a = corners[i], b = corners[(i + 1) % 4];
        const double behind_a = plane.behind_mm({a, 0}), behind_b = plane.behind_mm({b, 0});
        const bool keeps_a = behind_a > kNone_mm, keeps_b = behind_b > kNone_mm;
        if (!keeps_a && !keeps_b) continue;
        Side side{edges[i], a, b};
        const glm::dvec2 crossing = a + (b - a) * (behind_a / (behind_a - behind_b));
        if (!keeps_a) side.left_mm = cut.right_mm = crossing, after_cut = sides.size();
        if (!keeps_b) side.right_mm = cut.left_mm = crossing;
        if (glm::length(side.right_mm - side.left_mm) > kNone_mm) sides.push_back(side);
    }
    std::rotate(sides.begin(), sides.begin() + std::ptrdiff_t(after_cut), sides.end());
    sides.insert(sides.begin(), cut);
    return sides;
}

}  // namespace session
