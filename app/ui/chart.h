// Lines over time in a box with axes: what the pages of the plot are made of.
#pragma once
#include "app/ui/frame.h"
#include "sim/base/timeline.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ui {

struct Series {
    std::string name;
    ImU32 colour = 0;
    bool dashed = false;             ///< illustrative: only its direction means something
    bool switched = false;           ///< on or off: it jumps where others go straight
    std::vector<float> values = {};  ///< one for each of Chart::times_us
    std::optional<double> now = {};  ///< at the time shown
};

struct Chart {
    std::string_view title;  ///< above the box: the quantity, with its unit
    std::string_view unit;   ///< beside a single value
    std::vector<sim::Microseconds> times_us = {};
    std::vector<Series> series = {};
    sim::Microseconds end_us = sim::kYear;  ///< at the right edge
    double low = 0, least_high = 0.1;       ///< it reaches higher where a value does
    bool times = true;                      ///< the time axis is written
    sim::Basis basis = sim::Basis::derived;
    std::string_view source = "H5";
};

/// Draws it where the cursor is, with the standing of its numbers at the top right. A press goes to
/// that time; the mouse over it tells time and values.
/// @param name  its landmark
void draw_chart(Frame& frame, std::string_view name, const Chart& chart, float width, float height,
                sim::Microseconds now_us);

/// Colour and name of each line, in as many columns as fit.
void draw_legend(Frame& frame, std::span<const Series> series);

}  // namespace ui
