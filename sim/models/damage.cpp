#include "sim/models/damage.h"

#include "sim/base/exact_math.h"
#include "sim/tissue/tables.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace sim {
namespace {

constexpr double kZero_C_in_K = 273.15;  // by definition of the Celsius scale

constexpr float kLeastOmega = 1e-6F;  // as good as none
constexpr double kLogLeastOmega = -13.8;

/// log Omega of the cells of a grid, and where along its lines it crosses 0.
class Zone {
  public:
    Zone(const CellGrid& grid, const NeedleCells& needles, std::span<const float> omega)
        : needles_(needles), log_omega_(omega.size(), kLogLeastOmega) {
        const int nx = grid.nx(), ny = grid.ny();
        axes_ = {Line{&grid.x_mm, 1}, Line{&grid.y_mm, nx}, Line{&grid.depth_mm, nx * ny}};
        for (std::size_t c = 0; c < omega.size(); ++c) {
            if (needles.needle[c] >= 0 || omega[c] < kLeastOmega) continue;
            log_omega_[c] = exact_log(double(omega[c]));
            if (log_omega_[c] < 0) continue;
            const std::array<int, 3> at = {int(c) % nx, int(c) / nx % ny, int(c) / (nx * ny)};
            for (std::size_t a = 0; a < 3; ++a) {
                low_[a] = any_ ? std::min(low_[a], at[a]) : at[a];
                high_[a] = any_ ? std::max(high_[a], at[a]) : at[a];
            }
            any_ = true;
        }
    }
    bool empty() const { return !any_; }

    /// Each cell's share is what a plane with the local slope leaves on the damaged side.
    double volume_mm3() const {
        double volume = 0;
        const auto from = [&](std::size_t a) { return std::max(0, low_[a] - 1); };
        const auto to = [&](std::size_t a) { return std::min(high_[a] + 1, axes_[a].count() - 1); };
        for (int k = from(2); k <= to(2); ++k)
            for (int j = from(1); j <= to(1); ++j)
                for (int i = from(0); i <= to(0); ++i) volume += cell_mm3({i, j, k});
        return volume;
    }

    /// Bounds along one axis, over all its lines through the damage.
    std::array<double, 2> bounds_mm(std::size_t axis) const {
        const std::size_t b = (axis + 1) % 3, c = (axis + 2) % 3;
        const Line& line = axes_[axis];
        std::array<double, 2> bounds = {line.edges->back(), line.edges->front()};
        std::array<int, 3> at{};
        for (at[b] = low_[b]; at[b] <= high_[b]; ++at[b])
            for (at[c] = low_[c]; at[c] <= high_[c]; ++at[c])
                for (at[axis] = low_[axis]; at[axis] <= high_[axis]; ++at[axis]) {
                    const int cell = index(at), n = at[axis];
                    if (log_omega(cell) < 0) continue;
                    bounds[0] = std::min(
                        bounds[0], n == 0 ? line.edges->front() : crossing_mm(line, cell, n, -1));
                    bounds[1] =
                        std::max(bounds[1], n + 1 == line.count() ? line.edges->back()
                                                                  : crossing_mm(line, cell, n, 1));
                }
        return bounds;
    }

  private:
    struct Line {
        const std::vector<double>* edges = nullptr;
        int stride = 0;
        int count() const { return int(edges->size()) - 1; }
        double middle_mm(int n) const {
            return 0.5 * ((*edges)[std::size_t(n)] + (*edges)[std::size_t(n) + 1]);
        }
        double size_mm(int n) const {
            return (*edges)[std::size_t(n) + 1] - (*edges)[std::size_t(n)];
        }
    };

    int index(const std::array<int, 3>& at) const {
        return at[0] + at[1] * axes_[1].stride + at[2] * axes_[2].stride;
    }
    double log_omega(int cell) const { return log_omega_[std::size_t(cell)]; }
    bool steel(int cell) const { return needles_.needle[std::size_t(cell)] >= 0; }

