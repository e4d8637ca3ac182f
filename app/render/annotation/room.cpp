#include "app/render/annotation/room.h"

#include "app/render/annotation/ruler.h"

#include <algorithm>
#include <cmath>

namespace render {
namespace {

constexpr float kRulerWorth = 5;  // of a place on the ruler, where 1 is one on the block
constexpr float kLarge = 0.10f;   // of the picture: panels should not be larger
constexpr float kLargeWorth = 30;
constexpr float kCornerWorth = 0.1f;  // of the place of each corner in its list

session::View own_picture(session::View view) {
    view.zoom = view.turn_deg = view.tilt_deg = view.pan_x_mm = view.pan_y_mm = 0;
    return view;
}

/// Convex hull, counterclockwise in a y-up plane (Andrew's monotone chain).
std::vector<glm::vec2> hull(std::vector<glm::vec2> points) {
    std::sort(points.begin(), points.end(), [](const glm::vec2& a, const glm::vec2& b) {
        return a.x != b.x ? a.x < b.x : a.y < b.y;
    });
    std::vector<glm::vec2> out;
    const auto sweep = [&](auto first, auto last) {
        const std::size_t base = out.size();
        for (auto p = first; p != last; ++p) {
            while (out.size() >= base + 2 &&
                   cross(out.back() - out[out.size() - 2], *p - out.back()) <= 0)
                out.pop_back();
            out.push_back(*p);
        }
        if (!out.empty()) out.pop_back();
    };
    sweep(points.begin(), points.end());
    sweep(points.rbegin(), points.rend());
    return out;
}

bool within(const std::vector<glm::vec2>& outline, const glm::vec2& p) {
    for (std::size_t i = 0; i < outline.size(); ++i)
        if (cross(outline[(i + 1) % outline.size()] - outline[i], p - outline[i]) < 0) return false;
    return !outline.empty();
}

}  // namespace

Room::Room(const Picture& picture) : picture_(picture) {
    const session::View view = own_picture(picture.view);
    const Camera camera =
        make_camera(view, picture.snapshot, picture.options.width_px, picture.options.height_px);
    const Picture own{picture.snapshot, view,          camera,
                      picture.atlas,    picture.words, picture.options};
    ruler_ = ruler_room(own);
    std::vector<glm::vec2> corners;
    for (const glm::dvec3& corner : own.plan_mm())
        for (const double depth : {0.0, picture.snapshot.tissue->block.floor_mm})
            corners.push_back(own.px(corner + glm::dvec3(0, 0, depth)));
    outline_ = hull(std::move(corners));
}

std::optional<Room::Stand> Room::place(std::span<const Shape> shapes,
                                       std::span<const Corner> corners, float most) {
    std::optional<Stand> best;
    float least = 0;
    const float letters = 100 * 0.5f * picture_.atlas.text_px * picture_.atlas.text_px;
    for (std::size_t c = 0; c < corners.size(); ++c)
        for (std::size_t s = 0; s < shapes.size(); ++s) {
            const Box box = stacked(shapes[s].size_px, corners[c]);
            const bool top = corners[c] <= Corner::top_right;
            const float filled = top ? box.high.y : picture_.height() - box.low.y;
            if (!picture_.frame().contains(box) || filled > most * picture_.height()) continue;
            const float share =
                box.size().x * box.size().y / (picture_.width() * picture_.height());
            const float cost = kLargeWorth * std::max(0.0f, share - kLarge) + harm(box) / letters +
                               shapes[s].worse + kCornerWorth * float(c);
            if (!best || cost < least) best = Stand{s, box}, least = cost;
        }
    if (best) take(best->box);
    return best;
}

Box Room::stacked(const glm::vec2& size_px, Corner corner) const {
    const float margin = picture_.margin(), gap = 8 * picture_.unit();
    const glm::vec2 size = glm::round(size_px);
    const bool left = corner == Corner::top_left || corner == Corner::bottom_left;
    const bool top = corner <= Corner::top_right;
    glm::vec2 low = glm::round(glm::vec2(left ? margin : picture_.width() - margin - size.x,
                                         top ? margin : picture_.height() - margin - size.y));
    for (bool moved = true; moved;) {
        moved = false;
        for (const Box& b : taken_)
            if (Box{low, low + size}.grown(gap - 1).overlaps(b)) {
                low.y = std::round(top ? b.high.y + gap : b.low.y - gap - size.y);
                moved = true;
            }
    }
    return {low, low + size};
}

/// Pixels of the block that a box hides, those of the ruler counted more than once.
float Room::harm(const Box& box) const {
    constexpr int kAcross = 12, kDown = 6;
    float hidden = 0;
    for (int j = 0; j < kDown; ++j)
        for (int i = 0; i < kAcross; ++i) {
            const glm::vec2 p = box.low + box.size() * glm::vec2((float(i) + 0.5f) / kAcross,
                                                                 (float(j) + 0.5f) / kDown);
            hidden += ruler_.contains(p) ? kRulerWorth : within(outline_, p) ? 1.0f : 0.0f;
        }
    return hidden / (kAcross * kDown) * box.size().x * box.size().y;
}

}  // namespace render
