#include "sim/models/skin_colour.h"

#include "sim/base/exact_math.h"

#include <algorithm>
#include <cmath>

namespace sim {
namespace {

constexpr int kSamples = 31;  // 400 to 700 nm in steps of 10 nm
constexpr double kFirst_nm = 400.0, kStep_nm = 10.0;
using Spectrum = std::array<double, kSamples>;

// Molar extinction of oxygenated and deoxygenated haemoglobin, 1/(cm mol/l): Prahl's tables.
constexpr Spectrum kOxygenated = {
    266232,  466840,  480360,  246072, 102580, 62816,   44480, 33209.2, 26629.2, 23684.4, 20932.8,
    20035.2, 24202.4, 39956.8, 53236,  43016,  32613.2, 44496, 50104,   14400.8, 3200,    1506,
    942,     610,     442,     368,    319.6,  294,     277.6, 276,     290};
constexpr Spectrum kDeoxygenated = {223296,  303956,  407560, 528600, 413280,  103292,  23388.8,
                                    16156.4, 14550,   16684,  20862,  25773.6, 31589.6, 39036.4,
                                    46592,   53412,   53788,  45072,  37020,   28324.4, 14677.2,
                                    9443.6,  6509.6,  5148.8, 4345.2, 3750.12, 3226.56, 2795.12,
                                    2407.92, 2051.96, 1794.28};
// Daylight: relative power of CIE illuminant D65.
constexpr Spectrum kDaylight = {82.7549, 91.4860, 93.4318, 86.6823, 104.865, 117.008, 117.812,
                                114.861, 115.923, 108.811, 109.354, 107.802, 104.790, 107.689,
                                104.405, 104.046, 100.000, 96.3342, 95.7880, 88.6856, 90.0062,
                                89.5991, 87.6987, 83.2886, 83.6992, 80.0268, 80.2146, 82.2778,
                                78.2842, 69.7213, 71.6091};
constexpr std::array<double, 3> kWhite = {0.95047, 1.0, 1.08883};  // XYZ of D65

constexpr double kHaemoglobin_g_per_l = 150.0, kHaemoglobin_g_per_mol = 64500.0;
constexpr double kLn10 = 2.302585092994046;
constexpr double kHaemsPerHaemoglobin = 4.0;  // each leaves one molecule of bile pigment

/// A bell whose two flanks differ.
double bell(double x, double middle, double left, double right) {
    const double t = (x - middle) / (x < middle ? left : right);
    return exact_exp(-0.5 * t * t);
}

/// Everything that does not depend on how much of each there is: 1/cm, at full share of volume.
struct Spectra {
    Spectrum base, melanosome, scattering, oxygenated, deoxygenated, biliverdin, bilirubin;
    std::array<Spectrum, 3> xyz;  ///< of a reflectance: weights whose sum over white is kWhite
};

Spectra make_spectra() {
    Spectra s{};
    const auto value = [](std::string_view id) { return parameter(id).value; };
    const double per_volume = kLn10 * kHaemoglobin_g_per_l / kHaemoglobin_g_per_mol;
    for (int i = 0; i < kSamples; ++i) {
        const auto k = std::size_t(i);
        const double nm = kFirst_nm + kStep_nm * i;
        s.base[k] =
            value("optics.base_offset_per_cm") +
            value("optics.base_scale_per_cm") *
                exact_exp(-(nm - value("optics.base_shift_nm")) / value("optics.base_decay_nm"));
        s.melanosome[k] = value("optics.melanosome_scale_per_cm") *
                          exact_pow(nm, -value("optics.melanosome_exponent"));
        s.scattering[k] =
            value("optics.mie_scale_per_cm") * exact_pow(nm, -value("optics.mie_exponent")) +
            value("optics.rayleigh_scale_per_cm") *
                exact_pow(nm, -value("optics.rayleigh_exponent"));
        s.oxygenated[k] = per_volume * kOxygenated[k];
        s.deoxygenated[k] = per_volume * kDeoxygenated[k];
        s.bilirubin[k] = per_volume * kHaemsPerHaemoglobin *
                         value("optics.bilirubin_peak_cm2_per_mmol") * 1e3 *
                         bell(nm, 450.0, 34.0, 27.0);
        s.biliverdin[k] = per_volume * kHaemsPerHaemoglobin *
                          value("optics.biliverdin_peak_cm2_per_mmol") * 1e3 *
                          (bell(nm, 660.0, 65.0, 45.0) + 2.8 * bell(nm, 380.0, 40.0, 40.0));
        s.xyz[0][k] = 1.056 * bell(nm, 599.8, 37.9, 31.0) + 0.362 * bell(nm, 442.0, 16.0, 26.7) -
                      0.065 * bell(nm, 501.1, 20.4, 26.2);
        s.xyz[1][k] = 0.821 * bell(nm, 568.8, 46.9, 40.5) + 0.286 * bell(nm, 530.9, 16.3, 31.1);
        s.xyz[2][k] = 1.217 * bell(nm, 437.0, 11.8, 36.0) + 0.681 * bell(nm, 459.0, 26.0, 13.8);
    }
    for (std::size_t axis = 0; axis < 3; ++axis) {
        double sum = 0.0;
        for (std::size_t k = 0; k < kSamples; ++k) sum += s.xyz[axis][k] *= kDaylight[k];
        for (double& weight : s.xyz[axis]) weight *= kWhite[axis] / sum;
    }
    return s;
}

const Spectra& spectra() {
    static const Spectra once = make_spectra();
    return once;
}

/// Light that a half-infinite turbid medium sends back, refraction index 1.4 against air: diffusion
/// theory with an extrapolated boundary, Farrell 1992 integrated over the plane as Flock 1989.
double scattered_back(double absorbed_per_cm, double scattered_per_cm) {
    constexpr double n = 1.4;
    constexpr double inner = -1.440 / (n * n) + 0.710 / n + 0.668 + 0.0636 * n;
    constexpr double k = (1.0 + inner) / (1.0 - inner);
    const double lost = absorbed_per_cm / (absorbed_per_cm + scattered_per_cm);
    return (1.0 - lost) / (1.0 + 2.0 * k * lost + (1.0 + 2.0 * k / 3.0) * std::sqrt(3.0 * lost));
}

/// Light does not see the blood in the middle of a vessel that its walls hide: van Veen 2002.
double in_vessels(double absorbed_per_cm, double radius_cm) {
    const double across = 2.0 * absorbed_per_cm * radius_cm;
    return absorbed_per_cm * (1.0 - exact_exp(-across)) / across;
}

}  // namespace

std::array<double, 3> skin_colour(const Chromophores& c) {
    const Spectra& s = spectra();
    const double mirrored = parameter("optics.skin_reflection").value;
    const double vessel_cm = parameter("optics.vessel_radius_cm").value;
    const double seen_blood = parameter("optics.blood_weight").value * c.blood_share;
    const double path_cm = parameter("optics.epidermal_path_cm").value;
    std::array<double, 3> xyz{};
    for (std::size_t k = 0; k < kSamples; ++k) {
        const double epidermis =
            c.melanosomes_share * s.melanosome[k] + (1.0 - c.melanosomes_share) * s.base[k];
        const double blood =
            c.oxygenation_share * s.oxygenated[k] + (1.0 - c.oxygenation_share) * s.deoxygenated[k];
        const double dermis =
            seen_blood * in_vessels(blood, vessel_cm) + (1.0 - c.blood_share) * s.base[k] +
            c.spilt_blood_share * s.deoxygenated[k] + c.biliverdin_share * s.biliverdin[k] +
            c.bilirubin_share * s.bilirubin[k];
        const double seen = mirrored + (1.0 - mirrored) * exact_exp(-epidermis * path_cm) *
                                           scattered_back(dermis, s.scattering[k]);
        for (std::size_t axis = 0; axis < 3; ++axis) xyz[axis] += s.xyz[axis][k] * seen;
    }
    // IEC 61966-2-1.
    const std::array<double, 3> rgb = {
        3.2404542 * xyz[0] - 1.5371385 * xyz[1] - 0.4985314 * xyz[2],
        -0.9692660 * xyz[0] + 1.8760108 * xyz[1] + 0.0415560 * xyz[2],
        0.0556434 * xyz[0] - 0.2040259 * xyz[1] + 1.0572252 * xyz[2]};
    return {std::clamp(rgb[0], 0.0, 1.0), std::clamp(rgb[1], 0.0, 1.0),
            std::clamp(rgb[2], 0.0, 1.0)};
}

Chromophores resting_skin(const ToneRow& tone) {
    return {.melanosomes_share = tone.melanosome_fraction,
            .blood_share = parameter("optics.blood_share_baseline").value};
}

Chromophores perfused(Chromophores skin, double blood_share) {
    const double rest = parameter("optics.blood_share_baseline").value;
    const double flushed = parameter("optics.blood_share_erythema").value;
    const double way = std::clamp((blood_share - rest) / (flushed - rest), 0.0, 1.0);
    skin.blood_share = blood_share;
    skin.oxygenation_share +=
        way * (parameter("optics.oxygenation_flushed").value - skin.oxygenation_share);
    return skin;
}

Chromophores bruise(double blood_share, double age_days) {
    const double a = parameter("optics.haemoglobin_decay_per_day").value;
    const double b = parameter("optics.biliverdin_decay_per_day").value;
    const double c = parameter("optics.bilirubin_decay_per_day").value;
    const double t = std::max(age_days, 0.0);
    const double ea = exact_exp(-a * t), eb = exact_exp(-b * t), ec = exact_exp(-c * t);
    // Bateman's solution of the chain. @pre the three rates differ
    return {.spilt_blood_share = blood_share * ea,
            .biliverdin_share = blood_share * a / (b - a) * (ea - eb),
            .bilirubin_share =
                blood_share * a * b *
                (ea / ((b - a) * (c - a)) + eb / ((a - b) * (c - b)) + ec / ((a - c) * (b - c)))};
}

double dark_mark_gain(const ToneRow& tone, double age_days) {
    if (age_days <= 0.0) return 0.0;
    const double rise = age_days / parameter("optics.dark_mark_rise_day").value;
    const double fall = age_days / parameter("optics.dark_mark_fade_day").value;
    const double darkest = tones().back().melanosome_fraction;
    return parameter("optics.dark_mark_gain").value * tone.melanosome_fraction / darkest *
           (1.0 - exact_exp(-rise * rise)) * exact_exp(-fall);
}

double pressed_out(double dimple_mm) {
    return 1.0 - exact_exp(-std::max(dimple_mm, 0.0) / parameter("optics.pallor_dimple_mm").value);
}

}  // namespace sim
