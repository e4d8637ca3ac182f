#include "sim/models/damage.h"

#include "sim/base/exact_math.h"
#include "sim/tissue/tables.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace sim {
namespace {

constexpr double kZero_C_in_K = 273.15;  // by definition of the Celsius scale

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

void step_damage(const DamageTable& table, std::span<const float> before_C,
                 std::span<const float> after_C, double dt_s, std::span<float> omega) {
    assert(before_C.size() == omega.size() && after_C.size() == omega.size());
    constexpr float kNone_C = float(DamageTable::kLow_C);
    // A kelvin doubles the rate: the midpoint serves a quarter of one, Gauss's three points five.
    constexpr double kSmall_K = 0.25, kPart_K = 5.0, kGauss = 0.7745966692414834;
    for (std::size_t c = 0; c < omega.size(); ++c) {
        if (before_C[c] < kNone_C && after_C[c] < kNone_C) continue;
        const double low_C = double(std::min(before_C[c], after_C[c])),
                     high_C = double(std::max(before_C[c], after_C[c])), change_K = high_C - low_C;
        double mean = 0;
        if (change_K <= kSmall_K) {
            mean = table.rate(0.5 * (low_C + high_C));
        } else {
            const double from_C = std::max(low_C, DamageTable::kLow_C);
            const double parts = std::ceil(std::min((high_C - from_C) / kPart_K, 64.0));
            const double half_K = 0.5 * (high_C - from_C) / parts;
            for (double part = 0; part < parts; ++part) {
                const double middle_C = from_C + (2 * part + 1) * half_K;
                mean += 5 * (table.rate(middle_C - kGauss * half_K) +
                             table.rate(middle_C + kGauss * half_K)) +
                        8 * table.rate(middle_C);
            }
            mean *= half_K / (9 * change_K);
        }
        omega[c] = std::min(kDamageCap, float(double(omega[c]) + dt_s * mean));
    }
}

}  // namespace sim
