#include "app/render/annotation/legends.h"

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
        if (heat_seen(p_)) heat();
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

    /// The lines that the renderer draws into the heat, on the ground they are drawn on.
    void heat_lines(float left, float y) {
        const float patch = 22 * u_, line = small_.line_px;
        const auto ground = [&](float x, float c) {
            const glm::vec2 half{patch / 2, 0.36f * line};
            const glm::vec2 middle{x + patch / 2, y};
            pen_.plate({middle - half, middle + half}, 2 * u_, {ramp_srgb(ramp_position(c)), 1});
            return middle;
        };
        const Colour white{glm::vec3(1), 1};
        const glm::vec2 reach{patch / 2 - u_, 0};
        float x = left;
        for (const double c : kRampMarks_C) {
            if (c >= 100 && p_.snapshot.rf.temperature_max_C < c) continue;
            const glm::vec2 at = ground(x, c < 100 ? 47.0f : 88.0f);
            if (c < 50)
                pen_.dashes(at - reach, at + reach, 1.6f * u_, 4 * u_, white);
            else
                pen_.line(at - reach, at + reach, (c < 100 ? 1.4f : 3.2f) * u_, white);
            x = pen_.text(Face::small, {x + patch + 4 * u_, baseline_px(small_, y)},
                          filled(p_.words[Word::isotherm], {number(p_.words, c, 0)}), kInk) +
                7 * u_;
        }
        if (p_.snapshot.rf.coagulated_width_mm <= 0) return;
        y += line;
        const glm::vec2 at = ground(left, 62.0f), down{0, 1.7f * u_};
        pen_.line(at - down - reach, at - down + reach, 2.6f * u_, {{0.24f, 0.06f, 0.05f}, 1});
        pen_.line(at + down - reach, at + down + reach, 2.2f * u_, {{1.0f, 0.965f, 0.86f}, 1});
        pen_.text(Face::small, {left + patch + 4 * u_, baseline_px(small_, y)},
                  p_.words[Word::dead_tissue], kInk);
    }

    void heat() {
        const float pad = 10 * u_, line = small_.line_px;
        const float bar_px = std::min(200 * u_, p_.width() / 3);
        const float rows = p_.snapshot.rf.coagulated_width_mm > 0 ? 2 : 1;
        const Box box = stand_low(bar_px + 2 * pad, (2 + rows) * line + 28 * u_);
        const float title_y = box.low.y + 5 * u_ + line / 2;
        const float base = baseline_px(small_, title_y);
        const float x = pen_.text(Face::small_semibold, {box.low.x + pad, base},
                                  p_.words[Word::temperature], kInk);
        pen_.text(Face::small, {x + 5 * u_, base}, p_.words[Word::celsius], kFaintInk);

        const Box bar{{box.low.x + pad, box.low.y + line + 9 * u_},
                      {box.low.x + pad + bar_px, box.low.y + line + 18 * u_}};
        for (int i = 0; i + 1 < kRampStops; ++i) {
            const auto at = [&](int k) { return float(k) / float(kRampStops - 1); };
            pen_.gradient({{bar.low.x + at(i) * bar_px, bar.low.y},
                           {bar.low.x + at(i + 1) * bar_px, bar.high.y}},
                          {ramp_srgb(at(i)), 1}, {ramp_srgb(at(i + 1)), 1});
        }
        std::vector<double> marks = {kRampLow_C};
        marks.insert(marks.end(), kRampMarks_C.begin(), kRampMarks_C.end());
        float free_px = box.low.x;
        for (const double c : marks) {
            const float tick = bar.low.x + ramp_position(c) * bar_px;
            pen_.line({tick, bar.low.y}, {tick, bar.high.y + 4 * u_}, 1.2f * u_, kInk);
            const std::string text = number(p_.words, c, 0);
            const float width = text_width_px(p_.atlas, Face::small, text);
            const float left = std::max(tick - width / 2, free_px);
            pen_.text(Face::small, {left, baseline_px(small_, bar.high.y + 4 * u_ + line / 2)},
                      text, kInk);
            free_px = left + width + 4 * u_;
        }
        heat_lines(bar.low.x, bar.high.y + 8 * u_ + 1.5f * line);
        // Where the hottest tissue stands now.
        const float now =
            bar.low.x +
            std::clamp(ramp_position(p_.snapshot.rf.temperature_max_C), 0.0f, 1.0f) * bar_px;
        const std::array<glm::vec2, 3> arrow = {glm::vec2(now, bar.low.y - u_),
                                                {now - 4 * u_, bar.low.y - 7 * u_},
                                                {now + 4 * u_, bar.low.y - 7 * u_}};
        pen_.polygon(arrow, kInk);
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
