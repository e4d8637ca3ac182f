#include "sim/base/timeline.h"

#include <gtest/gtest.h>

namespace sim {
namespace {

TEST(Timeline, StagesAreLaidEndToEndAndEndAtAYear) {
    for (const Microseconds stroke_us : {900, 2'300, 880'000})
        for (const Microseconds dwell_us : {100'000, 200'000, 55'000'000}) {
            const Timeline timeline(stroke_us, dwell_us, stroke_us);
            Microseconds at_us = 0;
            for (const Segment& segment : timeline.segments()) {
                EXPECT_EQ(segment.start_us, at_us);
                EXPECT_GT(segment.ticks, 0);
                at_us = segment.end_us();
            }
            EXPECT_EQ(at_us, kYear);
            EXPECT_GE(
                timeline.segment(Stage::cooling).ticks * timeline.segment(Stage::cooling).tick_us,
                10 * kSecond);
        }
}

TEST(Timeline, TickAndTimeAreInverse) {
    const Timeline timeline(2'300, 200'000, 2'300);
    for (std::int64_t tick = 0; tick <= timeline.last_tick(); ++tick) {
        const TickPlace place = timeline.place(tick);
        ASSERT_EQ(timeline.tick_at(place.time_us), tick);
        ASSERT_EQ(timeline.tick_at(place.time_us + 1), tick);
        if (tick > 0) {
            ASSERT_EQ(timeline.time_us(tick - 1) + place.duration_us, place.time_us);
        }
    }
    EXPECT_EQ(timeline.tick_at(-5), 0);
    EXPECT_EQ(timeline.tick_at(2 * kYear), timeline.last_tick());
}

TEST(Timeline, WholeHoursAfterTheFirstTwoAreTicks) {
    const Timeline timeline(2'300, 200'000, 2'300);
    for (Microseconds hour = 2; hour <= 8760; ++hour)
        ASSERT_EQ(timeline.time_us(timeline.tick_at(hour * kHour)), hour * kHour);
}

TEST(Timeline, ALongPulseTrainDoesNotCostMoreSteps) {
    EXPECT_LE(Timeline(2'300, 95 * kSecond, 2'300).segment(Stage::dwell).ticks, 500);
}

}  // namespace
}  // namespace sim
