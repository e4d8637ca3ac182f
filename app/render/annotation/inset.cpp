#include "app/render/annotation/inset.h"

#include "app/render/palette.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <string>

namespace render {
namespace {

using session::ViewName;

bool wanted(const Picture& p) {
    const bool moved = p.view.section_mm > 0 || p.view.section_turn_deg != 0;
    return moved || p.view.name == ViewName::section || p.view.name == ViewName::tip ||
           p.view.name == ViewName::cell;
}

/// The map of one picture, laid out in a box.
class Map {
  public:
    Map(const Picture& picture, const Box& box, Pen& pen)
        : p_(picture), block_(picture.snapshot.tissue->block), pen_(pen), u_(picture.unit()) {
        const glm::vec2 low =
            box.low + glm::vec2(9, 8) * u_ + glm::vec2(0, p_.atlas.face(Face::small).line_px);
        px_per_mm_ = kMap_px * u_ / float(block_.width_mm);
        map_ = {low, low + px_per_mm_ * glm::vec2(block_.width_mm, block_.length_mm)};
        side_ = {{map_.high.x + 9 * u_, map_.low.y}, {map_.high.x + 15 * u_, map_.high.y}};
    }

    void draw() {
        skin();
        section();
        needles();
        depth();
    }

  private:
    glm::vec2 at(const glm::dvec3& mm) const {
        return {map_.low.x + px_per_mm_ * float(mm.x + block_.width_mm / 2),
                map_.high.y - px_per_mm_ * float(mm.y)};
    }

    void skin() {
        const Colour edge = pen_.inks().faint.faded(0.7f);
        std::vector<glm::vec2> left;
        for (const glm::dvec3& corner : p_.plan_mm()) left.push_back(at(corner));
        pen_.polygon(left, {kLayerColours[2], 1});
        const std::array<glm::vec2, 4> corners = {
            map_.low, {map_.high.x, map_.low.y}, map_.high, {map_.low.x, map_.high.y}};
        for (std::size_t i = 0; i < 4; ++i) pen_.line(corners[i], corners[(i + 1) % 4], u_, edge);
    }

    /// Ends of the cut in the block; both the same where it misses.
    std::pair<glm::dvec3, glm::dvec3> cut() const {
        std::vector<glm::dvec3> on;
        for (const glm::dvec3& corner : p_.plan_mm())
            if (std::fabs(p_.behind_section_mm(corner)) < 1e-6) on.push_back(corner);
        if (on.size() < 2) return {};
        return on.front().x <= on.back().x ? std::pair(on.front(), on.back())
                                           : std::pair(on.back(), on.front());
    }

    void section() {
        const auto [a_mm, b_mm] = cut();
        const glm::vec2 a = at(a_mm), b = at(b_mm);
        if (a == b) return;
        const Colour& accent = pen_.inks().accent;
        pen_.line(a, b, 1.6f * u_, accent);
        // Arrows at both ends, the way one looks.
        const glm::vec2 along = glm::normalize(b - a), look{along.y, -along.x};
        for (const glm::vec2& end : {a + 3.0f * u_ * along, b - 3.0f * u_ * along}) {
            const glm::vec2 foot = end - 7.0f * u_ * look;
            const std::array<glm::vec2, 3> head = {end - u_ * look,
                                                   foot + 2.0f * u_ * look - 3.0f * u_ * along,
                                                   foot + 2.0f * u_ * look + 3.0f * u_ * along};
            pen_.polygon(head, accent);
        }
        // What the picture shows of it, where that is not all.
        if (!p_.section_seen()) return;
        const SeenFace face = p_.cut_faces().front();
        const auto low = p_.u_at(face, {0, p_.height() / 2}),
                   high = p_.u_at(face, {p_.width(), p_.height() / 2});
        if (!low || !high || (*low <= 0 && *high >= 1)) return;
        const auto place = [&](double u) {
            return at(face.origin_mm + std::clamp(u, 0.0, 1.0) * face.across_mm);
        };
        pen_.line(place(*low), place(*high), 4 * u_, accent);
    }

