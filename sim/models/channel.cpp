#include "sim/models/channel.h"

#include "sim/base/exact_math.h"
#include "sim/tissue/tables.h"

#include <algorithm>

namespace sim {
namespace {

constexpr double kHour_s = 3600.0;

double barrier_time_s(double depth_mm, const Skin& skin, const Technique& technique) {
    const double tau_h = parameter("closure.electrical_open_human_h").value *
                         exact_pow(depth_mm / parameter("closure.depth_reference_mm").value,
                                   parameter("closure.electrical_depth_exponent").value);
    if (!technique.occluded) return tau_h * kHour_s;
    // Measured at three places; the upper arm stands in for the rest.
    std::string_view place = "closure.occluded_upper_arm_factor";
    if (skin.site == site_named("forearm")) place = "closure.occluded_forearm_factor";
    if (skin.site == site_named("abdomen")) place = "closure.occluded_abdomen_factor";
    return tau_h * kHour_s * parameter(place).value;
}

}  // namespace

double optical_closure_s(double depth_mm, const Technique& technique) {
    const double open_h = parameter("closure.optical_h").value *
                          exact_pow(depth_mm / parameter("closure.optical_reference_mm").value,
                                    parameter("closure.optical_length_exponent").value);
    const double covered =
        technique.occluded ? parameter("closure.optical_occluded_factor").value : 1.0;
    return open_h * covered * kHour_s;
}

ChannelState channel_state(double depth_mm, double needle_diameter_mm, double age_s,
                           const Skin& skin, const Technique& technique) {
    if (depth_mm <= 0.0) return {};
    if (age_s <= 0.0) return {needle_diameter_mm, 1.0, 1.0};
    const double rest = parameter("insertion.recoil_ratio").value;
    const double recoil =
        rest + (1.0 - rest) * exact_exp(-age_s / parameter("closure.elastic_s").value);
    const double open = std::max(0.0, 1.0 - age_s / optical_closure_s(depth_mm, technique));
    const double barrier = exact_exp(-age_s / barrier_time_s(depth_mm, skin, technique));
    return {needle_diameter_mm * recoil * open, open, barrier};
}

double bleed_volume_mm3(int vessels, double age_s) {
    if (vessels <= 0 || age_s <= 0.0) return 0.0;
    const double drop_mm3 = parameter("closure.bleed_drop_mm3").value;
    const double filling_s = parameter("closure.bleed_filling_s").value;
    const double gone_s = parameter("closure.bleed_wiped_h").value * kHour_s;
    if (age_s >= gone_s) return 0.0;
    return drop_mm3 * double(std::min(vessels, 4)) * (1.0 - exact_exp(-age_s / filling_s)) *
           (1.0 - age_s / gone_s);
}

}  // namespace sim
