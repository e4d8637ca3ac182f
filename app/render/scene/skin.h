// What the shader of the skin surface reads: its fine relief, what marks it, and its colours.
#pragma once
#include "sim/snapshot.h"

#include <array>
#include <cstddef>
#include <vector>

namespace render {

/// Linear sRGB of skin by what absorbs light in it, from sim::skin_colour: columns by the blood in
/// the dermis, rows by the melanosomes in the epidermis, both by square roots, so that little of
/// either is told apart best. Alpha is 1. Twins of the constants are in shaders/common/skin.glsl.
inline constexpr int kPaletteSize = 48;
inline constexpr double kMostBlood = 0.12, kMostMelanosomes = 0.70;
std::vector<float> make_skin_palette();

/// The skin's own lines and pores over the whole block, RGBA8: slopes along x and y (128 is level,
/// 127 steps are a slope of kSlopeRange), how far a place lies below its surroundings (255 is
/// kHollow_mm), and spots of melanin (128 none, 255 twice as much).
inline constexpr double kSlopeRange = 1.0, kHollow_mm = 0.05;
std::vector<std::byte> make_skin_map(const sim::Tissue& tissue, int columns, int rows);

/// Changes of the chromophores, RGBA8 over the whole block: blood in the dermis (square root of its
/// gain over kMostBloodGain), extra melanin (255 is as much again), blood out of the vessels in the
/// dermis (255 is parameter optics.bruise_blood_share), blood or crust on the surface.
inline constexpr int kMarksWide = 512, kMarksHigh = 308;
inline constexpr double kMostBloodGain = 9.0;
std::vector<std::byte> make_marks(const sim::Snapshot& snapshot);

/// How skin of this tone takes up red, green and blue light, when its dermis holds a bruise of the
/// full strength and this age: the colour is what it would be times exp(-amount * this).
std::array<double, 3> bruise_absorbance(const sim::ToneRow& tone, double age_days);

}  // namespace render
