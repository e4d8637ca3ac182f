#include "app/session/clock.h"

#include "sim/base/exact_math.h"

#include <algorithm>

namespace session {
namespace {

using sim::Microseconds;

constexpr double kAxisLinear_us = 1000;  // the axis bends from linear to logarithmic here

}  // namespace

double axis_position(Microseconds time_us) {
    const double whole = sim::exact_log(1 + double(sim::kYear) / kAxisLinear_us);
    const double t_us = double(std::clamp<Microseconds>(time_us, 0, sim::kYear));
    return std::min(1.0, sim::exact_log(1 + t_us / kAxisLinear_us) / whole);
}

Microseconds axis_time_us(double position) {
    const double whole = sim::exact_log(1 + double(sim::kYear) / kAxisLinear_us);
    if (!(position > 0)) return 0;
    if (position >= 1) return sim::kYear;
    const double t_us = kAxisLinear_us * (sim::exact_exp(position * whole) - 1);
    return std::clamp<Microseconds>(Microseconds(t_us + 0.5), 0, sim::kYear);
}

void Clock::seek(Microseconds time_us) {
    asked_us_ = std::clamp<Microseconds>(time_us, 0, sim::kYear);
    position_ = axis_position(asked_us_);
}

void Clock::play(bool on) {
    // Play at the end of the axis means once more from the start.
    if (on && asked_us_ == sim::kYear) seek(0);
    playing_ = on;
}

void Clock::advance(double wall_s) {
    constexpr double kLongestFrame_s = 0.25;
    if (!playing_) return;
    position_ += std::clamp(wall_s, 0.0, kLongestFrame_s) * axis_per_minute_ / 60;
    if (position_ >= 1) position_ = 1, playing_ = false;
    asked_us_ = axis_time_us(position_);
}

}  // namespace session
