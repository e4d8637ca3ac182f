// Current around needles against shape factors and its own balance.
#include "sim/models/potential.h"

#include "sim/base/exact_math.h"
#include "tests/support/edges.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

namespace sim {
namespace {

struct Solved {
    double power_W, heat_W, fluid_W;
    SolveReport report;
};

/// A bare needle at 1 V through the whole depth of a quarter box whose far sides are grounded.
Solved solve_wire(double radius_mm, double half_width_mm, double cell_mm, double depth_mm,
                  double sigma_S_per_m) {
    CellGrid grid;
    grid.x_mm = graded_edges(cell_mm, 1.0, 2.0 * radius_mm);
    double h = cell_mm;
    while (grid.x_mm.back() + 1.7 * h < half_width_mm)
        grid.x_mm.push_back(grid.x_mm.back() + (h *= 1.08));
    grid.x_mm.push_back(half_width_mm);
    grid.y_mm = grid.x_mm;
    grid.depth_mm = even_edges(depth_mm, 8);
    const NeedleShape shape{0, 0, radius_mm, depth_mm, depth_mm};
    const NeedleCells needle = place_needles(grid, std::span(&shape, 1));
    const std::size_t count = std::size_t(grid.count());
    const std::vector<double> sigma(count, sigma_S_per_m);
    Conductances faces;
    face_conductances(grid, needle.electric, sigma, sigma, faces, run_serially);
    std::vector<double> ground(count, 0.0);
    for (const Side side : {Side::x_high, Side::y_high}) {
        std::vector<double> out(std::size_t(side_count(grid, side)));
        side_conductances(grid, side, sigma, sigma, out);
        for (std::size_t n = 0; n < out.size(); ++n)
            ground[std::size_t(side_cell(grid, side, int(n)))] += out[n];
    }
    const Multigrid multigrid = make_multigrid(grid, faces, ground, needle.held);
    std::vector<double> v(count, 0.0);
    for (std::size_t c = 0; c < count; ++c) v[c] = needle.held[c];
    PotentialScratch scratch;
    Solved solved{};
    solved.report =
        solve_potential(grid, faces, ground, multigrid, v, scratch, {1e-8, 80}, run_serially);
    std::vector<double> heat(count);
    solved.heat_W =
        joule_heat(grid, needle.electric, faces, ground, sigma, sigma, v, heat, run_serially);
    for (std::size_t c = 0; c < count; ++c) solved.fluid_W += ground[c] * v[c];  // current at 1 V
    for (std::size_t c = 0; c < count; ++c) solved.power_W += needle.held[c] ? 0.0 : heat[c];
    return solved;
}

// A wire in a square tube: R = ln(1.0787 a / d) / (2 pi sigma L) for a >> d. (Shape factor of a
// round bar in a square one: Incropera, Fundamentals of Heat and Mass Transfer, table 4.1, with the
// constant's third decimal.)
TEST(Potential, AWireInASquareTubeHasTheResistanceOfTheShapeFactor) {
    const double r_mm = 0.1, a_mm = 1.6, sigma = 0.22, length_m = 1e-3;
    const double expected_ohm = std::log(1.0787 * a_mm / (2 * r_mm)) / (2 * kPi * sigma * length_m);
    const auto resistance = [&](double cell_mm) {
        return 1.0 / (4.0 * solve_wire(r_mm, a_mm / 2, cell_mm, 1.0, sigma).heat_W);
    };
    EXPECT_NEAR(resistance(0.018) / expected_ohm, 1.0,
                0.002);  // five and a half cells a radius, as in use: seen 0.08 %
    EXPECT_NEAR(resistance(0.009) / expected_ohm, 1.0,
                0.001);  // seen 0.05 %: the constant's last digit is worth 0.004 %
}

TEST(Potential, WhatTheElectrodeDeliversIsWhatTheTissueReceives) {
    const Solved solved = solve_wire(0.1, 0.8, 0.018, 1.0, 0.22);
    EXPECT_NEAR(solved.heat_W / solved.fluid_W, 1.0,
                1e-6);  // 1 V times the current into ground; solved to 1e-8
    EXPECT_NEAR(solved.power_W / solved.heat_W, 1.0, 1e-12);  // nothing is made inside the metal
}

// Work per cell must not grow with the grid: cycles to 1e-8 at two sizes.
TEST(Potential, FinerGridsNeedNoMoreCycles) {
    const SolveReport coarse = solve_wire(0.1, 0.8, 0.03, 1.0, 0.22).report;
    const SolveReport fine = solve_wire(0.1, 0.8, 0.009, 1.0, 0.22).report;
    EXPECT_TRUE(coarse.converged);
    EXPECT_TRUE(fine.converged);
    EXPECT_LE(fine.iterations, 20);  // seen: 13 and 16
    EXPECT_LE(fine.iterations, 1.6 * coarse.iterations);
}

}  // namespace
}  // namespace sim
