#include "app/render/annotation/ruler.h"

#include "app/render/annotation/layout.h"
#include "app/render/annotation/scale_bar.h"
#include "app/render/palette.h"

#include <algorithm>
#include <cmath>

namespace render {
namespace {

using session::ViewName;

/// A depth worth a name beside the numbers.
struct Mark {
    double depth_mm;
    std::string text, more;  ///< `more` in a lighter weight, left out where there is no room
    bool own = false;        ///< set and reached: ours rather than anatomy's
    float y_px = 0;
    float width_px = 0;
};

class RulerBuilder {
  public:
    RulerBuilder(const Picture& picture, std::span<const Box> taken, Pen& pen)
        : p_(picture),
          taken_(taken),
          pen_(pen),
          u_(picture.unit()),
          small_(picture.atlas.face(Face::small)) {}

    Box room() {
        if (!begin() || !at_edge_) return {};
        const glm::vec2 top = px(0), bottom = px(p_.snapshot.tissue->block.floor_mm);
        const float aside = (full_ ? 62 : 36) * u_;
        return {{std::min(top.x, bottom.x) - aside, top.y - 28 * u_},
                {std::max(top.x, bottom.x) + 2 * u_, bottom.y + 10 * u_}};
    }

    Ruler build() {
        if (!begin()) return {};
        keep_between_panels();
        if (!choose_steps()) return {};
        ruler_.shown = true;
        if (full_) collect_marks();
        draw_scale();
        draw_marks();
        draw_numbers();
        return std::move(ruler_);
    }

  private:
    /// Finds the face and the place of the rail on it; false where there can be no ruler.
    bool begin() {
        const auto faces = p_.cut_faces();
        if (faces.empty() || !faces.front().section) return false;
        face_ = faces.front();
        full_ = p_.view.name == ViewName::section || p_.view.name == ViewName::tip;
        if (!full_ && p_.view.name != ViewName::block && p_.view.name != ViewName::array)
            return false;
        return choose_rail();
    }

    glm::dvec3 place(double depth_mm) const { return face_.at(rail_u_, depth_mm); }
    glm::vec2 px(double depth_mm) const { return p_.px(place(depth_mm)); }
    bool seen(float y) const { return y >= top_px_ + 24 * u_ && y <= bottom_px_; }
    bool free(const Box& box) const {
        return p_.frame().contains(box) &&
               std::none_of(taken_.begin(), taken_.end(),
                            [&](const Box& b) { return b.overlaps(box); });
    }

    void keep_between_panels() {
        top_px_ = p_.margin();
        bottom_px_ = p_.height() - p_.margin();
        const float rail = px(0).x;
        for (const Box& b : taken_) {
            if (b.low.x > rail + 40 * u_ || b.high.x < rail - 60 * u_) continue;
            if (b.middle().y < p_.height() / 2)
                top_px_ = std::max(top_px_, b.high.y + 9 * u_);
            else
                bottom_px_ = std::min(bottom_px_, b.low.y - 9 * u_);
        }
    }

    /// At the face's left edge, or where that is out of the picture, beside the picture's own.
    bool choose_rail() {
        const double floor = p_.snapshot.tissue->block.floor_mm;
        rail_u_ = 0;
        if (!p_.in_front(place(0)) || !p_.in_front(place(floor))) return false;
        const float room = (full_ ? 58 : 40) * u_;
        const float edge = std::min(px(0).x, px(floor).x);
        if (edge >= room + p_.margin() && edge < p_.width()) return at_edge_ = true;
        if (!p_.camera.orthographic) return false;
        const auto u = p_.u_at(face_, {p_.margin() + 53 * u_, p_.height() / 2});
        if (!u || *u > 1) return false;
        rail_u_ = *u;
        return true;
    }

