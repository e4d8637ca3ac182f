#include "app/session/probes.h"

#include "sim/world.h"

#include <algorithm>
#include <cmath>

namespace session {
namespace {

constexpr double kBeside_mm = 0.1;  // from the wall of the needle: in tissue, and hot

double tidy_mm(double mm) { return std::round(mm * 200) / 200 + 0.0; }

}  // namespace

Probe nearest_place(const Probe& wanted, const sim::Block& block) {
    const double side_mm = block.width_mm / 2;
    return {tidy_mm(std::clamp(wanted.x_mm, -side_mm, side_mm)),
            tidy_mm(std::clamp(wanted.depth_mm, 0.0, block.floor_mm))};
}

std::array<Probe, kProbeCount> probe_places(const View& view, const sim::Snapshot& s) {
    const sim::Device& device = s.scenario->device;
    const SectionPlane section = section_plane(view, s.tissue->block);
    const double needle_mm = s.needles.empty() ? 0.0 : section.along_mm(s.needles.front().entry_mm);
    const double wall_mm = needle_mm + device.needle_diameter_mm / 2;
    const std::array<Probe, kProbeCount> usual = {
        Probe{wall_mm + kBeside_mm, s.reached_depth_mm},
        Probe{needle_mm + device.pitch_mm / 2, s.reached_depth_mm},
        Probe{wall_mm + kBeside_mm / 2, s.tissue->layers.junction_mm()}};
    std::array<Probe, kProbeCount> places;
    for (std::size_t i = 0; i < places.size(); ++i)
        places[i] = nearest_place(view.probes[i].value_or(usual[i]), s.tissue->block);
    return places;
}

double probe_temperature_C(const sim::World& world, const Probe& probe,
                           const SectionPlane& section) {
    const sim::Plan& plan = *world.plan;
    if (!plan.rf) return sim::blood().arterial_C.value;
    const glm::dvec2 origin_mm = sim::heat_origin_mm(plan.scenario.device);
    const glm::dvec3 place_mm = section.at(probe.x_mm, probe.depth_mm);
    return sim::temperature_at(world.rf, *plan.rf, place_mm.x + origin_mm.x,
                               place_mm.y + origin_mm.y, probe.depth_mm);
}

std::array<std::vector<float>, kProbeCount> probe_curves_C(
    WorldSpan worlds, const std::array<Probe, kProbeCount>& probes, const SectionPlane& section) {
    std::array<std::vector<float>, kProbeCount> curves;
    for (std::size_t i = 0; i < curves.size(); ++i)
        for (const std::shared_ptr<const sim::World>& world : worlds)
            curves[i].push_back(float(probe_temperature_C(*world, probes[i], section)));
    return curves;
}

}  // namespace session
