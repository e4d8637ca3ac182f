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

double middle(const std::vector<double>& e, int n) {
    return 0.5 * (e[std::size_t(n)] + e[std::size_t(n) + 1]);
}

template <class Field>
std::vector<float> sample(const CellGrid& grid, const Field& field) {
    std::vector<float> t;
    for (int z = 0; z < grid.nz(); ++z)
        for (int y = 0; y < grid.ny(); ++y)
            for (int x = 0; x < grid.nx(); ++x)
                t.push_back(float(
                    field(middle(grid.x_mm, x), middle(grid.y_mm, y), middle(grid.depth_mm, z))));
    return t;
}

/// Rise at the middle of a cosine mode between insulated ends after 1 s, over the analytic one:
/// exp(-alpha (pi/L)^2 t) (Carslaw & Jaeger 1959, 3.3).
double mode_error(int axis, int cells, int steps) {
    CellGrid grid{even_edges(0.1, 3), even_edges(0.1, 3), even_edges(0.1, 3)};
    (axis == 0 ? grid.x_mm : axis == 1 ? grid.y_mm : grid.depth_mm) = even_edges(1.0, cells);
    const HeatModel model = uniform_model(grid, {});
    std::vector<float> t = sample(grid, [&](double x, double y, double z) {
        return 10 * std::cos(kPi * (axis == 0 ? x : axis == 1 ? y : z));
    });
    const std::vector<float> start = t;
    HeatScratch scratch;
    for (int n = 0; n < steps; ++n) step_heat(model, t, {}, {}, 1.0 / steps, scratch, run_serially);
    const double decay = std::exp(-1e-7 * kPi * kPi * 1e6);
    double worst = 0;
    for (std::size_t c = 0; c < t.size(); ++c)
        worst = std::max(worst, std::fabs(double(t[c]) - double(start[c]) * decay));
    return worst / (10 * decay);
}

TEST(Heat, ACosineModeDecaysWithSecondOrderInSpaceAlongEachAxis) {
    for (int axis = 0; axis < 3; ++axis) {
        const double coarse = mode_error(axis, 8, 2000), fine = mode_error(axis, 16, 2000);
        const double order = std::log2(coarse / fine);
        std::printf("axis %d: errors %.2e, %.2e; order in space %.2f\n", axis, coarse, fine, order);
        EXPECT_NEAR(order, 2.0, 0.1);
        EXPECT_LT(fine, 4e-3);
    }
}

// The excess of theta over 1/2 is all there is of first order: 0.05 rate dt, against 0.5 of
// backward Euler.
TEST(Heat, TimeIsOfSecondOrderButForThetasExcess) {
    const double exact = mode_error(0, 64, 4000);
    const double error = mode_error(0, 64, 10) - exact, half = mode_error(0, 64, 20) - exact;
    std::printf("order in time %.2f, error in steps of a tenth %.2e\n", std::log2(error / half),
                error);
    EXPECT_LT(std::fabs(error), 0.2 * 0.5 * 0.1);  // a fifth of backward Euler's
    EXPECT_NEAR(std::log2(error / half), 1.0, 0.2);
}

/// A warm ball spreads as a Gaussian: sigma^2 grows by 2 alpha t. Worst error over the peak.
double ball_error(double cell_mm, int steps) {
    const int cells = int(std::lround(1.2 / cell_mm));
    const CellGrid grid{even_edges(1.2, cells), even_edges(1.2, cells), even_edges(1.2, cells)};
    const HeatModel model = uniform_model(grid, {});
    const auto ball = [](double variance) {
        return [variance](double x, double y, double z) {
            return 37 + 40 * std::pow(0.04 / variance, 1.5) *
                            std::exp(-(x * x + y * y + z * z) / (2 * variance));
        };
    };
    std::vector<float> t = sample(grid, ball(0.04));
    HeatScratch scratch;
    for (int n = 0; n < steps; ++n) step_heat(model, t, {}, {}, 0.2 / steps, scratch, run_serially);
    const std::vector<float> exact = sample(grid, ball(0.08));  // alpha = 0.1 mm2/s, 0.2 s
    double worst = 0;
    for (std::size_t c = 0; c < t.size(); ++c)
        worst = std::max(worst, std::fabs(double(t[c]) - double(exact[c])));
    return worst / (40 * std::pow(0.5, 1.5));
}