    bool choose_steps() {
        const double floor = p_.snapshot.tissue->block.floor_mm;
        const float per_mm = std::fabs(px(floor).y - px(0).y) / float(floor);
        if (per_mm < 20 * u_) return false;  // seen from too far above
        major_mm_ = round_length(double((full_ ? 88 : 120) * u_ / per_mm));
        const double mantissa = major_mm_ / std::pow(10, std::floor(std::log10(major_mm_) + 1e-9));
        const int parts = mantissa > 1.5 && mantissa < 3 ? 4 : 5;
        minor_mm_ = major_mm_ / parts;
        for (int i = 0; i * minor_mm_ <= floor + 1e-9; ++i) {
            const double depth = i * minor_mm_;
            const glm::vec2 at = px(depth);
            if (!seen(at.y)) continue;
            ruler_.ticks.push_back({depth, world_from_tissue(place(depth)), at});
            major_.push_back(i % parts == 0);
        }
        return ruler_.ticks.size() >= 2;
    }

    void collect_marks() {
        const sim::Snapshot& s = p_.snapshot;
        const auto& bottom = s.tissue->layers.bottom_mm;
        const auto bound = [&](Word word, double depth) {
            marks_.push_back(
                {depth, filled(p_.words[word], {number(p_.words, depth, 2)}), "", false});
        };
        bound(Word::ruler_junction, bottom[1]);
        bound(Word::ruler_dermis_end, bottom[3]);
        bound(Word::ruler_fat_end, bottom[4]);
        if (s.stage <= sim::Stage::closing) {
            marks_.push_back(
                {s.set_depth_mm,
                 filled(p_.words[Word::ruler_set], {number(p_.words, s.set_depth_mm, 2)}), "",
                 true});
            if (s.stage > sim::Stage::insertion && s.reached_depth_mm > 0)
                marks_.push_back(
                    {s.reached_depth_mm,
                     filled(p_.words[Word::ruler_reached],
                            {number(p_.words, s.reached_depth_mm, 2)}),
                     filled(p_.words[Word::ruler_range], {number(p_.words, s.reached_low_mm, 2),
                                                          number(p_.words, s.reached_high_mm, 2)}),
                     true});
        }
        const double floor = s.tissue->block.floor_mm;
        std::erase_if(marks_, [&](Mark& m) {
            m.y_px = px(std::min(m.depth_mm, floor)).y;
            return m.depth_mm > floor || !seen(m.y_px);
        });
        std::stable_sort(marks_.begin(), marks_.end(),
                         [](const Mark& a, const Mark& b) { return a.y_px < b.y_px; });
    }

    /// Left ends of the ticks: the numbers follow.
    float tick_px(float rail_x, bool major) const {
        return rail_x - (full_ ? 10 : 4) * u_ - (major ? 7 : 4) * u_;
    }

    void draw_scale() {
        const Colour ink = pen_.inks().ink.faded(0.75f);
        const glm::vec2 first = ruler_.ticks.front().px, last = ruler_.ticks.back().px;
        ruler_.right_px = std::max(first.x, last.x);
        ruler_.left_px = std::min(tick_px(first.x, true), tick_px(last.x, true));
        if (full_) {
            const Box ground{{std::round(ruler_.left_px - 34 * u_), std::round(first.y - 26 * u_)},
                             {ruler_.right_px - (at_edge_ ? 1 : -4) * u_, last.y + 10 * u_}};
            pen_.plate(ground, 5 * u_,
                       at_edge_ ? pen_.inks().paper.faded(0.6f) : pen_.inks().paper);
            layers();
            range();
        } else {
            pen_.line(first - glm::vec2(4 * u_, 0), last - glm::vec2(4 * u_, 0), 1.2f * u_, ink);
        }
        for (std::size_t i = 0; i < ruler_.ticks.size(); ++i) {
            const glm::vec2 at = ruler_.ticks[i].px;
            pen_.line({tick_px(at.x, major_[i]), at.y}, {at.x - (full_ ? 10 : 4) * u_, at.y},
                      (major_[i] ? 1.3f : 1.0f) * u_,
                      major_[i] ? pen_.inks().ink : ink.faded(0.7f));
        }
    }

