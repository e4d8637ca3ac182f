// Needle into layered skin: how the skin dimples first and how deep the tip then stands (model H1).
#pragma once
#include "sim/scenario.h"

namespace sim {

/// What the device and the hand make of the skin's give.
struct Support {
    double dimple_limit_mm;  ///< d_inf: how far the skin gives under a tip that never stops
    double low_mm, high_mm;  ///< its published spread, here +-50 % (science table H1)
};

/// d_inf = d0 / (1 + v / v0), d0 by device class. Parameters `insertion.*`.
Support support(const Device& device, const Technique& technique);

/// Depth of the tip below the undeformed surface after the device advanced by `advance_mm` (H1):
/// p = D - d_inf (1 - exp(-D / d_inf)). The rest, D - p, is the dimple. 0 for D <= 0.
double reached_mm(double advance_mm, double dimple_limit_mm);

/// Axial force on one needle, mN: puncture force of the tip ramped with the first 0.16 mm (Romgens
/// 2014), then wall friction over the buried length (Lam 2008).
double axial_force_mN(double buried_mm, double needle_diameter_mm);

/// Length of the ground point, mm: five diameters, or what a short needle has room for.
/// Illustrative.
double taper_mm(const Device& device);

/// Radius of the needle at a distance from its tip, mm: slightly convex over the taper, then the
/// shaft.
double needle_radius_mm(const Device& device, double from_tip_mm);

}  // namespace sim
