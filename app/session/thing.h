// Everything in the picture that has a name of its own.
#pragma once
#include "app/session/view.h"
#include "sim/tissue/tissue.h"

#include <array>
#include <optional>
#include <string_view>

namespace session {

/// What a pixel can show. Layers stand from the surface down, structures in the order of
/// sim::Structure, cells in the order of the healing model; shaders/interface.h has the same
/// numbers.
enum class Thing {
    nothing,  ///< the backdrop
    stratum_corneum,
    granular_layer,
    spinous_layer,
    basal_layer,
    papillary_dermis,
    reticular_dermis,
    fat,
    muscle,
    arteriole,
    venule,
    capillary,
    nerve,
    follicle,
    hair,
    sebaceous_gland,
    sweat_duct,
    sweat_coil,
    arrector_muscle,
    touch_corpuscle,
    neutrophil,
    macrophage_m1,
    macrophage_m2,
    fibroblast,
    channel,
    blood,
    collagen_iii,
    collagen_i,
    coagulated,
    skin,
    pore,
    rolling_scar,
    boxcar_scar,
    icepick_scar,
    fine_line,
    needle,
    needle_coat,
    plate
};
inline constexpr std::array<std::string_view, 38> kThings = {"nothing",
                                                             "stratum_corneum",
                                                             "granular_layer",
                                                             "spinous_layer",
                                                             "basal_layer",
                                                             "papillary_dermis",
                                                             "reticular_dermis",
                                                             "fat",
                                                             "muscle",
                                                             "arteriole",
                                                             "venule",
                                                             "capillary",
                                                             "nerve",
                                                             "follicle",
                                                             "hair",
                                                             "sebaceous_gland",
                                                             "sweat_duct",
                                                             "sweat_coil",
                                                             "arrector_muscle",
                                                             "touch_corpuscle",
                                                             "neutrophil",
                                                             "macrophage_m1",
                                                             "macrophage_m2",
                                                             "fibroblast",
                                                             "channel",
                                                             "blood",
                                                             "collagen_iii",
                                                             "collagen_i",
                                                             "coagulated",
                                                             "skin",
                                                             "pore",
                                                             "rolling_scar",
                                                             "boxcar_scar",
                                                             "icepick_scar",
                                                             "fine_line",
                                                             "needle",
                                                             "needle_coat",
                                                             "plate"};
static_assert(int(Thing::plate) + 1 == int(kThings.size()));

/// What is under a place of the picture.
struct Picked {
    Thing thing = Thing::nothing;
    glm::dvec3 at_mm{};  ///< in the tissue, where the line of sight meets it
};

constexpr Thing thing_of(sim::Structure structure) {
    return Thing(int(Thing::arteriole) + int(structure));
}
static_assert(int(Thing::neutrophil) - int(Thing::arteriole) == sim::kStructureCount);

/// The structure of the network that it is; empty for everything else.
constexpr std::optional<sim::Structure> structure_of(Thing thing) {
    const int place = int(thing) - int(Thing::arteriole);
    if (place < 0 || place >= sim::kStructureCount) return {};
    return sim::Structure(place);
}
/// The layer of the model that it is, or is part of; empty for everything else.
std::optional<sim::Layer> layer_of(Thing thing);
/// What hides it when hidden; empty where nothing does.
std::optional<Part> part_of(Thing thing);

}  // namespace session