    /// The mean layers as a column of colour.
    void layers() {
        const auto& bottom = p_.snapshot.tissue->layers.bottom_mm;
        double top = 0;
        for (std::size_t i = 0; i < bottom.size(); ++i) {
            const double end = std::min(bottom[i], p_.snapshot.tissue->block.floor_mm);
            const glm::vec2 a = px(top), b = px(end);
            const float y0 = std::max(a.y, ruler_.ticks.front().px.y);
            const float y1 = std::min(b.y, ruler_.ticks.back().px.y);
            if (end > top && y1 > y0) {
                const Colour c{kLayerColours[i], 1};
                pen_.gradient({{a.x - 10 * u_, y0}, {a.x - 5 * u_, y1}}, c, c);
            }
            top = std::max(top, end);
        }
    }

    /// How surely the reached depth is known.
    void range() {
        const sim::Snapshot& s = p_.snapshot;
        const bool known = s.stage > sim::Stage::insertion && s.stage <= sim::Stage::closing;
        if (!known || s.reached_depth_mm <= 0) return;
        const glm::vec2 low = px(s.reached_low_mm), high = px(s.reached_high_mm);
        const float y0 = std::max(low.y, top_px_),
                    y1 = std::min(std::max(high.y, low.y + 2), bottom_px_);
        if (y1 > y0) pen_.plate({{low.x - 4 * u_, y0}, {low.x - u_, y1}}, u_, pen_.inks().accent);
    }

    /// Left of the numbers where there is room, else just inside the face.
    void draw_marks() {
        if (marks_.empty()) return;
        const float height = std::round(small_.size_px * 1.5f), pad = 5 * u_;
        float widest = 0;
        for (Mark& m : marks_) {
            m.width_px =
                text_width_px(p_.atlas, m.own ? Face::small_semibold : Face::small, m.text);
            if (!m.more.empty())
                m.width_px += 4 * u_ + text_width_px(p_.atlas, Face::small, m.more);
            widest = std::max(widest, m.width_px + 2 * pad);
        }
        const float outer = ruler_.left_px - 42 * u_;
        const bool outside = outer - widest > p_.margin();
        std::vector<float> wished;
        for (const Mark& m : marks_) wished.push_back(m.y_px);
        const auto rows =
            spread(wished, height + 2 * u_, top_px_ + height, bottom_px_ - height / 2);
        for (std::size_t i = 0; i < marks_.size(); ++i) {
            const Mark& m = marks_[i];
            const float y = std::round(rows[i]), rail = px(m.depth_mm).x;
            const float tick = outside ? tick_px(rail, true) : rail;
            const float edge = std::round(outside ? outer : rail + 18 * u_);
            const float left = outside ? edge - m.width_px - 2 * pad : edge;
            const Box box{{std::round(left), y - std::floor(height / 2)},
                          {std::round(left + m.width_px + 2 * pad), y + std::ceil(height / 2)}};
            if (!free(box)) continue;
            draw_mark(m, box, {tick, m.y_px}, {edge, y});
            ruler_.left_px = std::min(ruler_.left_px, box.low.x);
            if (outside) ways_.push_back({{tick, m.y_px}, {edge + 6 * u_, y}});
        }
    }

    void draw_mark(const Mark& m, const Box& box, const glm::vec2& tick, const glm::vec2& edge) {
        const Colour colour = m.own ? pen_.inks().accent : pen_.inks().faint;
        if (m.own && at_edge_) guide(m);
        const float rail = px(m.depth_mm).x;
        pen_.line({tick_px(rail, true), m.y_px}, {std::max(tick.x, rail - 5 * u_), m.y_px},
                  (m.own ? 2.0f : 1.2f) * u_, colour);
        const glm::vec2 joint = edge + glm::vec2(tick.x < edge.x ? -5 * u_ : 6 * u_, 0);
        const std::array<glm::vec2, 3> way = {tick, joint, edge};
        pen_.haloed_line(way, 1.1f * u_, colour);
        pen_.paper(box);
        const float base = baseline_px(small_, box.middle().y);
        const float x = pen_.text(m.own ? Face::small_semibold : Face::small,
                                  {box.low.x + 5 * u_, base}, m.text, colour);
        pen_.text(Face::small, {x + 4 * u_, base}, m.more, colour);
        ruler_.boxes.push_back(box);
    }

