#include "app/render/annotation/pen.h"

#include "app/render/annotation/utf8.h"

#include <array>
#include <cmath>
#include <vector>

namespace render {
namespace {

constexpr float kPi = 3.14159265f;

glm::vec2 turned(const glm::vec2& v) { return {-v.y, v.x}; }

/// Corners of the outline moved outwards by `by_px` along their mean normals.
std::vector<glm::vec2> offset_outline(std::span<const glm::vec2> corners, float by_px, float turn) {
    std::vector<glm::vec2> out;
    out.reserve(corners.size());
    const std::size_t n = corners.size();
    for (std::size_t i = 0; i < n; ++i) {
        const glm::vec2 in = glm::normalize(corners[i] - corners[(i + n - 1) % n]);
        const glm::vec2 on = glm::normalize(corners[(i + 1) % n] - corners[i]);
        const glm::vec2 normal = -turn * (turned(in) + turned(on)) / 2.0f;
        // The mean of two unit normals is shorter than the way to the offset corner; spikes are
        // cut.
        const float stretch = 1 / std::max(glm::dot(normal, normal), 0.25f);
        out.push_back(corners[i] + by_px * stretch * normal);
    }
    return out;
}

}  // namespace

std::uint32_t packed(const Colour& colour) {
    const auto byte = [](float v) {
        return std::uint32_t(std::lround(255 * std::clamp(v, 0.0f, 1.0f)));
    };
    return byte(colour.srgb.r) | byte(colour.srgb.g) << 8 | byte(colour.srgb.b) << 16 |
           byte(colour.opacity) << 24;
}

float baseline_px(const FaceMetrics& face, float middle_y_px) {
    return std::round(middle_y_px + face.ascent_px / 2);
}

float Pen::text(Face face, const glm::vec2& left_px, std::string_view text, const Colour& colour) {
    const std::uint32_t rgba = packed(colour);
    glm::vec2 pen{left_px.x, std::round(left_px.y)};
    char32_t before = 0;
    for (std::size_t i = 0; i < text.size();) {
        const char32_t c = next_code_point(text, i);
        pen.x += kerning_px(atlas_.face(face), before, c);
        before = c;
        const Glyph& g = atlas_.glyph(face, c);
        if (g.high_px.x > g.low_px.x && g.high_px.y > g.low_px.y) {
            const glm::vec2 low = pen + g.low_px, high = pen + g.high_px;
            const OverlayVertex corners[4] = {{low, g.low_uv, rgba},
                                              {{high.x, low.y}, {g.high_uv.x, g.low_uv.y}, rgba},
                                              {high, g.high_uv, rgba},
                                              {{low.x, high.y}, {g.low_uv.x, g.high_uv.y}, rgba}};
            for (const int k : {0, 1, 2, 0, 2, 3}) overlay_.triangles.push_back(corners[k]);
        }
        pen.x += g.advance_px;
    }
    return pen.x;
}

void Pen::triangle(const glm::vec2& a, std::uint32_t a_rgba, const glm::vec2& b,
                   std::uint32_t b_rgba, const glm::vec2& c, std::uint32_t c_rgba) {
    overlay_.triangles.push_back({a, atlas_.white_uv, a_rgba});
    overlay_.triangles.push_back({b, atlas_.white_uv, b_rgba});
    overlay_.triangles.push_back({c, atlas_.white_uv, c_rgba});
}

void Pen::convex(std::span<const glm::vec2> corners, const Colour& colour, float feather_px) {
    float area = 0;
    for (std::size_t i = 0; i < corners.size(); ++i)
        area += cross(corners[i], corners[(i + 1) % corners.size()]);
    const float turn = area < 0 ? -1.0f : 1.0f;
    const auto inner = offset_outline(corners, -feather_px / 2, turn);
    const auto outer = offset_outline(corners, feather_px / 2, turn);
    const std::uint32_t full = packed(colour), none = packed(colour.faded(0));
    for (std::size_t i = 2; i < inner.size(); ++i)
        triangle(inner[0], full, inner[i - 1], full, inner[i], full);
    for (std::size_t i = 0; i < inner.size(); ++i) {
        const std::size_t j = (i + 1) % inner.size();
        triangle(inner[i], full, outer[i], none, outer[j], none);
        triangle(inner[i], full, outer[j], none, inner[j], full);
    }
}

void Pen::plate(const Box& box, float radius_px, const Colour& colour, float feather_px) {
    const float r = std::min({radius_px, box.size().x / 2, box.size().y / 2});
    const int steps = std::max(2, int(std::ceil(std::sqrt(4 * r))));
    std::vector<glm::vec2> corners;
    const std::array<glm::vec2, 4> middles = {glm::vec2(box.low.x + r, box.low.y + r),
                                              {box.high.x - r, box.low.y + r},
                                              {box.high.x - r, box.high.y - r},
                                              {box.low.x + r, box.high.y - r}};
    for (int corner = 0; corner < 4; ++corner)
        for (int i = 0; i <= steps; ++i) {
            const float angle = kPi * (1.0f + 0.5f * (float(corner) + float(i) / float(steps)));
            corners.push_back(middles[std::size_t(corner)] +
                              r * glm::vec2(std::cos(angle), std::sin(angle)));
        }
    convex(corners, colour, feather_px);
}

void Pen::paper(const Box& box) {
    const float u = unit_px(), radius = 5 * u;
    plate(box.moved({0, u}), radius, {{0.1f, 0.08f, 0.08f}, 0.13f}, 5 * u);
    plate(box, radius, inks_.paper);
}

void Pen::line(const glm::vec2& a, const glm::vec2& b, float width_px, const Colour& colour) {
    if (a == b) return;
    // Thinner than a pixel is drawn paler.
    const float drawn = std::max(width_px, 1.0f);
    const glm::vec2 side = turned(glm::normalize(b - a)) * drawn / 2.0f;
    const std::array<glm::vec2, 4> corners = {a - side, b - side, b + side, a + side};
    convex(corners, colour.faded(width_px / drawn), 1);
}

void Pen::haloed_line(std::span<const glm::vec2> points, float width_px, const Colour& colour) {
    const Colour halo{inks_.paper.srgb, 0.5f};
    for (std::size_t i = 1; i < points.size(); ++i)
        line(points[i - 1], points[i], width_px + 2.4f * unit_px(), halo);
    for (std::size_t i = 1; i < points.size(); ++i)
        line(points[i - 1], points[i], width_px, colour);
    for (std::size_t i = 1; i + 1 < points.size(); ++i) dot(points[i], width_px / 2, colour);
}

void Pen::dashes(const glm::vec2& a, const glm::vec2& b, float width_px, float dash_px,
                 const Colour& colour) {
    const float length = glm::length(b - a);
    if (length <= 0) return;
    const glm::vec2 along = (b - a) / length;
    for (float at = 0; at < length; at += 2 * dash_px)
        line(a + at * along, a + std::min(at + dash_px, length) * along, width_px, colour);
}

void Pen::dot(const glm::vec2& middle, float radius_px, const Colour& colour) {
    const int n = std::max(10, int(5 * std::sqrt(radius_px)));
    std::vector<glm::vec2> corners;
    for (int i = 0; i < n; ++i) {
        const float angle = 2 * kPi * float(i) / float(n);
        corners.push_back(middle + radius_px * glm::vec2(std::cos(angle), std::sin(angle)));
    }
    convex(corners, colour, 1);
}

void Pen::polygon(std::span<const glm::vec2> corners, const Colour& colour) {
    convex(corners, colour, 1);
}

void Pen::gradient(const Box& box, const Colour& left, const Colour& right) {
    const std::uint32_t l = packed(left), r = packed(right);
    const glm::vec2 top_right{box.high.x, box.low.y}, bottom_left{box.low.x, box.high.y};
    triangle(box.low, l, top_right, r, box.high, r);
    triangle(box.low, l, box.high, r, bottom_left, l);
}

}  // namespace render