TEST(Heat, AGaussianBallSpreadsAsInFreeSpace) {
    const double coarse = ball_error(0.06, 200), fine = ball_error(0.03, 200);
    std::printf("ball: errors %.2e, %.2e; order in space %.2f; in 20 steps %.2e\n", coarse, fine,
                std::log2(coarse / fine), ball_error(0.03, 20));
    EXPECT_NEAR(std::log2(coarse / fine), 2.0, 0.2);
    EXPECT_LT(ball_error(0.03, 20), 0.01);
}

// A ball that makes heat from time 0 in an infinite medium, outside of it: Carslaw & Jaeger 1959,
// 10.4, for a small ball: Q / (4 pi k r) erfc(r / (2 sqrt(alpha t))).
TEST(Heat, ASmallSourceWarmsAnInfiniteMediumAsErfc) {
    const auto edges = graded_edges(0.03, 1.12, 4);
    const CellGrid grid{edges, edges, edges};
    const HeatModel model = uniform_model(grid, {});
    std::vector<double> source(std::size_t(grid.count()), 0.0);
    const double eighth_W = 1e-3;
    source[0] = eighth_W;
    std::vector<float> t(source.size(), 37.0F);
    HeatScratch scratch;
    double now_s = 0;
    for (int n = 0; n < 100; ++n, now_s += 5e-3)
        step_heat(model, t, source, {}, 5e-3, scratch, run_serially);
    double worst = 0;
    for (const int i : {4, 6, 8, 10}) {
        const std::size_t c = std::size_t(grid.index(i, i / 2, i / 3));
        const double r_mm =
            std::hypot(middle(edges, i), middle(edges, i / 2), middle(edges, i / 3));
        const double exact = 8 * eighth_W / (4 * kPi * kHeat_W_per_mK * r_mm * 1e-3) *
                             std::erfc(r_mm / (2 * std::sqrt(0.1 * now_s)));
        worst = std::max(worst, std::fabs((double(t[c]) - 37) / exact - 1));
    }
    std::printf("small source: within %.2g of erfc\n", worst);
    EXPECT_LT(worst, 0.02);
}

// Uniform heating against perfusion: T = T_b + q / (w rho_b c_b), Pennes without gradients.
TEST(Heat, PerfusionHoldsUniformHeatingAtTheAnalyticTemperature) {
    const CellGrid grid{even_edges(1, 4), even_edges(1, 4), even_edges(1, 4)};
    HeatModel model = uniform_model(grid, {});
    const std::size_t count = std::size_t(grid.count());
    model.perfusion_W_per_K.assign(count, 2e-6);
    model.blood_C = 37;
    const std::vector<double> source(count, 1e-5);
    const std::vector<float> alive(count, 0.0F), dead(count, 1.0F);
    for (const double dt_s : {1.0, 30.0, 100.0}) {  // time constant: 31 s
        std::vector<float> t(count, 37.0F);
        HeatScratch scratch;
        double lost_J = 0;
        const int steps = int(10000 / dt_s);
        for (int n = 0; n < steps; ++n)
            lost_J += step_heat(model, t, source, alive, dt_s, scratch, run_serially).perfusion_J;
        for (const float at : t) EXPECT_NEAR(at, 42.0, 1e-4) << dt_s;
        const double in_J = steps * dt_s * 1e-5 * double(count);
        EXPECT_NEAR((lost_J + stored_J(model, t, 37)) / in_J, 1, 1e-5) << dt_s;
        // Where cells have died the blood has stopped.
        EXPECT_EQ(step_heat(model, t, source, dead, 1, scratch, run_serially).perfusion_J, 0);
    }
}

