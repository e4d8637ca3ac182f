#include "app/web/report.h"

#include "app/session/describe.h"
#include "app/session/embedded.h"
#include "app/session/warnings.h"
#include "app/ui/field_rules.h"
#include "app/ui/part_edits.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace web {
namespace {

using session::Json;
using sim::Field;

constexpr std::array<std::string_view, 3> kBasisNames = {"measured", "derived", "illustrative"};

Json choices_json(const Field& field, const session::Strings& strings) {
    Json choices = Json::List{};
    for (std::size_t i = 0; i < field.choices.size(); ++i) {
        const std::string_view id = field.choices[i];
        const std::string key = field.path == "view.name" ? "view." + std::string(id) : "";
        std::string help = strings.has(key) ? std::string(strings.text(key)) : std::string();
        if (field.path == "view.style") help = ui::style_help(session::Style(int(i)));
        choices.add(
            Json::Object{{"id", id}, {"label", ui::choice_words(field.path, id)}, {"help", help}});
    }
    return choices;
}

template <class T>
Json field_json(const Workbench& bench, const Field& field, const T& value) {
    const double number = sim::as_number(value);
    const bool flag = std::is_same_v<T, bool>;
    Json json = Json::Object{{"path", field.path},
                             {"label", field.label},
                             {"unit", ui::unit_words(field.unit)},
                             {"help", field.help},
                             {"value", number},
                             {"shown", ui::shown(bench.document().scenario(), field.path)},
                             {"idle", ui::idle_reason(bench.document().scenario(), field.path)}};
    if (!field.choices.empty()) {
        json.add("kind", "choice");
        json.add("choices", choices_json(field, bench.strings()));
    } else if (flag) {
        json.add("kind", "flag");
    } else {
        json.add("kind", "number");
        json.add("low", field.low);
        json.add("high", field.high);
        json.add("text", ui::value_words(number, field.unit));
        json.add("position", std::round(ui::slider_position(field, number) * 1e5) / 1e5);
        json.add("step", ui::tidy_step(field, number));
    }
    return json;
}

Json layers_json(const session::View& view) {
    Json choices = Json::List{};
    for (std::size_t i = 0; i < session::kParts.size(); ++i)
        choices.add(Json::Object{{"id", session::kParts[i]},
                                 {"label", ui::choice_words("view.layers", session::kParts[i])},
                                 {"fades", ui::can_fade(session::Part(int(i)))},
                                 {"showing", int(ui::showing(view, session::Part(int(i))))}});
    return Json::Object{{"path", "view.layers"},   {"label", "Shown"},  {"unit", ""},
                        {"help", "What is drawn"}, {"shown", true},     {"idle", ""},
                        {"kind", "set"},           {"choices", choices}};
}

// The phase at a time by the days of the visits alone, as for every World of this scenario.
std::string_view band_at(const sim::Snapshot& s, sim::Microseconds time_us) {
    const sim::Microseconds out_us = s.timeline->segment(sim::Stage::withdrawal).end_us();
    if (time_us < out_us) return "stroke";
    double visit_day = 0;
    for (const double day : sim::visit_days(s.scenario->course))
        if (day * double(sim::kDay) <= double(time_us)) visit_day = day;
    const double out_of_skin = double(s.timeline->segment(sim::Stage::withdrawal).start_us);
    const double age_days = (double(time_us) - out_of_skin) / double(sim::kDay) - visit_day;
    return sim::kPhaseNames[std::size_t(sim::phase_at(std::max(0.0, age_days)))];
}

}  // namespace

Json fields_json(const Workbench& bench) {
    Json list = Json::List{};
    const session::Scene scene = bench.scene();
    session::visit_scene_fields(scene, [&](const Field& field, const auto& value) {
        list.add(field_json(bench, field, value));
    });
    list.add(layers_json(bench.document().view()));
    return list;
}

