// Wound healing around one column of injured tissue, lumped: cells, signals, collagen (model H3).
#pragma once
#include "sim/scenario.h"

#include <array>
#include <string_view>

namespace sim {

/// Amounts relative to a unit injury; time in days. The order is the order of integration.
struct HealingState {
    double danger = 0;          ///< A: signals of damage, 1 per unit injury
    double platelets = 0;       ///< P: active clot
    double neutrophils = 0;     ///< N
    double macrophages_m1 = 0;  ///< M1, inflammatory
    double macrophages_m2 = 0;  ///< M2, repairing
    double fibroblasts = 1;     ///< F, relative to rest; between 1 and 3
    double collagen_iii = 0;    ///< n3: new, relative to the dermis' own total collagen
    double collagen_i = 0;      ///< n1: likewise
    double erythema = 0;        ///< E, 1 right after a unit injury
    double oedema = 0;          ///< follows neutrophils; illustrative
    bool operator==(const HealingState&) const = default;
};

/// What one visit does to the column under it.
struct Injury {
    double amount = 0;    ///< I: 1 for a reference clinic stroke
    double bleeding = 0;  ///< share of channels that crossed a vessel, 0 to 1
    double thermal = 0;   ///< coagulated volume over the reference volume
    bool operator==(const Injury&) const = default;
};

/// I of a stroke: a millimetre of track through dermis counts 1, through epidermis a quarter. The
/// scale is illustrative: it makes the clinic stroke of the calibration rows a unit injury.
Injury mechanical_injury(double epidermis_track_mm, double dermis_track_mm, double bleeding);

void injure(HealingState& state, const Injury& injury);

/// Advances by one step of classical Runge-Kutta. @pre dt_days <= 0.05, the fastest rate is 8 per
/// day
void step_healing(HealingState& state, double dt_days, bool thermal);

/// Growth-factor signal T, quasi-steady (H3).
double growth_factor(const HealingState& state);

/// Share of type III in all collagen of the column, rest share included (H04).
double type_iii_share(const HealingState& state);

/// How much is left of the relief of a scar or line, 1 to about a half: new collagen lifts it, with
/// a ceiling. Illustrative: no published figure ties relief to collagen, and it forecasts nothing.
double concern_relief_share(const HealingState& state);

/// Strength against uninjured skin: 0.98 t^1.9 / (t^1.9 + 43^1.9), at most 0.82 (H05).
double wound_strength(double age_days);

/// Share of the channel's wound surface covered by new epidermis: 12 um/h after 12 h (H3).
double epidermal_cover(double channel_radius_mm, double age_days);

enum class Phase { intact, haemostasis, inflammation, proliferation, remodelling };
inline constexpr std::array<std::string_view, 5> kPhaseNames = {
    "intact", "haemostasis", "inflammation", "proliferation", "remodelling"};
/// Phase by time since the last visit: minutes to hours, to day 3, to day 21, after (science E).
Phase phase_at(double age_days);

}  // namespace sim
