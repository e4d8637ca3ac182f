#include "app/render/annotation/legends.h"

#include "app/render/annotation/stains.h"
#include "app/render/heat_field.h"
#include "app/render/palette.h"
#include "app/render/ramp.h"

#include <cmath>
#include <optional>

namespace render {
namespace {

using session::Part;

enum class Mark { dot, stroke, patch };  // of a cell, of a fibre, of a tissue

/// A line of a key: a sample of colour and what it stands for.
struct Row {
    Word word;
    glm::vec3 srgb;
    Mark mark;
};

bool heat_seen(const Picture& p) {
    return p.view.shows(Part::heat) && !p.snapshot.heat.temperature_C.empty() &&
           p.snapshot.rf.temperature_max_C > kRampLow_C + 0.5;
}

/// Until it has been replaced.
bool dead_seen(const Picture& p) {
    constexpr double kReplaced_days = 30;
    return p.view.shows(Part::heat) && p.snapshot.rf.coagulated.volume_mm3 > 0 &&
           (p.snapshot.visits == 0 || p.snapshot.days_since_visit < kReplaced_days);
}

glm::vec3 srgb(const std::array<float, 3>& c) { return {c[0], c[1], c[2]}; }

std::vector<Row> collagen_rows(const Picture& p) {
    const sim::HealingState& h = p.snapshot.healing;
    std::vector<Row> rows;
    if (!p.view.shows(Part::collagen) || p.snapshot.visits == 0) return rows;
    if (stain_of(p.view.style)) return rows;  // has its own colours for it
    if (p.view.name == session::ViewName::surface || p.view.name == session::ViewName::array)
        return rows;
    if (h.collagen_iii > 0.005) rows.push_back({Word::collagen_iii, kCollagenIII, Mark::stroke});
    if (h.collagen_i > 0.005) rows.push_back({Word::collagen_i, kCollagenI, Mark::stroke});
    return rows;
}

std::vector<Row> cell_rows(const Picture& p) {
    const sim::HealingState& h = p.snapshot.healing;
    std::vector<Row> rows;
    if (stain_of(p.view.style)) return rows;  // colours nuclei, not kinds of cells
    constexpr double kCell_mm = 0.012;
    const bool large_enough = kCell_mm > 2.6 * double(p.camera.pixel_mm);
    if (!p.view.shows(Part::cells) || p.snapshot.visits == 0 || !large_enough ||
        p.snapshot.stage < sim::Stage::closing)
        return rows;
    if (h.neutrophils > 0.02) rows.push_back({Word::neutrophils, kNeutrophil, Mark::dot});
    if (h.macrophages_m1 > 0.02) rows.push_back({Word::macrophages_m1, kMacrophageM1, Mark::dot});
    if (h.macrophages_m2 > 0.02) rows.push_back({Word::macrophages_m2, kMacrophageM2, Mark::dot});
    rows.push_back({Word::fibroblasts_key, kFibroblast, Mark::dot});
    return rows;
}

class Keys {
  public:
    Keys(const Picture& picture, Room& room, Pen& pen)
        : p_(picture),
          room_(room),
          pen_(pen),
          u_(picture.unit()),
          small_(picture.atlas.face(Face::small)) {}

    void draw() {
        if (const Stain* stain = stain_of(p_.view.style)) {
            std::vector<Row> rows;
            for (const StainRow& row : stain->rows)
                rows.push_back({row.word, row.srgb, Mark::patch});
            list(stain->title, rows);
        }
        heat();
        list(Word::new_collagen_key, collagen_rows(p_));
        list(Word::cells_key, cell_rows(p_));
    }

  private:
    std::optional<Box> stand(float width, float height, std::span<const Corner> corners) {
        const Shape shape{{width, height}, 0};
        const auto place = room_.place({&shape, 1}, corners);
        if (!place) return {};
        pen_.paper(place->box);
        return place->box;
    }

    /// A patch of what a key's sample is drawn on; returns its middle.
    glm::vec2 ground(float left, float y, const glm::vec3& colour) {
        const glm::vec2 half{kPatch * u_ / 2, 0.36f * small_.line_px};
        const glm::vec2 middle{left + half.x, y};
        pen_.plate({middle - half, middle + half}, 2 * u_, {colour, 1});
        return middle;
    }

    float key_text(float left, float y, const std::string& text) {
        return pen_.text(Face::small, {left + (kPatch + 4) * u_, baseline_px(small_, y)}, text,
                         pen_.inks().ink);
    }

