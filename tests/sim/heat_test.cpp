// Heat in tissue against the analytic limits of Pennes' equation.
#include "sim/models/heat.h"

#include "sim/base/exact_math.h"
#include "sim/base/random.h"
#include "tests/support/edges.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

namespace sim {
namespace {

constexpr double kHeat_W_per_mK = 0.4, kCapacity_J_per_m3K = 4e6;  // diffusivity 1e-7 m2/s

HeatModel uniform_model(const CellGrid& grid, const std::array<HeatSide, kSideCount>& sides) {
    const std::size_t count = std::size_t(grid.count());
    std::vector<double> capacity, k(count, kHeat_W_per_mK);
    for (int z = 0; z < grid.nz(); ++z)
        for (int y = 0; y < grid.ny(); ++y)
            for (int x = 0; x < grid.nx(); ++x) {
                const auto size = [](const std::vector<double>& e, int n) {
                    return e[std::size_t(n) + 1] - e[std::size_t(n)];
                };
                capacity.push_back(kCapacity_J_per_m3K * 1e-9 * size(grid.x_mm, x) *
                                   size(grid.y_mm, y) * size(grid.depth_mm, z));
            }
    return make_heat_model(grid, {}, k, k, capacity, sides);
}

// A cosine mode between insulated ends decays as exp(-alpha (pi/L)^2 t): Carslaw & Jaeger
// 1959, 3.3.
TEST(Heat, ACosineModeDecaysAtTheAnalyticRateAlongEachAxis) {
    for (int axis = 0; axis < 3; ++axis) {
        CellGrid grid{even_edges(0.1, 3), even_edges(0.1, 3), even_edges(0.1, 3)};
        (axis == 0 ? grid.x_mm : axis == 1 ? grid.y_mm : grid.depth_mm) = even_edges(1.0, 40);
        const HeatModel model = uniform_model(grid, {});
        std::vector<double> t;
        const auto mode = [&](int c) {
            const int n = axis == 0   ? c % grid.nx()
                          : axis == 1 ? c / grid.nx() % grid.ny()
                                      : c / (grid.nx() * grid.ny());
            return std::cos(kPi * (n + 0.5) / 40);
        };
        for (int c = 0; c < grid.count(); ++c) t.push_back(37 + 10 * mode(c));
        HeatScratch scratch;
        for (int n = 0; n < 1000; ++n) step_heat(model, t, {}, 0, {}, 1e-3, scratch, run_serially);
        const double decay = std::exp(-1e-7 * (kPi / 1e-3) * (kPi / 1e-3) * 1.0);
        // First order in time: rate x dt / 2 x (rate x t) = 0.05 %; second in space: 0.05 % of the
        // exponent.
        for (const int c : {0, grid.count() / 3, grid.count() - 1})
            EXPECT_NEAR((t[std::size_t(c)] - 37) / (10 * mode(c) * decay), 1.0, 2e-3) << axis;
    }
}

// A warm ball spreads as a Gaussian: sigma^2 grows by 2 alpha t, the peak falls with its cube. All
// three axes at once.
TEST(Heat, AGaussianBallSpreadsAsInFreeSpace) {
    CellGrid grid{graded_edges(0.02, 1.05, 2), graded_edges(0.02, 1.05, 2),
                  graded_edges(0.02, 1.05, 2)};
    const HeatModel model = uniform_model(grid, {});
    std::vector<double> t;
    const auto middle = [](const std::vector<double>& e, int n) {
        return 0.5 * (e[std::size_t(n)] + e[std::size_t(n) + 1]);
    };
    for (int z = 0; z < grid.nz(); ++z)
        for (int y = 0; y < grid.ny(); ++y)
            for (int x = 0; x < grid.nx(); ++x) {
                const double r2 = std::pow(middle(grid.x_mm, x), 2) +
                                  std::pow(middle(grid.y_mm, y), 2) +
                                  std::pow(middle(grid.depth_mm, z), 2);
                t.push_back(37 + 40 * std::exp(-r2 / (2 * 0.2 * 0.2)));
            }
    HeatScratch scratch;
    for (int n = 0; n < 100; ++n) step_heat(model, t, {}, 0, {}, 2e-3, scratch, run_serially);
    const double wide2 = 0.2 * 0.2 + 2 * 0.1 * 0.2;  // alpha = 0.1 mm2/s, 0.2 s
    const double peak = 40 * std::pow(0.04 / wide2, 1.5) * std::exp(-3 * 0.01 * 0.01 / (2 * wide2));
    EXPECT_NEAR((t[0] - 37) / peak, 1.0, 0.006);  // first order in time: seen 0.3 %
}

// Uniform heating against perfusion: T = T_b + q / (w rho_b c_b), Pennes without gradients.
TEST(Heat, PerfusionHoldsUniformHeatingAtTheAnalyticTemperature) {
    const CellGrid grid{even_edges(1, 4), even_edges(1, 4), even_edges(1, 4)};
    HeatModel model = uniform_model(grid, {});
    const std::size_t count = std::size_t(grid.count());
    model.perfusion_W_per_K.assign(count, 2e-6);
    model.blood_C = 37;
    std::vector<double> t(count, 37.0);
    const std::vector<double> source(count, 1e-5);
    const std::vector<float> alive(count, 0.0F), dead(count, 1.0F);
    HeatScratch scratch;
    double lost_J = 0;
    for (int n = 0; n < 2000; ++n)
        lost_J += step_heat(model, t, source, 1, alive, 1, scratch, run_serially).perfusion_J;
    for (const double at : t) EXPECT_NEAR(at, 42.0, 1e-9);  // 2000 s is 64 time constants
    EXPECT_NEAR(lost_J + stored_J(model, t, 37), 2000 * 1e-5 * double(count), 1e-12);
    // Where cells have died the blood has stopped.
    EXPECT_EQ(step_heat(model, t, source, 1, dead, 1, scratch, run_serially).perfusion_J, 0);
}

// A fin between a held end and an insulated one: cosh((L - x) / lambda), lambda^2 = k/(w rho_b
// c_b).
TEST(Heat, PerfusedTissueUnderAHotSurfaceIsAFin) {
    CellGrid grid{even_edges(0.1, 2), even_edges(0.1, 2), even_edges(5, 200)};
    std::array<HeatSide, kSideCount> sides{};
    sides[std::size_t(Side::surface)] = {HeatSide::Kind::fixed, 47, 0};
    HeatModel model = uniform_model(grid, sides);
    const double sink_W_per_m3K = 4e5;  // lambda = 1 mm
    const std::size_t count = std::size_t(grid.count());
    model.perfusion_W_per_K.assign(count, sink_W_per_m3K * 0.05 * 0.05 * 0.025 * 1e-9);
    model.blood_C = 37;
    std::vector<double> t(count, 37.0);
    HeatScratch scratch;
    for (int n = 0; n < 400; ++n) step_heat(model, t, {}, 0, {}, 1, scratch, run_serially);
    for (const int k : {0, 40, 100, 199}) {
        const double depth_mm = 0.025 * (k + 0.5);
        const double expected = 10 * std::cosh(5 - depth_mm) / std::cosh(5.0);
        // The split treats conduction along one axis and the blood in one sweep: only the grid's
        // error is left.
        EXPECT_NEAR((t[std::size_t(4 * k)] - 37) / expected, 1.0, 5e-4);
    }
}

TEST(Heat, InsulatedTissueKeepsItsHeatAndItsRange) {
    CellGrid grid{graded_edges(0.02, 1.3, 1), graded_edges(0.03, 1.2, 1),
                  graded_edges(0.01, 1.3, 2)};
    const HeatModel model = uniform_model(grid, {});
    HeatScratch scratch;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        Random random(seed, "heat"_purpose);
        std::vector<double> t;
        for (int c = 0; c < grid.count(); ++c) t.push_back(random.between(20, 90));
        const double before_J = stored_J(model, t, 0), dt_s = exact_exp(random.between(-9, 6));
        step_heat(model, t, {}, 0, {}, dt_s, scratch, run_serially);
        EXPECT_NEAR(stored_J(model, t, 0) / before_J, 1.0,
                    1e-10);  // rounding, with steps up to 400 s
        EXPECT_GE(*std::min_element(t.begin(), t.end()), 20 - 1e-9);
        EXPECT_LE(*std::max_element(t.begin(), t.end()), 90 + 1e-9);
    }
}

TEST(Heat, BoilingTakesItsLatentHeatAndGivesItBack) {
    const CellGrid grid{even_edges(1, 2), even_edges(1, 2), even_edges(1, 2)};
    HeatModel model = uniform_model(grid, {});
    const std::size_t count = std::size_t(grid.count());
    const double capacity = model.capacity_J_per_K[0], latent = 400 * capacity;
    model.latent_J.assign(count, latent);
    model.boiling = {100, 105};
    std::vector<double> t(count, 37.0);
    HeatScratch scratch;
    const auto give = [&](double joule) {
        const std::vector<double> source(count, joule);
        step_heat(model, t, source, 1, {}, 1, scratch, run_serially);
    };
    give(63 * capacity);
    EXPECT_NEAR(t[0], 100, 1e-9);
    give(0.5 * latent + 2.5 * capacity);
    EXPECT_NEAR(t[0], 102.5, 1e-9);  // half of the water, half of the way
    give(0.5 * latent + 12.5 * capacity);
    EXPECT_NEAR(t[0], 115, 1e-9);
    EXPECT_NEAR(stored_J(model, t, 37) / (double(count) * (78 * capacity + latent)), 1, 1e-12);
    give(-(latent + 78 * capacity));
    EXPECT_NEAR(t[0], 37, 1e-9);
}

}  // namespace
}  // namespace sim
