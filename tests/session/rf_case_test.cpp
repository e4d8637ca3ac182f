// Cases of the RF laboratory: what a file says is what is solved, and what is wrong is said where
// it stands.
#include "app/session/rf_case.h"

#include "app/session/json.h"
#include "app/session/json_reader.h"
#include "app/session/rf_faces.h"

#include <gtest/gtest.h>

#include <cmath>

namespace session {
namespace {

constexpr std::string_view kPair = R"({
  "papilla_rf": 1,
  "name": "pair",
  "box_mm": {"x": [-3, 3], "y": [-2, 2], "z": [0, 4]},
  "layers": [
    {"name": "dermis", "thickness_mm": 1.5, "sigma_S_per_m": 0.22, "conductivity_W_per_mK": 0.4,
     "density_kg_per_m3": 1110, "specific_heat_J_per_kgK": 3350, "perfusion_per_s": 0.0015,
     "metabolic_W_per_m3": 370},
    {"name": "fat", "sigma_S_per_m": 0.035, "conductivity_W_per_mK": 0.19,
     "density_kg_per_m3": 950, "specific_heat_J_per_kgK": 2600, "perfusion_per_s": 0.0001,
     "metabolic_W_per_m3": 0}
  ],
  "blood": {"rho_kg_per_m3": 1060, "c_J_per_kgK": 3770, "temperature_C": 36},
  "sigma_per_K": 0.015, "reference_C": 35,
  "sigma_collapse": {"from_C": 100, "to_C": 110, "factor": 0.05},
  "needle": {"conductivity_W_per_mK": 15, "density_kg_per_m3": 7900, "specific_heat_J_per_kgK": 500},
  "needles": [
    {"x_mm": 0.6, "y_mm": 0, "radius_mm": 0.12, "tip_depth_mm": 1.3, "exposed_mm": 0.4, "electrode": "B"},
    {"x_mm": -0.6, "y_mm": 0, "radius_mm": 0.12, "tip_depth_mm": 1.3, "exposed_mm": 0.4, "electrode": "A"}
  ],
  "ground_faces": [],
  "drive": {"control": "voltage", "difference_V": 36},
  "pulses": [{"on_s": 0.08, "off_s": 1.0}],
  "surface": {"convection_W_per_m2K": 10, "ambient_C": 25},
  "other_faces": "adiabatic",
  "initial_C": 37,
  "arrhenius": [{"name": "necrosis", "A_per_s": 3.1e98, "Ea_J_per_mol": 6.28e5}],
  "probes": {"mid_gap": [0, 0, 1.3], "corner": [3, -2, 4]},
  "report_at_s": [0, 0.08, 0.08, 1.08]
})";

// The pair with one piece of its text exchanged.
std::string changed(std::string_view from, std::string_view to) {
    std::string text(kPair);
    const auto at = text.find(from);
    EXPECT_NE(at, text.npos) << from;
    return text.replace(at, from.size(), to);
}
RfCase case_of(std::string_view text) {
    auto read = read_rf_case(text, "c.json");
    EXPECT_TRUE(read) << read.error().text();
    if (!read) return {};
    EXPECT_TRUE(read.value().warnings.empty()) << read.value().warnings.front().text();
    return read.value().rf_case;
}
std::string error_of(std::string_view text) {
    auto read = read_rf_case(text, "c.json");
    return read ? "" : read.error().text();
}
void expect_error(std::string_view from, std::string_view to, const std::string& begin) {
    const std::string error = error_of(changed(from, to));
    EXPECT_TRUE(error.starts_with("c.json:" + begin)) << to << " gives: " << error;
    EXPECT_EQ(error.find('\n'), error.npos) << error;
}

