#include "app/session/describe.h"

#include "app/session/json.h"
#include "app/session/time.h"
#include "app/session/warnings.h"
#include "sim/tissue/tables.h"

#include <algorithm>
#include <cmath>

namespace session {
namespace {

using sim::Snapshot;
using sim::Stage;

// -- numbers as people read them ---------------------------------------------------------------

std::string rounded(double value, double step) {
    return plain_number(std::round(value / step) * step + 0.0);
}
// Depths to a hundredth of a millimetre: finer would promise more than is known.
std::string depth_text(double mm) {
    const double hundredths = std::round(mm * 100);
    return plain_number(hundredths / 100 + 0.0);
}
std::string tenths_text(double value) { return plain_number(std::round(value * 10) / 10 + 0.0); }
// One denominator everywhere: of 100.
std::string of_100(double share) { return rounded(100 * std::clamp(share, 0.0, 1.0), 1); }

std::string duration_text(sim::Microseconds time_us, const Strings& s) {
    constexpr std::string_view kUnits[] = {"unit.microsecond", "unit.millisecond", "unit.second",
                                           "unit.minute",      "unit.hour",        "unit.day",
                                           "unit.month"};
    std::string text;
    for (const TimePart& part : time_parts(time_us)) {
        if (!text.empty()) text += " ";
        text += s.count(kUnits[std::size_t(part.unit)], part.amount);
    }
    return text;
}

std::string key(std::string_view group, std::string_view name) {
    return std::string(group) + "." + std::string(name);
}

// Sentences under one heading; those that say nothing are left out.
class Writer {
  public:
    Writer(std::vector<Paragraph>& out, const Strings& strings, std::string_view id)
        : out_(out), strings_(strings) {
        out_.push_back({std::string(id), strings.text(key("heading", id)), ""});
    }
    void say(std::string_view name, std::initializer_list<Fill> fills = {}) {
        add(strings_.text(name, fills));
    }
    void say_count(std::string_view name, double amount, std::initializer_list<Fill> fills = {}) {
        add(strings_.count(name, amount, fills));
    }
    void say_if_any(const std::string& name) {
        if (strings_.has(name)) say(name);
    }
    std::string word(std::string_view group, std::string_view name) const {
        return strings_.text(key(group, name));
    }

