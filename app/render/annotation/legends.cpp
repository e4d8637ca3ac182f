#include "app/render/annotation/legends.h"

#include "app/render/heat_field.h"
#include "app/render/palette.h"
#include "app/render/ramp.h"

#include <cmath>
#include <optional>

namespace render {
namespace {

using session::Part;

/// A line of a key: a patch of colour and what it stands for.
struct Row {
    Word word;
    glm::vec3 srgb;
    bool round;  ///< a cell's dot rather than a fibre's stroke
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
    if (p.view.name == session::ViewName::surface || p.view.name == session::ViewName::array)
        return rows;
    if (h.collagen_iii > 0.005) rows.push_back({Word::collagen_iii, kCollagenIII, false});
    if (h.collagen_i > 0.005) rows.push_back({Word::collagen_i, kCollagenI, false});
    return rows;
}

std::vector<Row> cell_rows(const Picture& p) {
    const sim::HealingState& h = p.snapshot.healing;
    std::vector<Row> rows;
    constexpr double kCell_mm = 0.012;
    const bool large_enough = kCell_mm > 4 * double(p.camera.pixel_mm);
    if (!p.view.shows(Part::cells) || p.snapshot.visits == 0 || !large_enough ||
        p.snapshot.stage < sim::Stage::closing)
        return rows;
    if (h.neutrophils > 0.02) rows.push_back({Word::neutrophils, kNeutrophil, true});
    if (h.macrophages_m1 > 0.02) rows.push_back({Word::macrophages_m1, kMacrophageM1, true});
    if (h.macrophages_m2 > 0.02) rows.push_back({Word::macrophages_m2, kMacrophageM2, true});
    rows.push_back({Word::fibroblasts_key, kFibroblast, true});
    return rows;
}

class Keys {
  public:
    Keys(const Picture& picture, std::span<const Box> taken, Pen& pen)
        : p_(picture),
          taken_(taken),
          pen_(pen),
          u_(picture.unit()),
          small_(picture.atlas.face(Face::small)),
          top_px_(picture.margin()) {}

    std::vector<Box> draw() {
        heat();
        list(Word::new_collagen_key, collagen_rows(p_));
        list(Word::cells_key, cell_rows(p_));
        return std::move(boxes_);
    }

  private:
    /// The next place down the corner; none once the keys would take the room that labels need.
    std::optional<Box> stand(float width, float height) {
        if (!boxes_.empty() && top_px_ + height > 0.45f * p_.height()) return {};
        const glm::vec2 size = glm::round(glm::vec2(width, height));
        const float x = std::round(p_.width() - p_.margin() - size.x);
        const Box box{{x, std::round(top_px_)}, glm::vec2(x, std::round(top_px_)) + size};
        top_px_ = box.high.y + 8 * u_;
        pen_.paper(box);
        boxes_.push_back(box);
        return box;
    }

