// The left panel: every field can be reached and changed, and each change is one step of undo.
#include "app/ui/field_row.h"
#include "app/ui/field_rules.h"
#include "tests/ui/robot.h"

#include <gtest/gtest.h>

namespace {

using ui::FieldKind;

struct FieldOf {
    sim::Field field;
    FieldKind kind;
};

std::vector<FieldOf> fields() {
    std::vector<FieldOf> list;
    const sim::Scenario usual;
    sim::visit_fields(usual, [&]<class T>(const sim::Field& field, const T&) {
        list.push_back({field, ui::kind_of<T>()});
    });
    return list;
}

/// A scenario in which every field matters.
session::Scene scene_with_all() {
    session::Scene scene;
    scene.scenario.device.kind = sim::DeviceKind::rf_array;
    scene.scenario.device.rows = scene.scenario.device.columns = 2;  // soon computed
    scene.scenario.device.insulated = true;
    scene.scenario.rf.on = true;
    scene.scenario.rf.pulses = 2;
    scene.scenario.rf.levels = 2;
    scene.scenario.rf.cooling = true;
    scene.scenario.course.sessions = 2;
    return scene;
}

/// Chooses what a field belongs to.
void make_shown(sim::Rf& rf, std::string_view path) {
    if (path == "rf.voltage_V") rf.control = sim::Control::voltage;
    if (path == "rf.energy_mJ_per_pin") rf.control = sim::Control::energy;
    if (path == "rf.stop_C") rf.stop = sim::Stop::temperature;
    if (path == "rf.stop_impedance_ratio") rf.stop = sim::Stop::impedance;
}

TEST(Choices, EveryFieldCanBeReached) {
    std::vector<FieldOf> left = fields();
    for (const char* chosen :
         {"", "rf.voltage_V", "rf.energy_mJ_per_pin", "rf.stop_C", "rf.stop_impedance_ratio"}) {
        session::Scene scene = scene_with_all();
        make_shown(scene.scenario.rf, chosen);
        Robot robot(1280, 720, 1, scene);
        std::erase_if(left, [&](const FieldOf& f) {
            const bool seed = f.field.high > 1e5;  // a seed is typed, it has no more or less
            return robot.reveal(std::string(f.field.path) + (seed ? ".value" : ""));
        });
    }
    for (const FieldOf& f : left) ADD_FAILURE() << f.field.path;
}

TEST(Choices, EveryFieldCanBeChangedByTheMouse) {
    for (const FieldOf& f : fields()) {
        session::Scene scene = scene_with_all();
        make_shown(scene.scenario.rf, f.field.path);
        Robot robot(1280, 720, 1, scene);
        const double before = ui::number_at(robot.scenario(), f.field.path);
        const std::string path(f.field.path);
        if (f.field.high > 1e5) {
            robot.type(path + ".value", "12");
        } else if (f.kind == FieldKind::flag) {
            robot.click(path);
        } else if (f.kind == FieldKind::choice) {
            robot.click(path);
            const auto other = std::size_t(before == 0 ? 1 : 0);
            robot.click(path + "." + std::string(f.field.choices[other]));
        } else {
            // Up or down, wherever there is room beside the other fields.
            robot.drag(path, 0.5, 0.4);
            if (ui::number_at(robot.scenario(), f.field.path) == before) robot.drag(path, 0.5, 0.8);
        }
        EXPECT_NE(ui::number_at(robot.scenario(), f.field.path), before) << path;
        EXPECT_TRUE(robot.bench.document().can_undo()) << path;
        EXPECT_FALSE(robot.bench.status.error) << path << ": " << robot.bench.status.message;
    }
}

TEST(Choices, WhatDoesNotBelongToTheChoiceIsNotAsked) {
    session::Scene scene = scene_with_all();
    scene.scenario.rf.levels = scene.scenario.rf.pulses = 1;
    scene.scenario.rf.cooling = false;
    Robot robot(1280, 720, 1, scene);
    robot.bench.state.open.fill(true);
    robot.frame(2);
    EXPECT_TRUE(robot.has("rf.power_W_per_pin"));
    for (const char* path : {"rf.voltage_V", "rf.energy_mJ_per_pin", "rf.stop_C", "rf.plate_C",
                             "rf.stop_impedance_ratio", "rf.level_step_mm", "rf.pause_ms"})
        EXPECT_FALSE(robot.has(path)) << path;
    robot.click("rf.control");
    robot.click("rf.control.energy");
    EXPECT_TRUE(robot.has("rf.energy_mJ_per_pin"));
    EXPECT_TRUE(robot.has("rf.power_W_per_pin"));  // how fast it is given
    robot.click("rf.stop");
    robot.click("rf.stop.temperature");
    EXPECT_TRUE(robot.has("rf.stop_C"));
    EXPECT_FALSE(robot.has("rf.stop_impedance_ratio"));
}

TEST(Choices, ADragIsOneStepOfUndo) {
    Robot robot;
    const sim::Scenario before = robot.scenario();
    robot.drag("technique.depth_mm", 0.6, 0.2, 12);
    EXPECT_GT(robot.sent_count<session::EditScenario>(), 3);
    EXPECT_LT(robot.scenario().technique.depth_mm, 0.6);
    robot.click("undo");
    EXPECT_EQ(robot.scenario(), before);
    EXPECT_FALSE(robot.bench.document().can_undo());
}

TEST(Choices, TwoDragsAreTwoSteps) {
    Robot robot;
    robot.drag("technique.depth_mm", 0.6, 0.2);
    const sim::Scenario between = robot.scenario();
    robot.drag("technique.depth_mm", 0.2, 0.4);
    robot.click("undo");
    EXPECT_EQ(robot.scenario(), between);
    EXPECT_TRUE(robot.bench.document().can_undo());
}

TEST(Choices, ASliderStopsWhereTheNeedleEnds) {
    Robot robot;
    robot.drag("technique.depth_mm", 0.5, 1.0);
    EXPECT_EQ(robot.scenario().technique.depth_mm, robot.scenario().device.needle_length_mm);
    EXPECT_FALSE(robot.bench.status.error);
}

TEST(Choices, SettingTheDepthAtTheStartShowsTheNeedleInTheSkin) {
    Robot robot;
    robot.drag("technique.depth_mm", 0.5, 0.4);
    robot.frame(30);
    EXPECT_TRUE(robot.bench.snapshot().tip_in_skin);
    // Later it is left where it is: there, the depth shows in the healing.
    robot.key(ui::keys::kEnd);
    robot.drag("technique.depth_mm", 0.4, 0.5);
    EXPECT_EQ(robot.bench.player().asked_us(), sim::kYear);
}

TEST(Choices, AShorterNeedleTakesItsDepthAlong) {
    Robot robot;
    robot.drag("device.needle_length_mm", 0.7, 0.3);
    EXPECT_LT(robot.scenario().device.needle_length_mm, 1);
    EXPECT_EQ(robot.scenario().technique.depth_mm, robot.scenario().device.needle_length_mm);
    robot.click("undo");
    EXPECT_EQ(robot.scenario(), sim::Scenario{});
}

TEST(Choices, AWordHalfTypedIsForgottenWhenItsFoldCloses) {
    Robot robot;
    robot.type("technique.passes.value", "9", false);
    robot.bench.state.open[0] = false;
    robot.frame(3);
    robot.bench.state.open[0] = true;
    robot.frame(3);
    EXPECT_EQ(robot.scenario().technique.passes, 3);
    EXPECT_TRUE(robot.bench.state.editing.empty());
}

TEST(Choices, ATypedValueIsTakenAtEnter) {
    Robot robot;
    robot.type("technique.depth_mm.value", "0.75", false);
    EXPECT_EQ(robot.scenario().technique.depth_mm, 1.5);  // not while it is being typed
    robot.enter();
    EXPECT_EQ(robot.scenario().technique.depth_mm, 0.75);
}

TEST(Choices, ATypedValueIsTakenWhenTheFieldIsLeft) {
    Robot robot;
    robot.type("technique.passes.value", "5", false);
    robot.click("section.course");
    EXPECT_EQ(robot.scenario().technique.passes, 5);
}

TEST(Choices, WhatCannotBeIsSaidInTheDocumentsWordsAndChangesNothing) {
    Robot robot;
    const sim::Scenario before = robot.scenario();
    robot.type("technique.depth_mm.value", "9");
    EXPECT_TRUE(robot.bench.status.error);
    EXPECT_NE(robot.bench.status.message.find("is 9, must lie in [0.1, 8] mm"), std::string::npos)
        << robot.bench.status.message;
    EXPECT_EQ(robot.scenario(), before);
    robot.type("technique.depth_mm.value", "1");
    EXPECT_FALSE(robot.bench.status.error);
}

TEST(Choices, ResetBringsBackTheUsualValueAndThenIsGone) {
    Robot robot;
    EXPECT_FALSE(robot.has("technique.passes.reset"));
    robot.type("technique.passes.value", "7");
    robot.click("technique.passes.reset");
    EXPECT_EQ(robot.scenario().technique.passes, 3);
    EXPECT_FALSE(robot.has("technique.passes.reset"));
}

TEST(Choices, RfFieldsDoNothingUntilRfIsOn) {
    Robot robot;
    robot.reveal("rf.pulse_ms");
    EXPECT_FALSE(robot.out.landmarks.at("rf.pulse_ms").enabled);
    const sim::Scenario before = robot.scenario();
    robot.drag("rf.pulse_ms", 0.5, 0.9);
    EXPECT_EQ(robot.scenario(), before);
}

TEST(Choices, RfBringsItsDeviceAndAnotherDeviceEndsIt) {
    Robot robot;
    robot.click("rf.on");
    EXPECT_TRUE(robot.scenario().rf.on);
    EXPECT_EQ(robot.scenario().device.kind, sim::DeviceKind::rf_array);
    robot.click("device.kind");
    robot.click("device.kind.roller");
    EXPECT_FALSE(robot.scenario().rf.on);
    robot.click("undo");
    EXPECT_TRUE(robot.scenario().rf.on);  // both came in one step, and go in one
}

TEST(Choices, TheDepthIsTheFirstAndLargestControl) {
    Robot robot;
    const ui::Rect depth = robot.rect("technique.depth_mm.value");
    for (const auto& [name, mark] : robot.out.landmarks)
        if (mark.panel == "choices" && name.ends_with(".value")) {
            EXPECT_LE(mark.rect.height(), depth.height()) << name;
            EXPECT_GE(mark.rect.y0, depth.y0) << name;
        }
}

}  // namespace
