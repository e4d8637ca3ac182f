// The JSON value: strict reading, exact writing.
#include "app/session/json.h"

#include "sim/base/random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>

namespace session {
namespace {

std::string error_of(std::string_view text) {
    auto json = parse_json(text, "f.json");
    return json ? "" : json.error().text();
}

TEST(Json, BrokenTextIsRefusedWithLineAndColumn) {
    EXPECT_TRUE(error_of("{\n \"a\": 1,\n}").starts_with("f.json:3:1: is not JSON: "));
    EXPECT_TRUE(error_of("").starts_with("f.json:1:1: is not JSON: "));
    EXPECT_TRUE(error_of("{} x").starts_with("f.json:1:4: is not JSON: "));
    EXPECT_TRUE(error_of("[1, NaN]").starts_with("f.json:1:"));
    EXPECT_TRUE(error_of("[Infinity]").starts_with("f.json:1:"));
    EXPECT_TRUE(error_of("{\"a\": 01}").starts_with("f.json:1:"));
    EXPECT_TRUE(error_of("\"\xff\"").starts_with("f.json:1:2: is not JSON: "));
    EXPECT_TRUE(error_of("{'a': 1}").starts_with("f.json:1:2: is not JSON: "));
}

TEST(Json, ANumberTooLargeForADoubleIsRefused) {
    EXPECT_EQ(error_of("[1e999]"), "f.json:1:6: is not JSON: number overflow parsing '1e999'");
}

TEST(Json, AZeroByteDoesNotEndTheText) {
    EXPECT_EQ(error_of(std::string_view("{}\0{", 4)), "f.json:1:3: is not JSON: holds a zero byte");
}

TEST(Json, AKeyGivenTwiceIsRefusedWhereItStands) {
    EXPECT_EQ(error_of("{\"a\": {\"b\": 1, \"b\": 2}}"), "f.json:/a/b: is given twice");
    EXPECT_EQ(error_of("[0, {\"x/y\": 1, \"x/y\": 1}]"), "f.json:/1/x~1y: is given twice");
}

TEST(Json, DeepNestingIsRefusedAndDoesNotOverflow) {
    std::string lists(100'000, '['), objects;
    for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
    EXPECT_NE(error_of(lists).find("is nested deeper than 32 levels"), std::string::npos);
    EXPECT_NE(error_of(objects).find("is nested deeper than 32 levels"), std::string::npos);
    EXPECT_TRUE(parse_json(std::string(32, '[') + std::string(32, ']'), ""));
}

TEST(Json, DoublesComeBackWithTheSameBits) {
    sim::Random rng(3, 0);
    for (int i = 0; i < 2000; ++i) {
        const std::uint64_t bits = rng.bits();
        double value;
        std::memcpy(&value, &bits, sizeof value);
        if (!std::isfinite(value)) continue;
        const auto read = parse_json(write_json(Json(value)), "");
        ASSERT_TRUE(read) << write_json(Json(value));
        EXPECT_EQ(*read.value().number(), value);
    }
    EXPECT_EQ(write_json(Json(90)), "90\n");
    EXPECT_EQ(write_json(Json(31'536'000'000'000.0)), "31536000000000\n");
    EXPECT_EQ(write_json(Json(std::numeric_limits<double>::quiet_NaN())), "null\n");
}

TEST(Json, TextsComeBackWhateverTheyHold) {
    const std::string odd = "quote \" back \\ line \n tab \t bell \a \xc3\xa9 \xf0\x9f\xa9\xb9 /";
    const auto read = parse_json(write_json(Json(odd)), "");
    ASSERT_TRUE(read);
    EXPECT_EQ(*read.value().text(), odd);
}

TEST(Json, WritingAndReadingKeepsOrderAndShape) {
    const std::string_view text =
        R"({"b": [1, [], {}, null, true], "a": {"long": ["0123456789012345678901234567890123456789",
        "0123456789012345678901234567890123456789", "0123456789012345678901234567890123456789"]}})";
    const auto json = parse_json(text, "");
    ASSERT_TRUE(json);
    EXPECT_EQ(json.value().object()->front().key, "b");
    EXPECT_EQ(parse_json(write_json(json.value()), "").value(), json.value());
}

}  // namespace
}  // namespace session