TEST(RfCase, EveryKeyArrivesWhereItIsSolvedFor) {
    const RfCase c = case_of(kPair);
    const sim::RfProblem& p = c.problem;
    EXPECT_EQ(c.name, "pair");
    EXPECT_EQ(p.x_mm, (std::array{-3.0, 3.0}));
    EXPECT_EQ(p.y_mm, (std::array{-2.0, 2.0}));
    EXPECT_EQ(p.depth_mm, (std::array{0.0, 4.0}));
    ASSERT_EQ(p.layers.size(), 2u);
    EXPECT_EQ(p.layers[0].thickness_mm, 1.5);
    EXPECT_EQ(p.layers[0].sigma_S_per_m, 0.22);
    EXPECT_EQ(p.layers[0].conductivity_W_per_mK, 0.4);
    EXPECT_EQ(p.layers[0].density_kg_per_m3, 1110);
    EXPECT_EQ(p.layers[0].specific_heat_J_per_kgK, 3350);
    EXPECT_EQ(p.layers[0].perfusion_per_s, 0.0015);
    EXPECT_EQ(p.layers[0].metabolic_W_per_m3, 370);
    EXPECT_TRUE(std::isinf(p.layers[1].thickness_mm));
    EXPECT_EQ(p.layers[1].latent_J_per_m3, 0);
    EXPECT_EQ(p.blood_density_kg_per_m3, 1060);
    EXPECT_EQ(p.blood_specific_heat_J_per_kgK, 3770);
    EXPECT_EQ(p.blood_C, 36);
    EXPECT_FALSE(p.perfusion_stops);
    EXPECT_EQ(p.rise.per_K, 0.015);
    EXPECT_EQ(p.rise.reference_C, 35);
    EXPECT_EQ(p.rise.dry_factor, 0.05);
    EXPECT_EQ(p.steel_conductivity_W_per_mK, 15);
    EXPECT_EQ(p.steel_density_kg_per_m3, 7900);
    EXPECT_EQ(p.steel_specific_heat_J_per_kgK, 500);
    ASSERT_EQ(p.needles.size(), 2u);
    EXPECT_EQ(p.needles[0].shape.x_mm, 0.6);
    EXPECT_EQ(p.needles[0].shape.radius_mm, 0.12);
    EXPECT_EQ(p.needles[0].shape.tip_mm, 1.3);
    EXPECT_EQ(p.needles[0].shape.exposed_mm, 0.4);
    EXPECT_EQ(p.drive.control, sim::RfDrive::Control::voltage);
    EXPECT_EQ(p.drive.voltage_V, 36);
    EXPECT_FALSE(p.drive.stop_C || p.drive.stop_resistance_ratio);
    ASSERT_EQ(p.pulses.size(), 1u);
    EXPECT_EQ(p.pulses[0].on_s, 0.08);
    EXPECT_EQ(p.pulses[0].off_s, 1.0);
    using Kind = sim::HeatSide::Kind;
    EXPECT_EQ(p.sides[std::size_t(sim::Side::surface)].kind, Kind::convection);
    EXPECT_EQ(p.sides[std::size_t(sim::Side::surface)].outside_C, 25);
    EXPECT_EQ(p.sides[std::size_t(sim::Side::surface)].convection_W_per_m2K, 10);
    EXPECT_EQ(p.sides[std::size_t(sim::Side::floor)].kind, Kind::adiabatic);
    EXPECT_EQ(p.initial_C, 37);
    EXPECT_FALSE(p.warm_spot || p.source);
    ASSERT_EQ(p.damage.size(), 1u);
    EXPECT_EQ(p.damage[0].A_per_s, 3.1e98);
    // Published as 75531 K with R = 8.314 J/(mol K).
    EXPECT_NEAR(p.damage[0].E_over_R_K, 75531, 10);
    EXPECT_EQ(c.process_names, std::vector<std::string>{"necrosis"});
    EXPECT_EQ(c.probe_names, (std::vector<std::string>{"mid_gap", "corner"}));
    EXPECT_EQ(c.questions.probes_mm[1], (std::array{3.0, -2.0, 4.0}));
    EXPECT_EQ(c.questions.report_at_s, (std::vector{0.0, 0.08, 0.08, 1.08}));
}

TEST(RfCase, TheFirstNameOfTheAlphabetStandsAtPlus) {
    const sim::RfProblem p = case_of(kPair).problem;  // B is listed before A
    const auto share = [&](std::size_t n) {
        return p.electrode_share[std::size_t(p.needles[n].electrode)];
    };
    EXPECT_EQ(share(0), -0.5);
    EXPECT_EQ(share(1), 0.5);
}

