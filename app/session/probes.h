// Where the probes stand: three places on the cut face whose temperature is plotted over time.
#pragma once
#include "app/session/section.h"
#include "app/session/view.h"
#include "sim/snapshot.h"

#include <array>
#include <memory>
#include <span>
#include <vector>

namespace session {

/// The places asked for; where none is: beside the tip of the needle in front, midway to the next
/// needle at the depth of the tip, and at the junction beside the shaft.
std::array<Probe, kProbeCount> probe_places(const View& view, const sim::Snapshot& snapshot);

/// Moved into the block, to 5 um.
Probe nearest_place(const Probe& wanted, const sim::Block& block);

/// Worlds of one scenario in the order of time, such as keyframes.
using WorldSpan = std::span<const std::shared_ptr<const sim::World>>;

/// Temperature of the tissue, or of the steel where a needle stands, at a place in the block, C.
double probe_temperature_C(const sim::World& world, const Probe& probe,
                           const SectionPlane& section);

/// One temperature a world, for each probe.
std::array<std::vector<float>, kProbeCount> probe_curves_C(
    WorldSpan worlds, const std::array<Probe, kProbeCount>& probes, const SectionPlane& section);

}  // namespace session
