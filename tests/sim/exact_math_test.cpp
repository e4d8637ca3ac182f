#include "sim/base/exact_math.h"

#include "sim/base/noise.h"
#include "sim/base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace sim {
namespace {

// A few units in the last place: the series stop below 1e-17 and each step rounds once.
TEST(ExactMath, ExpAgreesWithTheLibraryToRounding) {
    for (double x = -700.0; x < 700.0; x += 0.3711)
        EXPECT_NEAR(exact_exp(x) / std::exp(x), 1.0, 1e-15) << x;
    EXPECT_EQ(exact_exp(0.0), 1.0);
    EXPECT_EQ(exact_exp(-1000.0), 0.0);
    EXPECT_TRUE(std::isinf(exact_exp(1000.0)));
    EXPECT_TRUE(std::isnan(exact_exp(std::nan(""))));
}

TEST(ExactMath, LogAndPowAgreeWithTheLibraryToRounding) {
    for (double x = 1e-8; x < 1e8; x *= 1.37) {
        EXPECT_NEAR(exact_log(x), std::log(x), 1e-15 * (1.0 + std::fabs(std::log(x)))) << x;
        EXPECT_NEAR(exact_pow(x, 0.553) / std::pow(x, 0.553), 1.0, 1e-14) << x;
    }
}

TEST(ExactMath, SineAndCosineAgreeWithTheLibraryToRounding) {
    for (double a = -50.0; a < 50.0; a += 0.0137) {
        EXPECT_NEAR(exact_sin(a), std::sin(a), 1e-15) << a;
        EXPECT_NEAR(exact_cos(a), std::cos(a), 1e-15) << a;
    }
}

TEST(Random, AStreamIsNamedBySeedAndPurpose) {
    Random a(7, "vessel"_purpose), same(7, "vessel"_purpose), other(7, "nerve"_purpose);
    EXPECT_EQ(a.bits(), same.bits());
    EXPECT_NE(a.bits(), other.bits());
}

TEST(Random, UnitNumbersFillTheirRangeEvenly) {
    Random rng(1, "even"_purpose);
    double sum = 0, low = 1, high = 0;
    const int n = 20000;
    for (int i = 0; i < n; ++i) {
        const double x = rng.unit();
        sum += x;
        low = std::min(low, x);
        high = std::max(high, x);
    }
    EXPECT_NEAR(sum / n, 0.5, 0.01);  // five standard errors
    EXPECT_LT(low, 0.001);
    EXPECT_GT(high, 0.999);
    EXPECT_LT(high, 1.0);
}

TEST(Noise, IsContinuousBoundedAndCentred) {
    double sum = 0;
    int n = 0;
    for (double x = -20; x < 20; x += 0.173)
        for (double y = -20; y < 20; y += 0.211) {
            const double v = value_noise(x, y, 5);
            EXPECT_LE(std::fabs(v), 1.0);
            EXPECT_LT(std::fabs(value_noise(x + 1e-6, y, 5) - v), 1e-4);
            sum += v;
            ++n;
        }
    EXPECT_NEAR(sum / n, 0.0, 0.05);
}

}  // namespace
}  // namespace sim