TEST(RfCase, OneNameStandsAgainstGroundedFaces) {
    std::string text = changed("\"electrode\": \"B\"", "\"electrode\": \"A\"");
    EXPECT_TRUE(error_of(text).starts_with("c.json:/ground_faces: is empty, but all needles are"));
    text.replace(text.find("\"ground_faces\": []"), 18, "\"ground_faces\": [\"z_max\", \"-x\"]");
    const sim::RfProblem p = case_of(text).problem;
    EXPECT_EQ(p.electrode_share, std::vector{1.0});
    EXPECT_EQ(p.grounded, (Sides{true, false, false, false, false, true}));
}

TEST(RfCase, FacesGoByManyNames) {
    const Sides floor = {false, false, false, false, false, true};
    for (const char* name : {"floor", "z_max", "z_high", "+z", "zmax", "bottom", "Z_MAX"})
        EXPECT_EQ(sides_named(name), floor) << name;
    for (const char* name : {"x_low", "x_min", "-x", "xmin", "left"})
        EXPECT_EQ(sides_named(name), (Sides{true})) << name;
    EXPECT_EQ(sides_named("surface"), sides_named("z_min"));
    EXPECT_EQ(sides_named("sides"), (Sides{true, true, true, true}));
    EXPECT_EQ(sides_named("behind"), Sides{});
    EXPECT_EQ(sides_named(""), Sides{});
}

TEST(RfCase, DrivesHoldVoltagePowerOrEnergy) {
    const std::string_view given = R"({"control": "voltage", "difference_V": 36})";
    auto drive = case_of(changed(given, R"({"control": "power", "total_W": 3})")).problem.drive;
    EXPECT_EQ(drive.control, sim::RfDrive::Control::power);
    EXPECT_EQ(drive.power_W, 3);
    drive = case_of(changed(given, R"({"control": "energy", "total_J": 0.2, "total_W": 3})"))
                .problem.drive;
    EXPECT_EQ(drive.control, sim::RfDrive::Control::energy);
    EXPECT_EQ(drive.energy_J, 0.2);
    EXPECT_EQ(drive.power_W, 3);
}

TEST(RfCase, FacesAreFixedOrInsulatedOrInTheAir) {
    const auto p =
        case_of(changed(R"("other_faces": "adiabatic")", R"("other_faces": {"fixed_C": 36.5})"))
            .problem;
    for (const sim::Side side : {sim::Side::x_low, sim::Side::y_high, sim::Side::floor}) {
        EXPECT_EQ(p.sides[std::size_t(side)].kind, sim::HeatSide::Kind::fixed);
        EXPECT_EQ(p.sides[std::size_t(side)].outside_C, 36.5);
    }
    const auto closed =
        case_of(changed(R"({"convection_W_per_m2K": 10, "ambient_C": 25})", R"("adiabatic")"));
    EXPECT_EQ(closed.problem.sides[std::size_t(sim::Side::surface)].kind,
              sim::HeatSide::Kind::adiabatic);
}

TEST(RfCase, WithoutNeedlesHeatAloneNeedsFewKeys) {
    const std::string head = R"({"papilla_rf": 1, "box_mm": {"x": [0, 4], "y": [0, 4], "z": [0, 4]},
        "layers": [{"conductivity_W_per_mK": 0.4, "density_kg_per_m3": 1000,
                    "specific_heat_J_per_kgK": 3600}],
        "surface": "adiabatic", "other_faces": {"fixed_C": 37}, "report_at_s": [1],
        "initial_C": )";
    auto p = case_of(head + R"({"gaussian": {"centre_mm": [2, 2, 1], "sigma_mm": 0.3,
                                             "peak_C": 80, "base_C": 36}}})")
                 .problem;
    ASSERT_TRUE(p.warm_spot);
    EXPECT_EQ(p.warm_spot->centre_mm, (std::array{2.0, 2.0, 1.0}));
    EXPECT_EQ(p.warm_spot->sigma_mm, 0.3);
    EXPECT_EQ(p.warm_spot->peak_C, 80);
    EXPECT_EQ(p.initial_C, 36);
    p = case_of(head + R"(37, "source_W_per_m3": 2e6, "needles": []})").problem;
    ASSERT_TRUE(p.source);
    EXPECT_TRUE(std::isinf(p.source->radius_mm));
    EXPECT_EQ(p.source->W_per_m3, 2e6);
    const std::string ball = R"({"centre_mm": [2, 2, 1], "radius_mm": 0.5, "W_per_m3": 1e8}})";
    for (const char* key : {R"("source_W_per_m3": {"sphere": )", R"("source": {"sphere": )"}) {
        p = case_of(head + "37, " + key + ball + "}").problem;
        ASSERT_TRUE(p.source);
        EXPECT_EQ(p.source->radius_mm, 0.5);
        EXPECT_EQ(p.source->W_per_m3, 1e8);
    }
    EXPECT_TRUE(error_of(head + R"(37, "source": 1, "source_W_per_m3": 1})")
                    .starts_with("c.json:/source: is a second source"));
}

