// Rectangles and segments in pixels, y down.
#pragma once
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vec2.hpp>

#include <algorithm>

namespace render {

/// Half-open: low is inside.
struct Box {
    glm::vec2 low{}, high{};

    glm::vec2 size() const { return high - low; }
    glm::vec2 middle() const { return (low + high) / 2.0f; }
    Box grown(float by_px) const { return {low - by_px, high + by_px}; }
    Box moved(const glm::vec2& by_px) const { return {low + by_px, high + by_px}; }
    bool overlaps(const Box& o) const {
        return low.x < o.high.x && o.low.x < high.x && low.y < o.high.y && o.low.y < high.y;
    }
    bool contains(const glm::vec2& p) const {
        return p.x >= low.x && p.x < high.x && p.y >= low.y && p.y < high.y;
    }
    bool contains(const Box& o) const {
        return o.low.x >= low.x && o.high.x <= high.x && o.low.y >= low.y && o.high.y <= high.y;
    }
};

inline float cross(const glm::vec2& a, const glm::vec2& b) { return a.x * b.y - a.y * b.x; }

/// Whether the open segments a-b and c-d cross.
inline bool segments_cross(const glm::vec2& a, const glm::vec2& b, const glm::vec2& c,
                           const glm::vec2& d) {
    const float c_side = cross(b - a, c - a), d_side = cross(b - a, d - a);
    const float a_side = cross(d - c, a - c), b_side = cross(d - c, b - c);
    return c_side * d_side < 0 && a_side * b_side < 0;
}

inline float distance_to_segment(const glm::vec2& p, const glm::vec2& a, const glm::vec2& b) {
    const glm::vec2 ab = b - a;
    const float length2 = glm::dot(ab, ab);
    const float t = length2 > 0 ? glm::clamp(glm::dot(p - a, ab) / length2, 0.0f, 1.0f) : 0.0f;
    return glm::length(p - a - t * ab);
}

/// Whether any of the segment lies in the box.
inline bool segment_meets(const Box& box, const glm::vec2& a, const glm::vec2& b) {
    float enter = 0, leave = 1;
    for (int i = 0; i < 2; ++i) {
        const float d = b[i] - a[i];
        if (d == 0) {
            if (a[i] < box.low[i] || a[i] >= box.high[i]) return false;
            continue;
        }
        const float t0 = (box.low[i] - a[i]) / d, t1 = (box.high[i] - a[i]) / d;
        enter = std::max(enter, std::min(t0, t1));
        leave = std::min(leave, std::max(t0, t1));
    }
    return enter < leave;
}

}  // namespace render
