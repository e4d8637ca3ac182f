#include "sim/models/healing.h"

#include "sim/base/exact_math.h"
#include "sim/tissue/tables.h"

#include <algorithm>

namespace sim {
namespace {

// The parameters of H3 under the letters its equations use, read once.
struct Rates {
    double lA = parameter("healing.lA_per_day").value;
    double lP = parameter("healing.lP_per_day").value;
    double rN = parameter("healing.rN_per_day").value;
    double dN = parameter("healing.dN_per_day").value;
    double rM = parameter("healing.rM_per_day").value;
    double k12 = parameter("healing.k12_per_day").value;
    double dM1 = parameter("healing.dM1_per_day").value;
    double dM2 = parameter("healing.dM2_per_day").value;
    double aP = parameter("healing.aP_per_day").value;
    double aM1 = parameter("healing.aM1_per_day").value;
    double aM2 = parameter("healing.aM2_per_day").value;
    double aF = parameter("healing.aF_per_day").value;
    double dT = parameter("healing.dT_per_day").value;
    double kF = parameter("healing.kF_per_day").value;
    double KT = parameter("healing.KT").value;
    double Fmax = parameter("healing.Fmax").value;
    double dF = parameter("healing.dF_per_day").value;
    double s3 = parameter("healing.s3_per_day").value;
    double s1 = parameter("healing.s1_per_day").value;
    double k3 = parameter("healing.k3_per_day").value;
    double chi = parameter("healing.chi").value;
    double d1 = parameter("healing.d1_per_day").value;
    double mu = parameter("healing.mu_per_day").value;
    double lE = parameter("healing.lE_per_day").value;
    double lE_thermal = parameter("healing.rf_lE_per_day").value;
    double eN = parameter("healing.erythema_from_N_per_day").value;
    double thermal_gain = parameter("healing.rf_injury_gain").value;
    double oedema_from_N = parameter("healing.oedema_from_N_per_day").value;
    double oedema_decay = parameter("healing.oedema_decay_per_day").value;
};

const Rates& rates() {
    static const Rates once;
    return once;
}

double signal(const HealingState& s) {
    const Rates& r = rates();
    return (r.aP * s.platelets + r.aM1 * s.macrophages_m1 + r.aM2 * s.macrophages_m2 +
            r.aF * (s.fibroblasts - 1.0)) /
           r.dT;
}

// Time derivative of every amount, per day.
HealingState slope(const HealingState& s, bool thermal) {
    const Rates& r = rates();
    const double T = signal(s);
    const double excess = s.fibroblasts - 1.0;
    HealingState d;
    d.danger = -r.lA * s.danger;
    d.platelets = -r.lP * s.platelets;
    d.neutrophils = r.rN * s.danger - r.dN * s.neutrophils;
    d.macrophages_m1 = r.rM * s.neutrophils - (r.k12 + r.dM1) * s.macrophages_m1;
    d.macrophages_m2 = r.k12 * s.macrophages_m1 - r.dM2 * s.macrophages_m2;
    d.fibroblasts =
        r.kF * s.fibroblasts * T / (r.KT + T) * (1.0 - s.fibroblasts / r.Fmax) - r.dF * excess;
    const double breakdown = r.mu * s.macrophages_m1;
    d.collagen_iii = r.s3 * excess - (r.k3 + breakdown) * s.collagen_iii;
    d.collagen_i =
        r.s1 * excess + r.chi * r.k3 * s.collagen_iii - (r.d1 + breakdown) * s.collagen_i;
    d.erythema = -(thermal ? r.lE_thermal : r.lE) * s.erythema + r.eN * s.neutrophils;
    d.oedema = r.oedema_from_N * s.neutrophils - r.oedema_decay * s.oedema;
    return d;
}

HealingState moved(const HealingState& s, const HealingState& d, double dt) {
    return {s.danger + dt * d.danger,
            s.platelets + dt * d.platelets,
            s.neutrophils + dt * d.neutrophils,
            s.macrophages_m1 + dt * d.macrophages_m1,
            s.macrophages_m2 + dt * d.macrophages_m2,
            s.fibroblasts + dt * d.fibroblasts,
            s.collagen_iii + dt * d.collagen_iii,
            s.collagen_i + dt * d.collagen_i,
            s.erythema + dt * d.erythema,
            s.oedema + dt * d.oedema};
}

}  // namespace

Injury mechanical_injury(double epidermis_track_mm, double dermis_track_mm, double bleeding) {
    const double per_mm = parameter("healing.injury_dermis_per_mm").value;
    const double epidermis = parameter("healing.injury_epidermis_per_mm").value;
    return {per_mm * dermis_track_mm + epidermis * epidermis_track_mm, bleeding, 0.0};
}

void injure(HealingState& state, const Injury& injury) {
    const double amount = injury.amount * (1.0 + rates().thermal_gain * injury.thermal);
    state.danger += amount;
    state.erythema += amount;
    state.platelets += amount * injury.bleeding;
}

void step_healing(HealingState& state, double dt_days, bool thermal) {
    const HealingState k1 = slope(state, thermal);
    const HealingState k2 = slope(moved(state, k1, dt_days / 2.0), thermal);
    const HealingState k3 = slope(moved(state, k2, dt_days / 2.0), thermal);
    const HealingState k4 = slope(moved(state, k3, dt_days), thermal);
    state = moved(state, k1, dt_days / 6.0);
    state = moved(state, k2, dt_days / 3.0);
    state = moved(state, k3, dt_days / 3.0);
    state = moved(state, k4, dt_days / 6.0);
}

double growth_factor(const HealingState& state) { return signal(state); }

double type_iii_share(const HealingState& state) {
    const double rest = parameter("anatomy.collagen3_share").value;
    return (rest + state.collagen_iii) / (1.0 + state.collagen_iii + state.collagen_i);
}

double concern_relief_share(const HealingState& state) {
    const double fresh = state.collagen_iii + state.collagen_i;
    return 1.0 - parameter("healing.relief_gain_most").value *
                     (1.0 - exact_exp(-fresh / parameter("healing.relief_gain_collagen").value));
}

double wound_strength(double age_days) {
    if (age_days <= 0.0) return 0.0;
    const double exponent = parameter("healing.strength_exponent").value;
    const double ratio =
        exact_pow(age_days / parameter("healing.strength_half_day").value, exponent);
    return std::min(parameter("healing.strength_cap").value,
                    parameter("healing.strength_max").value * ratio / (1.0 + ratio));
}

double epidermal_cover(double channel_radius_mm, double age_days) {
    const double moving_h = age_days * 24.0 - parameter("healing.keratinocyte_lag_h").value;
    if (moving_h <= 0.0) return 0.0;
    const double closed_mm = moving_h * parameter("healing.keratinocyte_speed_mm_per_h").value;
    if (closed_mm >= channel_radius_mm) return 1.0;
    const double open = 1.0 - closed_mm / channel_radius_mm;
    return 1.0 - open * open;
}

Phase phase_at(double age_days) {
    if (age_days < 0.0) return Phase::intact;
    if (age_days < parameter("healing.haemostasis_end_day").value) return Phase::haemostasis;
    if (age_days < parameter("healing.inflammation_end_day").value) return Phase::inflammation;
    if (age_days < parameter("healing.proliferation_end_day").value) return Phase::proliferation;
    return Phase::remodelling;
}

}  // namespace sim
