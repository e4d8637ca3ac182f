// Nothing is cut off and nothing covers anything, at every size of window and text.
#include "app/ui/layout.h"
#include "tests/ui/robot.h"

#include <gtest/gtest.h>

namespace {

struct Size {
    float width, height;
    double text;
};
const Size kSizes[] = {{1024, 640, 1},  {1024, 640, 1.5},  {1280, 720, 1}, {1280, 720, 1.5},
                       {1920, 1080, 1}, {1920, 1080, 1.5}, {1280, 720, 2}, {2560, 1440, 1.25}};

class Bounds : public testing::TestWithParam<Size> {};

session::Scene busy_scene() {
    session::Scene scene;
    scene.scenario.device.kind = sim::DeviceKind::rf_array;
    scene.scenario.device.insulated = true;
    scene.scenario.technique.depth_mm = 1.25;
    scene.scenario.technique.passes = 7;  // so that resets are shown
    scene.scenario.rf.on = true;
    scene.scenario.rf.pulses = 2;
    scene.scenario.course.sessions = 3;
    scene.view.turn_deg = 20;
    return scene;
}

bool overlap(const ui::Rect& a, const ui::Rect& b) {
    // Neighbours may share an edge; a pixel of rounding is nothing.
    return a.x0 + 1.5f < b.x1 && b.x0 + 1.5f < a.x1 && a.y0 + 1.5f < b.y1 && b.y0 + 1.5f < a.y1;
}

void expect_in_bounds(const Robot& robot) {
    for (const auto& [name, mark] : robot.out.landmarks) {
        EXPECT_GE(mark.rect.x0, mark.panel_rect.x0) << name;
        EXPECT_LE(mark.rect.x1, mark.panel_rect.x1) << name;
        if (mark.scrolls) continue;
        EXPECT_GE(mark.rect.y0, mark.panel_rect.y0) << name;
        EXPECT_LE(mark.rect.y1, mark.panel_rect.y1) << name;
    }
}

void expect_apart(const Robot& robot) {
    const auto drawn_over = [](const std::string& name) {
        return name == "picture" || name == "axis" || name == "curves" || name == "status" ||
               name == "axis.now" || name.starts_with("phase.") || name.starts_with("visit.") ||
               name == "view.reset" || name == "probe.1" || name == "probe.2" || name == "probe.3";
    };
    const auto& marks = robot.out.landmarks;
    for (auto a = marks.begin(); a != marks.end(); ++a)
        for (auto b = std::next(a); b != marks.end(); ++b) {
            if (a->second.panel != b->second.panel || drawn_over(a->first) || drawn_over(b->first))
                continue;
            EXPECT_FALSE(overlap(a->second.rect, b->second.rect))
                << a->first << " and " << b->first;
        }
}

TEST_P(Bounds, NoWidgetLiesOutsideItsPanelOrOnAnother) {
    const Size size = GetParam();
    Robot robot(size.width, size.height, size.text, busy_scene());
    robot.bench.state.open.fill(true);
    robot.frame(3);
    expect_in_bounds(robot);
    expect_apart(robot);
    robot.bench.state.parts = true;
    robot.frame(3);
    expect_in_bounds(robot);
    expect_apart(robot);
    robot.bench.state.parts = false;
    robot.bench.state.side = ui::Side::readouts;
    robot.bench.state.sources = true;
    for (const auto page : {ui::PlotPage::cells, ui::PlotPage::probes, ui::PlotPage::current}) {
        robot.bench.state.plot = page;
        robot.frame(3);
        expect_in_bounds(robot);
        expect_apart(robot);
    }
}

TEST_P(Bounds, MenusAndCardsFitIntoTheWindow) {
    const Size size = GetParam();
    Robot robot(size.width, size.height, size.text);
    for (const char* menu : {"scene", "style", "quality", "text"}) {
        robot.click(menu);
        robot.frame(2);
        expect_in_bounds(robot);
        robot.key(ui::keys::kEscape);
        robot.click("status");  // a click elsewhere closes it
    }
    robot.key(ui::keys::kF1);
    robot.frame(3);
    expect_in_bounds(robot);
    robot.key(ui::keys::kEscape);
    robot.key('O', true);
    robot.frame(3);
    expect_in_bounds(robot);
}

TEST_P(Bounds, PanelsTileTheWindow) {
    const Size size = GetParam();
    const ui::Layout l = ui::make_layout(size.width, size.height,
                                         ui::em_for(size.width, size.height, size.text), false);
    EXPECT_EQ(l.top.y1, l.picture.y0);
    EXPECT_EQ(l.choices.x1, l.picture.x0);
    EXPECT_EQ(l.picture.y1, l.timeline.y0);
    EXPECT_EQ(l.timeline.y1, l.status.y0);
    EXPECT_EQ(l.status.y1, size.height);
    EXPECT_EQ(l.picture.x1, l.one_side ? size.width : l.readouts.x0);
    // The picture is what the window is for.
    EXPECT_GE(l.picture.width(), 0.45f * size.width);
    EXPECT_GE(l.picture.height(), 0.45f * size.height);
}

TEST_P(Bounds, TheCommonestThingsAreSeenAtOnce) {
    const Size size = GetParam();
    Robot robot(size.width, size.height, size.text);
    for (const char* name : {"technique.depth_mm", "technique.depth_mm.value", "play", "axis",
                             "view.block", "view.array", "undo", "help", "status"})
        EXPECT_TRUE(robot.out.landmarks.at(name).visible()) << name;
}

INSTANTIATE_TEST_SUITE_P(Sizes, Bounds, testing::ValuesIn(kSizes), [](const auto& size) {
    return std::to_string(int(size.param.width)) + "x" + std::to_string(int(size.param.height)) +
           "_text" + std::to_string(int(size.param.text * 100));
});

TEST(Layout, ScaledTextNeverOutgrowsTheWindow) {
    EXPECT_EQ(ui::em_for(1280, 720, 1), 15);
    EXPECT_LT(ui::em_for(800, 480, 2), 18);
}

TEST(Layout, ManySizesInARowWork) {
    Robot robot;
    for (const Size& size : kSizes) {
        robot.resize(size.width, size.height);
        robot.frame(2);
        expect_in_bounds(robot);
    }
}

}  // namespace
