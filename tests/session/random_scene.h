// Scenes drawn from every field's range, for properties that must hold for all of them.
#pragma once
#include "app/session/scene.h"
#include "sim/base/random.h"

#include <algorithm>

namespace session::test {

/// A scene that validate() accepts; the same for the same seed.
inline Scene random_scene(std::uint64_t seed) {
    using sim::operator""_purpose;
    sim::Random rng(seed, "random_scene"_purpose);
    Scene scene;
    visit_scene_fields(scene, [&]<class T>(const sim::Field& field, T& value) {
        if constexpr (std::is_same_v<T, double>)
            value = rng.between(field.low, field.high);
        else
            value = T(int(field.low) + rng.below(int(field.high - field.low) + 1));
    });
    // What only holds between fields.
    sim::Scenario& s = scene.scenario;
    s.technique.depth_mm = std::min(s.technique.depth_mm, s.device.needle_length_mm);
    s.device.pitch_mm = std::max(s.device.pitch_mm, 2 * s.device.needle_diameter_mm);
    s.rf.on = s.rf.on && s.device.kind == sim::DeviceKind::rf_array;
    while (s.rf.levels > 1 &&
           s.technique.depth_mm - double(s.rf.levels - 1) * s.rf.level_step_mm < 0.1)
        --s.rf.levels;
    if (s.device.columns < 2) s.rf.polarity = sim::Polarity::monopolar;
    s.course.interval_days = std::min(s.course.interval_days, 360.0 / s.course.sessions);
    scene.view.parts = std::uint32_t(rng.bits()) & kAllParts;
    for (std::optional<Probe>& probe : scene.view.probes)
        if (rng.unit() < 0.5) probe = Probe{rng.between(-2, 2), rng.between(0, 8)};
    scene.time_us = sim::Microseconds(rng.unit() * double(sim::kYear));
    return scene;
}

}  // namespace session::test