// A fin between a held end and an insulated one: cosh((L - x) / lambda), lambda^2 = k/(w rho_b
// c_b). The same whatever the step.
TEST(Heat, PerfusedTissueUnderAHotSurfaceIsAFin) {
    CellGrid grid{even_edges(0.1, 2), even_edges(0.1, 2), even_edges(5, 200)};
    std::array<HeatSide, kSideCount> sides{};
    sides[std::size_t(Side::surface)] = {HeatSide::Kind::fixed, 47, 0};
    HeatModel model = uniform_model(grid, sides);
    const double sink_W_per_m3K = 4e5;  // lambda = 1 mm
    const std::size_t count = std::size_t(grid.count());
    model.perfusion_W_per_K.assign(count, sink_W_per_m3K * 0.05 * 0.05 * 0.025 * 1e-9);
    model.blood_C = 37;
    for (const double dt_s : {0.1, 3.0}) {
        std::vector<float> t(count, 37.0F);
        HeatScratch scratch;
        for (int n = 0; n < 3000; ++n) step_heat(model, t, {}, {}, dt_s, scratch, run_serially);
        for (const int k : {0, 40, 100, 199}) {
            const double expected = 10 * std::cosh(5 - 0.025 * (k + 0.5)) / std::cosh(5.0);
            EXPECT_NEAR((double(t[std::size_t(4 * k)]) - 37) / expected, 1.0, 1e-3) << dt_s;
        }
    }
}

// Layers in series between air and a held floor: the flow through them is the drop over the sum of
// resistances, along each axis.
TEST(Heat, AirAndAHeldSideLeaveAStraightProfile) {
    for (int axis = 0; axis < 3; ++axis) {
        CellGrid grid{even_edges(0.1, 2), even_edges(0.1, 2), even_edges(0.1, 2)};
        (axis == 0   ? grid.x_mm
         : axis == 1 ? grid.y_mm
                     : grid.depth_mm) = graded_edges(0.05, 1.1, 2);
        std::array<HeatSide, kSideCount> sides{};
        sides[std::size_t(2 * axis)] = {HeatSide::Kind::convection, 20, 400};
        sides[std::size_t(2 * axis) + 1] = {HeatSide::Kind::fixed, 37, 0};
        const HeatModel model = uniform_model(grid, sides);
        std::vector<float> t(std::size_t(grid.count()), 37.0F);
        HeatScratch scratch;
        HeatLoss loss;
        for (int n = 0; n < 400; ++n) loss = step_heat(model, t, {}, {}, 1, scratch, run_serially);
        const double flow = 17 / (1 / 400.0 + 2e-3 / kHeat_W_per_mK);
        const std::vector<float> exact = sample(grid, [&](double x, double y, double z) {
            const double at_m = 1e-3 * (axis == 0 ? x : axis == 1 ? y : z);
            return 20 + flow * (1 / 400.0 + at_m / kHeat_W_per_mK);
        });
        for (std::size_t c = 0; c < t.size(); ++c) EXPECT_NEAR(t[c], exact[c], 2e-4) << axis;
        EXPECT_NEAR(loss.sides_J / (flow * 1e-8), 0, 1e-3);  // what enters leaves
    }
}

TEST(Heat, ASymmetricProblemStaysSymmetric) {
    std::vector<double> edges = even_edges(1, 37);
    const CellGrid grid{edges, edges, edges};
    const HeatModel model = uniform_model(grid, {});
    std::vector<float> t(std::size_t(grid.count()), 37.0F);
    std::vector<double> source(t.size(), 0.0);
    source[std::size_t(grid.index(18, 18, 18))] = 2e-3;
    HeatScratch scratch;
    for (int n = 0; n < 50; ++n) step_heat(model, t, source, {}, 2e-3, scratch, run_serially);
    double worst = 0;
    for (int k = 0; k < 37; ++k)
        for (int j = 0; j < 37; ++j)
            for (int i = 0; i < 37; ++i) {
                const float here = t[std::size_t(grid.index(i, j, k))];
                for (const int other : {grid.index(36 - i, j, k), grid.index(i, 36 - j, k),
                                        grid.index(i, j, 36 - k), grid.index(k, j, i)})
                    worst = std::max(worst, std::fabs(double(here - t[std::size_t(other)])));
            }
    std::printf("asymmetry %.2g K\n", worst);
    EXPECT_LT(worst, 1e-4);
}

