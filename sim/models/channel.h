// The hole a needle leaves: elastic recoil, and the two clocks by which it closes (model H2).
#pragma once
#include "sim/scenario.h"

namespace sim {

/// State of one channel at an age, all in closed form.
struct ChannelState {
    double diameter_mm = 0;   ///< of the open lumen
    double optical_open = 0;  ///< share of the recoiled diameter that is still open, 1 to 0
    double barrier_open = 0;  ///< electrical: share of the lost barrier that is still lost, 1 to 0
};

/// @param depth_mm   reached depth of the track, > 0
/// @param age_s      since the needle left; negative while it is still in
ChannelState channel_state(double depth_mm, double needle_diameter_mm, double age_s,
                           const Skin& skin, const Technique& technique);

/// Time until the channel is optically closed: 12 h (L / 370 um)^0.553, x3 if covered (H2).
double optical_closure_s(double depth_mm, const Technique& technique);

/// Blood that has come out at a bleeding point by an age, mm^3 (illustrative: fills in a minute).
double bleed_volume_mm3(int vessels, double age_s);

}  // namespace sim
