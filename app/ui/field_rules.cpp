#include "app/ui/field_rules.h"

#include "sim/tissue/tables.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace ui {

using sim::DeviceKind;
using sim::Field;
using sim::Scenario;

bool shown(const Scenario& s, std::string_view path) {
    const sim::Rf& rf = s.rf;
    if (path == "rf.power_W_per_pin") return rf.control != sim::Control::voltage;
    if (path == "rf.voltage_V") return rf.control == sim::Control::voltage;
    if (path == "rf.energy_mJ_per_pin") return rf.control == sim::Control::energy;
    if (path == "rf.pause_ms") return rf.pulses > 1;
    if (path == "rf.level_step_mm") return rf.levels > 1;
    if (path == "rf.stop_C") return rf.stop == sim::Stop::temperature;
    if (path == "rf.stop_impedance_ratio") return rf.stop == sim::Stop::impedance;
    if (path == "rf.plate_C") return rf.cooling;
    return true;
}

std::string_view idle_reason(const Scenario& s, std::string_view path) {
    if (path == "rf.on") return "";
    if (path.starts_with("rf.") && !s.rf.on) return "Only with RF heat";
    if (path == "device.insulated" && s.device.kind != DeviceKind::rf_array)
        return "Only needles that carry current are insulated";
    if (path == "device.active_tip_mm" &&
        (s.device.kind != DeviceKind::rf_array || !s.device.insulated))
        return "Only an insulated needle has an active tip";
    if (path == "course.interval_days" && s.course.sessions < 2)
        return "Only between several visits";
    return "";
}

void follow(Scenario& s, std::string_view path) {
    if (path == "rf.on" && s.rf.on) s.device.kind = DeviceKind::rf_array;
    if (path == "device.needle_length_mm")
        s.technique.depth_mm = std::min(s.technique.depth_mm, s.device.needle_length_mm);
    if (path == "device.kind" && s.device.kind != DeviceKind::rf_array) s.rf.on = false;
}

double number_at(const Scenario& scenario, std::string_view path) {
    double found = 0;
    sim::visit_fields(scenario, [&]<class T>(const Field& field, const T& value) {
        if (field.path == path) found = sim::as_number(value);
    });
    return found;
}

void set_number_at(Scenario& scenario, std::string_view path, double number) {
    sim::visit_fields(scenario, [&]<class T>(const Field& field, T& value) {
        if (field.path != path) return;
        if constexpr (std::is_same_v<T, double>)
            value = number;
        else if constexpr (std::is_same_v<T, bool>)
            value = number != 0;
        else
            value = T(int(std::lround(number)));
    });
}

double nearest_valid(const Scenario& scenario, std::string_view path, double wanted) {
    Scenario draft = scenario;
    const auto valid = [&](double value) {
        set_number_at(draft, path, value);
        return bool(sim::validate(draft));
    };
    if (valid(wanted)) return wanted;
    double good = number_at(scenario, path), bad = wanted;
    for (int i = 0; i < 40; ++i) {
        const double middle = (good + bad) / 2;
        (valid(middle) ? good : bad) = middle;
    }
    // The bound is a number that somebody chose: a short one next to it is it.
    const double bound = std::round(bad * 1e6) / 1e6;
    return valid(bound) ? bound : good;
}

namespace {

bool logarithmic(const Field& f) { return f.low >= 0 && f.high > 50 * (f.low > 0 ? f.low : 1); }
// A range from 0 is even near 0 and logarithmic beyond.
double knee(const Field& f) { return f.low > 0 ? 0 : f.high / 1000; }

}  // namespace

double slider_position(const Field& f, double value) {
    if (!logarithmic(f)) return (value - f.low) / (f.high - f.low);
    const double k = knee(f);
    return std::log((value + k) / (f.low + k)) / std::log((f.high + k) / (f.low + k));
}

