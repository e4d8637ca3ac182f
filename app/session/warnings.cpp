#include "app/session/warnings.h"

#include "app/session/json.h"
#include "sim/tissue/tables.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace session {
namespace {

using sim::Basis;
using sim::Snapshot;

std::string degrees_text(double celsius) { return plain_number(std::round(celsius)); }
std::string depth_text(double mm) { return plain_number(std::round(mm * 100) / 100 + 0.0); }
std::string energy_text(double mJ) { return plain_number(std::round(mJ)); }

/// What decides, before its words are found.
struct Found {
    std::string_view id;
    Severity severity;
    std::optional<double> number;
    std::string_view unit;
    Basis basis;
    std::string_view source;
};

class List {
  public:
    explicit List(const Strings& strings) : strings_(strings) {}

    void add(const Found& found, std::initializer_list<Fill> fills) {
        const std::string key = "warning." + std::string(found.id);
        list_.push_back({found.id, found.severity, strings_.text(key + ".title"),
                         strings_.text(key, fills), found.number, found.unit, found.basis,
                         found.source});
    }
    std::vector<Warning> sorted() && {
        std::stable_sort(list_.begin(), list_.end(), [](const Warning& a, const Warning& b) {
            return a.severity > b.severity;
        });
        return std::move(list_);
    }
    const Strings& strings() const { return strings_; }

