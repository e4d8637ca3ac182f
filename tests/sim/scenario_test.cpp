#include "sim/scenario.h"

#include <gtest/gtest.h>

#include <limits>
#include <set>
#include <string>

namespace sim {
namespace {

TEST(Scenario, TheDefaultIsValid) { EXPECT_TRUE(validate(Scenario{})); }

TEST(Scenario, EveryFieldIsListedOnceWithWordsAndARange) {
    std::set<std::string_view> paths;
    Scenario s;
    visit_fields(s, [&](const Field& field, auto& value) {
        EXPECT_TRUE(paths.insert(field.path).second) << field.path;
        EXPECT_FALSE(field.label.empty());
        EXPECT_FALSE(field.help.empty());
        EXPECT_LT(field.low, field.high) << field.path;
        EXPECT_GE(as_number(value), field.low) << field.path;
        EXPECT_LE(as_number(value), field.high) << field.path;
        // A unit is also the suffix of the name.
        if (field.unit == "mm") {
            EXPECT_TRUE(field.path.ends_with("_mm")) << field.path;
        }
    });
    EXPECT_EQ(paths.size(), 40u);
}

TEST(Scenario, AValueOutOfRangeIsNamedWithItsRange) {
    Scenario s;
    s.technique.depth_mm = 9;
    const auto refused = validate(s);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().where, "/technique/depth_mm");
    EXPECT_EQ(refused.error().what, "is 9, must lie in [0.1, 8] mm");
}

TEST(Scenario, NotANumberIsRefusedInEveryNumericField) {
    Scenario base;
    visit_fields(base, [&]<class T>(const Field& field, T&) {
        if constexpr (std::is_same_v<T, double>) {
            Scenario s;
            visit_fields(s, [&]<class U>(const Field& other, U& value) {
                if constexpr (std::is_same_v<U, double>)
                    if (other.path == field.path) value = std::numeric_limits<double>::quiet_NaN();
            });
            EXPECT_FALSE(validate(s)) << field.path;
        }
    });
}

TEST(Scenario, WhatOnlyHoldsBetweenFieldsIsChecked) {
    Scenario deep;
    deep.technique.depth_mm = 3;  // needle is 2.5 mm
    EXPECT_EQ(validate(deep).error().where, "/technique/depth_mm");
    Scenario current;
    current.rf.on = true;  // a pen carries no current
    EXPECT_EQ(validate(current).error().where, "/rf/on");
    Scenario late;
    late.course = {8, 90};
    EXPECT_EQ(validate(late).error().where, "/course/interval_days");
    Scenario crowded;
    crowded.device.pitch_mm = 0.4;
    crowded.device.needle_diameter_mm = 0.3;
    EXPECT_EQ(validate(crowded).error().where, "/device/pitch_mm");
}

TEST(Scenario, NumbersAreWrittenShortAndReadBackTheSame) {
    EXPECT_EQ(number_text(0.1), "0.1");
    EXPECT_EQ(number_text(8), "8");
    EXPECT_EQ(number_text(20), "20");
    EXPECT_EQ(number_text(-2500000), "-2500000");
    const double odd = 0.1 + 0.2;
    EXPECT_EQ(std::stod(number_text(odd)), odd);
}

}  // namespace
}  // namespace sim
