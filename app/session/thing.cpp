#include "app/session/thing.h"

namespace session {

std::optional<sim::Layer> layer_of(Thing thing) {
    using enum Thing;
    switch (thing) {
        case stratum_corneum:
            return sim::Layer::stratum_corneum;
        case granular_layer:
        case spinous_layer:
        case basal_layer:
            return sim::Layer::viable_epidermis;
        case papillary_dermis:
            return sim::Layer::papillary_dermis;
        case reticular_dermis:
            return sim::Layer::reticular_dermis;
        case fat:
            return sim::Layer::hypodermis;
        case muscle:
            return sim::Layer::muscle;
        default:
            return {};
    }
}

std::optional<Part> part_of(Thing thing) {
    using enum Thing;
    switch (thing) {
        case stratum_corneum:
            return Part::stratum_corneum;
        case granular_layer:
        case spinous_layer:
        case basal_layer:
            return Part::epidermis;
        case papillary_dermis:
            return Part::papillary_dermis;
        case reticular_dermis:
            return Part::reticular_dermis;
        case fat:
            return Part::fat;
        case arteriole:
        case venule:
        case capillary:
            return Part::vessels;
        case nerve:
        case touch_corpuscle:
            return Part::nerves;
        case follicle:
        case hair:
        case arrector_muscle:
            return Part::follicles;
        case sebaceous_gland:
        case sweat_duct:
        case sweat_coil:
            return Part::glands;
        case neutrophil:
        case macrophage_m1:
        case macrophage_m2:
        case fibroblast:
            return Part::cells;
        case channel:
        case blood:
            return Part::channels;
        case collagen_iii:
        case collagen_i:
            return Part::collagen;
        case coagulated:
            return Part::heat;
        case needle:
        case needle_coat:
        case plate:
            return Part::needles;
        default:
            return {};
    }
}

}  // namespace session