    void needles() {
        if (!p_.view.shows(session::Part::needles) && p_.snapshot.channels.empty()) return;
        const auto dot = [&](const glm::dvec3& entry) {
            const bool left = p_.behind_section_mm(entry) > -kOnFace_mm;
            pen_.dot(at(entry), 1.6f * u_, pen_.inks().ink.faded(left ? 1.0f : 0.35f));
        };
        if (!p_.snapshot.needles.empty())
            for (const sim::NeedleView& n : p_.snapshot.needles) dot(n.entry_mm);
        else
            for (const sim::ChannelView& c : p_.snapshot.channels) dot(c.entry_mm);
    }

    /// Layers from above to below, and a bracket about those that the picture shows.
    void depth() {
        const float per_mm = side_.size().y / float(block_.floor_mm);
        const auto y = [&](double mm) {
            return side_.low.y + per_mm * float(std::clamp(mm, 0.0, block_.floor_mm));
        };
        double top = 0;
        for (int i = 0; i < sim::kLayerCount; ++i) {
            const double bottom = p_.snapshot.tissue->layers.bottom_mm[std::size_t(i)];
            const Colour c{kLayerColours[std::size_t(i)], 1};
            if (y(bottom) > y(top))
                pen_.gradient({{side_.low.x, y(top)}, {side_.high.x, y(bottom)}}, c, c);
            top = std::max(top, bottom);
        }
        if (!p_.section_seen() || !p_.camera.orthographic) return;
        const SeenFace face = p_.cut_faces().front();
        const float y0 = p_.px(face.at(0.5, 0)).y, y1 = p_.px(face.at(0.5, block_.floor_mm)).y;
        if (std::fabs(y1 - y0) < 1) return;
        const auto depth_at = [&](float py) {
            return double((py - y0) / (y1 - y0)) * block_.floor_mm;
        };
        const double low = depth_at(0), high = depth_at(p_.height());
        if (low <= 0 && high >= block_.floor_mm) return;
        const float x = side_.high.x + 3 * u_;
        pen_.line({x, y(low)}, {x, std::max(y(high), y(low) + 2 * u_)}, 2.4f * u_,
                  pen_.inks().accent);
    }

    const Picture& p_;
    const sim::Block& block_;
    Pen& pen_;
    float u_;
    float px_per_mm_ = 1;
    Box map_, side_;

  public:
    static constexpr float kMap_px = 78;  ///< width of the map at unit size
};

std::string title(const Picture& p) {
    const Words& w = p.words;
    if (p.view.section_turn_deg != 0)
        return filled(w[Word::inset_turned],
                      {number(w, p.view.section_mm, 1), number(w, p.view.section_turn_deg, 0)});
    if (p.view.section_mm <= 0) return w[Word::inset_front];
    return filled(w[Word::inset_cut], {number(w, p.view.section_mm, 1)});
}

}  // namespace

void draw_inset(const Picture& picture, Room& room, Pen& pen) {
    if (!wanted(picture)) return;
    const float u = picture.unit();
    const sim::Block& block = picture.snapshot.tissue->block;
    const std::string text = title(picture);
    const float map_high = Map::kMap_px * u * float(block.length_mm / block.width_mm);
    const float wide =
        std::max(Map::kMap_px * u + 21 * u, text_width_px(picture.atlas, Face::small, text)) +
        18 * u;
    const Shape shape{{wide, map_high + picture.atlas.face(Face::small).line_px + 19 * u}, 0};
    constexpr Corner kCorners[] = {Corner::top_right, Corner::top_left, Corner::bottom_right,
                                   Corner::bottom_left};
    const auto stand = room.place({&shape, 1}, kCorners);
    if (!stand) return;
    pen.paper(stand->box);
    const FaceMetrics& small = picture.atlas.face(Face::small);
    pen.text(Face::small,
             {stand->box.low.x + 9 * u,
              baseline_px(small, stand->box.low.y + 4 * u + small.line_px / 2)},
             text, pen.inks().faint);
    Map(picture, stand->box, pen).draw();
}

}  // namespace render
