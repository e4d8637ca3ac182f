// Everything has a key.
#include "app/ui/time_axis.h"
#include "tests/ui/robot.h"

#include <gtest/gtest.h>

namespace {

using namespace ui::keys;

TEST(Keys, TimeIsPlayedAndStepped) {
    Robot robot;
    robot.key(' ');
    EXPECT_TRUE(robot.bench.player().playing());
    robot.key(' ');
    EXPECT_FALSE(robot.bench.player().playing());
    robot.key(kHome, true);
    EXPECT_EQ(robot.bench.player().asked_us(), 0);
    robot.key(kRight);
    const auto one = robot.bench.player().asked_us();
    EXPECT_GT(one, 0);
    robot.key(kLeft);
    EXPECT_EQ(robot.bench.player().asked_us(), 0);
    robot.key(kRight, false, true);
    EXPECT_GT(robot.bench.player().asked_us(), 5 * one);
    robot.key(kEnd);
    EXPECT_EQ(robot.bench.player().asked_us(), sim::kYear);
}

TEST(Keys, StepsThereAndBackMeetAgain) {
    sim::Microseconds t = 0;
    for (int i = 0; i < 50; ++i) t = ui::stepped(t, 1);
    const sim::Microseconds there = t;
    t = ui::stepped(ui::stepped(t, 10), -10);
    EXPECT_NEAR(double(t), double(there), 1e-3 * double(there) + 1);
}

TEST(Keys, ThePictureIsLookedAt) {
    Robot robot;
    for (int i = 6; i >= 1; --i) {
        robot.key('0' + i);
        EXPECT_EQ(int(robot.view().name), i - 1);
    }
    robot.key('D');
    EXPECT_EQ(robot.view().style, session::Style::diagram);
    robot.key('=', false, false, "=");
    EXPECT_EQ(robot.view().peel, 0.5);
    robot.key('-', false, false, "-");
    EXPECT_EQ(robot.view().peel, 0);
    robot.key(']', false, false, "]");
    EXPECT_NEAR(robot.view().section_mm, 0.1, 1e-12);
    robot.key('[', false, false, "[");
    EXPECT_EQ(robot.view().section_mm, 0);
    robot.key(kRight, true);
    EXPECT_NE(robot.view().turn_deg, 0);
    robot.key(kUp, true);
    EXPECT_NE(robot.view().tilt_deg, 0);
    robot.key(kPageUp);
    EXPECT_GT(robot.view().zoom, 0);
    robot.key('0');
    EXPECT_EQ(robot.view(), (session::View{.style = session::Style::diagram}));
    robot.key('}', false, true, "}");
    EXPECT_EQ(robot.view().section_turn_deg, 5);
    robot.key('{', false, true, "{");
    robot.key(kPageUp);
    robot.key(kHome);
    EXPECT_EQ(robot.view(), (session::View{.style = session::Style::diagram}));
}

TEST(Keys, StylesAreToggledAndStainsAreLeafedThrough) {
    Robot robot;
    for (const auto stain :
         {session::Style::he, session::Style::trichrome, session::Style::picrosirius,
          session::Style::oct, session::Style::he}) {
        robot.key('D', false, true);
        EXPECT_EQ(robot.view().style, stain);
    }
    robot.key('D');
    EXPECT_EQ(robot.view().style, session::Style::realistic);
}

TEST(Keys, UndoRedoAndTheProgram) {
    Robot robot;
    robot.key('D');
    robot.key('Z', true);
    EXPECT_EQ(robot.view().style, session::Style::realistic);
    robot.key('Y', true);
    EXPECT_EQ(robot.view().style, session::Style::diagram);
    robot.key('Z', true);
    robot.key('Z', true, true);
    EXPECT_EQ(robot.view().style, session::Style::diagram);
    robot.key('P');
    EXPECT_TRUE(robot.bench.take_screenshot().has_value());
    robot.key(kF1);
    EXPECT_TRUE(robot.bench.state.help);
    robot.key(kEscape);
    EXPECT_FALSE(robot.bench.state.help);
    robot.key(kF10);
    EXPECT_FALSE(robot.has("technique.depth_mm"));
    EXPECT_TRUE(robot.has("play"));
    robot.key(kEscape);
    EXPECT_TRUE(robot.has("technique.depth_mm"));
    robot.key('Q', true);
    EXPECT_TRUE(robot.bench.quitting());
}

TEST(Keys, ALetterThatIsTypedIsNoHotkey) {
    Robot robot;
    robot.type("technique.depth_mm.value", "1", false);
    EXPECT_TRUE(robot.out.typing);
    robot.key('D');
    robot.key(' ');
    EXPECT_EQ(robot.view().style, session::Style::realistic);
    EXPECT_FALSE(robot.bench.player().playing());
}

TEST(Keys, AFieldIsSetWithoutAMouse) {
    using ui::compat::Key;
    Robot robot;
    robot.key(kF6);  // from the top bar to the choices
    EXPECT_TRUE(robot.bench.state.walking);
    robot.frame(2);
    const sim::Scenario before = robot.scenario();
    // Down from widget to widget; space takes hold of a slider, arrows move it, space lets go.
    for (int i = 0; i < 12 && robot.scenario() == before; ++i) {
        robot.tap(Key::down);
        robot.tap(Key::space);
        robot.tap(Key::right);
        robot.tap(Key::right);
        robot.tap(Key::space);
    }
    EXPECT_FALSE(robot.scenario() == before);
    robot.key(kEscape);
    EXPECT_FALSE(robot.bench.state.walking);
    robot.key(' ');
    EXPECT_TRUE(robot.bench.player().playing());
}

TEST(Keys, ArrowsMoveTheTimeUntilTabSaysOtherwise) {
    Robot robot;
    robot.click("section.skin");
    robot.tap(ui::compat::Key::right);
    robot.key(kRight);
    EXPECT_GT(robot.bench.player().asked_us(), 0);
    robot.key(kHome, true);
    robot.key(kTab);
    robot.key(kRight);
    EXPECT_EQ(robot.bench.player().asked_us(), 0);
}

TEST(Keys, AHeldSpaceDoesNotFlicker) {
    Robot robot;
    ui::Output out;
    ui::press({.key = ' ', .repeat = true}, robot.bench.model({}), robot.bench.state, robot.out,
              out);
    EXPECT_TRUE(out.commands.empty());
    ui::press({.key = kRight, .repeat = true}, robot.bench.model({}), robot.bench.state, robot.out,
              out);
    EXPECT_EQ(out.commands.size(), 1u);
}

TEST(Keys, TheHelpNamesThemAll) {
    for (const ui::KeyHelp& help : ui::key_help()) {
        EXPECT_FALSE(help.keys.empty());
        EXPECT_FALSE(help.what.empty());
    }
    EXPECT_GE(ui::key_help().size(), 18u);
}

}  // namespace
