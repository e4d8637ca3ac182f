#include "sim/base/timeline.h"

#include <algorithm>
#include <cassert>

namespace sim {
namespace {

std::int64_t ticks_for(Microseconds length_us, Microseconds tick_us) {
    return (length_us + tick_us - 1) / tick_us;
}

// A pulse train of seconds must not cost more steps than one of milliseconds.
Microseconds dwell_tick_us(Microseconds dwell_us) {
    constexpr std::int64_t kMostTicks = 500;
    for (const Microseconds tick_us : {1, 2, 5, 10, 20, 50, 100, 200})
        if (dwell_us <= kMostTicks * tick_us * kMillisecond) return tick_us * kMillisecond;
    return 500 * kMillisecond;
}

}  // namespace

Timeline::Timeline(Microseconds insertion_us, Microseconds dwell_us, Microseconds withdrawal_us) {
    constexpr Microseconds kStroke =
        250;  // 0.25 ms: a 1.5 mm stroke at 1 m/s shows eight positions
    constexpr Microseconds kCooling = 25 * kMillisecond;
    constexpr Microseconds kClosing = 10 * kSecond;
    constexpr Microseconds kHealing = 10 * kMinute;
    Microseconds at_us = 0;
    const auto append = [&](Stage stage, Microseconds tick_us, std::int64_t ticks) {
        segments_[std::size_t(stage)] = {stage, at_us, tick_us, ticks};
        at_us += tick_us * ticks;
    };
    append(Stage::insertion, kStroke, ticks_for(insertion_us, kStroke));
    append(Stage::dwell, dwell_tick_us(dwell_us), ticks_for(dwell_us, dwell_tick_us(dwell_us)));
    // The needle is out a little before its stage ends: the next stage starts on a whole cooling
    // tick, and the one after on a whole closing tick, so that later ticks fall on round times.
    const Microseconds out_us = ticks_for(at_us + withdrawal_us, kCooling) * kCooling;
    append(Stage::withdrawal, kStroke, (out_us - at_us) / kStroke);
    const Microseconds cooled_us = ticks_for(at_us + 10 * kSecond, kClosing) * kClosing;
    append(Stage::cooling, kCooling, (cooled_us - at_us) / kCooling);
    append(Stage::closing, kClosing, (2 * kHour - at_us) / kClosing);
    append(Stage::healing, kHealing, (kYear - at_us) / kHealing);
    assert(at_us == kYear);
}

std::int64_t Timeline::last_tick() const {
    std::int64_t sum = 0;
    for (const Segment& segment : segments_) sum += segment.ticks;
    return sum;
}

std::int64_t Timeline::first_tick(Stage stage) const {
    std::int64_t before = 0;
    for (int i = 0; i < int(stage); ++i) before += segments_[std::size_t(i)].ticks;
    return before + 1;
}

TickPlace Timeline::place(std::int64_t tick) const {
    assert(tick >= 0);
    std::int64_t left = tick;
    for (const Segment& segment : segments_) {
        if (left <= segment.ticks)
            return {segment.stage, segment.start_us + left * segment.tick_us,
                    left == 0 ? 0 : segment.tick_us};
        left -= segment.ticks;
    }
    assert(false && "tick is past the end of the axis");
    return {Stage::healing, end_us(), 0};
}

std::int64_t Timeline::tick_at(Microseconds time_us) const {
    const Microseconds at_us = std::clamp<Microseconds>(time_us, 0, end_us());
    std::int64_t before = 0;
    for (const Segment& segment : segments_) {
        if (at_us <= segment.end_us()) return before + (at_us - segment.start_us) / segment.tick_us;
        before += segment.ticks;
    }
    return before;
}

}  // namespace sim
