// The numbers of an instant as CSV, JSON and plain text.
#pragma once
#include "app/session/json.h"
#include "sim/snapshot.h"
#include "sim/world.h"

#include <string>

namespace app {

/// "time_h,time_s,tick,stage,phase,set_depth_mm,..."; one column a readout.
std::string csv_header();
/// @param time_us  the time asked for; the state is that of the last tick at or before it
std::string csv_row(const sim::Snapshot& snapshot, sim::Microseconds time_us);

/// scene, time, tick, stage, phase, tip_layer, the main readouts as plain numbers, every readout as
/// {value, unit, basis, source} under "readouts", "warnings" (session::warnings_json) and
/// state_hash.
session::Json report_json(const sim::World& world, std::string_view scene_name,
                          sim::Microseconds time_us);

/// A table for people: label, value, unit, basis; then what to look at.
std::string report_text(const sim::World& world, std::string_view scene_name,
                        sim::Microseconds time_us);

/// 16 hexadecimal digits.
std::string hash_text(std::uint64_t hash);

std::string_view basis_name(sim::Basis basis);

}  // namespace app
