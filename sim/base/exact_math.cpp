#include "sim/base/exact_math.h"

#include <cassert>
#include <cmath>
#include <limits>

namespace sim {
namespace {

// ln 2 and pi/2 in two parts: the high part has trailing zero bits, so that n * high is exact.
constexpr double kLn2High = 6.93147180369123816490e-01;
constexpr double kLn2Low = 1.90821492927058770002e-10;
constexpr double kHalfPiHigh = 1.57079632673412561417e+00;
constexpr double kHalfPiLow = 6.07710050650619224932e-11;

// Taylor series on |r| <= pi/4; the last kept term is below 1e-17.
double sin_reduced(double r) {
    const double s = r * r;
    double sum = 0.0;
    for (int n = 17; n >= 3; n -= 2) sum = (1.0 + sum) * (-s / double(n * (n - 1)));
    return r + r * sum;
}

double cos_reduced(double r) {
    const double s = r * r;
    double sum = 0.0;
    for (int n = 16; n >= 2; n -= 2) sum = (1.0 + sum) * (-s / double(n * (n - 1)));
    return 1.0 + sum;
}

double quarter_turn(double angle_rad, int quarters_ahead) {
    const double n = std::floor(angle_rad * (2.0 / kPi) + 0.5);
    const double r = (angle_rad - n * kHalfPiHigh) - n * kHalfPiLow;
    const int quarter = int(n - 4.0 * std::floor(n / 4.0)) + quarters_ahead;
    switch (quarter % 4) {
        case 0:
            return sin_reduced(r);
        case 1:
            return cos_reduced(r);
        case 2:
            return -sin_reduced(r);
        default:
            return -cos_reduced(r);
    }
}

}  // namespace

double exact_exp(double x) {
    if (!(x > -745.2)) return x != x ? x : 0.0;
    if (x > 709.78) return std::numeric_limits<double>::infinity();
    const double n = std::floor(x * (1.0 / (kLn2High + kLn2Low)) + 0.5);
    const double r = (x - n * kLn2High) - n * kLn2Low;
    double sum = 1.0;
    for (int k = 13; k >= 1; --k) sum = 1.0 + sum * r / double(k);
    // Two steps, so that a subnormal result is rounded once and 2^1024 never appears.
    const int half = int(n) / 2;
    return std::ldexp(std::ldexp(sum, half), int(n) - half);
}

double exact_log(double x) {
    assert(x > 0.0);
    int exponent = 0;
    double mantissa = std::frexp(x, &exponent);
    if (mantissa < 0.70710678118654752440) {
        mantissa *= 2.0;
        --exponent;
    }
    // log m = 2 atanh((m - 1) / (m + 1)), |argument| <= 0.172.
    const double s = (mantissa - 1.0) / (mantissa + 1.0);
    const double s2 = s * s;
    double sum = 0.0;
    for (int n = 21; n >= 3; n -= 2) sum = s2 * (1.0 / double(n) + sum);
    return double(exponent) * kLn2High + (2.0 * s * (1.0 + sum) + double(exponent) * kLn2Low);
}

double exact_pow(double x, double y) { return exact_exp(y * exact_log(x)); }
double exact_sin(double angle_rad) { return quarter_turn(angle_rad, 0); }
double exact_cos(double angle_rad) { return quarter_turn(angle_rad, 1); }

}  // namespace sim
