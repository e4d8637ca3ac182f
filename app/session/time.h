// Times as people write and read them.
#pragma once
#include "sim/base/result.h"
#include "sim/base/timeline.h"

#include <string>
#include <string_view>
#include <vector>

namespace session {

/// "120ms", "30s", "2h", "14d", "6mo" (of 365/12 days), "0"; also "us", "min", decimals ("1.5ms").
/// Rounds to the nearest microsecond. Fails on anything else, and past a year.
sim::Result<sim::Microseconds> parse_time(std::string_view text);

/// The same form back, exact: parse_time(time_text(t)) == t for whole microseconds.
/// @pre 0 <= time_us <= sim::kYear
std::string time_text(sim::Microseconds time_us);

enum class TimeUnit { microsecond, millisecond, second, minute, hour, day, month };

/// One part of a time for people: 3 days. `amount` is whole except for a lone "1.5 ms".
struct TimePart {
    double amount;
    TimeUnit unit;
    bool operator==(const TimePart&) const = default;
};

/// A time cut down to what a person takes in: at most two parts, smaller ones rounded away.
std::vector<TimePart> time_parts(sim::Microseconds time_us);

/// In short English: "1.5 ms", "3 days 4 h".
std::string time_words(sim::Microseconds time_us);

}  // namespace session