Json readouts_json(const Workbench& bench) {
    const sim::Snapshot s = bench.snapshot();
    Json list = Json::List{};
    sim::visit_readouts(s, [&](const sim::Readout& readout, double value) {
        list.add(Json::Object{{"id", readout.id},
                              {"label", readout.label},
                              {"unit", ui::unit_words(readout.unit)},
                              {"value", value},
                              {"text", ui::value_words(value, readout.unit)},
                              {"basis", kBasisNames[std::size_t(readout.basis)]},
                              {"source", readout.source}});
    });
    const std::string_view layer = sim::kLayerNames[std::size_t(s.tip_layer)];
    return Json::Object{{"readouts", list},
                        {"warnings", session::warnings_json(session::warnings(s, bench.strings()))},
                        {"time_us", s.time_us},
                        {"stage", sim::kStageNames[std::size_t(s.stage)]},
                        {"phase", sim::kPhaseNames[std::size_t(s.phase)]},
                        {"tip_in_skin", s.tip_in_skin},
                        {"tip_layer", layer},
                        {"tip_layer_words", bench.strings().text("layer." + std::string(layer))},
                        {"rf_on", s.scenario->rf.on}};
}

Json state_json(const Workbench& bench) {
    const session::Playback& player = bench.player();
    return Json::Object{
        {"time_us", player.asked_us()},
        {"time", session::time_text(player.asked_us())},
        {"words", session::time_words(player.asked_us())},
        {"position", session::axis_position(player.asked_us())},
        {"playing", player.playing()},
        {"reached", player.reached()},
        {"final", player.final()},
        {"detail", player.detail() == sim::RfDetail::coarse ? "coarse" : "production"},
        {"progress", player.progress()},
        {"can_undo", bench.document().can_undo()},
        {"can_redo", bench.document().can_redo()},
        {"dirty", bench.document().dirty()}};
}

Json axis_json(const Workbench& bench) {
    constexpr int kSamples = 500;
    const sim::Snapshot s = bench.snapshot();
    Json bands = Json::List{};
    std::string_view id = band_at(s, 0);
    double from = 0;
    const auto close = [&](double to) {
        bands.add(Json::Object{{"id", id}, {"from", from}, {"to", to}});
        from = to;
    };
    for (int i = 1; i <= kSamples; ++i) {
        const double at = double(i) / kSamples;
        const std::string_view here = band_at(s, session::axis_time_us(at));
        if (here == id) continue;
        close(at);
        id = here;
    }
    close(1);
    Json marks = Json::List{};
    for (const std::string_view text : {"1ms", "10ms", "100ms", "1s", "10s", "1min", "10min", "1h",
                                        "6h", "1d", "3d", "7d", "1mo", "3mo", "12mo"}) {
        const sim::Microseconds time_us = session::parse_time(text).value();
        marks.add(Json::Object{{"time", text},
                               {"words", session::time_words(time_us)},
                               {"at", session::axis_position(time_us)}});
    }
    return Json::Object{{"bands", bands}, {"marks", marks}};
}

Json depth_scale_json(const Workbench& bench) {
    const sim::Scenario& scenario = bench.document().scenario();
    std::optional<Field> depth;
    sim::visit_fields(scenario, [&](const Field& field, const auto&) {
        if (field.path == "technique.depth_mm") depth = field;
    });
    const auto at = [&](double mm) {
        return ui::slider_position(*depth, std::clamp(mm, depth->low, depth->high));
    };
    const sim::LayerDepths layers = sim::layer_depths(scenario.skin);
    Json bands = Json::List{};
    double from = 0;
    const auto band = [&](std::string_view id, double bottom_mm) {
        const double to = at(bottom_mm);
        if (to > from) bands.add(Json::Object{{"id", id}, {"from", from}, {"to", to}});
        from = std::max(from, to);
    };
    band("epidermis", layers.junction_mm());
    band("dermis", layers.dermis_bottom_mm());
    band("fat", layers.hypodermis_bottom_mm());
    band("muscle", depth->high);
    return Json::Object{{"bands", bands}, {"needle", at(scenario.device.needle_length_mm)}};
}

Json description_json(const Workbench& bench) {
    Json list = Json::List{};
    for (const session::Paragraph& paragraph : session::describe(bench.snapshot(), bench.strings()))
        list.add(Json::Object{
            {"id", paragraph.id}, {"heading", paragraph.heading}, {"text", paragraph.text}});
    return list;
}

Json presets_json(const Workbench& bench) {
    Json list = Json::List{};
    for (const std::string_view name : session::preset_names())
        list.add(Json::Object{{"name", name},
                              {"label", bench.strings().text("preset." + std::string(name))}});
    return list;
}

}  // namespace web
