// Arrhenius damage against published times, and zones against a known solid.
#include "sim/models/damage.h"

#include "tests/support/edges.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

namespace sim {
namespace {

double seconds_to_damage(double temperature_C, double dt_s) {
    const DamageTable table = make_damage_table(cell_necrosis());
    const std::vector<double> t(1, temperature_C);
    std::vector<float> omega(1, 0.0F);
    double time_s = 0;
    for (; omega[0] < 1.0F; time_s += dt_s) step_damage(table, t, t, dt_s, omega);
    return time_s;
}

// R03: 0.19 s at 60 C and 198 s at 50 C, within 20 %.
TEST(Damage, CellsDieInTheTimesOfHenriquesAndMoritz) {
    EXPECT_NEAR(seconds_to_damage(60, 0.001), 0.19, 0.2 * 0.19);
    EXPECT_NEAR(seconds_to_damage(50, 0.1), 198, 0.2 * 198);
}

TEST(Damage, TheTableIsWithinItsStatedErrorOfTheExponential) {
    for (const Arrhenius& process : {cell_necrosis(), collagen_denaturation()}) {
        const DamageTable table = make_damage_table(process);
        for (double t = 40.01; t < 199; t += 0.173)
            EXPECT_NEAR(table.rate(t) / damage_rate_per_s(process, t), 1.0, 5e-4) << t;
        EXPECT_EQ(table.rate(37), 0);
        EXPECT_EQ(table.rate(400), table.rate(200));
    }
}

TEST(Damage, NothingOverflowsInALongBurn) {
    const DamageTable table = make_damage_table(cell_necrosis());
    const std::vector<double> t(1, 1e6);
    std::vector<float> omega(1, 0.0F);
    for (int n = 0; n < 100; ++n) step_damage(table, t, t, 1000, omega);
    EXPECT_EQ(omega[0], kDamageCap);
}

// log Omega falling linearly from the corner: the zone is a tetrahedron of known volume and reach.
TEST(Damage, AZoneIsMeasuredBetweenTheCells) {
    const CellGrid grid{even_edges(1, 20), even_edges(1, 20), even_edges(1, 20)};
    const NeedleCells none = place_needles(grid, {});
    for (const double reach : {0.61, 0.634, 0.65}) {
        std::vector<float> omega;
        for (int k = 0; k < 20; ++k)
            for (int j = 0; j < 20; ++j)
                for (int i = 0; i < 20; ++i)
                    omega.push_back(float(std::exp(12 * (reach - 0.05 * (i + j + k + 1.5)))));
        const DamageZone zone = damage_zone(grid, none, omega);
        EXPECT_NEAR(zone.volume_mm3 / (reach * reach * reach / 6), 1, 0.02);
        EXPECT_NEAR(zone.x_mm[1], reach - 0.05,
                    1e-3);  // in the row nearest the corner, half a cell twice from it
        EXPECT_EQ(zone.depth_mm[0], 0);
    }
}

}  // namespace
}  // namespace sim
