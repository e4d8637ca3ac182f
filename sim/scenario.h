// What the user chose: a small plain value, and the one list of its fields.
#pragma once
#include "sim/base/result.h"
#include "sim/field.h"

#include <array>
#include <string_view>
#include <vector>

namespace sim {

/// Index into `sites()`; the ids and their order are those of assets/science/sites.json.
enum class Site : int {};
enum class Tone { I, II, III, IV, V, VI };
enum class Sex { female, male };
enum class Concern {
    none,
    rolling_scar,
    boxcar_scar,
    icepick_scar,
    fine_lines,
    photodamage,
    enlarged_pores,
    laxity
};
enum class DeviceKind { roller, stamp, pen, rf_array };
enum class Topical { none, hyaluronic_acid, vitamin_c, prp };
enum class Polarity { bipolar, checkerboard, monopolar };
enum class Control { power, voltage, energy };
enum class Stop { none, temperature, impedance };

/// The choices of each enumerated field, in enumerator order: what JSON, `--set` and menus use.
std::span<const std::string_view> site_ids();
Site site_named(std::string_view id);  ///< @pre id is one of site_ids()
inline constexpr std::array<std::string_view, 6> kTones = {"I", "II", "III", "IV", "V", "VI"};
inline constexpr std::array<std::string_view, 2> kSexes = {"female", "male"};
inline constexpr std::array<std::string_view, 8> kConcerns = {
    "none",       "rolling_scar", "boxcar_scar",    "icepick_scar",
    "fine_lines", "photodamage",  "enlarged_pores", "laxity"};
inline constexpr std::array<std::string_view, 4> kDeviceKinds = {"roller", "stamp", "pen",
                                                                 "rf_array"};
inline constexpr std::array<std::string_view, 4> kTopicals = {"none", "hyaluronic_acid",
                                                              "vitamin_c", "prp"};
inline constexpr std::array<std::string_view, 3> kPolarities = {"bipolar", "checkerboard",
                                                                "monopolar"};
inline constexpr std::array<std::string_view, 3> kControls = {"power", "voltage", "energy"};
inline constexpr std::array<std::string_view, 3> kStops = {"none", "temperature", "impedance"};

struct Skin {
    Site site = site_named("cheek");
    Tone tone = Tone::III;
    double age_years = 35;
    Sex sex = Sex::female;
    Concern concern = Concern::rolling_scar;
    int seed = 7;
    bool operator==(const Skin&) const = default;
};

struct Device {
    DeviceKind kind = DeviceKind::pen;
    double needle_length_mm = 2.5;
    double needle_diameter_mm = 0.18;
    int rows = 4;
    int columns = 3;
    double pitch_mm = 1.0;
    bool insulated = false;
    double active_tip_mm = 0.3;
    bool operator==(const Device&) const = default;
};

struct Technique {
    double depth_mm = 1.5;
    double speed_m_per_s = 1.0;
    double angle_deg = 90;
    int passes = 3;
    bool stretch = true;
    bool occluded = false;
    Topical topical = Topical::hyaluronic_acid;
    bool operator==(const Technique&) const = default;
};

struct Rf {
    bool on = false;
    Polarity polarity = Polarity::bipolar;
    double frequency_MHz = 1.0;
    Control control = Control::power;
    double power_W_per_pin = 0.4;
    double voltage_V = 40;
    double energy_mJ_per_pin = 40;
    double pulse_ms = 100;
    int pulses = 1;
    double pause_ms = 500;
    int levels = 1;
    double level_step_mm = 0.5;
    Stop stop = Stop::none;
    double stop_C = 67;
    double stop_impedance_ratio = 1.5;
    bool cooling = false;
    double plate_C = 10;
    bool operator==(const Rf&) const = default;
};

struct Course {
    int sessions = 1;
    double interval_days = 28;
    bool operator==(const Course&) const = default;
};

struct Scenario {
    Skin skin;
    Device device;
    Technique technique;
    Rf rf;
    Course course;
    bool operator==(const Scenario&) const = default;
};

/// The one list of what can be chosen. JSON, ranges, `--set`, controls, help and `papilla list
/// fields` all walk it, so a new field is one line here and one member above.
/// @param visit  called as visit(const Field&, T&) with T double, int, bool or an enum
template <class S, class Visit>
void visit_fields(S& s, Visit&& visit) {
    // clang-format off
    visit(choice("skin.site", "Place", "Where on the body", site_ids()), s.skin.site);
    visit(choice("skin.tone", "Skin tone", "Fitzpatrick type: sets melanin", kTones), s.skin.tone);
    visit(range("skin.age_years", "Age", "years", "Ridges between the layers flatten with age", 18, 90), s.skin.age_years);
    visit(choice("skin.sex", "Sex", "Sets dermis thickness where it was measured apart", kSexes), s.skin.sex);
    visit(choice("skin.concern", "Concern", "What the person would like to change", kConcerns), s.skin.concern);
    visit(range("skin.seed", "Individual", "", "Which of the possible arrangements of vessels and glands", 0, 1e6), s.skin.seed);
    visit(choice("device.kind", "Device", "How the needles are carried", kDeviceKinds), s.device.kind);
    visit(range("device.needle_length_mm", "Needle length", "mm", "From the plate to the tip", 0.1, 8), s.device.needle_length_mm);
    visit(range("device.needle_diameter_mm", "Needle width", "mm", "Shaft diameter", 0.05, 0.5), s.device.needle_diameter_mm);
    visit(range("device.rows", "Rows", "", "Needles along the depth of the block", 1, 12), s.device.rows);
    visit(range("device.columns", "Columns", "", "Needles across the block", 1, 12), s.device.columns);
    visit(range("device.pitch_mm", "Spacing", "mm", "Between neighbouring needles", 0.4, 4), s.device.pitch_mm);
    visit(flag("device.insulated", "Insulated shaft", "Only the tip carries current"), s.device.insulated);
    visit(range("device.active_tip_mm", "Active tip", "mm", "Bare length of an insulated needle", 0.1, 2), s.device.active_tip_mm);
    visit(range("technique.depth_mm", "Set depth", "mm", "How far the device is set to push the tip", 0.1, 8), s.technique.depth_mm);
    visit(range("technique.speed_m_per_s", "Speed", "m/s", "Of the tip as it meets the skin", 0.01, 3), s.technique.speed_m_per_s);
    visit(range("technique.angle_deg", "Angle", "deg", "Between needle and skin", 30, 90), s.technique.angle_deg);
    visit(range("technique.passes", "Passes", "", "Times over the same skin", 1, 15), s.technique.passes);
    visit(flag("technique.stretch", "Skin stretched", "Held taut by the other hand"), s.technique.stretch);
    visit(flag("technique.occluded", "Covered after", "A film over the skin keeps channels open longer"), s.technique.occluded);
    visit(choice("technique.topical", "On the skin", "What is put on the skin", kTopicals), s.technique.topical);
    visit(flag("rf.on", "RF heat", "Radiofrequency current through the needles"), s.rf.on);
    visit(choice("rf.polarity", "Polarity", "Between columns, between all neighbours, or to a far plate", kPolarities), s.rf.polarity);
    visit(range("rf.frequency_MHz", "Frequency", "MHz", "Of the current", 0.5, 2), s.rf.frequency_MHz);
    visit(choice("rf.control", "Held constant", "What the generator holds", kControls), s.rf.control);
    visit(range("rf.power_W_per_pin", "Power", "W/pin", "Per needle", 0.01, 10), s.rf.power_W_per_pin);
    visit(range("rf.voltage_V", "Voltage", "V", "Between neighbouring needles, rms", 1, 200), s.rf.voltage_V);
    visit(range("rf.energy_mJ_per_pin", "Energy", "mJ/pin", "Per needle and depth, at the power set; then the current ends", 1, 2000), s.rf.energy_mJ_per_pin);
    visit(range("rf.pulse_ms", "Pulse", "ms", "Length of one pulse", 5, 5000), s.rf.pulse_ms);
    visit(range("rf.pulses", "Pulses", "", "At one depth", 1, 10), s.rf.pulses);
    visit(range("rf.pause_ms", "Pause", "ms", "Between pulses", 0, 5000), s.rf.pause_ms);
    visit(range("rf.levels", "Depths", "", "Depths heated in one stroke, deepest first", 1, 4), s.rf.levels);
    visit(range("rf.level_step_mm", "Depth step", "mm", "From one depth to the next", 0.1, 2), s.rf.level_step_mm);
    visit(choice("rf.stop", "Ends early", "What ends the current before its time", kStops), s.rf.stop);
    visit(range("rf.stop_C", "Ends at", "C", "Hottest tissue at which the current ends", 42, 110), s.rf.stop_C);
    visit(range("rf.stop_impedance_ratio", "Ends at rise", "x lowest", "Resistance over its lowest at which the current ends", 1.05, 10), s.rf.stop_impedance_ratio);
    visit(flag("rf.cooling", "Cooled plate", "A cold plate lies on the skin"), s.rf.cooling);
    visit(range("rf.plate_C", "Plate", "C", "Temperature of the cooled plate", -5, 30), s.rf.plate_C);
    visit(range("course.sessions", "Visits", "", "How many treatments", 1, 8), s.course.sessions);
    visit(range("course.interval_days", "Interval", "days", "From one visit to the next", 1, 90), s.course.interval_days);
    // clang-format on
}

/// Checks every field against its range, then what only holds between fields. The first failure is
/// returned with its JSON pointer: "/technique/depth_mm".
Result<Ok> validate(const Scenario& scenario);

/// Days on which the visits take place, first 0.
std::vector<double> visit_days(const Course& course);

}  // namespace sim
