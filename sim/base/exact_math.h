// Elementary functions with the same bits on every compiler: libm's differ between glibc and musl.
#pragma once

namespace sim {

inline constexpr double kPi = 3.14159265358979323846;

/// e^x; relative error below 4e-16. Overflows to infinity above 709.7, underflows to 0 below -745.
double exact_exp(double x);

/// Natural logarithm; relative error below 4e-16 away from x = 1. @pre x > 0 and finite
double exact_log(double x);

/// x^y = exp(y log x). @pre x > 0
double exact_pow(double x, double y);

/// Sine and cosine of an angle in radians; absolute error below 1e-15 for |angle_rad| < 1e5.
double exact_sin(double angle_rad);
double exact_cos(double angle_rad);

}  // namespace sim