    /// The lines that the renderer draws into the heat, each on the colour that it runs through.
    void heat_lines(float left, float y) {
        const glm::vec2 reach{kPatch * u_ / 2 - u_, 0};
        for (const HeatLine& l : kHeatLines) {
            const double c = l.temperature_C;
            const glm::vec2 at = ground(left, y, ramp_srgb(ramp_position(c + (c < 100 ? 3 : 0))));
            const glm::vec2 a = at - reach, b = at + reach;
            const auto draw = [&](float width_px, const Colour& colour) {
                if (l.dash_px > 0)
                    pen_.dashes(a, b, width_px * u_, l.dash_px * u_, colour);
                else
                    pen_.line(a, b, width_px * u_, colour);
            };
            draw(l.width_px + 2, {srgb(l.casing), 0.5f});
            draw(l.width_px, {srgb(l.srgb), 1});
            left = key_text(left, y, filled(p_.words[Word::isotherm], {number(p_.words, c, 0)})) +
                   7 * u_;
        }
    }

    void dead_row(float left, float y) {
        constexpr double kStillHot_C = 45;  // the middle of still_hot() in the shaders
        const bool hot = heat_seen(p_) && p_.snapshot.rf.temperature_max_C > kStillHot_C;
        ground(left, y, hot ? kDeadTissue : kDeadRim);
        const glm::vec2 half{kPatch * u_ / 2 - 1.2f * u_, 0.36f * small_.line_px - 1.2f * u_};
        const glm::vec2 middle{left + kPatch * u_ / 2, y};
        const glm::vec3 fill = hot ? ramp_srgb(ramp_position(72)) : kDeadTissue;
        pen_.gradient({middle - half, middle + half}, {fill, 1}, {fill, 1});
        // While it is hot, heat keeps its colours between thin pale lines.
        for (int i = -1; hot && i <= 1; ++i) {
            const glm::vec2 at = middle + glm::vec2(float(i) * 0.6f * half.x, 0);
            pen_.line(at + glm::vec2(-half.y, half.y), at + glm::vec2(half.y, -half.y), 1.1f * u_,
                      {kDeadTissue, 0.7f});
        }
        key_text(left, y, p_.words[Word::dead_tissue]);
    }

    void current_row(float left, float y) {
        const glm::vec2 at = ground(left, y, kLayerColours[3]);
        const glm::vec2 reach{kPatch * u_ / 2 - u_, 0};
        const auto arrow = [&](float grown, const Colour& colour) {
            const std::array<glm::vec2, 3> corners = {
                at + glm::vec2(6 * u_ + 1.6f * grown, 0),
                at + glm::vec2(-3.5f * u_ - grown, -4.2f * u_ - grown),
                at + glm::vec2(-3.5f * u_ - grown, 4.2f * u_ + grown)};
            pen_.polygon(corners, colour);
        };
        const Colour edge{{0.05f, 0.14f, 0.06f}, 0.6f}, core{kCurrent, 1};
        pen_.line(at - reach, at + reach, 3.5f * u_, edge);
        pen_.line(at - reach, at + reach, 1.5f * u_, core);
        arrow(u_, edge);
        arrow(0, core);
        key_text(left, y, p_.words[Word::current_key]);
    }

    /// Colours with their temperatures, up to more than the last mark.
    void ramp(const Box& bar) {
        const float width = bar.high.x - bar.low.x;
        for (int i = 0; i + 1 < kRampStops; ++i) {
            const auto at = [&](int k) { return float(k) / float(kRampStops - 1); };
            pen_.gradient({{bar.low.x + at(i) * width, bar.low.y},
                           {bar.low.x + at(i + 1) * width, bar.high.y}},
                          {ramp_srgb(at(i)), 1}, {ramp_srgb(at(i + 1)), 1});
        }
        const float middle = (bar.low.y + bar.high.y) / 2;
        const std::array<glm::vec2, 3> more = {
            bar.high, glm::vec2(bar.high.x, bar.low.y), {bar.high.x + 8 * u_, middle}};
        pen_.polygon(more, {ramp_srgb(1), 1});
        float free_px = bar.low.x - 10 * u_;
        const auto mark = [&](float tick, const std::string& text) {
            const float wide = text_width_px(p_.atlas, Face::small, text);
            const float left = std::max(tick - wide / 2, free_px);
            const float y = bar.high.y + 4 * u_ + small_.line_px / 2;
            pen_.text(Face::small, {left, baseline_px(small_, y)}, text, pen_.inks().ink);
            free_px = left + wide + 4 * u_;
        };
        std::vector<double> marks = {kRampLow_C};
        for (const HeatLine& l : kHeatLines) marks.push_back(l.temperature_C);
        for (const double c : marks) {
            const float tick = bar.low.x + ramp_position(c) * width;
            pen_.line({tick, bar.low.y}, {tick, bar.high.y + 4 * u_}, 1.2f * u_, pen_.inks().ink);
            mark(tick, number(p_.words, c, 0));
        }
        mark(bar.high.x + 8 * u_, ">" + number(p_.words, marks.back(), 0));
        // Where the hottest tissue stands now.
        const float now =
            bar.low.x +
            std::clamp(ramp_position(p_.snapshot.rf.temperature_max_C), 0.0f, 1.0f) * width;
        const std::array<glm::vec2, 3> arrow = {glm::vec2(now, bar.low.y - u_),
                                                {now - 4 * u_, bar.low.y - 7 * u_},
                                                {now + 4 * u_, bar.low.y - 7 * u_}};
        pen_.polygon(arrow, pen_.inks().ink);
    }

