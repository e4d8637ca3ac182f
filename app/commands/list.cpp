#include "app/commands/list.h"

#include "app/commands/report.h"
#include "app/commands/table.h"
#include "app/session/content.h"
#include "app/session/embedded.h"
#include "app/session/scene.h"
#include "app/session/strings.h"
#include "sim/tissue/tables.h"

namespace app {
namespace {

using session::Json;

Json value_json(const sim::Value& v) {
    return Json::Object{{"value", v.value},
                        {"low", v.low},
                        {"high", v.high},
                        {"unit", v.unit},
                        {"basis", basis_name(v.basis)},
                        {"source", v.source}};
}

Json known_or_null(double value) { return value > 0 ? Json(value) : Json(); }

Json sites() {
    Json list = Json::List{};
    for (const sim::SiteRow& row : sim::sites())
        list.add(Json::Object{{"id", row.id},
                              {"label", row.label},
                              {"stratum_corneum_mm", value_json(row.stratum_corneum_mm)},
                              {"epidermis_mm", value_json(row.epidermis_mm)},
                              {"dermis_mm", value_json(row.dermis_mm)},
                              {"hypodermis_mm", value_json(row.hypodermis_mm)},
                              {"pen_max_mm", known_or_null(row.pen_max_mm)},
                              {"rf_depth_mm", known_or_null(row.rf_depth_mm)},
                              {"caution", row.caution}});
    return list;
}

Json devices() {
    Json list = Json::List{};
    for (const sim::DeviceRow& row : sim::devices()) {
        Json figures = Json::Object{};
        const std::string prefix = "device." + std::string(row.id) + ".";
        for (const sim::Parameter& parameter : sim::parameters(prefix))
            figures.add(parameter.id.substr(prefix.size()), value_json(parameter.value));
        list.add(Json::Object{{"id", row.id},
                              {"label", row.label},
                              {"kind", row.kind},
                              {"setting", row.setting},
                              {"note", row.note},
                              {"figures", std::move(figures)}});
    }
    return list;
}

// Names with a line of words each, out of the strings.
Json named(std::string_view group, const std::vector<std::string_view>& ids) {
    const auto strings = session::strings_in("en");
    Json list = Json::List{};
    for (const std::string_view id : ids) {
        const std::string key = std::string(group) + "." + std::string(id);
        const bool known = bool(strings) && strings.value().has(key);
        list.add(Json::Object{{"id", id}, {"label", known ? strings.value().text(key) : ""}});
    }
    return list;
}

Json claims() {
    Json list = Json::List{};
    for (const session::Claim& claim : session::shipped_claims()) {
        Json behaviour = Json::List{};
        for (const std::string& word : claim.behaviour) behaviour.add(word);
        list.add(Json::Object{{"id", claim.id},
                              {"section", claim.section},
                              {"claim", claim.claim},
                              {"behaviour", std::move(behaviour)},
                              {"evidence", claim.evidence}});
    }
    return list;
}

Json fields() {
    Json list = Json::List{};
    session::Scene defaults;
    session::visit_scene_fields(defaults, [&]<class T>(const sim::Field& field, const T& value) {
        Json entry = Json::Object{{"id", field.path}, {"label", field.label}, {"help", field.help}};
        if constexpr (std::is_enum_v<T>) {
            Json choices = Json::List{};
            for (const std::string_view choice : field.choices) choices.add(choice);
            entry.add("type", "choice");
            entry.add("default", field.choices[std::size_t(value)]);
            entry.add("choices", std::move(choices));
        } else if constexpr (std::is_same_v<T, bool>) {
            entry.add("type", "flag");
            entry.add("default", value);
        } else {
            entry.add("type", std::is_same_v<T, int> ? "whole" : "number");
            entry.add("default", value);
            entry.add("low", field.low);
            entry.add("high", field.high);
            entry.add("unit", field.unit);
        }
        list.add(std::move(entry));
    });
    Json parts = Json::List{"all"};
    for (const std::string_view part : session::kParts) parts.add(part);
    list.add(Json::Object{{"id", "view.layers"},
                          {"label", "Shown"},
                          {"help", "What can be seen"},
                          {"type", "choices"},
                          {"default", Json::List{"all"}},
                          {"choices", std::move(parts)}});
    list.add(Json::Object{{"id", "view.probes"},
                          {"label", "Probes"},
                          {"help", "Where temperature is plotted: x and depth on the cut face, mm"},
                          {"type", "probes"},
                          {"default", Json::List{"auto", "auto", "auto"}}});
    list.add(Json::Object{{"id", "time"},
                          {"label", "Time"},
                          {"help", "Since the needles began to move"},
                          {"type", "time"},
                          {"default", "0"}});
    return list;
}

std::string text_of(const Json& json) {
    if (json.text()) return *json.text();
    if (json.null()) return "-";
    return session::given_text(json);
}

// A list as `--set` takes it.
std::string given_default(const Json& value) {
    if (!value.list()) return text_of(value);
    std::string text;
    for (const Json& one : *value.list()) text += (text.empty() ? "" : ",") + text_of(one);
    return text;
}

std::string accepted(const Json& entry) {
    std::string text;
    if (const Json* choices = entry.find("choices")) {
        for (const Json& choice : *choices->list())
            text += (text.empty() ? "" : " ") + text_of(choice);
        return text;
    }
    if (const Json* low = entry.find("low"))
        return "[" + text_of(*low) + ", " + text_of(*entry.find("high")) + "] " +
               text_of(*entry.find("unit"));
    const std::string& type = *entry.find("type")->text();
    if (type == "probes") return "auto,0.8:1.2,auto";
    return type == "flag" ? "true false" : "0 120ms 30s 5min 2h 14d 6mo";
}

}  // namespace

Json list_json(std::string_view name) {
    if (name == "sites") return sites();
    if (name == "devices") return devices();
    if (name == "views")
        return named("view", {session::kViewNames.begin(), session::kViewNames.end()});
    if (name == "presets") return named("preset", session::preset_names());
    if (name == "claims") return claims();
    if (name == "fields") return fields();
    return Json::List{};  // lessons: none yet
}

std::string list_text(std::string_view name) {
    std::vector<Row> rows;
    if (name == "sites")
        rows.push_back({"id", "epidermis_mm", "dermis_mm", "fat_mm", "pen_max_mm", "caution"});
    const Json list = list_json(name);
    for (const Json& entry : *list.list()) {
        const auto text = [&](std::string_view key) { return text_of(*entry.find(key)); };
        const auto value = [&](std::string_view key) {
            return text_of(*entry.find(key)->find("value"));
        };
        if (name == "sites")
            rows.push_back({text("id"), value("epidermis_mm"), value("dermis_mm"),
                            value("hypodermis_mm"), text("pen_max_mm"), text("caution")});
        else if (name == "devices")
            rows.push_back(
                {text("id"), text("kind"), text("setting"), text("label"), text("note")});
        else if (name == "claims")
            rows.push_back({text("id"), text("evidence"), text("claim")});
        else if (name == "fields")
            rows.push_back(
                {text("id"), given_default(*entry.find("default")), text("help"), accepted(entry)});
        else
            rows.push_back({text("id"), text("label")});
    }
    return table_text(rows);
}

}  // namespace app
