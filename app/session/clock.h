// The time that is looked at: sought, or running along the axis.
#pragma once
#include "sim/base/timeline.h"

namespace session {

/// The logarithmic time axis on screen: 0 at time 0, 1 at a year, even steps for even ratios;
/// linear below a millisecond, where a logarithm would have no end.
double axis_position(sim::Microseconds time_us);
sim::Microseconds axis_time_us(double position);

class Clock {
  public:
    void seek(sim::Microseconds time_us);
    void play(bool on);
    void set_speed(double axis_per_minute) { axis_per_minute_ = axis_per_minute; }
    bool playing() const { return playing_; }
    double speed() const { return axis_per_minute_; }
    sim::Microseconds asked_us() const { return asked_us_; }

    /// Moves the time asked for when playing. Stops at the end of the axis.
    void advance(double wall_s);

  private:
    sim::Microseconds asked_us_ = 0;
    double position_ = 0;  ///< of asked_us_ on the axis, finer than a microsecond while playing
    double axis_per_minute_ = 1;
    bool playing_ = false;
};

}  // namespace session
