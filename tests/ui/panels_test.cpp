// Every other panel: its widgets send what they say.
#include "app/ui/part_edits.h"
#include "app/ui/time_axis.h"
#include "tests/ui/robot.h"

#include <gtest/gtest.h>

namespace {

using session::Part;

TEST(TopBar, EachViewHasAButtonAndLooksAfresh) {
    Robot robot;
    robot.drag_by("picture", 40, 0);
    EXPECT_NE(robot.view().turn_deg, 0);
    for (std::size_t i = 6; i-- > 0;) {
        robot.click("view." + std::string(session::kViewNames[i]));
        EXPECT_EQ(std::size_t(robot.view().name), i);
        EXPECT_EQ(robot.view().turn_deg, 0);
    }
}

TEST(TopBar, StylePeelSectionAndLayersChangeTheView) {
    Robot robot;
    robot.click("style");
    robot.click("style.diagram");
    EXPECT_EQ(robot.view().style, session::Style::diagram);
    robot.drag("view.peel", 0.05, 0.6);
    EXPECT_GT(robot.view().peel, 1.5);
    robot.drag("view.section_mm", 0.05, 0.6);
    EXPECT_GT(robot.view().section_mm, 1);
    robot.click("undo");
    EXPECT_EQ(robot.view().section_mm, 0);
    EXPECT_GT(robot.view().peel, 1.5);
    for (const std::string_view style : session::kStyles) {
        robot.click("style");
        robot.click("style." + std::string(style));
        EXPECT_EQ(session::kStyles[std::size_t(robot.view().style)], style);
    }
}

TEST(Parts, EachIsShownFadedAndHiddenInOneStep) {
    Robot robot;
    robot.click("layers");
    EXPECT_FALSE(robot.has("technique.depth_mm"));
    for (std::size_t i = 0; i < session::kParts.size(); ++i) {
        const auto part = Part(int(i));
        const std::string name = "part." + std::string(session::kParts[i]);
        EXPECT_EQ(ui::showing(robot.view(), part),
                  part == Part::current ? ui::Showing::hidden : ui::Showing::shown);
        EXPECT_EQ(robot.has(name + ".faded"), ui::can_fade(part));
        for (const auto how : {ui::Showing::shown, ui::Showing::hidden, ui::Showing::faded}) {
            if (how == ui::Showing::faded && !ui::can_fade(part)) continue;
            robot.click(name + "." + std::string(ui::kShowings[std::size_t(how)]));
            EXPECT_EQ(ui::showing(robot.view(), part), how) << name;
        }
    }
    robot.click("undo");
    EXPECT_EQ(ui::showing(robot.view(), Part::current), ui::Showing::shown);
    robot.click("part.all");
    EXPECT_EQ(robot.view(), session::View{});
    robot.click("parts.done");
    EXPECT_TRUE(robot.has("technique.depth_mm"));
}

TEST(Parts, OnlyThisFadesThenHidesTheOthersThenShowsAll) {
    Robot robot;
    robot.key('L');
    robot.click("part.vessels.only");
    EXPECT_TRUE(robot.view().fades(Part::fat));
    EXPECT_FALSE(robot.view().fades(Part::vessels));
    EXPECT_TRUE(robot.view().shows(Part::needles));
    EXPECT_FALSE(robot.view().fades(Part::needles));
    robot.click("part.vessels.only");
    EXPECT_FALSE(robot.view().shows(Part::fat));
    EXPECT_TRUE(robot.view().shows(Part::vessels));
    robot.click("part.vessels.only");
    EXPECT_EQ(robot.view(), session::View{});
    robot.key(ui::keys::kEscape);
    EXPECT_FALSE(robot.has("part.vessels.only"));
}

TEST(Parts, TheCutIsMovedAndTurned) {
    Robot robot;
    robot.key('L');
    robot.drag("parts.section_turn_deg", 0.5, 0.8);
    EXPECT_GT(robot.view().section_turn_deg, 20);
    robot.drag("parts.section_mm", 0.05, 0.5);
    EXPECT_GT(robot.view().section_mm, 0.8);
    robot.type("parts.section_turn_deg.value", "-30");
    EXPECT_EQ(robot.view().section_turn_deg, -30);
    robot.type("parts.section_turn_deg.value", "90");
    EXPECT_TRUE(robot.bench.status.error);
    EXPECT_EQ(robot.view().section_turn_deg, -30);
    robot.drag("parts.peel", 0.05, 0.5);
    EXPECT_GT(robot.view().peel, 1);
}

TEST(TopBar, AsksTheProgramForWhatOnlyItCanDo) {
    Robot robot;
    robot.click("screenshot");
    ASSERT_TRUE(robot.bench.take_screenshot().has_value());
    robot.click("quality");
    robot.click("quality.High");
    EXPECT_EQ(robot.bench.quality, ui::QualityChoice::high);
    robot.click("text");
    robot.click("text.150");
    EXPECT_EQ(robot.bench.text_scale, 1.5);
    robot.click("text");
    robot.click("text.motion");
    EXPECT_TRUE(robot.bench.reduced_motion);
    robot.click("scene");
    robot.click("scene.second");
    EXPECT_EQ(robot.scenario().technique.depth_mm, 0.5);
    EXPECT_FALSE(robot.bench.quitting());
    robot.click("scene");
    robot.click("scene.quit");
    EXPECT_TRUE(robot.bench.quitting());
}

TEST(Dialog, SavesUnderThePathThatWasTyped) {
    Robot robot;
    robot.click("scene");
    robot.click("scene.save");
    robot.type("", "/tmp/mine.json");
    EXPECT_EQ(robot.saved_path, "/tmp/mine.json");
    const auto read = session::read_scene(robot.saved_text, "mine.json");
    ASSERT_TRUE(read);
    EXPECT_EQ(read.value().scene.scenario, robot.scenario());
    EXPECT_FALSE(robot.has("dialog.path"));
}

TEST(Dialog, AFileThatCannotBeReadKeepsTheSceneAndSaysWhy) {
    Robot robot;
    const sim::Scenario before = robot.scenario();
    robot.open_error = "is 9, must lie in [0.1, 8] mm";
    robot.key('O', true);
    robot.type("", "bad.json");
    EXPECT_TRUE(robot.bench.status.error);
    EXPECT_EQ(robot.bench.status.message, "bad.json: is 9, must lie in [0.1, 8] mm");
    EXPECT_EQ(robot.scenario(), before);
}

TEST(Dialog, CanBeLeft) {
    Robot robot;
    robot.key('O', true);
    robot.click("dialog.cancel");
    EXPECT_FALSE(robot.has("dialog.path"));
    robot.key('S', true);
    EXPECT_TRUE(robot.has("dialog.path"));
    robot.key(ui::keys::kEscape);
    EXPECT_FALSE(robot.has("dialog.path"));
    EXPECT_TRUE(robot.saved_path.empty());
}

TEST(Timeline, PlaysPausesAndSteps) {
    Robot robot;
    robot.click("play");
    EXPECT_TRUE(robot.bench.player().playing());
    robot.frame(30);
    EXPECT_GT(robot.bench.player().asked_us(), 0);
    robot.click("play");
    EXPECT_FALSE(robot.bench.player().playing());
    const auto there = robot.bench.player().asked_us();
    robot.click("step.forward");
    EXPECT_GT(robot.bench.player().asked_us(), there);
    robot.click("step.back");
    robot.click("step.back");
    EXPECT_LT(robot.bench.player().asked_us(), there);
    robot.click("speed.fast");
    EXPECT_EQ(robot.bench.player().speed(), 3);
}

TEST(Timeline, IsScrubbedByDragging) {
    Robot robot;
    robot.drag("axis", 0.1, 0.9);
    EXPECT_NEAR(session::axis_position(robot.bench.player().asked_us()), 0.9,
                2e-3);                                // a pixel of 1256
    EXPECT_FALSE(robot.bench.document().can_undo());  // looking is not changing
    const ui::Rect now = robot.rect("axis.now"), axis = robot.rect("axis");
    EXPECT_NEAR(now.middle_x(), axis.x0 + 0.9f * axis.width(), 2);
}

TEST(Timeline, ShowsEveryPhaseAndVisit) {
    session::Scene scene;
    scene.scenario.course.sessions = 3;
    scene.scenario.device.kind = sim::DeviceKind::rf_array;
    scene.scenario.rf.on = true;
    Robot robot(1280, 720, 1, scene);
    for (const char* phase : {"stroke", "heat", "closing", "haemostasis", "inflammation",
                              "proliferation", "remodelling"})
        EXPECT_TRUE(robot.has(std::string("phase.") + phase)) << phase;
    for (const char* visit : {"visit.1", "visit.2", "visit.3"}) EXPECT_TRUE(robot.has(visit));
    EXPECT_FALSE(robot.has("visit.4"));
}

TEST(Readouts, ShowEveryReadoutThatApplies) {
    Robot robot;
    sim::visit_readouts(robot.bench.snapshot(), [&](const sim::Readout& readout, double) {
        if (readout.id.starts_with("reached_low") || readout.id.starts_with("reached_high")) return;
        static bool in_heat = false;
        in_heat = in_heat || readout.id == "rf_resistance_ohm";
        EXPECT_EQ(robot.has("readout." + std::string(readout.id)), !in_heat) << readout.id;
    });
}

TEST(Readouts, SourcesMakeRoomForTheirWords) {
    Robot robot;
    const float before = robot.rect("readout.force_mN").y0;
    robot.click("sources");
    robot.frame();
    EXPECT_GT(robot.rect("readout.force_mN").y0, before);
    robot.key(ui::keys::kF2);
    robot.frame();
    EXPECT_EQ(robot.rect("readout.force_mN").y0, before);
}

TEST(Plot, AClickGoesToThatTimeAndPagesChange) {
    Robot robot;
    robot.drag("curves", 0.3, 0.5);
    EXPECT_NEAR(session::axis_position(robot.bench.player().asked_us()), 0.5, 0.01);
    for (const auto page : {ui::PlotPage::heat, ui::PlotPage::matrix, ui::PlotPage::cells}) {
        constexpr const char* kNames[] = {"plot.cells", "plot.matrix", "plot.heat"};
        robot.click(kNames[int(page)]);
        EXPECT_EQ(robot.bench.state.plot, page);
    }
}

session::Scene heated_scene() {
    session::Scene scene;
    scene.scenario.skin.site = sim::site_named("abdomen");
    scene.scenario.device = {.kind = sim::DeviceKind::rf_array,
                             .needle_length_mm = 3.5,
                             .rows = 2,
                             .columns = 2,
                             .pitch_mm = 1.6};
    scene.scenario.rf.on = true;
    scene.view.name = session::ViewName::section;
    scene.time_us = 160 * sim::kMillisecond;
    return scene;
}

TEST(Plot, ProbesStandInThePictureAndAreDragged) {
    Robot robot(1280, 720, 1, heated_scene());
    EXPECT_FALSE(robot.has("probe.1"));
    robot.click("plot.probes");
    ASSERT_TRUE(robot.has("probe.1"));
    ASSERT_TRUE(robot.has("probe.1.x"));
    EXPECT_FALSE(robot.has("probe.1.reset"));
    const ui::Rect before = robot.rect("probe.1");
    robot.drag_by("probe.1", 40, -30);
    ASSERT_TRUE(robot.view().probes[0]);
    EXPECT_NEAR(robot.rect("probe.1").middle_x(), before.middle_x() + 40, 2);
    EXPECT_NEAR(robot.rect("probe.1").middle_y(), before.middle_y() - 30, 2);
    EXPECT_EQ(robot.view().turn_deg, 0);  // it was not the block that was dragged
    robot.click("undo");
    EXPECT_EQ(robot.view().probes, session::Probes{});
}

TEST(Plot, APlaceIsTypedAndTakenBack) {
    Robot robot(1280, 720, 1, heated_scene());
    robot.click("plot.probes");
    robot.type("probe.2.depth", "1.2");
    ASSERT_TRUE(robot.view().probes[1]);
    EXPECT_EQ(robot.view().probes[1]->depth_mm, 1.2);
    robot.type("probe.2.x", "9");
    EXPECT_TRUE(robot.bench.status.error);
    EXPECT_EQ(robot.view().probes[1]->depth_mm, 1.2);
    robot.click("probe.2.reset");
    EXPECT_EQ(robot.view().probes, session::Probes{});
}

TEST(Plot, PagesAboutHeatComeWithIt) {
    Robot robot(1280, 720, 1, heated_scene());
    robot.click("plot.current");
    EXPECT_TRUE(robot.has("curves.power"));
    EXPECT_TRUE(robot.has("curves.voltage"));
    session::Scene cold = heated_scene();
    cold.scenario.rf.on = false;
    Robot other(1280, 720, 1, cold);
    EXPECT_FALSE(other.has("plot.current"));
}

TEST(Readouts, WarningsStandAboveTheNumbers) {
    session::Scene scene = heated_scene();
    scene.scenario.skin.site = sim::site_named("forehead");
    Robot robot(1280, 720, 1, scene);
    for (int i = 0; i < 2000 && !robot.has("warning.heat_by_bone"); ++i) robot.frame();
    ASSERT_TRUE(robot.has("warning.heat_by_bone"));
    EXPECT_LT(robot.rect("warning.heat_by_bone").y1, robot.rect("readout.set_depth_mm").y0);
    Robot calm;
    EXPECT_FALSE(calm.has("warning.heat_by_bone"));
}

TEST(Status, SaysWhatIsWrong) {
    Robot robot;
    robot.bench.status.shader_error = "tissue.frag:3: undeclared";
    robot.frame();
    EXPECT_TRUE(robot.has("status"));
}

TEST(Help, OpensAndCloses) {
    Robot robot;
    robot.click("help");
    EXPECT_TRUE(robot.has("help.close"));
    robot.click("help.close");
    EXPECT_FALSE(robot.has("help.close"));
}

TEST(Tooltips, AppearAfterAMomentAndAskForThatFrame) {
    Robot robot;
    robot.hover("play", 0.1);
    EXPECT_GT(robot.out.redraw_in_s, 0);
    EXPECT_LT(robot.out.redraw_in_s, 0.5);
}

}  // namespace
