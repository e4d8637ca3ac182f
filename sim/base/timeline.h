// The one time axis: from the stroke's milliseconds to the healing's months, cut into stages of
// whole ticks.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace sim {

/// Time since the first needle starts to move, in whole microseconds: a year is 3.2e13.
using Microseconds = std::int64_t;

inline constexpr Microseconds kMillisecond = 1'000;
inline constexpr Microseconds kSecond = 1'000'000;
inline constexpr Microseconds kMinute = 60 * kSecond;
inline constexpr Microseconds kHour = 60 * kMinute;
inline constexpr Microseconds kDay = 24 * kHour;
inline constexpr Microseconds kYear = 365 * kDay;

enum class Stage { insertion, dwell, withdrawal, cooling, closing, healing };
inline constexpr int kStageCount = 6;
inline constexpr std::array<std::string_view, kStageCount> kStageNames = {
    "insertion", "dwell", "withdrawal", "cooling", "closing", "healing"};

/// A run of equal ticks. The state at `start_us + i * tick_us` is the state after i of its steps.
struct Segment {
    Stage stage;
    Microseconds start_us;
    Microseconds tick_us;
    std::int64_t ticks;
    Microseconds end_us() const { return start_us + tick_us * ticks; }
    bool operator==(const Segment&) const = default;
};

/// Where on the axis a tick lies: its stage and the step that leads *to* it.
struct TickPlace {
    Stage stage;
    Microseconds time_us;      ///< time at this tick
    Microseconds duration_us;  ///< length of the step that ends here; 0 at tick 0
};

/// The stages of one scenario laid end to end. Tick 0 is time 0; the last tick is one year.
class Timeline {
  public:
    /// @param insertion_us, dwell_us, withdrawal_us  lengths wanted; rounded up to whole ticks
    Timeline(Microseconds insertion_us, Microseconds dwell_us, Microseconds withdrawal_us);

    const std::array<Segment, kStageCount>& segments() const { return segments_; }
    const Segment& segment(Stage stage) const { return segments_[std::size_t(stage)]; }
    std::int64_t last_tick() const;
    /// The tick that the first step of a stage leads to.
    std::int64_t first_tick(Stage stage) const;
    Microseconds end_us() const { return segments_.back().end_us(); }

    /// @pre 0 <= tick <= last_tick()
    TickPlace place(std::int64_t tick) const;
    Microseconds time_us(std::int64_t tick) const { return place(tick).time_us; }
    /// The last tick at or before a time; clamped to the axis.
    std::int64_t tick_at(Microseconds time_us) const;

    bool operator==(const Timeline&) const = default;

  private:
    std::array<Segment, kStageCount> segments_;
};

}  // namespace sim
