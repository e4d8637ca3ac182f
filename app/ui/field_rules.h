// What the fields of a scenario mean to each other on screen: which apply, which follow, how far
// they go.
#pragma once
#include "app/session/view.h"
#include "sim/scenario.h"

#include <string>
#include <string_view>

namespace ui {

/// Whether a field belongs to what was chosen: how a generator ends early is asked only where it
/// does. The others would stand in the way.
bool shown(const sim::Scenario& scenario, std::string_view path);

/// Why a field that is shown makes no difference in this scenario, in plain words; empty where it
/// does.
std::string_view idle_reason(const sim::Scenario& scenario, std::string_view path);

/// After the field at `path` was chosen: brings along what only makes sense with it, such as an RF
/// device when heat is switched on, or a depth that the needle can reach.
void follow(sim::Scenario& scenario, std::string_view path);

double number_at(const sim::Scenario& scenario, std::string_view path);
/// @pre the path names a field of visit_fields
void set_number_at(sim::Scenario& scenario, std::string_view path, double value);

/// The value nearest to `wanted` that is valid beside the other fields of a valid scenario: where a
/// slider stops.
double nearest_valid(const sim::Scenario& scenario, std::string_view path, double wanted);

// How a range lies on a slider: even, or logarithmic where it spans more than fifty times.
double slider_position(const sim::Field& field, double value);
double slider_value(const sim::Field& field, double position);
/// Rounded to what can be set on a real device and read at a glance: 1.55 mm, 120 ms.
double tidy(const sim::Field& field, double value);
/// The smallest change that `tidy` keeps, at a value.
double tidy_step(const sim::Field& field, double value);

/// "Rolling scar" for "rolling_scar", "RF array" for "rf_array".
std::string choice_words(std::string_view path, std::string_view choice);
/// What a style shows, in a sentence.
std::string_view style_help(session::Style style);
/// "\u00b5m" for "um", "\u00b0C" for "C".
std::string_view unit_words(std::string_view unit);
/// As it stands in a text field: "90", never "9e+01".
std::string number_words(double value);
/// "1.5 mm", "120 ms", "62 %" for a share.
std::string value_words(double value, std::string_view unit);

}  // namespace ui
