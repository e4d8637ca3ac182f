// `papilla rf`: cases solved and refused through the program itself.
#include "tests/commands/program.h"

#include <cmath>

namespace {

using program::expect_line;
using program::Ran;
using program::text_of;
using session::Json;

class RfCommand : public program::Folder {
  protected:
    // A case of tests/data/rf, with one piece of its text exchanged.
    void copy_case(const std::string& name, std::string_view from = "",
                   std::string_view to = "") const {
        std::string text = text_of(std::string(RF_CASES "/") + name);
        ASSERT_FALSE(text.empty()) << name;
        const auto at = text.find(from);
        ASSERT_NE(at, text.npos) << from;
        write(name, text.replace(at, from.size(), to));
    }
};

double number(const Json& json, std::string_view key) {
    const Json* found = json.find(key);
    EXPECT_TRUE(found && found->number()) << key;
    return found && found->number() ? *found->number() : NAN;
}
const Json& member(const Json& json, std::string_view key) {
    static const Json none;
    const Json* found = json.find(key);
    EXPECT_TRUE(found) << key;
    return found ? *found : none;
}

TEST_F(RfCommand, ACaseGivesAllThatTheFormatPromises) {
    copy_case("pair.json");
    const Ran ran = papilla("rf pair.json --json out.json --threads 2");
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(ran.out + ran.err, "");
    const Json out = json("out.json");
    EXPECT_EQ(*member(out, "name").text(), "pair");
    EXPECT_TRUE(*member(out, "converged").boolean());
    for (const char* key :
         {"cells", "wall_s", "steps", "cycles_per_solve", "initial_resistance_ohm"})
        EXPECT_GT(number(out, key), 0) << key;
    const Json::List& reports = *member(out, "reports").list();
    ASSERT_EQ(reports.size(), 4u);
    for (const Json& report : reports) {
        // Single-precision fields of 40,000 cells: rounding leaves a part in 10,000.
        EXPECT_NEAR(number(report, "energy_J"),
                    number(report, "stored_J") + number(report, "lost_J"), 1e-5);
        EXPECT_GE(number(report, "peak_tissue_C"), number(report, "peak_surface_C"));
        EXPECT_EQ(member(report, "probes_C").object()->size(), 2u);
    }
    EXPECT_EQ(number(reports[0], "t_s"), 0);
    EXPECT_EQ(number(reports[0], "energy_J"), 0);
    EXPECT_EQ(number(reports[0], "resistance_ohm"), number(out, "initial_resistance_ohm"));
    EXPECT_TRUE(member(member(member(reports[0], "damage"), "necrosis"), "x_mm").null());
    EXPECT_EQ(reports[1], reports[2]);  // asked for twice
    EXPECT_NEAR(number(reports[1], "power_W") * number(reports[1], "resistance_ohm"), 75.0 * 75.0,
                1e-6);
    EXPECT_EQ(number(reports[3], "power_W"), 0);
    const Json& dead = member(member(reports[3], "damage"), "necrosis");
    EXPECT_GT(number(dead, "volume_mm3"), 0);
    EXPECT_EQ(number(dead, "zones"), 2);
    for (const char* key : {"x_mm", "y_mm", "z_mm"}) {
        const Json::List& extent = *member(dead, key).list();
        EXPECT_LT(*extent[0].number(), *extent[1].number()) << key;
    }
    EXPECT_GT(number(member(reports[3], "probes_C"), "beside_tip"), 40);
}

TEST_F(RfCommand, StdoutIsTheDefaultAndThreadsDoNotMatter) {
    copy_case("warm-spot.json");
    const auto without_time = [](std::string text) {
        const auto at = text.find("  \"wall_s\"");
        EXPECT_NE(at, text.npos);
        return text.erase(at, text.find('\n', at) - at);
    };
    const Ran plain = papilla("rf warm-spot.json --threads 1");
    ASSERT_EQ(plain.status, 0) << plain.err;
    EXPECT_EQ(without_time(papilla("rf warm-spot.json --threads 3").out), without_time(plain.out));
    EXPECT_EQ(without_time(papilla("rf warm-spot.json --json -").out), without_time(plain.out));
}

// A Gaussian stays one: its variance grows by 2 alpha t along each axis.
TEST_F(RfCommand, AWarmSpotSpreadsAsItMustWithoutNeedles) {
    copy_case("warm-spot.json");
    ASSERT_EQ(papilla("rf warm-spot.json --json out.json").status, 0);
    const double alpha_mm2_per_s = 0.4 / (1100 * 3400.0) * 1e6;
    const Json out = json("out.json");
    for (const Json& report : *member(out, "reports").list()) {
        const double variance = 0.09 + 2 * alpha_mm2_per_s * number(report, "t_s");
        const double height = 43 * std::pow(0.09 / variance, 1.5);
        const double aside = height * std::exp(-(0.3 * 0.3 + 2 * 0.2 * 0.2) / (2 * variance));
        // Cells of a sixth of the spot's width: the peak between them is missed by 1 %.
        EXPECT_NEAR((number(member(report, "probes_C"), "centre") - 37) / height, 1, 0.015);
        EXPECT_NEAR((number(member(report, "probes_C"), "aside") - 37) / aside, 1, 0.01);
        EXPECT_EQ(number(report, "resistance_ohm"), 0);
    }
}

TEST_F(RfCommand, WhatIsWrongIsSaidInOneLineAndNothingIsWritten) {
    const auto refused = [&](std::string_view from, std::string_view to, const std::string& line) {
        copy_case("pair.json", from, to);
        for (const char* arguments : {"rf pair.json --json out.json", "rf pair.json"}) {
            const Ran ran = papilla(arguments);
            expect_line(ran, 1, "papilla: pair.json:" + line);
            EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
            EXPECT_EQ(ran.out, "");
        }
        EXPECT_EQ(files(), std::vector<std::string>{"pair.json"}) << to;
    };
    refused("\"radius_mm\": 0.12", "\"radius_mm\": -0.12", "/needles/0/radius_mm: is -0.12, must");
    refused("\"radius_mm\": 0.12", "\"radius_mm\": NaN", "/needles/0/radius_mm: is \"NaN\", must");
    refused("\"x_mm\": 0.6", "\"x_mm\": -0.5", "/needles/1: overlaps needle 0");
    refused("\"x_mm\": 0.6", "\"x_mm\": 1.95", "/needles/1/x_mm: is 1.95, must lie in ");
    refused("\"tip_depth_mm\": 1.3", "\"tip_depth_mm\": 3", "/needles/0/tip_depth_mm: is 3, must");
    refused("\"sigma_S_per_m\": 0.22", "\"sigma_S_per_m\": 0", "/layers/0/sigma_S_per_m: is 0");
    refused("\"difference_V\": 75", "\"difference_V\": 1e12",
            "/drive/difference_V: is 1000000000000");
    refused("0.28]", "0.02]", "/report_at_s/3: is 0.02, must not be before");
    refused("[0, 0, 1.3]", "[0, 0, 13]", "/probes/mid_gap/2: is 13, must lie in [0, 3] mm");
    refused("\"papilla_rf\"", "\"papilla\"", "/papilla_rf: is missing");
    refused("\"blood\": {", "\"blood\": }", "");
}

TEST_F(RfCommand, ARefusedOrLateRunLeavesAnOldFileAsItWas) {
    copy_case("pair.json");
    write("out.json", "old");
    const Ran late = papilla("rf pair.json --json out.json --time-limit 0.001");
    expect_line(late, 1, "papilla: pair.json: ran out of time at ");
    EXPECT_NE(late.err.find("(--time-limit 0.001)"), std::string::npos) << late.err;
    EXPECT_EQ(papilla("rf none.json --json out.json").status, 1);
    EXPECT_EQ(text_of(folder_ / "out.json"), "old");
    EXPECT_EQ(files().size(), 2u);
    expect_line(papilla("rf pair.json --json none/out.json"), 1,
                "papilla: none/out.json: cannot be written: No such file or directory\n");
    expect_line(papilla("rf none.json"), 1, "papilla: none.json: cannot be read: ");
}

TEST_F(RfCommand, UnknownKeysWarnAndTheCaseIsSolved) {
    copy_case("warm-spot.json", "\"probes\"", "\"probs\"");
    const Ran ran = papilla("rf warm-spot.json --json out.json");
    expect_line(ran, 0,
                "papilla: warning: warm-spot.json:/probs: is not a known key, did you mean "
                "probes?\n");
}

TEST_F(RfCommand, BadUsageIsTheSameAsOfOtherCommands) {
    for (const char* arguments : {"rf", "rf a.json b.json", "rf a.json --threads 0",
                                  "rf a.json --time-limit soon", "rf a.json --time-limit -1"}) {
        const Ran ran = papilla(arguments);
        EXPECT_EQ(ran.status, 2) << arguments;
        EXPECT_EQ(ran.out, "") << arguments;
    }
    const Ran help = papilla("rf --help");
    EXPECT_EQ(help.status, 0);
    EXPECT_NE(help.out.find("docs/rf-cases.md"), std::string::npos);
}

}  // namespace
