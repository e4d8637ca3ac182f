#include "app/render/annotation/scale_bar.h"

#include <glm/geometric.hpp>

#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace render {
namespace {

std::string length_text(const Words& words, double length_mm) {
    if (length_mm < 0.25)
        return filled(words[Word::length_um], {number(words, 1000 * length_mm, 0)});
    return filled(words[Word::length_mm], {number(words, length_mm, round_decimals(length_mm))});
}

/// A bar from a to b and its text, on either side of it.
struct Bar {
    glm::vec2 a{}, b{}, text_px{};  ///< left end of the text's middle line
    Box text_box, box;
    std::string text;
    bool under = false;
};

Bar lay_out(const Picture& picture, const glm::vec2& a, const glm::vec2& b, double length_mm,
            bool under) {
    const float u = picture.unit();
    Bar bar{a, b, {}, {}, {}, length_text(picture.words, length_mm), under};
    const float size = picture.atlas.face(Face::small_semibold).size_px;
    const float width = text_width_px(picture.atlas, Face::small_semibold, bar.text);
    const glm::vec2 middle = (a + b) / 2.0f;
    bar.text_px = {std::round(middle.x - width / 2),
                   middle.y + (under ? 1.0f : -1.0f) * (0.62f * size + 4 * u)};
    bar.text_box = {bar.text_px - glm::vec2(5 * u, 0.7f * size),
                    bar.text_px + glm::vec2(width + 5 * u, 0.7f * size)};
    bar.box = {glm::min(glm::min(a, b) - 8 * u, bar.text_box.low),
               glm::max(glm::max(a, b) + 8 * u, bar.text_box.high)};
    return bar;
}

void draw(const Bar& bar, const Picture& picture, Pen& pen) {
    const float u = picture.unit();
    if (bar.under)
        pen.plate(bar.text_box, 5 * u, pen.inks().paper.faded(0.7f));
    else
        pen.paper(bar.box);
    const glm::vec2 cap{0, 3.5f * u};
    pen.haloed_line(std::array<glm::vec2, 2>{bar.a, bar.b}, 2 * u, pen.inks().ink);
    pen.line(bar.a - cap, bar.a + cap, 1.4f * u, pen.inks().ink);
    pen.line(bar.b - cap, bar.b + cap, 1.4f * u, pen.inks().ink);
    const float base = baseline_px(picture.atlas.face(Face::small_semibold), bar.text_px.y);
    pen.text(Face::small_semibold, {bar.text_px.x, base}, bar.text, pen.inks().ink);
}

/// Under the block's lower front edge, where that is seen and free.
std::optional<Bar> bar_at_edge(const Picture& picture, std::span<const Box> taken) {
    const auto faces = picture.cut_faces();
    if (picture.camera.orthographic || faces.empty() || !faces.front().section) return {};
    const float u = picture.unit();
    const sim::Block& block = picture.snapshot.tissue->block;
    const double length = round_length(0.3 * block.width_mm);
    const glm::dvec3 left = faces.front().at(0, block.floor_mm);
    const glm::dvec3 right = left + length * glm::normalize(faces.front().across_mm);
    if (!picture.in_front(left) || !picture.in_front(right)) return {};
    const glm::vec2 drop{0, 9 * u};
    const glm::vec2 a = picture.px(left) + drop, b = picture.px(right) + drop;
    const Bar bar = lay_out(picture, a, b, length, true);
    const Box room = picture.frame().grown(-picture.margin());
    if (glm::length(b - a) < 30 * u || !room.contains(bar.box)) return {};
    for (const Box& box : taken)
        if (box.overlaps(bar.box)) return {};
    return bar;
}

}  // namespace

void draw_scale_bar(const Picture& picture, Room& room, Pen& pen) {
    if (const auto bar = bar_at_edge(picture, room.taken())) {
        draw(*bar, picture, pen);
        return room.take(bar->box);
    }
    const double pixel_mm = picture.camera.pixel_mm;
    const float u = picture.unit();
    // As long as is easily read, or less where that keeps it beside the block.
    std::vector<Bar> bars;
    std::vector<Shape> shapes;
    for (const float longest : {150.0f, 100.0f, 70.0f}) {
        const double length = round_length(double(longest * u) * pixel_mm);
        bars.push_back(lay_out(picture, {0, 0}, {float(length / pixel_mm), 0}, length, false));
        shapes.push_back({bars.back().box.size(), 0.05f * float(shapes.size())});
    }
    constexpr Corner kCorners[] = {Corner::bottom_right, Corner::bottom_left, Corner::top_right,
                                   Corner::top_left};
    const auto stand = room.place(shapes, kCorners);
    if (!stand) return;
    Bar bar = bars[stand->shape];
    const glm::vec2 by = glm::round(stand->box.low - bar.box.low);
    for (glm::vec2* p : {&bar.a, &bar.b, &bar.text_px}) *p += by;
    bar.text_box = bar.text_box.moved(by);
    bar.box = bar.box.moved(by);
    draw(bar, picture, pen);
}

double round_length(double most) {
    const double ten = std::pow(10, std::floor(std::log10(most)));
    for (const double m : {5.0, 2.0})
        if (m * ten <= most * (1 + 1e-9)) return m * ten;
    return ten;
}

int round_decimals(double length) {
    int decimals = 0;
    for (double step = 0.999; length < step && decimals < 3; step /= 10) ++decimals;
    return decimals;
}

}  // namespace render
