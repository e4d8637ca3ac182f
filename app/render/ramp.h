// The one colour ramp of temperature and its marked lines: legend and shaders draw the same.
#pragma once
#include <glm/common.hpp>
#include <glm/vec3.hpp>

#include <algorithm>
#include <array>

namespace render {

inline constexpr double kRampLow_C = 37, kRampHigh_C = 110;

/// A temperature worth a line: heat that hurts, collagen that shrinks, water that boils. Lines
/// differ in lightness, width and dashes, so also without colour vision. Twin of
/// shaders/common/isotherms.glsl; a test compares the two.
struct HeatLine {
    double temperature_C;
    std::array<float, 3> srgb;    ///< of the line
    std::array<float, 3> casing;  ///< of the fine edge that keeps it seen on any ground
    float width_px;               ///< on a picture 720 high
    float dash_px;                ///< length of a dash and of a gap; 0: unbroken
};
inline constexpr std::array<HeatLine, 3> kHeatLines = {{
    {43, {0.80f, 0.95f, 1.00f}, {0.16f, 0.12f, 0.34f}, 1.5f, 5.5f},
    {60, {1.00f, 1.00f, 1.00f}, {0.34f, 0.04f, 0.20f}, 1.7f, 0.0f},
    {100, {0.10f, 0.03f, 0.08f}, {1.00f, 0.95f, 0.74f}, 2.2f, 0.0f},
}};

/// sRGB, evenly spaced over the range and, in OKLab lightness, evenly rising from 0.26 to 0.96:
/// told apart by lightness alone, so also without colour vision. Between stops the *encoded* values
/// are interpolated; a shader that works in linear light decodes afterwards.
inline constexpr int kRampStops = 9;
inline constexpr std::array<std::array<float, 3>, kRampStops> kRamp = {{
    {0.181f, 0.024f, 0.348f},
    {0.361f, 0.000f, 0.436f},
    {0.552f, 0.007f, 0.443f},
    {0.751f, 0.015f, 0.389f},
    {0.886f, 0.242f, 0.291f},
    {0.965f, 0.438f, 0.202f},
    {0.998f, 0.627f, 0.222f},
    {0.993f, 0.806f, 0.412f},
    {0.978f, 0.963f, 0.717f},
}};

/// @param t  0 at kRampLow_C, 1 at kRampHigh_C; clamped
inline glm::vec3 ramp_srgb(float t) {
    const float at = std::clamp(t, 0.0f, 1.0f) * float(kRampStops - 1);
    const int i = std::min(int(at), kRampStops - 2);
    const auto stop = [](int k) {
        const auto& s = kRamp[std::size_t(k)];
        return glm::vec3(s[0], s[1], s[2]);
    };
    return glm::mix(stop(i), stop(i + 1), at - float(i));
}

inline float ramp_position(double temperature_C) {
    return float((temperature_C - kRampLow_C) / (kRampHigh_C - kRampLow_C));
}

}  // namespace render
