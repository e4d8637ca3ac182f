#include "app/render/scene/strata.h"

#include <algorithm>

namespace render {

Presences presences(const session::View& view, double peel, const sim::Tissue& tissue) {
    using enum session::Part;
    constexpr session::Part kParts[] = {stratum_corneum, epidermis, papillary_dermis,
                                        reticular_dermis, fat};
    Presences all;
    for (int layer = 0; layer < sim::kLayerCount; ++layer) {
        const bool named = layer < int(std::size(kParts));  // muscle is always there
        const bool below_floor =
            layer > 0 && tissue.layers.bottom_mm[std::size_t(layer - 1)] >= tissue.block.floor_mm;
        Presence& p = all[std::size_t(layer)];
        if (below_floor)
            p = all[std::size_t(layer - 1)];
        else if (layer < int(peel) || (named && !view.shows(kParts[layer])))
            p = Presence::absent;
        else
            p = named && view.fades(kParts[layer]) ? Presence::veil : Presence::solid;
    }
    return all;
}

std::vector<Run> runs_of(const Presences& all) {
    std::vector<Run> runs;
    for (int layer = 0; layer < sim::kLayerCount; ++layer) {
        const Presence p = all[std::size_t(layer)];
        if (p == Presence::absent) continue;
        if (!runs.empty() && runs.back().last == layer - 1 && runs.back().presence == p)
            runs.back().last = layer;
        else
            runs.push_back({layer, layer, p});
    }
    return runs;
}

std::vector<Sheet> sheets_of(const Presences& all) {
    std::vector<Sheet> sheets;
    for (int layer = 0; layer < sim::kLayerCount; ++layer) {
        const Presence p = all[std::size_t(layer)];
        if (p == Presence::absent) continue;
        if (layer == 0 || all[std::size_t(layer - 1)] != Presence::solid)
            sheets.push_back({layer, false, p});
        if (layer + 1 < sim::kLayerCount && all[std::size_t(layer + 1)] == Presence::absent &&
            p == Presence::solid)
            sheets.push_back({layer, true, p});
    }
    return sheets;
}

double level_of(int bound, double peel) {
    return int(peel) == bound ? std::max(peel, double(bound)) : double(bound);
}

}  // namespace render
