#include "app/commands/report.h"

#include "app/commands/table.h"
#include "app/session/time.h"
#include "app/session/warnings.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace app {
namespace {

using session::Json;
using sim::Microseconds;
using sim::Readout;
using sim::Snapshot;

// Also at the top of the JSON, for scripts that want one number.
constexpr std::array<std::string_view, 8> kMain = {
    "set_depth_mm",        "reached_depth_mm",   "tip_depth_mm",   "channels_per_cm2",
    "channel_diameter_um", "temperature_peak_C", "coagulated_mm3", "visits"};

std::string csv_number(double value) {
    return std::isfinite(value) ? session::plain_number(value) : "";
}

std::string_view stage_name(const Snapshot& s) { return sim::kStageNames[std::size_t(s.stage)]; }
std::string_view phase_name(const Snapshot& s) { return sim::kPhaseNames[std::size_t(s.phase)]; }

std::vector<session::Warning> warnings_of(const Snapshot& s) {
    const auto strings = session::strings_in("en");
    return session::warnings(s, strings ? strings.value() : session::Strings());
}

}  // namespace

std::string_view basis_name(sim::Basis basis) {
    constexpr std::array<std::string_view, 3> kNames = {"measured", "derived", "illustrative"};
    return kNames[std::size_t(basis)];
}

std::string hash_text(std::uint64_t hash) {
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash));
    return text;
}

std::string csv_header() {
    std::string line = "time_h,time_s,tick,stage,phase";
    visit_readouts(Snapshot{},
                   [&](const Readout& readout, double) { line += "," + std::string(readout.id); });
    return line + "\n";
}

std::string csv_row(const Snapshot& s, Microseconds time_us) {
    std::string line = session::plain_number(double(time_us) / double(sim::kHour)) + "," +
                       session::plain_number(double(time_us) / double(sim::kSecond)) + "," +
                       std::to_string(s.tick) + "," + std::string(stage_name(s)) + "," +
                       std::string(phase_name(s));
    visit_readouts(s, [&](const Readout&, double value) { line += "," + csv_number(value); });
    return line + "\n";
}

Json report_json(const sim::World& world, std::string_view scene_name, Microseconds time_us) {
    const Snapshot s = observe(world);
    Json json = Json::Object{
        {"scene", scene_name},
        {"time_us", time_us},
        {"time", session::time_text(time_us)},
        {"tick", world.tick},
        {"tick_time_us", s.time_us},
        {"stage", stage_name(s)},
        {"phase", phase_name(s)},
        {"tip_in_skin", s.tip_in_skin},
        {"tip_layer", sim::kLayerNames[std::size_t(s.tip_layer)]},
    };
    Json readouts = Json::Object{};
    visit_readouts(s, [&](const Readout& readout, double value) {
        readouts.add(readout.id, Json::Object{{"value", value},
                                              {"unit", readout.unit},
                                              {"basis", basis_name(readout.basis)},
                                              {"source", readout.source}});
        for (const std::string_view id : kMain)
            if (id == readout.id) json.add(id, value);
    });
    json.add("readouts", std::move(readouts));
    json.add("warnings", session::warnings_json(warnings_of(s)));
    json.add("state_hash", hash_text(state_hash(world)));
    return json;
}

std::string report_text(const sim::World& world, std::string_view scene_name,
                        Microseconds time_us) {
    const Snapshot s = observe(world);
    std::string text = std::string(scene_name) + " at " + session::time_words(time_us) + ", " +
                       std::string(stage_name(s)) + ", " + std::string(phase_name(s)) + "\n\n";
    std::vector<Row> rows;
    visit_readouts(s, [&](const Readout& readout, double value) {
        char number[32];
        std::snprintf(number, sizeof number, "%.4g", value);
        rows.push_back({std::string(readout.label), number, std::string(readout.unit),
                        std::string(basis_name(readout.basis))});
    });
    text += table_text(rows);
    for (const session::Warning& warning : warnings_of(s))
        text += "\n" + std::string(session::severity_name(warning.severity)) + ": " + warning.text;
    return text + (text.ends_with('\n') ? "" : "\n");
}

}  // namespace app