/// A quarter of a steel needle in tissue, heated around its tip.
struct Pulse {
    CellGrid grid;
    HeatModel model;
    std::vector<double> source_W;

    Pulse() {
        std::vector<double> across = even_edges(0.2, 10);
        for (double h = 0.025; across.back() < 1.0; h *= 1.25) across.push_back(across.back() + h);
        grid = {across, across, even_edges(1.6, 40)};
        const NeedleShape needle{
            .x_mm = 0, .y_mm = 0, .radius_mm = 0.12, .tip_mm = 0.8, .exposed_mm = 0.3};
        const NeedleCells cells = place_needles(grid, std::span(&needle, 1));
        const std::vector<float> distance2 = sample(grid, [](double x, double y, double z) {
            const double dz = z > 0.8 ? z - 0.8 : std::min(0.0, z - 0.5);
            return std::max(0.0144, x * x + y * y + dz * dz);
        });
        std::vector<double> k, capacity;
        for (int c = 0; c < grid.count(); ++c) {
            const std::size_t s = std::size_t(c);
            const double m3 = grid.size_mm(Axis::x, s) * grid.size_mm(Axis::y, s) *
                              grid.size_mm(Axis::depth, s) * 1e-9;
            k.push_back(cells.held[s] ? 16 : 0.42);
            capacity.push_back(m3 * (cells.held[s] ? 4.0e6 : 3.8e6));
            source_W.push_back(cells.held[s] ? 0.0 : m3 * 8e9 * std::pow(0.0144 / distance2[s], 2));
        }
        std::array<HeatSide, kSideCount> sides{};
        sides[std::size_t(Side::surface)] = {HeatSide::Kind::convection, 25, 20};
        model = make_heat_model(grid, cells.thermal, k, k, capacity, sides);
        for (std::size_t c = 0; c < capacity.size(); ++c) {
            model.perfusion_W_per_K.push_back(1e-3 * capacity[c]);
            model.latent_J.push_back(cells.held[c] ? 0.0 : 400 * capacity[c]);
        }
        model.blood_C = 37;
        model.boiling = {100, 105};
    }
};

TEST(Heat, APulseWithBoilingAccountsForItsHeatAndDoesNotRing) {
    const Pulse pulse;
    std::vector<float> t(std::size_t(pulse.grid.count()), 37.0F);
    HeatScratch scratch;
    double in_J = 0, lost_J = 0, now_s = 0, hottest = 0, coldest = 37;
    const auto step = [&](double dt_s, std::span<const double> source) {
        const HeatLoss loss = step_heat(pulse.model, t, source, {}, dt_s, scratch, run_serially);
        lost_J += loss.sides_J + loss.perfusion_J;
        for (const double q : source) in_J += q * dt_s;
        now_s += dt_s;
        hottest = std::max(hottest, double(*std::max_element(t.begin(), t.end())));
        coldest = std::min(coldest, double(*std::min_element(t.begin(), t.end())));
    };
    double dt_s = 5e-4;
    while (now_s < 0.1) step(dt_s, pulse.source_W), dt_s = std::min(5e-3, 1.2 * dt_s);
    const double off_s = now_s, peak = hottest;
    for (dt_s = 5e-4; now_s < off_s + 20;) {
        step(dt_s, {});
        dt_s = std::max(dt_s, 0.15 * (now_s - off_s));
    }
    const double error = (stored_J(pulse.model, t, 37) + lost_J) / in_J - 1;
    std::printf("pulse: %.1f C at most, %.4f C at least, heat lost in counting %.1e\n", hottest,
                coldest, error);
    EXPECT_GT(peak, 100);  // it did boil
    EXPECT_EQ(hottest, peak);
    EXPECT_NEAR(error, 0, 5e-5);
    EXPECT_GT(coldest, 36.8);  // the air takes 0.1 K; ringing would show
}