    /// Above whatever else is in the lower right corner: needles stand at the top of a picture.
    Box stand_low(float width, float height) {
        const glm::vec2 size = glm::round(glm::vec2(width, height));
        Box box{glm::round(glm::vec2(p_.width(), p_.height()) - p_.margin() - size), {}};
        box.high = box.low + size;
        for (std::size_t round = 0; round < taken_.size(); ++round)
            for (const Box& b : taken_)
                if (box.overlaps(b))
                    box = box.moved({0, std::round(b.low.y - 8 * u_ - box.high.y)});
        pen_.paper(box);
        boxes_.push_back(box);
        return box;
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
                         kInk);
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
        ground(left, y, kDeadRim);
        const glm::vec2 half{kPatch * u_ / 2 - 1.2f * u_, 0.36f * small_.line_px - 1.2f * u_};
        const glm::vec2 middle{left + kPatch * u_ / 2, y};
        pen_.plate({middle - half, middle + half}, u_, {kDeadTissue, 1});
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
            pen_.text(Face::small, {left, baseline_px(small_, y)}, text, kInk);
            free_px = left + wide + 4 * u_;
        };
        std::vector<double> marks = {kRampLow_C};
        for (const HeatLine& l : kHeatLines) marks.push_back(l.temperature_C);
        for (const double c : marks) {
            const float tick = bar.low.x + ramp_position(c) * width;
            pen_.line({tick, bar.low.y}, {tick, bar.high.y + 4 * u_}, 1.2f * u_, kInk);
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
        pen_.polygon(arrow, kInk);
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
        const Box box = stand_low(bar_px + 2 * pad + 22 * u_, head + rows * (line + u_) + 9 * u_);
        const float left = box.low.x + pad;
        if (warm) {
            const float base = baseline_px(small_, box.low.y + 5 * u_ + line / 2);
            const float x =
                pen_.text(Face::small_semibold, {left, base}, p_.words[Word::temperature], kInk);
            pen_.text(Face::small, {x + 5 * u_, base}, p_.words[Word::celsius], kFaintInk);
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
        const auto place = stand(width + 2 * pad, line * float(rows.size() + 1) + 10 * u_);
        if (!place) return;
        const Box& box = *place;
        float y = box.low.y + 5 * u_ + line / 2;
        pen_.text(Face::small_semibold, {box.low.x + pad, baseline_px(small_, y)}, p_.words[title],
                  kInk);
        for (const Row& r : rows) {
            y += line;
            const glm::vec2 at{box.low.x + pad + 7 * u_, y};
            if (r.round)
                pen_.dot(at, 5 * u_, {r.srgb, 1});
            else
                pen_.line(at - glm::vec2(7 * u_, 0), at + glm::vec2(7 * u_, 0), 4 * u_,
                          {r.srgb, 1});
            pen_.text(Face::small, {box.low.x + pad + patch, baseline_px(small_, y)},
                      p_.words[r.word], kInk);
        }
    }

    static constexpr float kPatch = 22;  ///< width of a key's sample

    const Picture& p_;
    std::span<const Box> taken_;
    Pen& pen_;
    float u_;
    const FaceMetrics& small_;
    float top_px_;
    std::vector<Box> boxes_;
};

Word stage_word(const sim::Snapshot& s) {
    switch (s.stage) {
        case sim::Stage::insertion:
            return Word::stage_insertion;
        case sim::Stage::dwell:
            return s.rf.power_W > 0 ? Word::stage_pulse : Word::stage_dwell;
        case sim::Stage::withdrawal:
            return Word::stage_withdrawal;
        case sim::Stage::cooling:
            return Word::stage_cooling;
        case sim::Stage::closing:
            return Word::stage_closing;
        case sim::Stage::healing:
            break;
    }
    return Word(int(Word::phase_intact) + int(s.phase));
}

std::string listed(const Words& words, const std::vector<std::string>& items) {
    std::string out;
    for (const std::string& item : items) {
        if (!out.empty()) out += words[Word::list_separator];
        out += item;
    }
    return out;
}

/// The models behind the picture, and what in it is our own choice.
std::vector<std::string> basis_texts(const Picture& p) {
    const sim::Snapshot& s = p.snapshot;
    std::vector<std::string> models, chosen = {p.words[Word::illustrative_structure]};
    if (s.stage <= sim::Stage::cooling) models.push_back(p.words[Word::derived_depth]);
    if (!s.channels.empty() && s.stage >= sim::Stage::withdrawal)
        models.push_back(p.words[Word::derived_channels]);
    if (s.visits > 0 && s.stage >= sim::Stage::closing) {
        models.push_back(p.words[Word::derived_healing]);
        chosen.push_back(p.words[Word::illustrative_cells]);
    }
    if (s.heat.grid) models.push_back(p.words[Word::derived_heat]);
    for (const sim::ChannelView& c : s.channels)
        if (c.bleed_mm3 > 0 && s.stage <= sim::Stage::closing) {
            chosen.push_back(p.words[Word::illustrative_bleeding]);
            break;
        }
    return {filled(p.words[Word::derived], {listed(p.words, models)}),
            filled(p.words[Word::illustrative], {listed(p.words, chosen)})};
}

std::string site_text(const Picture& p) {
    const auto site = std::size_t(p.snapshot.scenario->skin.site);
    return site < p.words.sites.size() ? p.words.sites[site]
                                       : std::string(sim::sites()[site].label);
}

}  // namespace

std::vector<Box> draw_keys(const Picture& picture, std::span<const Box> taken, Pen& pen) {
    return Keys(picture, taken, pen).draw();
}

std::vector<Box> draw_caption(const Picture& picture, Pen& pen, float right_px) {
    const float u = picture.unit(), pad = 10 * u;
    const Words& words = picture.words;
    const Atlas& atlas = picture.atlas;
    const std::string time = time_text(words, picture.snapshot.time_us);
    std::string rest = words[Word::separator] + words[stage_word(picture.snapshot)] +
                       words[Word::separator] + site_text(picture);
    const auto head_width = [&] {
        return text_width_px(atlas, Face::semibold, time) +
               text_width_px(atlas, Face::regular, rest);
    };
    const float room = right_px - picture.margin() - 2 * pad;
    if (head_width() > room) rest = words[Word::separator] + words[stage_word(picture.snapshot)];
    if (head_width() > room) rest.clear();

    // On one line where it fits, else a line each; what is too long even so is left to the page.
    std::vector<std::string> small = basis_texts(picture);
    const std::string joined = small[0] + words[Word::separator] + small[1];
    if (text_width_px(atlas, Face::small, joined) <= room) small = {joined};
    std::erase_if(small, [&](const std::string& line) {
        return text_width_px(atlas, Face::small, line) > room;
    });

    float width = head_width();
    for (const std::string& line : small)
        width = std::max(width, text_width_px(atlas, Face::small, line));
    const FaceMetrics& large = atlas.face(Face::semibold);
    const float small_line = atlas.face(Face::small).line_px;
    const float height = large.line_px + small_line * float(small.size()) + 10 * u;
    const float top = std::round(picture.height() - picture.margin() - height);
    const Box box{{std::round(picture.margin()), top},
                  {std::round(picture.margin() + width + 2 * pad),
                   std::round(picture.height() - picture.margin())}};
    pen.paper(box);
    float y = top + 5 * u + large.line_px / 2;
    const float x = pen.text(Face::semibold, {box.low.x + pad, baseline_px(large, y)}, time, kInk);
    pen.text(Face::regular, {x, baseline_px(large, y)}, rest, kInk);
    y += (large.line_px - small_line) / 2;
    for (const std::string& line : small) {
        y += small_line;
        pen.text(Face::small, {box.low.x + pad, baseline_px(atlas.face(Face::small), y)}, line,
                 kFaintInk);
    }
    return {box};
}

std::string time_text(const Words& words, sim::Microseconds time_us) {
    using namespace sim;
    const auto in = [&](Word word, double value, int decimals) {
        return filled(words[word], {number(words, value, decimals)});
    };
    const auto t = double(time_us);
    if (time_us < 10 * kMillisecond) return in(Word::milliseconds, t / kMillisecond, 1);
    if (time_us < kSecond) return in(Word::milliseconds, t / kMillisecond, 0);
    if (time_us < kMinute) return in(Word::seconds, t / kSecond, time_us < 10 * kSecond ? 1 : 0);
    if (time_us < kHour) return in(Word::minutes, double(time_us / kMinute), 0);
    if (time_us < kDay) {
        const auto minutes = time_us % kHour / kMinute;
        std::string text = in(Word::hours, double(time_us / kHour), 0);
        if (minutes > 0) text.append(" ").append(in(Word::minutes, double(minutes), 0));
        return text;
    }
    if (time_us < 60 * kDay) return in(Word::days, double(time_us / kDay), 0);
    return in(Word::months, t / (double(kYear) / 12), 0);
}

}  // namespace render
