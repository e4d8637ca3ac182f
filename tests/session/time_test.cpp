// Times as people write and read them.
#include "app/session/time.h"

#include "sim/base/random.h"

#include <gtest/gtest.h>

namespace session {
namespace {

using namespace sim;

TEST(Time, ReadsEveryUnit) {
    const std::pair<const char*, Microseconds> cases[] = {{"0", 0},
                                                          {"0s", 0},
                                                          {"7us", 7},
                                                          {"120ms", 120'000},
                                                          {"1.5ms", 1'500},
                                                          {"30s", 30 * kSecond},
                                                          {"5min", 5 * kMinute},
                                                          {"2h", 2 * kHour},
                                                          {"14d", 14 * kDay},
                                                          {"6mo", kYear / 2},
                                                          {"12mo", kYear},
                                                          {"0.5d", 12 * kHour}};
    for (const auto& [text, time_us] : cases) {
        auto read = parse_time(text);
        ASSERT_TRUE(read) << text;
        EXPECT_EQ(read.value(), time_us) << text;
    }
}

TEST(Time, RefusesWhatIsNoTimeAndSaysWhatOneIs) {
    for (const char* text :
         {"", "5", "ms", "5 s", "-3s", "1e3s", "3y", "1.2.3s", "0x5s", "nan", ".", "s5"}) {
        auto read = parse_time(text);
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().what,
                  "is \"" + std::string(text) +
                      "\", must be a time such as 120ms, 30s, 5min, 2h, 14d, 6mo or 0");
    }
}

TEST(Time, RefusesWhatLiesPastAYear) {
    for (const char* text : {"13mo", "366d", "31536000.000001s", "99999999999999999999999999s"}) {
        auto read = parse_time(text);
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().what, "is " + std::string(text) + ", must lie in [0, 12mo]");
    }
}

TEST(Time, TextReadsBackToTheMicrosecond) {
    Random rng(1, "time"_purpose);
    for (int i = 0; i < 2000; ++i) {
        // Even over the powers of ten, so that short times are met as often as long ones.
        const auto limit = Microseconds(1) << rng.below(45);
        const Microseconds time_us = Microseconds(rng.unit() * double(std::min(limit, kYear)));
        EXPECT_EQ(parse_time(time_text(time_us)).value(), time_us) << time_text(time_us);
    }
    EXPECT_EQ(parse_time(time_text(kYear)).value(), kYear);
    EXPECT_EQ(parse_time(time_text(kYear - 1)).value(), kYear - 1);
}

TEST(Time, TextIsAsShortAsPeopleWriteIt) {
    EXPECT_EQ(time_text(0), "0");
    EXPECT_EQ(time_text(1'500), "1.5ms");
    EXPECT_EQ(time_text(30 * kSecond), "30s");
    EXPECT_EQ(time_text(14 * kDay), "14d");
    EXPECT_EQ(time_text(kYear / 2), "6mo");
    EXPECT_EQ(time_text(kYear + 0 - kDay), "364d");
    EXPECT_EQ(time_text(90 * kSecond + 500 * kMillisecond), "90.5s");
}

TEST(Time, WordsNameAtMostTwoUnits) {
    EXPECT_EQ(time_words(0), "0 s");
    EXPECT_EQ(time_words(1'500), "1.5 ms");
    EXPECT_EQ(time_words(19'500), "20 ms");
    EXPECT_EQ(time_words(90 * kSecond), "1 min 30 s");
    EXPECT_EQ(time_words(3 * kDay + 4 * kHour), "3 days 4 h");
    EXPECT_EQ(time_words(30 * kDay), "30 days");
    EXPECT_EQ(time_words(kYear), "12 months");
}

TEST(Time, WordsNeverRoundUpToAWholeLargerUnitInTheSmallerOne) {
    EXPECT_EQ(time_words(kMinute + 59 * kSecond + 900 * kMillisecond), "2 min");
    EXPECT_EQ(time_words(kDay + 23 * kHour + 59 * kMinute), "2 days");
}

}  // namespace
}  // namespace session
