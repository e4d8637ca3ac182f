// Which names a view would like to show: the lesson of each picture, most important first.
#include "app/render/annotation/stains.h"
#include "app/render/annotation/subjects.h"

#include <algorithm>
#include <utility>

namespace render {
namespace {

using enum Word;
using session::Part;
using session::ViewName;
using sim::Stage;

constexpr std::array<Word, sim::kLayerCount> kLayerWords = {
    stratum_corneum, epidermis, papillary_dermis, reticular_dermis, fat, muscle};
constexpr std::array<Word, sim::kStructureCount> kStructureWords = {
    arteriole,       venule,     capillary,   nerve,           follicle,       hair,
    sebaceous_gland, sweat_duct, sweat_gland, arrector_muscle, touch_corpuscle};

constexpr std::pair<Word, sim::Layer> kDetails[] = {
    {granular_layer, sim::Layer::viable_epidermis},   {spinous_layer, sim::Layer::viable_epidermis},
    {basal_layer, sim::Layer::viable_epidermis},      {rete_ridge, sim::Layer::viable_epidermis},
    {junction, sim::Layer::viable_epidermis},         {papilla, sim::Layer::papillary_dermis},
    {collagen_bundles, sim::Layer::reticular_dermis}, {fat_cells, sim::Layer::hypodermis}};

constexpr double kNear_mm = 2.8e-3, kClose_mm = 0.8e-3;  // pixels from which more is named

bool healing(const sim::Snapshot& s) { return s.visits > 0 && s.stage >= Stage::closing; }

/// What was done to the skin: ahead of anatomy in every picture that shows it.
std::vector<Word> events(const sim::Snapshot& s) {
    if (healing(s)) return {coagulated, new_collagen, microchannel};
    return {needle_tip, coagulated, microchannel};
}

/// The skin from outside, whatever else is seen.
std::vector<Word> outside() {
    return {rolling_scar, boxcar_scar,     icepick_scar, fine_line,        pore,
            bleeding,     stratum_corneum, epidermis,    papillary_dermis, reticular_dermis};
}

/// The layers and the largest things in them.
std::vector<Word> from_afar(ViewName view) {
    if (view == ViewName::array)
        return {epidermis, papillary_dermis, reticular_dermis, fat, stratum_corneum, muscle};
    std::vector<Word> names = {
        epidermis,       papillary_dermis, reticular_dermis, fat,   stratum_corneum, follicle,
        sebaceous_gland, arteriole,        venule,           nerve, sweat_gland,     sweat_duct,
        muscle};
    if (view == ViewName::section) names.push_back(capillary);
    return names;
}

/// What the layers hold, and the layers themselves where there is room.
std::vector<Word> from_nearby() {
    return {papillary_dermis,
            reticular_dermis,
            stratum_corneum,
            capillary,
            sebaceous_gland,
            follicle,
            basal_layer,
            arteriole,
            venule,
            nerve,
            fat,
            granular_layer,
            epidermis,
            sweat_duct,
            sweat_gland,
            papilla,
            collagen_bundles,
            fat_cells,
            hair,
            arrector_muscle,
            muscle};
}

/// What the layers consist of.
std::vector<Word> from_close_to() {
    return {fibroblasts,
            stratum_corneum,
            granular_layer,
            basal_layer,
            junction,
            papilla,
            capillary,
            reticular_dermis,
            fat,
            nerve,
            arteriole,
            venule,
            sebaceous_gland,
            papillary_dermis,
            follicle,
            spinous_layer,
            sweat_duct,
            sweat_gland,
            rete_ridge,
            hair,
            collagen_bundles,
            fat_cells,
            arrector_muscle,
            touch_corpuscle,
            epidermis,
            muscle};
}

}  // namespace

std::vector<Word> names_for(const session::View& view, const sim::Snapshot& snapshot,
                            double pixel_mm) {
    std::vector<Word> names = events(snapshot);
    const std::vector<Word> more = view.name == ViewName::surface && pixel_mm > kNear_mm ? outside()
                                   : pixel_mm > kNear_mm  ? from_afar(view.name)
                                   : pixel_mm > kClose_mm ? from_nearby()
                                                          : from_close_to();
    names.insert(names.end(), more.begin(), more.end());
    if (const Stain* stain = stain_of(view.style))
        for (const Word unseen : stain->unseen)
            names.erase(std::remove(names.begin(), names.end(), unseen), names.end());
    return names;
}

std::optional<sim::Layer> layer_named(Word word) {
    for (std::size_t i = 0; i < kLayerWords.size(); ++i)
        if (kLayerWords[i] == word) return sim::Layer(i);
    return {};
}

std::optional<sim::Structure> structure_named(Word word) {
    for (std::size_t i = 0; i < kStructureWords.size(); ++i)
        if (kStructureWords[i] == word) return sim::Structure(i);
    return {};
}

std::optional<sim::Layer> layer_of_detail(Word word) {
    for (const auto& [detail, layer] : kDetails)
        if (detail == word) return layer;
    return {};
}

bool is_region(Word word) { return layer_named(word) || layer_of_detail(word); }

Part part_of(sim::Structure structure) {
    if (sim::is_vessel(structure)) return Part::vessels;
    switch (structure) {
        case sim::Structure::nerve:
        case sim::Structure::touch_corpuscle:
            return Part::nerves;
        case sim::Structure::follicle:
        case sim::Structure::hair:
        case sim::Structure::arrector_muscle:
            return Part::follicles;
        default:
            return Part::glands;
    }
}

std::optional<Part> part_of(Word word) {
    constexpr Part kLayerParts[] = {Part::stratum_corneum, Part::epidermis, Part::papillary_dermis,
                                    Part::reticular_dermis, Part::fat};
    auto layer = layer_named(word);
    if (!layer) layer = layer_of_detail(word);
    if (layer == sim::Layer::muscle) return {};
    if (layer) return kLayerParts[std::size_t(*layer)];
    if (const auto structure = structure_named(word)) return part_of(*structure);
    switch (word) {
        case needle_tip:
            return Part::needles;
        case microchannel:
        case bleeding:
            return Part::channels;
        case coagulated:
            return Part::heat;
        case new_collagen:
            return Part::collagen;
        case fibroblasts:
            return Part::cells;
        default:
            return {};
    }
}

}  // namespace render