TEST(RfCase, WrongTypesAreSaidWhereTheyStand) {
    expect_error("\"radius_mm\": 0.12", "\"radius_mm\": \"thin\"",
                 "/needles/0/radius_mm: is \"thin\", must be a number");
    expect_error("\"x\": [-3, 3]", "\"x\": [-3, 3, 4]",
                 "/box_mm/x: has 3 entries, must be a list of 2 numbers");
    expect_error("\"x\": [-3, 3]", "\"x\": 3", "/box_mm/x: is 3, must be a list of 2 numbers");
    expect_error("[0, 0, 1.3]", "[0, null, 1.3]", "/probes/mid_gap/1: is null, must be a number");
    expect_error("\"name\": \"pair\"", "\"name\": 1", "/name: is 1, must be a text");
    expect_error(R"([{"on_s": 0.08, "off_s": 1.0}])", "1", "/pulses: is 1, must be a list");
    expect_error(R"([{"on_s": 0.08, "off_s": 1.0}])", "[1]", "/pulses/0: is 1, must be an object");
    expect_error("\"other_faces\": \"adiabatic\"", "\"other_faces\": \"warm\"",
                 "/other_faces: is \"warm\", must be \"adiabatic\", ");
    expect_error("\"initial_C\": 37", "\"initial_C\": true",
                 "/initial_C: is true, must be a number");
    EXPECT_TRUE(error_of("[]").starts_with("c.json: is a list, must be an object"));
    EXPECT_TRUE(error_of("{}").starts_with("c.json:/papilla_rf: is missing"));
    EXPECT_TRUE(error_of("{").starts_with("c.json:1:2: is not JSON: "));
}

TEST(RfCase, WhatIsNeededMustBeThere) {
    expect_error("\"sigma_S_per_m\": 0.22, ", "", "/layers/0/sigma_S_per_m: is missing");
    expect_error("\"thickness_mm\": 1.5, ", "", "/layers/0/thickness_mm: is missing");
    expect_error("\"sigma_S_per_m\": 0.035,", "\"sigma_S_per_m\": 0.035, \"thickness_mm\": 2,",
                 "/layers/1/thickness_mm: is given, but the last layer fills the rest");
    expect_error("\"difference_V\": 36", "\"total_W\": 36", "/drive/difference_V: is missing");
    expect_error("\"initial_C\": 37,", "", "/initial_C: is missing");
    expect_error("\"blood\"", "\"bloot\"", "/blood: is missing");
    expect_error("\"electrode\": \"B\"", "\"electrod\": \"B\"", "/needles/0/electrode: is missing");
    expect_error("\"ambient_C\": 25", "\"ambient\": 25", "/surface/ambient_C: is missing");
    expect_error("\"papilla_rf\": 1", "\"papilla_rf\": 2", "/papilla_rf: is 2, newer than this");
}

