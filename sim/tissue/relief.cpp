#include "sim/tissue/relief.h"

#include "sim/base/noise.h"
#include "sim/base/random.h"
#include "sim/tissue/tissue.h"

#include <algorithm>
#include <cmath>

namespace sim {
namespace {

double smooth_step(double low, double high, double x) {
    const double t = std::clamp((x - low) / (high - low), 0.0, 1.0);
    return t * t * (3.0 - 2.0 * t);
}

/// Lines that run side by side across one direction, each wandering and fading on its own.
struct LineFamily {
    double across_x, across_y;  ///< unit vector from line to line
    double spacing_mm;
    double fading;  ///< share of its depth that a line loses where it is weakest
    std::uint64_t seed;
};

/// 0 in the fields to 1 at the bottom of a line: a narrow groove in a broad soft trough.
double furrow(const LineFamily& f, double x_mm, double y_mm) {
    const double across = (f.across_x * x_mm + f.across_y * y_mm) / f.spacing_mm;
    const double along = (f.across_x * y_mm - f.across_y * x_mm) / f.spacing_mm;
    const double middle = std::floor(across);
    double deepest = 0.0;
    for (int i = -1; i <= 1; ++i) {
        const double line = middle + i;
        const std::uint64_t own = scatter(f.seed ^ std::uint64_t(std::int64_t(line)));
        const double place = line + 0.5 + 0.3 * (double(own >> 11) * 0x1p-53 - 0.5);
        const double gap = std::fabs(across - place);
        if (gap > 0.5) continue;
        const double trough = 1.0 - gap / 0.5, groove = std::max(0.0, 1.0 - gap / 0.16);
        const double shape = 0.45 * trough * trough + 0.55 * groove * groove;
        const double strength = 0.5 + 0.5 * value_noise(along * 0.6, line * 7.31, f.seed);
        deepest = std::max(deepest, shape * (1.0 - f.fading * strength));
    }
    return deepest;
}

/// Distance from the middle of the concern with an outline that is not a compass's.
double wandering_radius_mm(double dx_mm, double dy_mm, double wander, std::uint64_t seed) {
    const double r_mm = std::sqrt(dx_mm * dx_mm + dy_mm * dy_mm);
    const double share = 1.0 / std::max(r_mm, 1e-6);
    return r_mm *
           (1.0 + wander * value_noise(3.0 + 1.6 * dx_mm * share, 3.0 + 1.6 * dy_mm * share, seed));
}

/// A groove that wanders along y: 1 at its bottom.
double groove(double x_mm, double y_mm, double at_mm, double wide_mm, std::uint64_t seed) {
    const double bend_mm =
        0.14 * value_noise(y_mm * 1.3, 0.5, seed) + 0.03 * value_noise(y_mm * 5.0, 4.5, seed);
    const double gap = std::fabs(x_mm - at_mm - bend_mm) / wide_mm;
    const double soft = std::max(0.0, 1.0 - gap);
    return soft * soft * (0.75 + 0.25 * value_noise(y_mm * 2.0, 9.5, seed));
}

// The concern stands behind the needles of the front row, off the ruler.
constexpr double kConcernX_mm = 1.1, kConcernY_mm = 1.35;

}  // namespace

double skin_lines_mm(const Tissue& tissue, double x_mm, double y_mm) {
    const auto seed = std::uint64_t(tissue.skin.seed);
    const double old = std::clamp((tissue.skin.age_years - 20.0) / 60.0, 0.0, 1.0);
    const bool weathered = tissue.skin.concern == Concern::photodamage;
    const double coarse = 1.0 + 0.35 * old + (weathered ? 0.45 : 0.0);
    // No line is straight: the plane is bent before the lines are laid on it.
    const double bx = x_mm + 0.060 * value_noise(x_mm * 2.6, y_mm * 2.6, seed ^ 11) +
                      0.012 * value_noise(x_mm * 9.0, y_mm * 9.0, seed ^ 13);
    const double by = y_mm + 0.060 * value_noise(x_mm * 2.6, y_mm * 2.6, seed ^ 14) +
                      0.012 * value_noise(x_mm * 9.0, y_mm * 9.0, seed ^ 15);
    // Two main directions about 70 degrees apart, and a third that comes and goes.
    const double a = furrow({0.454, 0.891, 0.30 * coarse, 0.80, seed ^ 16}, bx, by);
    const double b = furrow({0.970, -0.242, 0.28 * coarse, 0.70, seed ^ 17}, bx, by);
    const double c = furrow({-0.500, 0.866, 0.42 * coarse, 0.95, seed ^ 18}, bx, by);
    const double d = furrow({0.799, 0.602, 0.145, 0.85, seed ^ 19}, bx, by);
    const double e = furrow({0.777, -0.629, 0.135, 0.85, seed ^ 20}, bx, by);
    const double primary = 1.0 - (1.0 - a) * (1.0 - b) * (1.0 - 0.8 * c);
    const double secondary = 1.0 - (1.0 - d) * (1.0 - e);
    const double deep_mm = 0.021 * (1.0 + 0.5 * old) * (weathered ? 1.6 : 1.0);
    const double fine_mm = 0.0090 * (1.0 - 0.55 * old);
    const double grain_mm = 0.0012 * value_noise(x_mm * 34.0, y_mm * 34.0, seed ^ 12);
    // What the furrows take away on average, so that the mean surface stays at depth 0.
    const double mean_mm = 0.33 * deep_mm + 0.24 * fine_mm;
    return deep_mm * primary + fine_mm * secondary + grain_mm - mean_mm;
}

double concern_mm(const Tissue& tissue, double x_mm, double y_mm) {
    const double dx = x_mm - kConcernX_mm, dy = y_mm - kConcernY_mm;
    const auto seed = std::uint64_t(tissue.skin.seed);
    switch (tissue.skin.concern) {
        case Concern::none:
            return 0.0;
        case Concern::rolling_scar: {
            const double r_mm = wandering_radius_mm(dx, dy, 0.15, seed ^ 90);
            return 0.16 * (1.0 - smooth_step(0.1, 1.0, r_mm)) +
                   0.02 * value_noise(x_mm * 1.8, y_mm * 1.8, seed ^ 95) *
                       (1.0 - smooth_step(0.5, 1.0, r_mm));
        }
        case Concern::boxcar_scar: {
            // Steep walls and a flat floor, with a faint raised lip.
            const double r_mm = wandering_radius_mm(dx, dy, 0.16, seed ^ 90);
            return 0.20 * (1.0 - smooth_step(0.50, 0.60, r_mm)) -
                   0.012 * smooth_step(0.54, 0.64, r_mm) * (1.0 - smooth_step(0.64, 0.80, r_mm)) +
                   0.010 * value_noise(x_mm * 5.0, y_mm * 5.0, seed ^ 95) *
                       (1.0 - smooth_step(0.4, 0.5, r_mm));
        }
        case Concern::icepick_scar: {
            const double r_mm = wandering_radius_mm(dx, dy, 0.20, seed ^ 90);
            const double next_mm = wandering_radius_mm(dx + 0.85, dy - 0.42, 0.20, seed ^ 96);
            return 0.45 * (1.0 - smooth_step(0.02, 0.16, r_mm)) +
                   0.28 * (1.0 - smooth_step(0.02, 0.12, next_mm));
        }
        case Concern::fine_lines: {
            const double back = smooth_step(0.3, 0.7, y_mm);
            return back * (0.100 * groove(x_mm, y_mm, 1.1, 0.17, seed ^ 91) +
                           0.070 * groove(x_mm, y_mm, -1.3, 0.15, seed ^ 97) +
                           0.035 * groove(x_mm, y_mm, 0.1, 0.10, seed ^ 98));
        }
        case Concern::photodamage:
            return 0.03 * value_noise(x_mm * 1.3, y_mm * 1.3, seed ^ 92) +
                   0.012 * value_noise(x_mm * 3.1, y_mm * 3.1, seed ^ 99);
        case Concern::enlarged_pores: {
            // A funnel with a soft rim.
            const CellHit pore = nearest_cell(x_mm / 0.75, y_mm / 0.75, seed ^ 93);
            const double r_mm = 0.75 * pore.nearest;
            return (0.10 * (1.0 - smooth_step(0.012, 0.125, r_mm)) -
                    0.008 * smooth_step(0.09, 0.14, r_mm) * (1.0 - smooth_step(0.14, 0.24, r_mm))) *
                   smooth_step(0.1, 0.4, y_mm);
        }
        case Concern::laxity: {
            // Skin that hangs: long folds across, finely crinkled along them.
            const double fold = value_noise(x_mm * 0.9 + 0.25 * y_mm, y_mm * 0.5, seed ^ 94);
            const double crinkle =
                value_noise(x_mm * 5.0 + y_mm, y_mm * 1.1 - 0.4 * x_mm, seed ^ 100);
            const double crease = 1.0 - std::fabs(crinkle);
            return (0.11 * fold + 0.05 * (crease * crease - 0.4)) * smooth_step(0.1, 0.6, y_mm);
        }
    }
    return 0.0;
}

}  // namespace sim