    /// What heat and current look like and what they leave; the same wherever they are drawn.
    void heat() {
        const bool warm = heat_seen(p_), dead = warm || dead_seen(p_),
                   current = shows_current(p_.snapshot, p_.view);
        if (!warm && !dead && !current) return;
        const float pad = 10 * u_, line = small_.line_px;
        const float bar_px = std::min(184 * u_, p_.width() / 3);
        const float head = warm ? 2 * line + 20 * u_ : 0;
        const float rows = float(warm) + float(dead) + float(current);
        // Low, for needles stand at the top of a picture.
        constexpr Corner kCorners[] = {Corner::bottom_right, Corner::top_right, Corner::bottom_left,
                                       Corner::top_left};
        const auto place =
            stand(bar_px + 2 * pad + 22 * u_, head + rows * (line + u_) + 9 * u_, kCorners);
        if (!place) return;
        const Box& box = *place;
        const float left = box.low.x + pad;
        if (warm) {
            const float base = baseline_px(small_, box.low.y + 5 * u_ + line / 2);
            const float x = pen_.text(Face::small_semibold, {left, base},
                                      p_.words[Word::temperature], pen_.inks().ink);
            pen_.text(Face::small, {x + 5 * u_, base}, p_.words[Word::celsius], pen_.inks().faint);
            ramp({{left, box.low.y + line + 9 * u_}, {left + bar_px, box.low.y + line + 18 * u_}});
        }
        float y = box.low.y + head + 5 * u_ + line / 2;
        const auto row = [&](bool there, auto&& draw) {
            if (there) draw(), y += line + u_;
        };
        row(warm, [&] { heat_lines(left, y); });
        row(dead, [&] { dead_row(left, y); });
        row(current, [&] { current_row(left, y); });
    }

    void list(Word title, const std::vector<Row>& rows) {
        if (rows.empty()) return;
        const float pad = 10 * u_, patch = 22 * u_, line = small_.line_px;
        float width = text_width_px(p_.atlas, Face::small_semibold, p_.words[title]);
        for (const Row& r : rows)
            width = std::max(width, patch + text_width_px(p_.atlas, Face::small, p_.words[r.word]));
        constexpr Corner kCorners[] = {Corner::top_right, Corner::bottom_right, Corner::top_left,
                                       Corner::bottom_left};
        const auto place =
            stand(width + 2 * pad, line * float(rows.size() + 1) + 10 * u_, kCorners);
        if (!place) return;
        const Box& box = *place;
        float y = box.low.y + 5 * u_ + line / 2;
        pen_.text(Face::small_semibold, {box.low.x + pad, baseline_px(small_, y)}, p_.words[title],
                  pen_.inks().ink);
        for (const Row& r : rows) {
            y += line;
            const glm::vec2 at{box.low.x + pad + 7 * u_, y};
            const glm::vec2 reach{7 * u_, 0};
            if (r.mark == Mark::dot)
                pen_.dot(at, 5 * u_, {r.srgb, 1});
            else
                pen_.line(at - reach, at + reach, (r.mark == Mark::patch ? 8 : 4) * u_,
                          {r.srgb, 1});
            pen_.text(Face::small, {box.low.x + pad + patch, baseline_px(small_, y)},
                      p_.words[r.word], pen_.inks().ink);
        }
    }

    static constexpr float kPatch = 22;  ///< width of a key's sample

    const Picture& p_;
    Room& room_;
    Pen& pen_;
    float u_;
    const FaceMetrics& small_;
};

}  // namespace

void draw_keys(const Picture& picture, Room& room, Pen& pen) { Keys(picture, room, pen).draw(); }

}  // namespace render
