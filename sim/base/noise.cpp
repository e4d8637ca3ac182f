#include "sim/base/noise.h"

#include "sim/base/random.h"

#include <cmath>

namespace sim {
namespace {

std::uint64_t lattice(double x, double y, std::uint64_t seed) {
    return scatter(scatter(seed ^ std::uint64_t(std::int64_t(x))) ^ std::uint64_t(std::int64_t(y)));
}
double unit(std::uint64_t bits) { return double(bits >> 11) * 0x1p-53; }
double ease(double t) { return t * t * t * (t * (t * 6.0 - 15.0) + 10.0); }

}  // namespace

double value_noise(double x, double y, std::uint64_t seed) {
    const double x0 = std::floor(x), y0 = std::floor(y);
    const double u = ease(x - x0), v = ease(y - y0);
    const double a = unit(lattice(x0, y0, seed)), b = unit(lattice(x0 + 1, y0, seed));
    const double c = unit(lattice(x0, y0 + 1, seed)), d = unit(lattice(x0 + 1, y0 + 1, seed));
    return 2.0 * ((a + (b - a) * u) + ((c + (d - c) * u) - (a + (b - a) * u)) * v) - 1.0;
}

CellHit nearest_cell(double x, double y, std::uint64_t seed) {
    const double x0 = std::floor(x), y0 = std::floor(y);
    double nearest2 = 1e9, second2 = 1e9;
    CellHit hit{};
    for (int dy = -1; dy <= 1; ++dy)
        for (int dx = -1; dx <= 1; ++dx) {
            const std::uint64_t name = lattice(x0 + dx, y0 + dy, seed);
            // Kept to the middle of its cell, so that a 3 x 3 search is enough.
            const double px = x0 + dx + 0.2 + 0.6 * unit(name);
            const double py = y0 + dy + 0.2 + 0.6 * unit(scatter(name));
            const double d2 = (px - x) * (px - x) + (py - y) * (py - y);
            if (d2 < nearest2) {
                second2 = nearest2;
                nearest2 = d2;
                hit.x = px;
                hit.y = py;
                hit.name = name;
            } else if (d2 < second2) {
                second2 = d2;
            }
        }
    hit.nearest = std::sqrt(nearest2);
    hit.second = std::sqrt(second2);
    return hit;
}

}  // namespace sim
