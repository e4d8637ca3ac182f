#include "sim/models/skin_colour.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace {

using sim::Chromophores;
using sim::tones;

struct Lab {
    double L, a, b;
};

// CIE 1976, from linear sRGB and white D65 (IEC 61966-2-1, CIE 15).
Lab lab(const std::array<double, 3>& rgb) {
    const auto f = [](double t) {
        return t > 216.0 / 24389.0 ? std::cbrt(t) : (24389.0 / 27.0 * t + 16) / 116;
    };
    const double x = 0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2];
    const double y = 0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2];
    const double z = 0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2];
    const double fx = f(x / 0.95047), fy = f(y), fz = f(z / 1.08883);
    return {116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)};
}

Lab skin_with(const sim::ToneRow& tone, double blood_gain, double melanin_gain) {
    Chromophores c = sim::resting_skin(tone);
    c = sim::perfused(c, c.blood_share * blood_gain);
    c.melanosomes_share *= melanin_gain;
    return lab(sim::skin_colour(c));
}

double difference(const Lab& p, const Lab& q) {
    return std::hypot(p.L - q.L, p.a - q.a, p.b - q.b);
}

Lab of_table(const std::array<double, 3>& srgb) {
    std::array<double, 3> linear{};
    for (std::size_t i = 0; i < 3; ++i)
        linear[i] = srgb[i] <= 0.04045 ? srgb[i] / 12.92 : std::pow((srgb[i] + 0.055) / 1.055, 2.4);
    return lab(linear);
}

TEST(SkinColour, SixTonesGrowDarkerOneByOne) {
    for (std::size_t i = 1; i < tones().size(); ++i)
        EXPECT_LT(skin_with(tones()[i], 1, 1).L, skin_with(tones()[i - 1], 1, 1).L - 2)
            << tones()[i].id;
}

TEST(SkinColour, MoreBloodIsRedderOnEveryTone) {
    for (const sim::ToneRow& tone : tones())
        for (double gain = 0.25; gain < 3; gain *= 1.25)  // up to four times, the table's erythema
            EXPECT_GT(skin_with(tone, 1.25 * gain, 1).a, skin_with(tone, gain, 1).a)
                << tone.id << " " << gain;
}

TEST(SkinColour, LessBloodIsPalerOnEveryTone) {
    for (const sim::ToneRow& tone : tones())
        EXPECT_GT(skin_with(tone, 0.2, 1).L, skin_with(tone, 1, 1).L) << tone.id;
}

TEST(SkinColour, MoreMelaninIsDarkerOnEveryTone) {
    for (const sim::ToneRow& tone : tones())
        EXPECT_LT(skin_with(tone, 1, 1.3).L, skin_with(tone, 1, 1).L) << tone.id;
}

// Science A3: redness is much harder to see on dark skin, which is why it is also shown as a
// number.
TEST(SkinColour, TheSameRednessShowsLessOnDarkerSkin) {
    const auto change = [](const sim::ToneRow& tone) {
        return difference(skin_with(tone, 4, 1), skin_with(tone, 1, 1));
    };
    for (std::size_t i = 1; i < tones().size(); ++i)
        EXPECT_LT(change(tones()[i]), change(tones()[i - 1])) << tones()[i].id;
    EXPECT_LT(change(tones().back()), 0.4 * change(tones().front()));
}

// The tabled colours came from another two-layer model with the same spectra: twelve colours, four
// fitted numbers.
TEST(SkinColour, FitsTheTabledColoursOfTheTones) {
    double sum = 0, worst = 0;
    for (const sim::ToneRow& tone : tones()) {
        Chromophores red = sim::resting_skin(tone);
        red.blood_share = sim::parameter("optics.blood_share_erythema").value;
        const double rest = difference(skin_with(tone, 1, 1), of_table(tone.baseline_srgb));
        const double flushed = difference(lab(sim::skin_colour(red)), of_table(tone.erythema_srgb));
        sum += rest + flushed;
        worst = std::max({worst, rest, flushed});
    }
    RecordProperty("mean_dE", std::to_string(sum / 12));
    RecordProperty("worst_dE", std::to_string(worst));
    EXPECT_LT(sum / 12, 2.5);  // measured 2.2; a just noticeable difference is 2.3
    EXPECT_LT(worst, 4);       // measured 3.3
}

// Oxygen makes blood scarlet: without it the same blood is darker and less red.
TEST(SkinColour, BloodWithoutOxygenIsLessRed) {
    Chromophores c = sim::resting_skin(tones()[1]);
    c.blood_share = 0.02;
    c.oxygenation_share = 0.95;
    const Lab with = lab(sim::skin_colour(c));
    c.oxygenation_share = 0.2;
    const Lab without = lab(sim::skin_colour(c));
    EXPECT_LT(without.a, with.a - 1);
    EXPECT_LT(without.b, with.b);  // bluer
}

// Langlois & Gresham 1991: no yellow before 18 h.
TEST(SkinColour, ABruiseTurnsFromBlueRedToYellowAndFades) {
    const auto bruised = [](double days) {
        Chromophores c = sim::bruise(0.02, days);
        const Chromophores rest = sim::resting_skin(tones()[1]);
        c.melanosomes_share = rest.melanosomes_share, c.blood_share = rest.blood_share;
        return lab(sim::skin_colour(c));
    };
    const Lab rest = skin_with(tones()[1], 1, 1);
    EXPECT_LT(bruised(0).b, rest.b);
    EXPECT_LT(bruised(0).L, rest.L - 4);
    EXPECT_GT(bruised(4).b, rest.b + 4);
    EXPECT_LT(difference(bruised(30), rest), 1);
}

TEST(SkinColour, ABruiseHoldsNoMorePigmentThanTheBloodItCameFrom) {
    for (double days = 0; days < 20; days += 0.25) {
        const Chromophores c = sim::bruise(0.01, days);
        EXPECT_GE(std::min({c.spilt_blood_share, c.biliverdin_share, c.bilirubin_share}), 0)
            << days;
        EXPECT_LE(c.spilt_blood_share + c.biliverdin_share + c.bilirubin_share, 0.01 + 1e-12)
            << days;
    }
}

TEST(SkinColour, DarkMarksComeLateFadeAndGrowWithTheTone) {
    for (std::size_t i = 1; i < tones().size(); ++i)
        EXPECT_GT(sim::dark_mark_gain(tones()[i], 30), sim::dark_mark_gain(tones()[i - 1], 30));
    const sim::ToneRow& dark = tones().back();
    EXPECT_EQ(sim::dark_mark_gain(dark, 0), 0);
    EXPECT_LT(sim::dark_mark_gain(dark, 1), 0.02 * sim::dark_mark_gain(dark, 30) + 0.01);
    EXPECT_LT(sim::dark_mark_gain(dark, 365), 0.1 * sim::dark_mark_gain(dark, 30));
}

TEST(SkinColour, ADeeperDimplePressesOutMoreBloodAndNeverAll) {
    EXPECT_EQ(sim::pressed_out(0), 0);
    EXPECT_GT(sim::pressed_out(0.2), sim::pressed_out(0.1));
    EXPECT_LT(sim::pressed_out(1), 1);
}

}  // namespace
