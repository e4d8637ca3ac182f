// Each warning is given where there is reason for it, and not in a twin that differs in that alone.
#include "app/session/warnings.h"

#include "app/session/embedded.h"
#include "app/session/json.h"
#include "app/session/scene.h"
#include "sim/world.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace session {
namespace {

sim::Scenario preset(std::string_view name) {
    return read_scene(find_preset(name)->text, name).value().scene.scenario;
}

/// Twelve needles at a place whose dermis holds the tip; a strong but short pulse.
sim::Scenario small_array() {
    sim::Scenario s;
    s.skin.site = sim::site_named("abdomen");
    s.device = {.kind = sim::DeviceKind::rf_array,
                .needle_length_mm = 3.5,
                .needle_diameter_mm = 0.25,
                .rows = 3,
                .columns = 4,
                .pitch_mm = 1.6,
                .insulated = true};
    s.technique.depth_mm = 1.4;
    s.technique.passes = 1;
    s.rf.on = true;
    s.rf.control = sim::Control::energy;
    s.rf.power_W_per_pin = 1;
    s.rf.energy_mJ_per_pin = 60;
    s.rf.pulse_ms = 100;
    return s;
}

std::vector<Warning> given(const sim::Scenario& scenario,
                           sim::Microseconds time_us = 900 * sim::kMillisecond) {
    // What is tested is when they are given, not how large the numbers are.
    sim::World world = sim::make_world(scenario, sim::RfDetail::coarse).value();
    sim::run_to(world, world.plan->timeline.tick_at(time_us));
    return warnings(sim::observe(world), strings_in("en").value());
}

bool has(const std::vector<Warning>& list, std::string_view id) {
    return std::any_of(list.begin(), list.end(), [&](const Warning& w) { return w.id == id; });
}

std::string ids(const std::vector<Warning>& list) {
    std::string text;
    for (const Warning& w : list) text += std::string(w.id) + " ";
    return text;
}

/// Expects a warning of the one and not of the other.
void expect_apart(std::string_view id, const sim::Scenario& with, const sim::Scenario& without) {
    const std::vector<Warning> warned = given(with), calm = given(without);
    EXPECT_TRUE(has(warned, id)) << id << " not in: " << ids(warned);
    EXPECT_FALSE(has(calm, id)) << id << " in: " << ids(calm);
}

TEST(Warnings, InTheMiddleOfADeepDermisThereIsNothingToSay) {
    EXPECT_EQ(ids(given(small_array())), "");
    sim::Scenario pen;
    pen.technique.depth_mm = 0.5;
    EXPECT_EQ(ids(given(pen)), "");
}

TEST(Warnings, BareNeedlesBurnTheEpidermisThatCoatedOnesSpare) {
    expect_apart("epidermis_dies", preset("rf-bare-equal-energy"),
                 preset("rf-insulated-equal-energy"));
}

TEST(Warnings, ABurnIsToldOnlyOnceItHappened) {
    EXPECT_FALSE(has(given(preset("rf-bare-equal-energy"), 0), "epidermis_dies"));
    const auto later = given(preset("rf-bare-equal-energy"), 10 * sim::kMinute);
    EXPECT_TRUE(has(later, "epidermis_dies"));
}

TEST(Warnings, CoagulationThatReachesTheFat) {
    sim::Scenario deep = small_array();
    deep.technique.depth_mm = 2.0;  // the dermis ends at 1.98
    expect_apart("fat_coagulates", deep, small_array());
}

TEST(Warnings, ZonesOfCloseNeedlesRunTogether) {
    sim::Scenario close = small_array();
    close.device.pitch_mm = 0.7;
    expect_apart("zones_merge", close, small_array());
}

TEST(Warnings, ATipOutsideTheDermis) {
    sim::Scenario eyelid = preset("eyelid-too-deep"), shallow = eyelid, cheek;
    shallow.technique.depth_mm = 0.4;
    expect_apart("tip_below_fat", eyelid, shallow);
    expect_apart("tip_in_fat", cheek, shallow);
    // Charts allow it on a cheek and not on an eyelid.
    EXPECT_EQ(given(cheek).front().severity, Severity::note);
    EXPECT_EQ(given(eyelid).front().severity, Severity::caution);

    sim::Scenario flat = small_array();
    flat.technique.depth_mm = 0.3;
    expect_apart("tip_in_epidermis", flat, small_array());
    flat.rf.on = false;  // a roller at home does just that
    EXPECT_FALSE(has(given(flat), "tip_in_epidermis"));
}

TEST(Warnings, TheShallowestOfSeveralDepthsCounts) {
    sim::Scenario staged = small_array(), far = staged;
    staged.rf.levels = 2, staged.rf.level_step_mm = 0.5;
    far.rf.levels = 2, far.rf.level_step_mm = 1.2;
    expect_apart("tip_in_epidermis", far, staged);
}

TEST(Warnings, HeatByBoneAndByTheEye) {
    sim::Scenario here = small_array(), cold = here;
    cold.rf.on = false;
    for (const auto& [site, id] :
         {std::pair{"forehead", "heat_by_bone"}, std::pair{"eyelid", "heat_by_eye"}}) {
        here.skin.site = cold.skin.site = sim::site_named(site);
        expect_apart(id, here, small_array());
        EXPECT_FALSE(has(given(cold), id)) << site;
    }
}

TEST(Warnings, AGeneratorThatEndsEarlySaysWhy) {
    sim::Scenario hot = small_array(), later = hot;
    hot.rf.stop = later.rf.stop = sim::Stop::temperature;
    hot.rf.stop_C = 50;
    later.rf.stop_C = 110;
    later.rf.energy_mJ_per_pin = 10;
    expect_apart("ended_hot", hot, later);

    sim::Scenario drying = small_array();
    drying.rf.control = sim::Control::power;
    drying.rf.power_W_per_pin = 4;
    drying.rf.stop = sim::Stop::impedance;
    drying.rf.stop_impedance_ratio = 1.2;
    expect_apart("ended_resistance", drying, small_array());
}

TEST(Warnings, APulseTooShortForItsEnergy) {
    sim::Scenario brief = small_array();
    brief.rf.pulse_ms = 20;
    expect_apart("energy_short", brief, small_array());
}

TEST(Warnings, EachHasWordsANumberAndASource) {
    sim::Scenario s = small_array();
    s.skin.site = sim::site_named("forehead");
    s.device.pitch_mm = 0.7;
    s.device.insulated = false;
    s.rf.stop = sim::Stop::temperature;
    s.rf.stop_C = 90;
    const std::vector<Warning> list = given(s);
    EXPECT_GE(list.size(), 4u) << ids(list);
    for (std::size_t i = 0; i < list.size(); ++i) {
        const Warning& w = list[i];
        EXPECT_EQ(w.text.find_first_of("[]{}"), std::string::npos) << w.text;
        EXPECT_EQ(w.title.find_first_of("[]{}"), std::string::npos) << w.title;
        EXPECT_FALSE(w.source.empty()) << w.id;
        EXPECT_TRUE(!w.number || !w.unit.empty()) << w.id;
        EXPECT_TRUE(i == 0 || list[i - 1].severity >= w.severity) << ids(list);
    }
    const Json json = warnings_json(list);
    ASSERT_EQ(json.list()->size(), list.size());
    EXPECT_EQ(*json.list()->front().find("severity")->text(), "harm");
}

}  // namespace
}  // namespace session