    /// Between the middles of a damaged cell and the next one; at their face where that is a
    /// needle's.
    double crossing_mm(const Line& line, int cell, int n, int step) const {
        const int next = cell + step * line.stride;
        if (steel(next)) return (*line.edges)[std::size_t(std::max(n, n + step))];
        const double here = log_omega(cell), there = std::min(log_omega(next), 0.0);
        if (there == 0.0) return line.middle_mm(n + step);  // inside the zone: no bound
        return line.middle_mm(n) +
               here / (here - there) * (line.middle_mm(n + step) - line.middle_mm(n));
    }

    double cell_mm3(const std::array<int, 3>& at) const {
        const int cell = index(at);
        if (steel(cell)) return 0.0;
        double spread = 0, volume = 1.0 - needles_.solid_share[std::size_t(cell)];
        for (std::size_t a = 0; a < 3; ++a) {
            spread += std::fabs(slope_per_mm(axes_[a], cell, at[a])) * axes_[a].size_mm(at[a]);
            volume *= axes_[a].size_mm(at[a]);
        }
        const double share = spread > 0 ? std::clamp(0.5 + log_omega(cell) / spread, 0.0, 1.0)
                             : log_omega(cell) >= 0 ? 1.0
                                                    : 0.0;
        return share * volume;
    }
    double slope_per_mm(const Line& line, int cell, int n) const {
        int low = n, high = n;
        if (n > 0 && !steel(cell - line.stride)) low = n - 1;
        if (n + 1 < line.count() && !steel(cell + line.stride)) high = n + 1;
        if (low == high) return 0.0;
        const double change =
            log_omega(cell + (high - n) * line.stride) - log_omega(cell + (low - n) * line.stride);
        return change / (line.middle_mm(high) - line.middle_mm(low));
    }

    const NeedleCells& needles_;
    std::array<Line, 3> axes_;
    std::vector<double> log_omega_;
    std::array<int, 3> low_{}, high_{};
    bool any_ = false;
};

}  // namespace

Arrhenius cell_necrosis() {
    return {parameter("damage.necrosis_A_per_s").value,
            parameter("damage.necrosis_E_over_R_K").value};
}

Arrhenius collagen_denaturation() {
    return {parameter("damage.collagen_A_per_s").value,
            parameter("damage.collagen_Ea_J_per_mol").value /
                parameter("damage.gas_constant_J_per_molK").value};
}

double damage_rate_per_s(const Arrhenius& process, double temperature_C) {
    return exact_exp(exact_log(process.A_per_s) -
                     process.E_over_R_K / (temperature_C + kZero_C_in_K));
}

double DamageTable::rate(double temperature_C) const {
    if (!(temperature_C >= kLow_C)) return 0.0;
    const double at = (std::min(temperature_C, kHigh_C) - kLow_C) * kPerKelvin;
    const std::size_t low = std::min(std::size_t(at), rate_per_s.size() - 2);
    return rate_per_s[low] + (at - double(low)) * (rate_per_s[low + 1] - rate_per_s[low]);
}

DamageTable make_damage_table(const Arrhenius& process) {
    DamageTable table;
    const int count =
        int((DamageTable::kHigh_C - DamageTable::kLow_C) * DamageTable::kPerKelvin) + 1;
    table.rate_per_s.reserve(std::size_t(count));
    for (int n = 0; n < count; ++n)
        table.rate_per_s.push_back(
            damage_rate_per_s(process, DamageTable::kLow_C + n / DamageTable::kPerKelvin));
    return table;
}

void step_damage(const DamageTable& table, std::span<const double> before_C,
                 std::span<const double> after_C, double dt_s, std::span<float> omega) {
    assert(before_C.size() == omega.size() && after_C.size() == omega.size());
    for (std::size_t c = 0; c < omega.size(); ++c) {
        const double mean_C = 0.5 * (before_C[c] + after_C[c]);
        if (mean_C < DamageTable::kLow_C) continue;
        omega[c] = std::min(kDamageCap, float(double(omega[c]) + dt_s * table.rate(mean_C)));
    }
}

DamageZone damage_zone(const CellGrid& grid, const NeedleCells& needles,
                       std::span<const float> omega) {
    assert(omega.size() == std::size_t(grid.count()) && needles.needle.size() == omega.size());
    const Zone zone(grid, needles, omega);
    if (zone.empty()) return {};
    return {zone.volume_mm3(), zone.bounds_mm(0), zone.bounds_mm(1), zone.bounds_mm(2)};
}

}  // namespace sim
