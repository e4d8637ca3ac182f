#include "app/ui/time_axis.h"

#include "app/session/player.h"
#include "sim/models/channel.h"
#include "sim/models/healing.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ui {

using sim::Microseconds;

std::span<const AxisTick> axis_ticks() {
    using namespace sim;
    static constexpr AxisTick kTicks[] = {{0, "0", true},
                                          {kMillisecond, "1 ms", false},
                                          {10 * kMillisecond, "10 ms", false},
                                          {100 * kMillisecond, "0.1 s", false},
                                          {kSecond, "1 s", true},
                                          {10 * kSecond, "10 s", false},
                                          {kMinute, "1 min", true},
                                          {10 * kMinute, "10 min", false},
                                          {kHour, "1 h", true},
                                          {6 * kHour, "6 h", false},
                                          {kDay, "1 day", true},
                                          {7 * kDay, "1 week", false},
                                          {30 * kDay, "1 month", true},
                                          {kYear, "1 year", false}};
    return kTicks;
}

namespace {

struct PhaseWords {
    std::string_view label, brief, help;
};
constexpr std::array<PhaseWords, 5> kPhaseWords = {
    {{"Intact", "Intact", "Nothing has happened yet."},
     {"Haemostasis", "Clot", "Bleeding stops: a clot fills the holes."},
     {"Inflammation", "Inflam.", "Neutrophils and macrophages clean up; the skin is red."},
     {"Proliferation", "Prolif.", "Fibroblasts build new collagen, first type III."},
     {"Remodelling", "Remod.", "Collagen III is exchanged for the stronger type I."}}};

// Fine enough for a pixel of a wide screen.
constexpr int kScan = 2000;

}  // namespace

std::vector<PhaseBand> phase_bands(const sim::Scenario& scenario, const sim::Timeline& timeline) {
    using sim::Stage;
    std::vector<PhaseBand> bands;
    const Microseconds in_us = timeline.segment(Stage::dwell).start_us;
    const Microseconds out_us = timeline.segment(Stage::withdrawal).end_us();
    const Microseconds cooled_us = timeline.segment(Stage::cooling).end_us();
    const auto closed_us =
        Microseconds(1e6 * sim::optical_closure_s(scenario.technique.depth_mm, scenario.technique));
    constexpr std::string_view kStroke = "The needles go in and come out.";
    if (scenario.rf.on) {
        bands.push_back({"stroke", "Stroke", "In", kStroke, 0, in_us, 0});
        bands.push_back({"heat", "Heat", "Heat", "Current heats the skin, then it cools.", in_us,
                         cooled_us, 0});
    } else {
        bands.push_back({"stroke", "Stroke", "In", kStroke, 0, out_us, 0});
    }
    const Microseconds open_us = scenario.rf.on ? cooled_us : out_us;
    bands.push_back({"closing", "Holes close", "Close", "The holes narrow until none can be seen.",
                     open_us, std::max(open_us, out_us + closed_us), 0});
    const std::vector<Microseconds> visits = visit_times(scenario);
    sim::Phase last = sim::Phase::intact;
    for (int i = 0; i <= kScan; ++i) {
        const Microseconds t = session::axis_time_us(double(i) / kScan);
        if (t < out_us) continue;
        const Microseconds since =
            t - *std::prev(std::upper_bound(visits.begin(), visits.end(), t));
        const sim::Phase phase = sim::phase_at(double(since) / double(sim::kDay));
        if (phase != last && phase != sim::Phase::intact) {
            const auto& words = kPhaseWords[std::size_t(phase)];
            const Microseconds start = bands.back().row == 1 ? t : out_us;
            bands.push_back({sim::kPhaseNames[std::size_t(phase)], words.label, words.brief,
                             words.help, start, t, 1});
        }
        last = phase;
        if (bands.back().row == 1) bands.back().end_us = t;
    }
    // Where one phase ends, the next begins.
    for (std::size_t i = 1; i < bands.size(); ++i)
        if (bands[i].row == 1 && bands[i - 1].row == 1) bands[i - 1].end_us = bands[i].start_us;
    return bands;
}

Microseconds needles_in_us(const sim::Timeline& timeline) {
    const sim::Segment& dwell = timeline.segment(sim::Stage::dwell);
    // Early: what heat has done by then is soon computed.
    return dwell.start_us + std::min(dwell.tick_us * dwell.ticks / 2, 10 * sim::kMillisecond);
}

std::vector<Microseconds> visit_times(const sim::Scenario& scenario) {
    std::vector<Microseconds> times;
    for (const double day : sim::visit_days(scenario.course))
        times.push_back(Microseconds(std::llround(day * double(sim::kDay))));
    return times;
}

Microseconds stepped(Microseconds time_us, int steps) {
    constexpr double kSteps = 200;
    const double at = session::axis_position(time_us) * kSteps;
    // From between two places, one step goes to the nearer one in that direction. Whole
    // microseconds lie a little beside the places near 0.
    constexpr double kBeside = 0.05;
    const double next =
        steps > 0 ? std::floor(at + kBeside) + steps : std::ceil(at - kBeside) + steps;
    return session::axis_time_us(std::clamp(next / kSteps, 0.0, 1.0));
}

}  // namespace ui