// A rough field in the stiffest mixture there is, and long steps.
TEST(Heat, NoStepIsUnstableAroundSteel) {
    const Pulse pulse;
    for (const double dt_s : {5e-3, 5e-2, 1.0}) {
        Random random(7, "heat"_purpose);
        std::vector<float> t;
        for (int c = 0; c < pulse.grid.count(); ++c) t.push_back(float(random.between(27, 47)));
        HeatScratch scratch;
        const auto spread = [&] {
            double sum = 0;
            for (std::size_t c = 0; c < t.size(); ++c)
                sum += double(pulse.model.network->capacity_J_per_K[c]) * std::pow(t[c] - 37, 2);
            return sum;
        };
        const double first = spread();
        for (int n = 0; n < 60; ++n) step_heat(pulse.model, t, {}, {}, dt_s, scratch, run_serially);
        EXPECT_LT(spread(), 0.2 * first) << dt_s;
    }
}

TEST(Heat, TheSameBitsWhateverRunsTheTasks) {
    const Pulse pulse;
    const Executor backwards = [](int count, const std::function<void(int)>& task) {
        for (int i = count - 1; i >= 0; --i) task(i);
    };
    std::vector<float> a(std::size_t(pulse.grid.count()), 37.0F), b = a;
    HeatScratch for_a, for_b;
    for (int n = 0; n < 5; ++n) {
        const double dt_s = 1e-3 * (1 + n / 2);
        const HeatLoss left =
            step_heat(pulse.model, a, pulse.source_W, {}, dt_s, for_a, run_serially);
        const HeatLoss right =
            step_heat(pulse.model, b, pulse.source_W, {}, dt_s, for_b, backwards);
        EXPECT_EQ(left.sides_J, right.sides_J);
        EXPECT_EQ(left.perfusion_J, right.perfusion_J);
    }
    EXPECT_EQ(a, b);
    EXPECT_EQ(for_a.before_C, for_b.before_C);
}

TEST(Heat, InsulatedTissueKeepsItsHeat) {
    CellGrid grid{graded_edges(0.02, 1.3, 1), graded_edges(0.03, 1.2, 1),
                  graded_edges(0.01, 1.3, 2)};
    const HeatModel model = uniform_model(grid, {});
    HeatScratch scratch;
    double worst = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        Random random(seed, "heat"_purpose);
        std::vector<float> t;
        for (int c = 0; c < grid.count(); ++c) t.push_back(float(random.between(20, 90)));
        const std::vector<float> start = t;
        const double before_J = stored_J(model, t, 0), dt_s = exact_exp(random.between(-9, 3));
        step_heat(model, t, {}, {}, dt_s, scratch, run_serially);
        worst = std::max(worst, std::fabs(stored_J(model, t, 0) / before_J - 1));
        EXPECT_EQ(scratch.before_C, start);
    }
    std::printf("rough fields, steps up to 20 s: heat kept to %.1e\n", worst);
    EXPECT_LT(worst, 1e-5);
}

TEST(Heat, BoilingTakesItsLatentHeatAndGivesItBack) {
    const CellGrid grid{even_edges(1, 2), even_edges(1, 2), even_edges(1, 2)};
    HeatModel model = uniform_model(grid, {});
    const std::size_t count = std::size_t(grid.count());
    const double capacity = double(model.network->capacity_J_per_K[0]), latent = 400 * capacity;
    model.latent_J.assign(count, latent);
    model.boiling = {100, 105};
    std::vector<float> t(count, 37.0F);
    HeatScratch scratch;
    const auto give = [&](double joule) {
        const std::vector<double> source(count, joule);
        step_heat(model, t, source, {}, 1, scratch, run_serially);
    };
    give(63 * capacity);
    EXPECT_NEAR(t[0], 100, 1e-4);
    give(0.5 * latent + 2.5 * capacity);
    EXPECT_NEAR(t[0], 102.5, 1e-4);  // half of the water, half of the way
    give(0.5 * latent + 12.5 * capacity);
    EXPECT_NEAR(t[0], 115, 1e-3);
    EXPECT_NEAR(stored_J(model, t, 37) / (double(count) * (78 * capacity + latent)), 1, 1e-6);
    give(-(latent + 78 * capacity));
    EXPECT_NEAR(t[0], 37, 1e-3);
}

}  // namespace
}  // namespace sim
