#include "sim/models/insertion.h"

#include "sim/base/exact_math.h"
#include "sim/tissue/tables.h"

#include <algorithm>

namespace sim {
namespace {

const Value& free_dimple(const Device& device) {
    switch (device.kind) {
        case DeviceKind::roller:
            return parameter("insertion.d0_unsupported_face_mm");
        case DeviceKind::pen:
            return device.rows * device.columns >= 36 ? parameter("insertion.d0_pen_36_pin_mm")
                                                      : parameter("insertion.d0_pen_guide_ring_mm");
        case DeviceKind::stamp:
        case DeviceKind::rf_array:
            break;
    }
    return parameter("insertion.d0_plate_or_array_mm");
}

}  // namespace

Support support(const Device& device, const Technique& technique) {
    const Value& d0 = free_dimple(device);
    double scale = 1.0 / (1.0 + technique.speed_m_per_s / parameter("insertion.v0_m_per_s").value);
    // A guide ring or plate holds the skin by itself; a roller needs the other hand.
    if (device.kind == DeviceKind::roller && technique.stretch)
        scale *= parameter("insertion.stretched_skin_factor").value;
    return {d0.value * scale, d0.low * scale, d0.high * scale};
}

double reached_mm(double advance_mm, double dimple_limit_mm) {
    if (advance_mm <= 0.0) return 0.0;
    return advance_mm - dimple_limit_mm * (1.0 - exact_exp(-advance_mm / dimple_limit_mm));
}

double taper_mm(const Device& device) {
    return std::min(5.0 * device.needle_diameter_mm, 0.4 * device.needle_length_mm);
}

double needle_radius_mm(const Device& device, double from_tip_mm) {
    const double share = std::clamp(from_tip_mm / taper_mm(device), 0.0, 1.0);
    return device.needle_diameter_mm / 2.0 * share * (1.35 - 0.35 * share);
}

double axial_force_mN(double buried_mm, double needle_diameter_mm) {
    if (buried_mm <= 0.0) return 0.0;
    const double tip_mm = parameter("insertion.tip_diameter_mm").value;
    const double puncture_mN = parameter("insertion.force_at_sharp_tip_mN").value +
                               parameter("insertion.force_slope_mN_per_mm").value *
                                   (tip_mm - parameter("insertion.force_sharp_tip_mm").value);
    const double breach_mm = parameter("insertion.force_drop_depth_mm").value;
    // kPa is mN per mm^2.
    const double friction_mN =
        parameter("insertion.friction_kPa").value * kPi * needle_diameter_mm * buried_mm;
    return puncture_mN * std::min(1.0, buried_mm / breach_mm) + friction_mN;
}

}  // namespace sim