    /// A dashed level from the ruler to the needle, so that set and reached can be compared there.
    void guide(const Mark& m) {
        const int hero = hero_needle(p_.view, p_.snapshot);
        if (hero < 0 || p_.snapshot.stage > sim::Stage::withdrawal) return;
        const auto& n = p_.snapshot.needles[std::size_t(hero)];
        const glm::vec2 from = px(m.depth_mm);
        const glm::dvec3 end =
            p_.on_section_mm(n.entry_mm + m.depth_mm / std::max(n.direction.z, 0.2) * n.direction);
        pen_.dashes(from, p_.px(end), u_, 4 * u_, {pen_.inks().paper.srgb, 0.75f});
    }

    void draw_numbers() {
        const int decimals = round_decimals(major_mm_);
        const float number_right = -4 * u_;
        for (std::size_t i = 0; i < ruler_.ticks.size(); ++i) {
            if (!major_[i]) continue;
            const PlacedTick& tick = ruler_.ticks[i];
            const bool zero = tick.depth_mm < minor_mm_ / 2;
            std::string text = zero ? "0" : number(p_.words, tick.depth_mm, decimals);
            const float width = text_width_px(p_.atlas, Face::small, text);
            const float right = tick_px(tick.px.x, true) + number_right;
            const float half = small_.size_px * 0.6f;
            const Box box{{right - width - 2 * u_, tick.px.y - half},
                          {right + 2 * u_, tick.px.y + half}};
            // A mark's own value stands in for a number that its leader would cross.
            bool crossed = false;
            for (const auto& way : ways_) crossed |= segment_meets(box, way.first, way.second);
            if (crossed || !free(box)) continue;
            if (!full_) pen_.plate(box, 3 * u_, pen_.inks().paper.faded(0.7f));
            pen_.text(Face::small, {std::round(right - width), baseline_px(small_, tick.px.y)},
                      text, pen_.inks().ink);
            ruler_.boxes.push_back(box);
            ruler_.left_px = std::min(ruler_.left_px, box.low.x);
        }
        title();
    }

    void title() {
        const std::string& text = p_.words[Word::millimetres];
        const float width = text_width_px(p_.atlas, Face::small, text);
        const glm::vec2 top = ruler_.ticks.front().px;
        const float y = top.y - 16 * u_;
        const float right = tick_px(top.x, true) - 4 * u_;
        const Box box{{right - width - 2 * u_, y - small_.size_px * 0.6f},
                      {right + 2 * u_, y + small_.size_px * 0.6f}};
        if (!free(box)) return;
        if (!full_) pen_.plate(box, 3 * u_, pen_.inks().paper.faded(0.7f));
        pen_.text(Face::small, {std::round(right - width), baseline_px(small_, y)}, text,
                  pen_.inks().faint);
        ruler_.boxes.push_back(box);
    }

    const Picture& p_;
    std::span<const Box> taken_;
    Pen& pen_;
    float u_;
    const FaceMetrics& small_;
    SeenFace face_;
    float top_px_ = 0, bottom_px_ = 0;  ///< between the panels above and below
    bool full_ = false, at_edge_ = false;
    double rail_u_ = 0;
    double major_mm_ = 1, minor_mm_ = 0.2;
    Ruler ruler_;
    std::vector<bool> major_;  ///< by tick
    std::vector<Mark> marks_;
    std::vector<std::pair<glm::vec2, glm::vec2>> ways_;  ///< of the marks' leaders
};

}  // namespace

Ruler draw_ruler(const Picture& picture, std::span<const Box> taken, Pen& pen) {
    return RulerBuilder(picture, taken, pen).build();
}

Box ruler_room(const Picture& picture) {
    Overlay nothing;
    Pen pen(picture.atlas, nothing);
    return RulerBuilder(picture, {}, pen).room();
}

}  // namespace render
