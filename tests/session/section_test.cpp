// The section plane and the outline of what it leaves.
#include "app/session/section.h"

#include "sim/base/random.h"

#include <gtest/gtest.h>

namespace session {
namespace {

const sim::Block kBlock;

View cut(double section_mm, double turn_deg) {
    return {.section_mm = section_mm, .section_turn_deg = turn_deg};
}

std::vector<Side> outline(double section_mm, double turn_deg) {
    return footprint(section_plane(cut(section_mm, turn_deg), kBlock), kBlock);
}

std::vector<Edge> edges(const std::vector<Side>& sides) {
    std::vector<Edge> list;
    for (const Side& side : sides) list.push_back(side.edge);
    return list;
}

double area_mm2(const std::vector<Side>& sides) {
    double twice = 0;
    for (const Side& s : sides) twice += s.left_mm.x * s.right_mm.y - s.right_mm.x * s.left_mm.y;
    return twice / 2;
}

TEST(Section, AtTheFrontItIsTheFrontFace) {
    const auto sides = outline(0, 0);
    EXPECT_EQ(edges(sides), (std::vector{Edge::section, Edge::right, Edge::back, Edge::left}));
    EXPECT_EQ(sides[0].left_mm, glm::dvec2(-kBlock.width_mm / 2, 0));
    EXPECT_EQ(sides[0].right_mm, glm::dvec2(kBlock.width_mm / 2, 0));
}

TEST(Section, TurnedAtTheFrontItLeavesHalfOfTheFrontFace) {
    const auto sides = outline(0, 20);
    EXPECT_EQ(edges(sides),
              (std::vector{Edge::section, Edge::right, Edge::back, Edge::left, Edge::front}));
    EXPECT_NEAR(sides[0].left_mm.x, 0, 1e-12);
    EXPECT_NEAR(sides[0].right_mm.y, kBlock.width_mm / 2 * std::tan(glm::radians(20.0)), 1e-12);
    EXPECT_NEAR(glm::length(sides[4].right_mm - sides[4].left_mm), kBlock.width_mm / 2, 1e-12);
}

TEST(Section, TurnedFarItTakesTheRightSideAway) {
    EXPECT_EQ(edges(outline(1, 60)),
              (std::vector{Edge::section, Edge::back, Edge::left, Edge::front}));
    EXPECT_EQ(edges(outline(1, -60)),
              (std::vector{Edge::section, Edge::front, Edge::right, Edge::back}));
}

TEST(Section, BehindTheBlockASliverIsLeft) {
    const auto sides = outline(kBlock.length_mm, 0);
    EXPECT_NEAR(area_mm2(sides), 0.05 * kBlock.width_mm, 1e-9);
}

TEST(Section, APlacesFootAndDistanceAgree) {
    const SectionPlane plane = section_plane(cut(0.7, 35), kBlock);
    const glm::dvec3 p{0.4, 1.9, 0.8};
    EXPECT_NEAR(plane.behind_mm(plane.foot(p)), 0, 1e-12);
    EXPECT_NEAR(glm::length(p - plane.foot(p)), std::fabs(plane.behind_mm(p)), 1e-12);
    EXPECT_NEAR(plane.along_mm(plane.at(0.3, 1)), 0.3, 1e-12);
}

// Property: whatever the section, the outline is closed, convex, counterclockwise, inside the block
// and behind the plane; the cut lies on it; and it changes as little as the section does.
TEST(Section, LeavesAClosedConvexOutlineInsideTheBlock) {
    sim::Random rng(5, 1);
    for (int i = 0; i < 2000; ++i) {
        const double at = rng.between(0, 2.4), turn = i % 5 ? rng.between(-60, 60) : 0;
        const SectionPlane plane = section_plane(cut(at, turn), kBlock);
        const auto sides = footprint(plane, kBlock);
        ASSERT_GE(sides.size(), 3u);
        ASSERT_LE(sides.size(), 5u);
        EXPECT_EQ(sides[0].edge, Edge::section);
        EXPECT_NEAR(plane.behind_mm({sides[0].left_mm, 0}), 0, 1e-9);
        EXPECT_NEAR(plane.behind_mm({sides[0].right_mm, 0}), 0, 1e-9);
        for (std::size_t k = 0; k < sides.size(); ++k) {
            const Side &side = sides[k], &next = sides[(k + 1) % sides.size()];
            EXPECT_LT(glm::length(side.right_mm - next.left_mm), 1e-5) << at << " " << turn;
            const glm::dvec2 a = side.right_mm - side.left_mm, b = next.right_mm - next.left_mm;
            EXPECT_GT(a.x * b.y - a.y * b.x, 0) << at << " " << turn;
            for (const glm::dvec2& p : {side.left_mm, side.right_mm}) {
                EXPECT_GE(plane.behind_mm({p, 0}), -1e-9);
                EXPECT_LE(std::fabs(p.x), kBlock.width_mm / 2 + 1e-9);
                EXPECT_GE(p.y, -1e-9);
                EXPECT_LE(p.y, kBlock.length_mm + 1e-9);
            }
        }
        const double moved = area_mm2(outline(at + 1e-4, turn + 1e-3));
        EXPECT_NEAR(moved, area_mm2(sides), 2e-3) << at << " " << turn;
    }
}

}  // namespace
}  // namespace session
