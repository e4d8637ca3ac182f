#include "sim/models/damage.h"

#include <algorithm>
#include <cassert>

#include "sim/base/exact_math.h"
#include "sim/tissue/tables.h"

namespace sim {
namespace {

constexpr double kZero_C_in_K = 273.15;  // by definition of the Celsius scale

}  // namespace

Arrhenius cell_necrosis() {
    return {parameter("damage.necrosis_A_per_s").value, parameter("damage.necrosis_E_over_R_K").value};
}

Arrhenius collagen_denaturation() {
    return {parameter("damage.collagen_A_per_s").value,
            parameter("damage.collagen_Ea_J_per_mol").value / parameter("damage.gas_constant_J_per_molK").value};
}

double damage_rate_per_s(const Arrhenius& process, double temperature_C) {
    return exact_exp(exact_log(process.A_per_s) - process.E_over_R_K / (temperature_C + kZero_C_in_K));
}

double DamageTable::rate(double temperature_C) const {
    if (!(temperature_C >= kLow_C)) return 0.0;
    const double at = (std::min(temperature_C, kHigh_C) - kLow_C) * kPerKelvin;
    const std::size_t low = std::min(std::size_t(at), rate_per_s.size() - 2);
    return rate_per_s[low] + (at - double(low)) * (rate_per_s[low + 1] - rate_per_s[low]);
}

DamageTable make_damage_table(const Arrhenius& process) {
    DamageTable table;
    const int count = int((DamageTable::kHigh_C - DamageTable::kLow_C) * DamageTable::kPerKelvin) + 1;
    table.rate_per_s.reserve(std::size_t(count));
    for (int n = 0; n < count; ++n)
        table.rate_per_s.push_back(damage_rate_per_s(process, DamageTable::kLow_C + n / DamageTable::kPerKelvin));
    return table;
}

void step_damage(const DamageTable& table, std::span<const double> before_C, std::span<const double> after_C,
                 double dt_s, std::span<float> omega) {
    assert(before_C.size() == omega.size() && after_C.size() == omega.size());
    for (std::size_t c = 0; c < omega.size(); ++c) {
        const double mean_C = 0.5 * (before_C[c] + after_C[c]);
        if (mean_C < DamageTable::kLow_C) continue;
        omega[c] = std::min(kDamageCap, float(double(omega[c]) + dt_s * table.rate(mean_C)));
    }
}

}  // namespace sim