  private:
    const Strings& strings_;
    std::vector<Warning> list_;
};

// The dose that kills, not the degrees, is what counts: 60 C for a blink may be survived, 45 C for
// minutes may not. (Henriques & Moritz 1947)
void epidermis(List& list, const Snapshot& s) {
    const double omega = s.rf.epidermis_omega;
    const bool dies = omega >= sim::parameter("damage.omega_second_degree").value;
    if (!dies && omega < sim::parameter("damage.omega_first_degree").value) return;
    list.add({dies ? "epidermis_dies" : "epidermis_hurt", dies ? Severity::harm : Severity::caution,
              s.rf.junction_peak_C, "C", Basis::derived, "H5,henriques1947"},
             {{"peak", degrees_text(s.rf.junction_peak_C)}});
}

void fat(List& list, const Snapshot& s) {
    const double dermis_mm = s.tissue->layers.dermis_bottom_mm();
    const double bottom_mm = s.rf.coagulated.depth_mm[1];
    if (s.rf.coagulated.count == 0 || bottom_mm <= dermis_mm) return;
    list.add({"fat_coagulates", Severity::harm, bottom_mm, "mm", Basis::derived, "H5,fda_rf_2025"},
             {{"bottom", depth_text(bottom_mm)}, {"dermis", depth_text(dermis_mm)}});
}

// A zone as wide as the needles are apart holds two of them.
void merging(List& list, const Snapshot& s) {
    const double width_mm = s.rf.coagulated.largest_width_mm;
    const double pitch_mm = s.scenario->device.pitch_mm;
    if (s.rf.coagulated.count == 0 || s.rf_needles < 2 || width_mm < pitch_mm) return;
    list.add({"zones_merge", Severity::caution, width_mm, "mm", Basis::derived, "H5"},
             {{"width", depth_text(width_mm)}, {"pitch", depth_text(pitch_mm)}});
}

// Where current leaves the needle must be dermis; without current a shallow tip harms nobody, and
// one in the fat little, unless even the charts of pens stop before.
void tip(List& list, const Snapshot& s) {
    const sim::LayerDepths& layers = s.tissue->layers;
    const sim::Scenario& scenario = *s.scenario;
    const double deepest_mm = s.reached_depth_mm;
    if (deepest_mm > layers.dermis_bottom_mm()) {
        const double chart_mm = sim::sites()[std::size_t(scenario.skin.site)].pen_max_mm;
        const bool past_chart = chart_mm > 0 && s.set_depth_mm > chart_mm;
        const bool past_fat = deepest_mm > layers.hypodermis_bottom_mm();
        list.add({past_fat ? "tip_below_fat" : "tip_in_fat",
                  scenario.rf.on || past_chart || past_fat ? Severity::caution : Severity::note,
                  deepest_mm, "mm", Basis::derived, "H1"},
                 {{"depth", depth_text(deepest_mm)},
                  {"dermis", depth_text(layers.dermis_bottom_mm())},
                  {"fat", depth_text(layers.hypodermis_bottom_mm())}});
    }
    if (!scenario.rf.on) return;
    const double shallowest_mm =
        deepest_mm - double(scenario.rf.levels - 1) * scenario.rf.level_step_mm;
    const double bare_mm = scenario.device.insulated ? scenario.device.active_tip_mm : 0.0;
    if (shallowest_mm - bare_mm >= layers.junction_mm()) return;
    list.add(
        {"tip_in_epidermis", Severity::caution, shallowest_mm, "mm", Basis::derived, "H1"},
        {{"depth", depth_text(shallowest_mm)}, {"junction", depth_text(layers.junction_mm())}});
}

// Which places call for care is our choice out of the table of sites.
void place(List& list, const Snapshot& s) {
    const sim::SiteRow& site = sim::sites()[std::size_t(s.scenario->skin.site)];
    const bool eye = site.id == "eyelid";
    if (!s.scenario->rf.on || (!site.bone_near && !eye)) return;
    list.add({eye ? "heat_by_eye" : "heat_by_bone", Severity::caution, std::nullopt, "",
              Basis::illustrative, "estimate"},
             {{"site", list.strings().text("site." + std::string(site.id))}});
}

void generator(List& list, const Snapshot& s) {
    const sim::Rf& rf = s.scenario->rf;
    if (!rf.on || s.rf_needles == 0) return;
    const double given_mJ = 1000.0 * s.rf.delivered_J / s.rf_needles;
    const auto found = [&](std::string_view id) {
        return Found{id, Severity::note, given_mJ, "mJ", Basis::derived, "H5"};
    };
    const std::string given = energy_text(given_mJ);
    if (s.rf.ended_by == sim::Stop::temperature)
        return list.add(found("ended_hot"),
                        {{"energy", given}, {"limit", degrees_text(rf.stop_C)}});
    if (s.rf.ended_by == sim::Stop::impedance)
        return list.add(found("ended_resistance"),
                        {{"energy", given}, {"limit", plain_number(rf.stop_impedance_ratio)}});
    const double wanted_mJ = rf.levels * rf.energy_mJ_per_pin;
    constexpr double kNearly = 0.99;
    if (rf.control == sim::Control::energy && s.stage > sim::Stage::dwell &&
        given_mJ < kNearly * wanted_mJ)
        list.add(found("energy_short"), {{"energy", given}, {"wanted", energy_text(wanted_mJ)}});
}

}  // namespace

std::vector<Warning> warnings(const Snapshot& snapshot, const Strings& strings) {
    List list(strings);
    epidermis(list, snapshot);
    fat(list, snapshot);
    merging(list, snapshot);
    tip(list, snapshot);
    place(list, snapshot);
    generator(list, snapshot);
    return std::move(list).sorted();
}

std::string_view severity_name(Severity severity) {
    constexpr std::array<std::string_view, 3> kNames = {"note", "caution", "harm"};
    return kNames[std::size_t(severity)];
}

Json warnings_json(const std::vector<Warning>& list) {
    constexpr std::array<std::string_view, 3> kBasisNames = {"measured", "derived", "illustrative"};
    Json json = Json::List{};
    for (const Warning& w : list)
        json.add(Json::Object{{"id", w.id},
                              {"severity", severity_name(w.severity)},
                              {"title", w.title},
                              {"text", w.text},
                              {"value", w.number ? Json(*w.number) : Json()},
                              {"unit", w.unit},
                              {"basis", kBasisNames[std::size_t(w.basis)]},
                              {"source", w.source}});
    return json;
}

}  // namespace session
