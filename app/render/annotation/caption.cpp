#include "app/render/annotation/caption.h"

#include "app/render/annotation/stains.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace render {
namespace {

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

/// Breaks a text at its spaces; a word too long for the line stands alone.
std::vector<std::string> wrapped(const Atlas& atlas, Face face, const std::string& text,
                                 float width_px) {
    std::vector<std::string> lines(1);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string word = text.substr(at, end - at);
        const std::string longer = lines.back().empty() ? word : lines.back() + " " + word;
        if (!lines.back().empty() && text_width_px(atlas, face, longer) > width_px)
            lines.push_back(word);
        else
            lines.back() = longer;
        at = end + 1;
    }
    return lines;
}

/// One way to set the caption.
struct Setting {
    std::vector<std::string> head;  ///< the time, then what follows it on the same line
    std::vector<std::string> more;  ///< lines of the size of the time
    std::vector<std::string> small;
    glm::vec2 size_px{};
};

class Caption {
  public:
    explicit Caption(const Picture& picture)
        : p_(picture),
          time_(time_text(picture.words, picture.snapshot.time_us)),
          stage_(picture.words[stage_word(picture.snapshot)]),
          site_(site_text(picture)),
          basis_(basis_texts(picture)) {
        if (const Stain* stain = stain_of(p_.view.style))
            basis_.insert(basis_.begin(), p_.words[stain->caption]);
    }

    /// All in lines of at most this width; the head in one line or in two.
    Setting set(float width_px, bool short_head, bool basis) const {
        const std::string& dot = p_.words[Word::separator];
        Setting out;
        out.head = {time_, short_head ? "" : dot + stage_ + dot + site_};
        if (short_head) out.more = wrapped(p_.atlas, Face::regular, stage_ + dot + site_, width_px);
        if (basis) {
            std::string joined;
            for (const std::string& text : basis_) joined += (joined.empty() ? "" : dot) + text;
            if (text_width_px(p_.atlas, Face::small, joined) <= width_px)
                out.small = {joined};
            else
                for (const std::string& text : basis_)
                    for (std::string& line : wrapped(p_.atlas, Face::small, text, width_px))
                        out.small.push_back(std::move(line));
        }
        float width = text_width_px(p_.atlas, Face::semibold, out.head[0]) +
                      text_width_px(p_.atlas, Face::regular, out.head[1]);
        for (const std::string& line : out.more)
            width = std::max(width, text_width_px(p_.atlas, Face::regular, line));
        for (const std::string& line : out.small)
            width = std::max(width, text_width_px(p_.atlas, Face::small, line));
        out.size_px = {width + 2 * pad(), large().line_px * float(1 + out.more.size()) +
                                              small().line_px * float(out.small.size()) + pad()};
        return out;
    }

    void draw(const Setting& setting, const Box& box, Pen& pen) const {
        pen.paper(box);
        const float left = box.low.x + pad();
        float y = box.low.y + pad() / 2 + large().line_px / 2;
        const float x = pen.text(Face::semibold, {left, baseline_px(large(), y)}, setting.head[0],
                                 pen.inks().ink);
        pen.text(Face::regular, {x, baseline_px(large(), y)}, setting.head[1], pen.inks().ink);
        for (const std::string& line : setting.more) {
            y += large().line_px;
            pen.text(Face::regular, {left, baseline_px(large(), y)}, line, pen.inks().ink);
        }
        y += (large().line_px - small().line_px) / 2;
        for (const std::string& line : setting.small) {
            y += small().line_px;
            pen.text(Face::small, {left, baseline_px(small(), y)}, line, pen.inks().faint);
        }
    }

  private:
    float pad() const { return 10 * p_.unit(); }
    const FaceMetrics& large() const { return p_.atlas.face(Face::semibold); }
    const FaceMetrics& small() const { return p_.atlas.face(Face::small); }

    const Picture& p_;
    std::string time_, stage_, site_;
    std::vector<std::string> basis_;
};

}  // namespace

void draw_caption(const Picture& picture, Room& room, Pen& pen) {
    const Caption caption(picture);
    const float whole = picture.width() - 2 * picture.margin() - 20 * picture.unit();
    std::vector<Setting> settings;
    std::vector<Shape> shapes;
    const auto offer = [&](float share, bool short_head, bool basis, float worse) {
        settings.push_back(caption.set(share * whole, short_head, basis));
        // Judged by a rounded size, so that the time's own digits never move it.
        const float step = 40 * picture.unit();
        shapes.push_back({settings.back().size_px, worse});
        shapes.back().size_px.x = std::ceil(shapes.back().size_px.x / step) * step;
    };
    offer(0.66f, false, true, 0);
    offer(0.42f, false, true, 0.1f);
    offer(0.30f, true, true, 0.2f);
    offer(0.20f, true, true, 0.3f);
    offer(0.66f, false, false, 2.5f);  // what is not said here is left to the page
    offer(0.42f, true, false, 2.7f);
    constexpr Corner kCorners[] = {Corner::bottom_left, Corner::top_left, Corner::bottom_right};
    const auto stand = room.place(shapes, kCorners);
    if (!stand) return;
    const Setting& setting = settings[stand->shape];
    Box box = stand->box;
    if (box.low.x > picture.width() / 2)
        box.low.x = std::round(box.high.x - setting.size_px.x);
    else
        box.high.x = std::round(box.low.x + setting.size_px.x);
    caption.draw(setting, box, pen);
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
