// Arrhenius damage against published times.
#include "sim/models/damage.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

namespace sim {
namespace {

double seconds_to_damage(double temperature_C, double dt_s) {
    const DamageTable table = make_damage_table(cell_necrosis());
    const std::vector<float> t(1, float(temperature_C));
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
    const std::vector<float> t(1, 1e6F);
    std::vector<float> omega(1, 0.0F);
    for (int n = 0; n < 100; ++n) step_damage(table, t, t, 1000, omega);
    EXPECT_EQ(omega[0], kDamageCap);
}

// Against ten thousand small steps on the same straight line of temperature.
TEST(Damage, AStepIsIntegratedOverItsChangeOfTemperature) {
    for (const Arrhenius& process : {cell_necrosis(), collagen_denaturation()}) {
        const DamageTable table = make_damage_table(process);
        double worst = 0;
        for (float from_C = 36; from_C < 190; from_C += 1.7F)
            for (const float change_K : {-30.0F, -10.0F, -4.0F, -0.3F, 0.2F, 1.0F, 5.0F, 10.0F}) {
                const float to_C = from_C + change_K;
                const std::vector<float> before(1, from_C), after(1, to_C);
                std::vector<float> omega(1, 0.0F);
                step_damage(table, before, after, 0.01, omega);
                double exact = 0;
                for (int n = 0; n < 10000; ++n)
                    exact += table.rate(double(from_C) + double(to_C - from_C) * (n + 0.5) / 1e4);
                exact *= 0.01 / 10000;
                if (exact > 1e-9) worst = std::max(worst, std::fabs(double(omega[0]) / exact - 1));
            }
        std::printf("damage of a step: within %.2g of the integral\n", worst);
        EXPECT_LT(worst, 5e-3);
    }
}

TEST(Damage, WarmTissueIsLeftAlone) {
    const DamageTable table = make_damage_table(cell_necrosis());
    const std::vector<float> before = {37.0F, 39.9F}, after = {39.9F, 37.0F};
    std::vector<float> omega = {0.0F, 0.5F};
    step_damage(table, before, after, 1e6, omega);
    EXPECT_EQ(omega, (std::vector<float>{0.0F, 0.5F}));
}

}  // namespace
}  // namespace sim
