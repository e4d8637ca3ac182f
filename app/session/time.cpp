#include "app/session/time.h"

#include "app/session/json.h"

#include <array>
#include <cmath>
#include <cstdint>

namespace session {
namespace {

using sim::Microseconds;

constexpr Microseconds kMonth = sim::kYear / 12;

struct Suffix {
    std::string_view text;
    Microseconds length_us;
};
// Longest first: written times use the first unit that divides them.
constexpr std::array<Suffix, 7> kSuffixes = {{{"mo", kMonth},
                                              {"d", sim::kDay},
                                              {"h", sim::kHour},
                                              {"min", sim::kMinute},
                                              {"s", sim::kSecond},
                                              {"ms", sim::kMillisecond},
                                              {"us", 1}}};

sim::Error not_a_time(std::string_view text) {
    return {"is \"" + std::string(text) +
                "\", must be a time such as 120ms, 30s, 5min, 2h, 14d, 6mo or 0",
            ""};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "7" -> 7, with the point `decimals` places left of the end of the digits.
struct Decimal {
    std::int64_t digits = 0;
    std::int64_t divisor = 1;
};

}  // namespace

sim::Result<Microseconds> parse_time(std::string_view text) {
    // Whole numbers throughout: a time must come back as it was written, whatever the compiler.
    Decimal number;
    std::size_t i = 0;
    std::size_t digits_seen = 0;
    bool point = false;
    for (; i < text.size() && (is_digit(text[i]) || (text[i] == '.' && !point)); ++i) {
        if (text[i] == '.') {
            point = true;
            continue;
        }
        ++digits_seen;
        if (point && number.divisor >= 10'000'000) continue;  // finer than any unit can show
        if (number.digits > 10'000'000'000'000'000) break;    // refused below, before it overflows
        number.digits = number.digits * 10 + (text[i] - '0');
        if (point) number.divisor *= 10;
    }
    const bool too_long = i < text.size() && is_digit(text[i]);
    while (too_long && i < text.size() && (is_digit(text[i]) || text[i] == '.')) ++i;
    const std::string_view unit = text.substr(i);
    if (digits_seen == 0) return not_a_time(text);
    if (unit.empty()) {
        if (number.digits == 0 && !too_long) return Microseconds{0};
        return not_a_time(text);
    }
    for (const Suffix& suffix : kSuffixes) {
        if (suffix.text != unit) continue;
        const std::int64_t whole = number.digits / number.divisor;
        if (too_long || whole > sim::kYear / suffix.length_us)
            return sim::Error{"is " + std::string(text) + ", must lie in [0, 12mo]", ""};
        // Exact to the microsecond: the rest has seven digits and a month is 2.6e12 us.
        const std::int64_t rest = number.digits % number.divisor;
        const auto part = std::int64_t(
            std::llround(double(rest) / double(number.divisor) * double(suffix.length_us)));
        const Microseconds time_us = whole * suffix.length_us + part;
        if (time_us > sim::kYear)
            return sim::Error{"is " + std::string(text) + ", must lie in [0, 12mo]", ""};
        return time_us;
    }
    return not_a_time(text);
}

std::string time_text(Microseconds time_us) {
    if (time_us == 0) return "0";
    for (const Suffix& suffix : kSuffixes)
        if (time_us % suffix.length_us == 0 && suffix.length_us >= sim::kSecond)
            return std::to_string(time_us / suffix.length_us) + std::string(suffix.text);
    // Not whole seconds: as decimals of a second, or of a millisecond below one.
    const Suffix& suffix = time_us < sim::kSecond ? kSuffixes[5] : kSuffixes[4];
    std::string text = std::to_string(time_us / suffix.length_us);
    std::string rest = std::to_string(suffix.length_us + time_us % suffix.length_us).substr(1);
    while (!rest.empty() && rest.back() == '0') rest.pop_back();
    if (!rest.empty()) text += "." + rest;
    return text + std::string(suffix.text);
}

std::vector<TimePart> time_parts(Microseconds time_us) {
    if (time_us < sim::kMillisecond) return {{double(time_us), TimeUnit::microsecond}};
    if (time_us < sim::kSecond) {
        const double ms = double(time_us) / double(sim::kMillisecond);
        // Tenths while they matter: "1.5 ms" but "120 ms".
        return {{ms < 10 ? std::round(ms * 10) / 10 : std::round(ms), TimeUnit::millisecond}};
    }
    struct Step {
        TimeUnit unit;
        Microseconds length_us;
        TimeUnit next;
        Microseconds next_us;
        std::int64_t next_until;  ///< the smaller part is named below this many of the larger
    };
    constexpr std::array<Step, 5> kSteps = {
        {{TimeUnit::month, kMonth, TimeUnit::day, sim::kDay, 3},
         {TimeUnit::day, sim::kDay, TimeUnit::hour, sim::kHour, 7},
         {TimeUnit::hour, sim::kHour, TimeUnit::minute, sim::kMinute, 12},
         {TimeUnit::minute, sim::kMinute, TimeUnit::second, sim::kSecond, 20},
         {TimeUnit::second, sim::kSecond, TimeUnit::second, sim::kSecond, 0}}};
    for (const Step& step : kSteps) {
        // Days are the plainer word up to two months.
        const Microseconds from_us = step.unit == TimeUnit::month ? 2 * kMonth : step.length_us;
        if (time_us < from_us) continue;
        const std::int64_t whole = time_us / step.length_us;
        if (whole >= step.next_until)
            return {{double((time_us + step.length_us / 2) / step.length_us), step.unit}};
        const std::int64_t rest = (time_us % step.length_us + step.next_us / 2) / step.next_us;
        if (rest == 0) return {{double(whole), step.unit}};
        if (rest * step.next_us >= step.length_us) return {{double(whole + 1), step.unit}};
        return {{double(whole), step.unit}, {double(rest), step.next}};
    }
    return {};
}

std::string time_words(Microseconds time_us) {
    if (time_us == 0) return "0 s";
    constexpr std::array<std::string_view, 7> kOne = {"us", "ms", "s", "min", "h", "day", "month"};
    constexpr std::array<std::string_view, 7> kMany = {"us", "ms",   "s",     "min",
                                                       "h",  "days", "months"};
    std::string words;
    for (const TimePart& part : time_parts(time_us)) {
        const auto& names = part.amount == 1 ? kOne : kMany;
        if (!words.empty()) words += " ";
        words += plain_number(part.amount) + " " + std::string(names[std::size_t(part.unit)]);
    }
    return words;
}

}  // namespace session