  private:
    void add(const std::string& sentence) {
        std::string& text = out_.back().text;
        if (!text.empty() && !sentence.empty()) text += " ";
        text += sentence;
    }
    std::vector<Paragraph>& out_;
    const Strings& strings_;
};

// -- paragraphs --------------------------------------------------------------------------------

void place(Writer w, const Snapshot& s) {
    const sim::Skin& skin = s.scenario->skin;
    const std::string_view site = sim::site_ids()[std::size_t(skin.site)];
    w.say("place.site", {{"site", w.word("site", site)}});
    w.say("place.block", {{"width", tenths_text(s.tissue->block.width_mm)},
                          {"length", tenths_text(s.tissue->block.length_mm)},
                          {"depth", tenths_text(s.tissue->block.floor_mm)}});
    w.say("place.person", {{"age", rounded(skin.age_years, 1)},
                           {"tone", std::string(sim::kTones[std::size_t(skin.tone)])}});
    w.say_if_any(key("concern", sim::kConcerns[std::size_t(skin.concern)]));
    w.say_if_any(key("caution", site));
}

void layers(Writer w, const Snapshot& s) {
    const sim::LayerDepths& depths = s.tissue->layers;
    w.say("layers.corneum", {{"depth", depth_text(depths.bottom_mm[0])}});
    w.say("layers.epidermis", {{"depth", depth_text(depths.junction_mm())}});
    w.say("layers.dermis", {{"depth", depth_text(depths.dermis_bottom_mm())}});
    w.say("layers.fat");
}

void time(Writer w, const Snapshot& s, const Strings& strings) {
    if (s.time_us == 0)
        w.say("time.zero");
    else
        w.say("time.now", {{"time", duration_text(s.time_us, strings)}});
    const std::string_view stage = sim::kStageNames[std::size_t(s.stage)];
    if (s.time_us > 0) w.say(key("stage", stage));
    const sim::Course& course = s.scenario->course;
    if (course.sessions > 1)
        w.say("time.course", {{"sessions", std::to_string(course.sessions)},
                              {"interval", rounded(course.interval_days, 1)},
                              {"visits", std::to_string(s.visits)}});
}

void device(Writer w, const Snapshot& s) {
    const sim::Device& d = s.scenario->device;
    w.say("device.kind", {{"device", w.word("device", sim::kDeviceKinds[std::size_t(d.kind)])}});
    w.say("device.grid", {{"rows", std::to_string(d.rows)},
                          {"columns", std::to_string(d.columns)},
                          {"pitch", depth_text(d.pitch_mm)}});
    w.say("device.needle", {{"length", depth_text(d.needle_length_mm)},
                            {"diameter", depth_text(d.needle_diameter_mm)}});
    w.say_count("device.passes", s.scenario->technique.passes);
}

// What makers of pens say of this place; where thickness says otherwise, both are told.
void charts(Writer& w, const Snapshot& s) {
    if (s.scenario->device.kind != sim::DeviceKind::pen) return;
    const double most_mm = sim::sites()[std::size_t(s.scenario->skin.site)].pen_max_mm;
    if (most_mm <= 0) return;
    const bool past_dermis = s.reached_depth_mm > s.tissue->layers.dermis_bottom_mm();
    if (s.set_depth_mm > most_mm)
        w.say("depth.chart_stops", {{"most", depth_text(most_mm)}});
    else if (past_dermis)
        w.say("depth.chart_allows", {{"most", depth_text(most_mm)}});
}

void depth(Writer w, const Snapshot& s) {
    const sim::LayerDepths& depths = s.tissue->layers;
    w.say("depth.set", {{"depth", depth_text(s.set_depth_mm)}});
    w.say("depth.reached", {{"depth", depth_text(s.reached_depth_mm)},
                            {"low", depth_text(s.reached_low_mm)},
                            {"high", depth_text(s.reached_high_mm)}});
    if (s.reached_depth_mm < s.set_depth_mm - 0.005) w.say("depth.give");
    const auto layer = depths.layer_at(s.reached_depth_mm);
    w.say("depth.layer", {{"layer", w.word("layer", sim::kLayerNames[std::size_t(layer)])}});
    if (s.reached_depth_mm > depths.dermis_bottom_mm())
        w.say("depth.below_dermis");
    else if (s.reached_high_mm > depths.dermis_bottom_mm())
        w.say("depth.may_pass_dermis");
    charts(w, s);
    if (!s.tip_in_skin) {
        w.say("depth.out");
    } else {
        w.say("depth.now",
              {{"depth", depth_text(s.tip_depth_mm)},
               {"layer", w.word("layer", sim::kLayerNames[std::size_t(s.tip_layer)])}});
        if (!s.needles.empty() && s.needles.front().dimple_mm >= 0.005)
            w.say("depth.dimple", {{"depth", depth_text(s.needles.front().dimple_mm)}});
    }
}

void holes(Writer w, const Snapshot& s) {
    w.say_count("holes.count", double(s.channels.size()),
                {{"density", rounded(s.channels_per_cm2, 1)}});
    const sim::ChannelState& state = s.channels.front().state;
    if (s.stage <= Stage::dwell)
        w.say("holes.filled");
    else if (state.diameter_mm >= 0.005)
        w.say("holes.width", {{"width", depth_text(state.diameter_mm)}});
    else
        w.say("holes.closed");
    if (state.barrier_open >= 0.005)
        w.say("holes.barrier", {{"share", of_100(state.barrier_open)}});
    else
        w.say("holes.barrier_closed");
    if (s.epidermal_cover >= 0.005)
        w.say("holes.cover", {{"share", of_100(s.epidermal_cover)}});
    else
        w.say("holes.no_cover");
    constexpr double kBleedingIsOver_days = 1;
    if (s.days_since_visit > kBleedingIsOver_days) return;
    const auto crossed = std::count_if(s.channels.begin(), s.channels.end(),
                                       [](const auto& c) { return c.vessels > 0; });
    if (crossed > 0)
        w.say_count("holes.vessels", double(crossed));
    else
        w.say("holes.no_vessels");
}

void heat(Writer w, const Snapshot& s) {
    if (!s.scenario->rf.on) {
        w.say("heat.none");
        return;
    }
    w.say("heat.current");
    w.say(s.scenario->device.insulated ? "heat.insulated" : "heat.bare");
    if (s.rf.temperature_peak_C > 0) {
        w.say("heat.now", {{"now", rounded(s.rf.temperature_max_C, 1)},
                           {"peak", rounded(s.rf.temperature_peak_C, 1)}});
        w.say("heat.junction", {{"peak", rounded(s.rf.junction_peak_C, 1)}});
        if (s.rf.coagulated.volume_mm3 >= 0.0005)
            w.say("heat.coagulated",
                  {{"needles", std::to_string(s.rf_needles)},
                   {"volume", plain_number(std::round(s.rf.coagulated.volume_mm3 * 1000) / 1000)},
                   {"top", depth_text(s.rf.coagulated.depth_mm[0])},
                   {"bottom", depth_text(s.rf.coagulated.depth_mm[1])}});
        else
            w.say("heat.no_coagulation");
    }
    w.say("heat.regulator");
}

void watch(std::vector<Paragraph>& out, const Snapshot& s, const Strings& strings) {
    const std::vector<Warning> list = warnings(s, strings);
    if (list.empty()) return;
    Paragraph paragraph{"watch", strings.text("heading.watch"), ""};
    for (const Warning& warning : list)
        paragraph.text += (paragraph.text.empty() ? "" : " ") + warning.text;
    out.push_back(std::move(paragraph));
}

// Words for amounts on the model's scale, where a strong clinic stroke makes peaks near 1.
// Illustrative: where one word ends and the next begins is our own choice.
std::string_view amount_word(double amount) {
    return amount < 0.02 ? "none" : amount < 0.15 ? "few" : amount < 0.5 ? "some" : "many";
}

void healing(Writer w, const Snapshot& s, const Strings& strings) {
    w.say(key("phase", sim::kPhaseNames[std::size_t(s.phase)]));
    if (s.visits == 0) return;
    const auto since_us = sim::Microseconds(s.days_since_visit * double(sim::kDay));
    if (since_us >= sim::kMinute)
        w.say(s.visits > 1 ? "healing.since_last" : "healing.since",
              {{"time", duration_text(since_us, strings)}});
    const sim::HealingState& h = s.healing;
    w.say("healing.neutrophils", {{"amount", w.word("amount", amount_word(h.neutrophils))}});
    w.say("healing.macrophages",
          {{"amount", w.word("amount", amount_word(h.macrophages_m1 + h.macrophages_m2))}});
    if (h.fibroblasts < 1.05)
        w.say("healing.fibroblasts_rest");
    else
        w.say("healing.fibroblasts", {{"times", tenths_text(h.fibroblasts)}});
    if (h.collagen_iii + h.collagen_i < 0.001)
        w.say("healing.no_collagen");
    else
        w.say("healing.collagen",
              {{"iii", tenths_text(100 * h.collagen_iii)}, {"i", tenths_text(100 * h.collagen_i)}});
    w.say("healing.redness", {{"amount", w.word("redness", amount_word(h.erythema))}});
}

void unknown(Writer w, const Snapshot& s) {
    w.say("unknown.person");
    w.say("unknown.infection");
    if (s.scenario->rf.on) w.say("unknown.burns");
    w.say("unknown.illustrative");
    w.say("unknown.models");
}

}  // namespace

std::vector<Paragraph> describe(const Snapshot& snapshot, const Strings& strings) {
    std::vector<Paragraph> out;
    const auto about = [&](std::string_view id) { return Writer(out, strings, id); };
    place(about("place"), snapshot);
    layers(about("layers"), snapshot);
    time(about("time"), snapshot, strings);
    device(about("device"), snapshot);
    depth(about("depth"), snapshot);
    if (!snapshot.channels.empty()) holes(about("holes"), snapshot);
    heat(about("heat"), snapshot);
    watch(out, snapshot, strings);
    healing(about("healing"), snapshot, strings);
    unknown(about("unknown"), snapshot);
    about("end").say("end");
    return out;
}

std::string description_text(const std::vector<Paragraph>& paragraphs) {
    std::string text;
    for (const Paragraph& paragraph : paragraphs) {
        if (!text.empty()) text += "\n";
        if (!paragraph.heading.empty()) text += paragraph.heading + "\n";
        text += paragraph.text + "\n";
    }
    return text;
}

}  // namespace session
