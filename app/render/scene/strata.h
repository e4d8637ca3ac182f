// Which layers of the block there are, and the surfaces at which those that are hidden or faded lay
// bare their neighbours.
#pragma once
#include "app/session/view.h"
#include "sim/tissue/tissue.h"

#include <array>
#include <vector>

namespace render {

enum class Presence { absent, veil, solid };
using Presences = std::array<Presence, sim::kLayerCount>;  ///< from the surface down

/// Absent is what is peeled off or hidden. A layer below the block's floor counts with the one
/// above it.
/// @param peel  layers missing from the top: effective_peel
Presences presences(const session::View& view, double peel, const sim::Tissue& tissue);

/// Layers of one kind that hang together: a cut face shows them as one piece.
struct Run {
    int first = 0, last = 0;
    Presence presence = Presence::solid;
    bool on_floor() const { return last == sim::kLayerCount - 1; }
    bool operator==(const Run&) const = default;
};
std::vector<Run> runs_of(const Presences& presences);

/// The top of a layer whose upper neighbour does not hide it, or the underside of one whose lower
/// neighbour does not.
struct Sheet {
    int layer = 0;
    bool underside = false;
    Presence presence = Presence::solid;
    /// Its place among the bounds between layers: 0 the skin, 1 the lower end of the first layer.
    int bound() const { return underside ? layer + 1 : layer; }
    bool operator==(const Sheet&) const = default;
};
std::vector<Sheet> sheets_of(const Presences& presences);

/// Layers missing from the top down to a bound, as top_mm counts them: peeling may have gone some
/// way into the layer below it.
double level_of(int bound, double peel);

}  // namespace render
