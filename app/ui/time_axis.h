// What is written on the time axis: ticks, phases, visits. Pure functions of scenario and timeline.
#pragma once
#include "sim/base/timeline.h"
#include "sim/scenario.h"

#include <span>
#include <string_view>
#include <vector>

namespace ui {

struct AxisTick {
    sim::Microseconds time_us;
    std::string_view label;
    bool in_plots;  ///< also where there is little room
};
std::span<const AxisTick> axis_ticks();

/// A stretch of time with a name. Row 0: what the device does. Row 1: how the skin answers.
struct PhaseBand {
    std::string_view key;    ///< "stroke", "haemostasis"
    std::string_view label;  ///< "Stroke", "Haemostasis"
    std::string_view brief;  ///< where there is little room
    std::string_view help;
    sim::Microseconds start_us, end_us;
    int row;
};
std::vector<PhaseBand> phase_bands(const sim::Scenario& scenario, const sim::Timeline& timeline);

/// A moment at which the needles stand in the skin as deep as they go.
sim::Microseconds needles_in_us(const sim::Timeline& timeline);

std::vector<sim::Microseconds> visit_times(const sim::Scenario& scenario);

/// The time a key press goes to: a step along the axis, whole so that there and back is the same
/// place.
/// @param steps  signed; 200 go the whole way
sim::Microseconds stepped(sim::Microseconds time_us, int steps);

}  // namespace ui