double slider_value(const Field& f, double position) {
    if (!logarithmic(f)) return f.low + position * (f.high - f.low);
    const double k = knee(f);
    return (f.low + k) * std::pow((f.high + k) / (f.low + k), position) - k;
}

double tidy_step(const Field& f, double value) {
    if (f.unit.empty()) return 1;
    double least = 0.01;
    for (const std::string_view whole : {"years", "days", "ms", "V", "deg", "C", "mJ/pin"})
        if (f.unit == whole) least = 1;
    // Two to three figures.
    const double size = std::max(std::fabs(value), least);
    return std::max(least, 5 * std::pow(10.0, std::floor(std::log10(size)) - 2));
}

double tidy(const Field& f, double value) {
    const double step = tidy_step(f, value);
    // Divided by a whole number where the step is a fraction, so that 1.55 is the double that
    // reads 1.55.
    const double rounded = step < 1
                               ? std::round(value * std::round(1 / step)) / std::round(1 / step)
                               : std::round(value / step) * step;
    return std::clamp(rounded, f.low, f.high);
}

std::string choice_words(std::string_view path, std::string_view choice) {
    if (path == "skin.site") return std::string(sim::find_site(choice)->label);
    if (choice == "prp") return "PRP";
    if (choice == "he") return "H&E";
    if (choice == "oct") return "OCT";
    std::string words(choice);
    for (char& c : words)
        if (c == '_') c = ' ';
    if (words.starts_with("rf ")) return "RF" + words.substr(2);
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = char(words[0] - 'a' + 'A');
    return words;
}

std::string_view style_help(session::Style style) {
    switch (style) {
        case session::Style::realistic:
            return "As it would look to the eye";
        case session::Style::diagram:
            return "Flat colours and outlines, told apart by everybody";
        case session::Style::he:
            return "Haematoxylin and eosin: nuclei blue, fibres and muscle pink";
        case session::Style::trichrome:
            return "Masson's trichrome: collagen blue, cells and muscle red";
        case session::Style::picrosirius:
            return "Sirius red between crossed polarisers: thick collagen I red to yellow, thin "
                   "III "
                   "green";
        case session::Style::oct:
            return "Optical coherence tomography: how strongly each depth sends light back";
    }
    return {};
}

std::string_view unit_words(std::string_view unit) {
    constexpr std::string_view kWords[][2] = {
        {"um", "\u00b5m"},         {"C", "\u00b0C"},  {"deg", "\u00b0"},
        {"mm3", "mm\u00b3"},       {"ohm", "\u03a9"}, {"1/cm2", "/cm\u00b2"},
        {"x rest", "\u00d7 rest"}, {"rel", ""},       {"x lowest", "\u00d7"}};
    for (const auto& row : kWords)
        if (row[0] == unit) return row[1];
    return unit;
}

std::string number_words(double value) {
    char text[48];
    for (int decimals = 0; decimals <= 6; ++decimals) {
        std::snprintf(text, sizeof text, "%.*f", decimals, value);
        if (std::strtod(text, nullptr) == value) return text;
    }
    return sim::number_text(value);
}

std::string value_words(double value, std::string_view unit) {
    char text[48];
    const double size = std::fabs(value);
    // Three figures, and no more than two decimals where the unit is one that a person sets.
    const int decimals = size >= 100 || value == std::round(value) ? 0
                         : size >= 10                              ? 1
                         : size >= 0.1                             ? 2
                                                                   : 3;
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    std::string words = text;
    if (words.find('.') != std::string::npos) {
        while (words.back() == '0') words.pop_back();
        if (words.back() == '.') words.pop_back();
    }
    if (words == "-0") words = "0";
    if (words.front() == '-') words.replace(0, 1, "\u2212");
    const std::string_view shown = unit_words(unit);
    if (shown.empty()) return words;
    return words + (shown == "\u00b0" ? "" : "\u202f") + std::string(shown);
}

}  // namespace ui
