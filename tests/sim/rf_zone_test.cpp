// The tissue that is damaged, measured on fields of Omega that are known.
#include "sim/models/rf_zone.h"

#include "sim/base/exact_math.h"
#include "sim/models/rf_problem.h"
#include "tests/support/edges.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace sim {
namespace {

struct Ball {
    double x_mm, y_mm, depth_mm, radius_mm;
};

std::vector<double> edges_from(double from_mm, double to_mm, int cells) {
    std::vector<double> edges = even_edges(to_mm - from_mm, cells);
    for (double& e : edges) e += from_mm;
    return edges;
}

/// Log Omega falls steadily from the nearest ball's surface, as it does around a hot tip.
std::vector<float> omega_of(const CellGrid& grid, const std::vector<Ball>& balls) {
    std::vector<float> omega;
    const auto middle = [](const std::vector<double>& e, int n) {
        return 0.5 * (e[std::size_t(n)] + e[std::size_t(n) + 1]);
    };
    for (int k = 0; k < grid.nz(); ++k)
        for (int j = 0; j < grid.ny(); ++j)
            for (int i = 0; i < grid.nx(); ++i) {
                double inside_mm = -1e3;
                for (const Ball& b : balls)
                    inside_mm = std::max(
                        inside_mm, b.radius_mm - std::hypot(middle(grid.x_mm, i) - b.x_mm,
                                                            middle(grid.y_mm, j) - b.y_mm,
                                                            middle(grid.depth_mm, k) - b.depth_mm));
                omega.push_back(float(std::exp(std::clamp(30 * inside_mm, -60.0, 60.0))));
            }
    return omega;
}

double ball_mm3(double radius_mm) { return 4.0 / 3.0 * kPi * std::pow(radius_mm, 3); }

const CellGrid kWhole{edges_from(-1, 1, 50), edges_from(-1, 1, 50), even_edges(1.5, 38)};
const CellGrid kQuarter{even_edges(1, 25), even_edges(1, 25), even_edges(1.5, 38)};
const Fold kNoFold{};
const Fold kFolded{{.at_mm = 0, .folded = true, .odd = true}, {.at_mm = 0, .folded = true}};

DamageZones zones_of(const CellGrid& grid, const Fold& fold, const std::vector<Ball>& balls) {
    return damage_zones(grid, fold, place_needles(grid, {}), omega_of(grid, balls));
}

// log Omega falling linearly from the corner: the zone is a tetrahedron of known volume and reach.
TEST(DamageZones, AreMeasuredBetweenTheCells) {
    const CellGrid grid{even_edges(1, 20), even_edges(1, 20), even_edges(1, 20)};
    for (const double reach : {0.61, 0.634, 0.65}) {
        std::vector<float> omega;
        for (int k = 0; k < 20; ++k)
            for (int j = 0; j < 20; ++j)
                for (int i = 0; i < 20; ++i)
                    omega.push_back(float(std::exp(12 * (reach - 0.05 * (i + j + k + 1.5)))));
        const DamageZones zones = damage_zones(grid, kNoFold, place_needles(grid, {}), omega);
        EXPECT_NEAR(zones.volume_mm3 / (reach * reach * reach / 6), 1, 0.02);
        EXPECT_EQ(zones.count, 1);
        EXPECT_EQ(zones.largest_mm3, zones.volume_mm3);
        EXPECT_NEAR(zones.x_mm[1], reach - 0.05,
                    1e-3);  // in the row nearest the corner, half a cell twice from it
        EXPECT_EQ(zones.depth_mm[0], 0);
    }
}

TEST(DamageZones, NothingIsDamagedWhereOmegaIsBelowOne) {
    const std::vector<float> omega(std::size_t(kWhole.count()), 0.999F);
    EXPECT_EQ(damage_zones(kWhole, kNoFold, place_needles(kWhole, {}), omega), DamageZones{});
}

TEST(DamageZones, ABallHasItsVolumeAndBounds) {
    for (const double radius : {0.2, 0.31, 0.45}) {
        const DamageZones zones = zones_of(kWhole, kNoFold, {{0.1, -0.2, 0.8, radius}});
        EXPECT_EQ(zones.count, 1);
        EXPECT_NEAR(zones.volume_mm3 / ball_mm3(radius), 1, 0.02) << radius;
        EXPECT_NEAR(zones.x_mm[0], 0.1 - radius, 0.005);
        EXPECT_NEAR(zones.y_mm[1], -0.2 + radius, 0.005);
        EXPECT_NEAR(zones.depth_mm[1], 0.8 + radius, 0.005);
        EXPECT_NEAR(zones.largest_width_mm, 2 * radius, 0.01);
        EXPECT_NEAR(zones.largest_height_mm, 2 * radius, 0.01);
    }
}

TEST(DamageZones, PiecesApartAreCountedAndTheLargestIsMeasured) {
    const DamageZones zones =
        zones_of(kWhole, kNoFold, {{-0.5, 0, 0.5, 0.2}, {0.5, 0, 0.5, 0.3}, {0.4, 0.1, 1.2, 0.15}});
    EXPECT_EQ(zones.count, 3);
    EXPECT_NEAR(zones.volume_mm3, ball_mm3(0.2) + ball_mm3(0.3) + ball_mm3(0.15), 0.01);
    EXPECT_NEAR(zones.largest_mm3 / ball_mm3(0.3), 1, 0.03);
    EXPECT_NEAR(zones.largest_width_mm, 0.6, 0.01);
    EXPECT_NEAR(zones.x_mm[0], -0.7, 0.01);
    EXPECT_NEAR(zones.depth_mm[1], 1.35, 0.01);
}

/// Solved whole, and the quarter x > 0, y > 0 of the same.
void expect_same(const std::vector<Ball>& quarter, const std::vector<Ball>& whole, int count) {
    const DamageZones folded = zones_of(kQuarter, kFolded, quarter),
                      unfolded = zones_of(kWhole, kNoFold, whole);
    EXPECT_EQ(folded.count, count);
    EXPECT_EQ(unfolded.count, count);
    // Slopes at a mirror plane are one-sided.
    EXPECT_NEAR(folded.volume_mm3, unfolded.volume_mm3, 5e-5);
    EXPECT_NEAR(folded.largest_mm3, unfolded.largest_mm3, 5e-5);
    EXPECT_NEAR(folded.largest_width_mm, unfolded.largest_width_mm, 1e-5);
    EXPECT_NEAR(folded.largest_height_mm, unfolded.largest_height_mm, 1e-5);
    for (int n = 0; n < 2; ++n) {
        EXPECT_NEAR(folded.x_mm[std::size_t(n)], unfolded.x_mm[std::size_t(n)], 1e-5);
        EXPECT_NEAR(folded.y_mm[std::size_t(n)], unfolded.y_mm[std::size_t(n)], 1e-5);
        EXPECT_NEAR(folded.depth_mm[std::size_t(n)], unfolded.depth_mm[std::size_t(n)], 1e-5);
    }
}

TEST(DamageZones, MirrorImagesAreCountedUnlessTheyJoin) {
    // Away from both planes: four.
    expect_same({{0.5, 0.6, 0.7, 0.25}},
                {{0.5, 0.6, 0.7, 0.25},
                 {-0.5, 0.6, 0.7, 0.25},
                 {0.5, -0.6, 0.7, 0.25},
                 {-0.5, -0.6, 0.7, 0.25}},
                4);
    // Across one plane: two. Across both: one.
    expect_same({{0.5, 0, 0.7, 0.3}}, {{0.5, 0, 0.7, 0.3}, {-0.5, 0, 0.7, 0.3}}, 2);
    expect_same({{0, 0, 0.7, 0.4}}, {{0, 0, 0.7, 0.4}}, 1);
    // One of each kind.
    expect_same({{0, 0, 0.4, 0.2}, {0.6, 0, 1.0, 0.25}},
                {{0, 0, 0.4, 0.2}, {0.6, 0, 1.0, 0.25}, {-0.6, 0, 1.0, 0.25}}, 3);
}

TEST(DamageZones, SteelIsNoTissue) {
    const NeedleShape needle{
        .x_mm = 0, .y_mm = 0, .radius_mm = 0.2, .tip_mm = kWhole.depth_mm[20], .exposed_mm = 2};
    const NeedleCells cells = place_needles(kWhole, std::span(&needle, 1));
    const std::vector<float> omega(std::size_t(kWhole.count()), 10.0F);
    const DamageZones zones = damage_zones(kWhole, kNoFold, cells, omega);
    EXPECT_NEAR(zones.volume_mm3, 2 * 2 * 1.5 - kPi * 0.04 * needle.tip_mm, 0.01);
    EXPECT_EQ(zones.count, 1);
}

}  // namespace
}  // namespace sim
