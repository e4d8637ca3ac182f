#include "app/render/annotation/layout.h"

#include <gtest/gtest.h>

#include <random>

namespace {

using render::Box;
using render::LayoutRules;
using render::Placement;
using render::Request;

LayoutRules rules_for(bool left) {
    LayoutRules rules;
    rules.frame = {{0, 0}, {1000, 600}};
    rules.right = {true, 850, 20, 580};
    rules.left = {left, 150, 20, 580};
    return rules;
}

// Random anchors, 200 pictures: whatever is placed keeps every promise, and most is placed.
TEST(Layout, LeadersNeverCrossAndBoxesNeverOverlap) {
    std::mt19937 random(5);
    std::uniform_real_distribution<float> x(180, 820), y(20, 580);
    std::size_t placed_in_all = 0;
    for (int picture = 0; picture < 200; ++picture) {
        std::vector<Request> requests(9);
        for (Request& r : requests) {
            r.size_px = {110, 24};
            for (int i = 0; i < 4; ++i) r.spots.push_back({{x(random), y(random)}, 0});
        }
        const LayoutRules rules = rules_for(picture % 2 == 0);
        const auto placed = render::place_labels(rules, requests);
        placed_in_all += placed.size();
        EXPECT_LE(placed.size(), rules.most);
        const auto end = [&](const Placement& p) { return requests[p.request].spots[p.spot].px; };
        for (const Placement& a : placed)
            for (const Placement& b : placed) {
                if (a.request == b.request) continue;
                EXPECT_FALSE(a.box.overlaps(b.box));
                EXPECT_FALSE(render::segments_cross(a.joint, end(a), b.joint, end(b)));
            }
    }
    EXPECT_GT(placed_in_all, 200u * 6);
}

TEST(Layout, WhatCannotStandMakesRoomForTheNextInLine) {
    LayoutRules rules = rules_for(false);
    rules.most = 2;
    rules.obstacles = {{{400, 200}, {500, 300}}};
    const std::vector<Request> requests = {{{100, 24}, {{{300, 100}, 0}}},
                                           {{100, 24}, {{{450, 250}, 0}}},
                                           {{100, 24}, {{{600, 400}, 0}}}};
    const auto placed = render::place_labels(rules, requests);
    ASSERT_EQ(placed.size(), 2u);
    EXPECT_EQ(placed[0].request + placed[1].request, 2u);  // the first and the last
}

TEST(Layout, AColumnTooShortForAllKeepsTheMostImportant) {
    LayoutRules rules = rules_for(false);
    rules.right.high_px = rules.right.low_px + 60;  // two labels of 24 and a gap of 4
    std::vector<Request> requests;
    for (int i = 0; i < 5; ++i)
        requests.push_back({{100, 24}, {{{400.0f + 20 * float(i), 40.0f + 30 * float(i)}, 0}}});
    const auto placed = render::place_labels(rules, requests);
    ASSERT_EQ(placed.size(), 2u);
    for (const Placement& p : placed) EXPECT_LT(p.request, 2u);
}

TEST(Layout, ANameThatMayNotCrossANeedleIsLeftOut) {
    LayoutRules rules = rules_for(false);
    rules.avoided = {{{500, 0}, {500, 600}}};
    Request behind{{100, 24}, {{{300, 300}, 0}}};
    EXPECT_EQ(render::place_labels(rules, {{behind}}).size(), 1u);
    behind.needed = false;
    EXPECT_TRUE(render::place_labels(rules, {{behind}}).empty());
}

TEST(Layout, SpreadKeepsOrderDistanceAndWishesThatDoNotCollide) {
    const std::vector<float> wished = {50, 52, 54, 300};
    const auto at = render::spread(wished, 20, 0, 400);
    for (std::size_t i = 1; i < at.size(); ++i) EXPECT_GE(at[i] - at[i - 1], 20 - 1e-3f);
    EXPECT_FLOAT_EQ(at[3], 300);
    EXPECT_NEAR((at[0] + at[1] + at[2]) / 3, 52, 1e-3);  // the block stays centred on its wishes
    const auto top = render::spread(std::vector<float>{-50, -40}, 20, 0, 400);
    EXPECT_FLOAT_EQ(top[0], 0);
    EXPECT_FLOAT_EQ(top[1], 20);
}

}  // namespace
