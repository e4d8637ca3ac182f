// The colour of skin from what absorbs light in it: melanin above, blood and its remains below.
#pragma once
#include "sim/tissue/tables.h"

#include <array>

namespace sim {

/// Shares of volume; the epidermis holds the melanosomes, the dermis the blood.
struct Chromophores {
    double melanosomes_share = 0.0;  ///< of the epidermis
    double blood_share = 0.0;        ///< of the dermis, in vessels: oxygenated as the next says
    double oxygenation_share = 0.75;
    // Out of the vessels, in volumes of the blood that they came from.
    double spilt_blood_share = 0.0;  ///< has lost its oxygen
    double biliverdin_share = 0.0;
    double bilirubin_share = 0.0;
};

/// What is seen of flat skin in daylight (D65): linear sRGB, 0 to 1, clipped to the gamut.
///
/// Diffuse reflectance at 31 wavelengths from 400 to 700 nm: light crosses the epidermis twice and
/// is scattered back by a half-infinite dermis (Flock 1989, Farrell 1992), seen by the CIE 1931
/// observer in the closed form of Wyman 2013.
std::array<double, 3> skin_colour(const Chromophores& chromophores);

/// The skin of a tone at rest.
Chromophores resting_skin(const ToneRow& tone);

/// The same skin with other blood in its vessels. What flushes skin are widened arterioles: with
/// more blood comes more oxygen, up to parameter optics.oxygenation_flushed. Illustrative.
Chromophores perfused(Chromophores skin, double blood_share);

/// Blood that left its vessels turns to biliverdin, that to bilirubin, and that is carried off:
/// a chain of three first-order steps. Illustrative rates. @return the three shares
Chromophores bruise(double blood_share, double age_days);

/// Extra melanosomes where skin was wounded, as a share of what was there: none at first, most
/// after some weeks, gone after months; the more, the darker the skin. Illustrative, and a risk
/// drawn as if it came true: it forecasts nothing.
double dark_mark_gain(const ToneRow& tone, double age_days);

/// How much of the blood is pressed out of skin that is pushed in by a needle, 0 to 1.
/// Illustrative.
double pressed_out(double dimple_mm);

}  // namespace sim