TEST(RfCase, WhatIsNoNumberIsSaidWhereItStands) {
    expect_error("\"radius_mm\": 0.12", "\"radius_mm\": NaN", "/needles/0/radius_mm: is \"NaN\"");
    expect_error("\"sigma_per_K\": 0.015", "\"sigma_per_K\": -Infinity",
                 "/sigma_per_K: is \"-Infinity\"");
    expect_error("\"on_s\": 0.08", "\"on_s\": 1e999", "/pulses/0/on_s: is \"1e999\"");
    expect_error("[0, 0.08, 0.08, 1.08]", "[0, nan]", "/report_at_s/1: is \"nan\"");
    // Inside a text it is only a name; elsewhere broken JSON stays what it is.
    EXPECT_EQ(case_of(changed("\"name\": \"pair\"", R"("name": "NaN \" 1e999")")).name,
              "NaN \" 1e999");
    expect_error("\"on_s\": 0.08", "\"on_s\": 0.08.1", "23:27: is not JSON: ");
}

TEST(RfCase, RangesAreHeldTo) {
    expect_error("\"sigma_S_per_m\": 0.22", "\"sigma_S_per_m\": -0.22",
                 "/layers/0/sigma_S_per_m: is -0.22, must lie in ");
    expect_error("\"sigma_S_per_m\": 0.22", "\"sigma_S_per_m\": 0",
                 "/layers/0/sigma_S_per_m: is 0");
    expect_error("\"density_kg_per_m3\": 7900", "\"density_kg_per_m3\": -1",
                 "/needle/density_kg_per_m3: is -1");
    expect_error("\"radius_mm\": 0.12", "\"radius_mm\": 0", "/needles/0/radius_mm: is 0");
    expect_error("\"x_mm\": 0.6", "\"x_mm\": 2.95", "/needles/0/x_mm: is 2.95, must lie in ");
    expect_error("\"x_mm\": 0.6", "\"x_mm\": -0.5", "/needles/1: overlaps needle 0");
    expect_error("\"tip_depth_mm\": 1.3", "\"tip_depth_mm\": 4.3",
                 "/needles/0/tip_depth_mm: is 4.3");
    expect_error("\"difference_V\": 36", "\"difference_V\": 1e9", "/drive/difference_V: is ");
    expect_error("\"from_C\": 100", "\"from_C\": 110", "/sigma_collapse/to_C: is 110");
    expect_error("\"x\": [-3, 3]", "\"x\": [3, -3]", "/box_mm/x: ");
    expect_error("\"z\": [0, 4]", "\"z\": [1, 4]", "/box_mm/z/0: is 1 mm, must be 0");
    expect_error("[3, -2, 4]", "[3, -2.5, 4]", "/probes/corner/1: is -2.5, must lie in [-2, 2] mm");
    expect_error("0.08, 1.08]", "0.08, 0.02]",
                 "/report_at_s/3: is 0.02, must not be before the 0.08 s above it");
    expect_error("[0, 0.08", "[-1, 0.08", "/report_at_s/0: is -1, must lie in [0, 86400] s");
    std::string pulses = "[";
    for (int n = 0; n < 200'000; ++n) pulses += R"({"on_s": 1, "off_s": 1},)";
    expect_error(R"([{"on_s": 0.08, "off_s": 1.0}])", pulses + R"({"on_s": 1, "off_s": 1}])",
                 "/pulses: has 200001 entries, must have at most ");
}

TEST(RfCase, NamesAreHeldTo) {
    std::string text =
        changed("    {\"x_mm\": -0.6", R"(    {"x_mm": 1.8, "y_mm": 0, "radius_mm": 0.1,
        "tip_depth_mm": 1, "exposed_mm": 1, "electrode": "C"}, {"x_mm": -0.6)");
    EXPECT_TRUE(
        error_of(text).starts_with("c.json:/needles/2/electrode: is \"A\", the third name"));
    expect_error("\"ground_faces\": []", "\"ground_faces\": [\"deep\"]",
                 "/ground_faces/0: is \"deep\", must be one of x_low, ");
    expect_error("\"voltage\"", "\"current\"",
                 "/drive/control: is \"current\", must be one of voltage, power, energy");
    expect_error(R"("Ea_J_per_mol": 6.28e5})",
                 R"("Ea_J_per_mol": 6e5}, {"name": "necrosis", "A_per_s": 1, "Ea_J_per_mol": 1e5})",
                 "/arrhenius/1/name: is \"necrosis\", the name of an entry above it");
    expect_error("\"corner\"", "\"mid_gap\"", "/probes/mid_gap: is given twice");
}

TEST(RfCase, UnknownKeysWarnWithTheNearestName) {
    auto read =
        read_rf_case(changed("\"name\": \"dermis\"", "\"sigma\": 1, \"colour\": 2"), "c.json");
    ASSERT_TRUE(read) << read.error().text();
    ASSERT_EQ(read.value().warnings.size(), 2u);
    EXPECT_TRUE(read.value().warnings[0].text().starts_with(
        "c.json:/layers/0/sigma: is not a known key, did you mean "));
    EXPECT_EQ(read.value().warnings[1].where, "c.json:/layers/0/colour");
}

}  // namespace
}  // namespace session
