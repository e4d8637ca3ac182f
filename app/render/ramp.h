// The one colour ramp of temperature: legend and shaders read the same stops.
#pragma once
#include <glm/common.hpp>
#include <glm/vec3.hpp>

#include <algorithm>
#include <array>

namespace render {

inline constexpr double kRampLow_C = 37, kRampHigh_C = 110;
/// Temperatures worth a mark: heat that hurts, collagen that shrinks, water that boils.
inline constexpr std::array<double, 3> kRampMarks_C = {43, 60, 100};

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
