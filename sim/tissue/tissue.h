// The block of skin as one function of position: layer surfaces and the network of structures in
// it.
//
// Positions are (x, y, depth) in mm: x to the right, y away from the front face, depth down from
// the mean skin surface. The same surfaces and tubes are drawn, pierced by needles and heated.
#pragma once
#include "sim/scenario.h"
#include "sim/tissue/tables.h"

#include <glm/vec3.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace sim {

using Layer = LayerId;
inline constexpr std::array<std::string_view, kLayerCount> kLayerNames = {
    "stratum_corneum",  "viable_epidermis", "papillary_dermis",
    "reticular_dermis", "hypodermis",       "muscle"};

/// Mean depth of the lower bound of each layer at this site, mm. (assets/science/sites.json)
struct LayerDepths {
    std::array<double, kLayerCount> bottom_mm{};  ///< muscle's is the floor of the block

    double junction_mm() const { return bottom_mm[std::size_t(Layer::viable_epidermis)]; }
    double dermis_bottom_mm() const { return bottom_mm[std::size_t(Layer::reticular_dermis)]; }
    double hypodermis_bottom_mm() const { return bottom_mm[std::size_t(Layer::hypodermis)]; }
    /// Layer at a depth by the mean bounds; above the surface counts as stratum corneum.
    Layer layer_at(double depth_mm) const;
    bool operator==(const LayerDepths&) const = default;
};

LayerDepths layer_depths(const Skin& skin);

/// The visible piece of skin: x in [-width/2, width/2], y in [0, length], depth in [0, floor].
struct Block {
    double width_mm = 4.0;
    double length_mm = 2.4;
    double floor_mm = 3.0;
    bool operator==(const Block&) const = default;
};

enum class Structure {
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
    touch_corpuscle
};
inline constexpr int kStructureCount = 11;
inline constexpr std::array<std::string_view, kStructureCount> kStructureNames = {
    "arteriole",       "venule",     "capillary",  "nerve",           "follicle",       "hair",
    "sebaceous_gland", "sweat_duct", "sweat_coil", "arrector_muscle", "touch_corpuscle"};
constexpr bool is_vessel(Structure s) { return s <= Structure::capillary; }

/// A piece of a structure: the points within radius of the segment a-b, whose radius runs linearly.
struct Tube {
    Structure structure;
    int individual;  ///< which follicle, loop or vessel this piece belongs to
    glm::dvec3 a_mm, b_mm;
    double a_radius_mm, b_radius_mm;
};

/// Everything about the block that time does not change. A pure function of (Skin, Block).
struct Tissue {
    Skin skin;
    Block block;
    LayerDepths layers;
    double rete_height_mm = 0;      ///< crest to trough of the junction; falls with age
    double rete_wavelength_mm = 0;  ///< from papilla to papilla
    std::vector<Tube> tubes;        ///< sorted by structure
};

Tissue make_tissue(const Skin& skin, const Block& block);

/// Depth of the skin surface below its mean: the skin's own lines and the shape of the concern, mm.
/// @param concern_share  how much of the concern's shape is left: Snapshot::concern_relief_share
double relief_mm(const Tissue& tissue, double x_mm, double y_mm, double concern_share = 1.0);

/// What a plumb line meets: the skin, then the lower bound of each layer, mm below the mean skin.
struct Column {
    double relief_mm = 0;
    std::array<double, kLayerCount> bottom_mm{};  ///< never cross
};

/// The column under (x, y), down to the bound of `last`; deeper bounds are 0.
Column column_at(const Tissue& tissue, double x_mm, double y_mm, double concern_share = 1.0,
                 Layer last = Layer::muscle);

/// Depth of the lower bound of a layer under (x, y), mm: relief, rete ridges and fat lobules
/// included. Bounds never cross: bound_mm(layer) <= bound_mm(layer + 1).
double bound_mm(const Tissue& tissue, Layer layer, double x_mm, double y_mm,
                double concern_share = 1.0);

/// The layer at a point. Above the skin counts as stratum corneum.
Layer layer_at(const Tissue& tissue, const glm::dvec3& position_mm);

/// A straight piece of a needle's track, as thick as the needle there.
struct Track {
    glm::dvec3 a_mm, b_mm;
    double radius_mm;
};

/// How many vessels the pieces of one track cut into; a vessel counts once.
int vessels_crossed(const Tissue& tissue, std::span<const Track> pieces);

}  // namespace sim
