// Which names a view would like to show: the lesson of each picture, most important first.
#include "app/render/annotation/subjects.h"

namespace render {
namespace {

using enum Word;
using session::ViewName;
using sim::Stage;

constexpr std::array<Word, sim::kLayerCount> kLayerWords = {
    stratum_corneum, epidermis, papillary_dermis, reticular_dermis, fat, muscle};
constexpr std::array<Word, sim::kStructureCount> kStructureWords = {
    arteriole,       venule,     capillary,   nerve,           follicle,       hair,
    sebaceous_gland, sweat_duct, sweat_gland, arrector_muscle, touch_corpuscle};

bool healing(const sim::Snapshot& s) { return s.visits > 0 && s.stage >= Stage::closing; }

/// What was done to the skin: ahead of anatomy in every picture that shows it.
std::vector<Word> events(const sim::Snapshot& s) {
    if (healing(s)) return {coagulated, new_collagen, microchannel};
    return {needle_tip, coagulated, microchannel};
}

std::vector<Word> anatomy(ViewName view) {
    switch (view) {
        case ViewName::block:
            return {epidermis, papillary_dermis, reticular_dermis, fat,
                    follicle,  stratum_corneum,  sebaceous_gland,  arteriole,
                    venule,    sweat_gland,      sweat_duct,       nerve,
                    muscle};
        case ViewName::section:
            return {epidermis, papillary_dermis, reticular_dermis, fat,   stratum_corneum, follicle,
                    arteriole, sebaceous_gland,  venule,           nerve, sweat_duct,      muscle,
                    capillary, arrector_muscle};
        case ViewName::surface:
            return {
                stratum_corneum, rolling_scar, boxcar_scar,      icepick_scar,    fine_line, pore,
                bleeding,        epidermis,    papillary_dermis, reticular_dermis};
        case ViewName::tip:
            return {epidermis,       papillary_dermis, reticular_dermis, fat,
                    arteriole,       venule,           capillary,        nerve,
                    follicle,        sebaceous_gland,  sweat_duct,       sweat_gland,
                    stratum_corneum, junction,         muscle,           hair,
                    arrector_muscle};
        case ViewName::cell:
            return {stratum_corneum,  epidermis,  junction, papillary_dermis, fibroblasts,
                    capillary,        sweat_duct, nerve,    follicle,         hair,
                    reticular_dermis, arteriole,  venule,   touch_corpuscle};
        case ViewName::array:
            return {epidermis, papillary_dermis, reticular_dermis, fat, stratum_corneum, muscle};
    }
    return {};
}

}  // namespace

std::vector<Word> names_for(const session::View& view, const sim::Snapshot& snapshot) {
    std::vector<Word> names = events(snapshot);
    const std::vector<Word> more = anatomy(view.name);
    names.insert(names.end(), more.begin(), more.end());
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

}  // namespace render
