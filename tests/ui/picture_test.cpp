// The picture under the hand: turned, moved, enlarged, cut and asked about.
#include "app/render/camera.h"
#include "tests/ui/robot.h"

#include <gtest/gtest.h>
#include <imgui.h>

namespace {

/// What is seen so many pixels from the middle of the picture.
glm::vec3 seen_at(const Robot& robot, float dx_px, float dy_px) {
    const ui::Rect rect = robot.rect("picture");
    const int width = int(rect.width()), height = int(rect.height());
    const auto& snapshot = robot.bench.snapshot();
    const auto camera = render::make_camera(robot.view(), snapshot, width, height);
    const glm::vec2 pixel{rect.width() / 2 + dx_px, rect.height() / 2 + dy_px};
    const auto seen =
        render::point_under(camera, robot.view(), *snapshot.tissue, pixel, width, height);
    EXPECT_TRUE(seen);
    return seen.value_or(glm::vec3{});
}

void expect_near(const glm::vec3& a, const glm::vec3& b) {
    for (int i = 0; i < 3; ++i) EXPECT_NEAR(a[i], b[i], 0.004);  // half a pixel
}

TEST(Picture, LeftDragTurnsRightDragMovesAndEachIsOneStep) {
    Robot robot;
    robot.drag_by("picture", 60, 30);
    EXPECT_LT(robot.view().turn_deg, 0);  // the block follows the hand: the eye goes the other way
    EXPECT_GT(robot.view().tilt_deg, 0);
    const auto grabbed = seen_at(robot, 0, 0);
    robot.drag_by("picture", 60, 30, 1);
    EXPECT_LT(robot.view().pan_x_mm, 0);
    expect_near(seen_at(robot, 60, 30), grabbed);  // what was grabbed is still under the hand
    robot.click("undo");
    EXPECT_EQ(robot.view().pan_x_mm, 0);
    robot.click("undo");
    EXPECT_EQ(robot.view(), session::View{});
}

TEST(Picture, TheWheelZoomsToTheCursorInOneStep) {
    Robot robot;
    const float right_px = 0.15f * robot.rect("picture").width();
    const auto pointed = seen_at(robot, right_px, 0);
    robot.wheel("picture", 1, 0.65f);
    robot.wheel("picture", 1, 0.65f);
    EXPECT_EQ(robot.view().zoom, 0.5);
    expect_near(seen_at(robot, right_px, 0), pointed);
    robot.click("undo");
    EXPECT_EQ(robot.view(), session::View{});
}

TEST(Picture, ShiftAndDragTurnOrMoveTheCut) {
    Robot robot;
    ImGui::GetIO().KeyShift = true;
    robot.drag_by("picture", 0, -60);
    EXPECT_GT(robot.view().section_mm, 0.1);
    EXPECT_EQ(robot.view().section_turn_deg, 0);
    robot.drag_by("picture", -60, 10);
    EXPECT_GT(robot.view().section_turn_deg, 5);
    robot.click("undo");
    robot.click("undo");
    EXPECT_EQ(robot.view(), session::View{});
}

TEST(Picture, TheHandStopsWhereTheCameraDoes) {
    Robot robot;
    robot.drag_by("picture", 0, -2000);
    EXPECT_EQ(robot.view().tilt_deg, -23);  // level with the block
    robot.wheel("picture", 100);
    EXPECT_GT(robot.view().zoom, 7.5);
    robot.key('5');
    robot.wheel("picture", 100);
    EXPECT_LT(robot.view().zoom, 5);  // a cell fills the picture
}

TEST(Picture, WhatTheMouseRestsOnIsAskedForAndTold) {
    Robot robot;
    robot.hover("picture", 0.1);
    EXPECT_FALSE(robot.out.pointed_at);
    EXPECT_GT(robot.out.redraw_in_s, 0);
    robot.frame(6);
    ASSERT_TRUE(robot.out.pointed_at);
    EXPECT_FALSE(robot.has("pointed"));  // not known yet
    const ui::Spot at = *robot.out.pointed_at;
    robot.bench.tell(at, {session::Thing::fat, {0, 0, 1.5}});
    robot.frame(2);
    EXPECT_TRUE(robot.has("pointed"));
    EXPECT_EQ(robot.out.pointed_at, at);
    robot.drag_by("picture", 30, 0);
    EXPECT_FALSE(robot.has("pointed"));  // it is another picture now, and another place
    robot.bench.tell(at, {session::Thing::nothing, {}});
    robot.hover("picture", 0.3);
    EXPECT_TRUE(robot.out.pointed_at);
    EXPECT_FALSE(robot.has("pointed"));  // there is nothing to say of the backdrop
}

TEST(Picture, ATapAsksAtOnce) {
    Robot robot;
    robot.click("picture");
    EXPECT_TRUE(robot.out.pointed_at);
    EXPECT_EQ(robot.view(), session::View{});
}

TEST(Picture, GoesBackToItsUsualPlace) {
    Robot robot;
    EXPECT_FALSE(robot.has("view.reset"));
    robot.drag_by("picture", 60, 30);
    robot.click("view.reset");
    EXPECT_EQ(robot.view().turn_deg, 0);
    robot.drag_by("picture", 60, 30);
    robot.double_click("picture");
    EXPECT_EQ(robot.view().turn_deg, 0);
}

}  // namespace
