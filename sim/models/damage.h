// Thermal damage as a rate process: Omega = integral of A exp(-E / (R T)) dt (model H5).
#pragma once
#include "sim/models/grid.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace sim {

/// A rate process by its two constants. (Henriques & Moritz 1947; Pearce & Thomsen 1995)
struct Arrhenius {
    double A_per_s = 0;
    double E_over_R_K = 0;
};

Arrhenius cell_necrosis();          ///< parameters damage.necrosis_*
Arrhenius collagen_denaturation();  ///< parameters damage.collagen_*

/// A exp(-E / (R T)), from the logarithm, so that neither factor overflows.
double damage_rate_per_s(const Arrhenius& process, double temperature_C);

/// The rate at evenly spaced temperatures, to be read by interpolation: an exponential per cell and
/// step would cost more than the heat. The relative error of a rate is below 3e-4: 0.0005 K.
struct DamageTable {
    static constexpr double kLow_C = 40.0;    ///< below, damage is mended as it comes: rate 0
    static constexpr double kHigh_C = 200.0;  ///< above, the rate at 200 C
    static constexpr double kPerKelvin = 16.0;
    std::vector<double> rate_per_s;

    double rate(double temperature_C) const;
};
DamageTable make_damage_table(const Arrhenius& process);

/// Omega stops counting here: far above "destroyed", far below the end of float.
inline constexpr float kDamageCap = 1e30f;

/// Adds one step's damage, the temperature taken to go straight from before to after: to 0.5 % of
/// that integral. Cells that begin and end below kLow_C cost a comparison. All spans of one size.
void step_damage(const DamageTable& table, std::span<const float> before_C,
                 std::span<const float> after_C, double dt_s, std::span<float> omega);

}  // namespace sim
