// What the builders of the network share: the skin they build in and the tubes laid so far.
#pragma once
#include "sim/base/random.h"
#include "sim/tissue/tissue.h"

#include <cstdint>
#include <vector>

namespace sim {

/// A papilla of the dermis, and whether it holds a touch corpuscle instead of a capillary loop.
struct Papilla {
    double x_mm, y_mm;
    double roof_mm;      ///< depth of its top: the lower bound of the epidermis there
    std::uint64_t name;  ///< seeds what belongs to it
    bool nervous;
};

/// The papillae of bound_mm() within the block.
std::vector<Papilla> papillae(const Tissue& tissue);

/// The network while it is built. Placement draws from one stream, in a fixed order; what was added
/// later has streams of its own, so that nothing else moves.
struct Network {
    explicit Network(const Tissue& in)
        : tissue(in), rng(std::uint64_t(in.skin.seed), "network"_purpose) {}

    const Tissue& tissue;
    Random rng;
    std::vector<Tube> tubes = {};
    int next_individual = 0;

    double half_width_mm() const { return tissue.block.width_mm / 2.0; }
    double dermis_bottom_mm() const { return tissue.layers.dermis_bottom_mm(); }
    /// A depth that a table gives for thick skin, kept within this place's dermis.
    double in_dermis_mm(double depth_mm) const;
    Random stream(std::uint64_t purpose) const {
        return Random(std::uint64_t(tissue.skin.seed), purpose);
    }
    void add(Structure structure, int individual, const glm::dvec3& a_mm, const glm::dvec3& b_mm,
             double a_radius_mm, double b_radius_mm) {
        tubes.push_back({structure, individual, a_mm, b_mm, a_radius_mm, b_radius_mm});
    }
    /// Places something near (x, y), clear of the front face. One number after the other: the order
    /// in which a call's arguments are worked out is the compiler's choice.
    template <class Place>
    void scattered(double x_mm, double y_mm, double spacing_mm, double least_y_mm, Place place) {
        const double dx_mm = 0.3 * spacing_mm * rng.between(-1, 1);
        const double dy_mm = 0.3 * spacing_mm * rng.between(-1, 1);
        const double y_there_mm = y_mm + dy_mm;
        place(x_mm + dx_mm, y_there_mm < least_y_mm ? least_y_mm : y_there_mm);
    }
};

/// Both plexuses, what joins them, what feeds them from the fat, and the loops of the papillae.
void add_vessels(Network& network);
/// Trunks that rise through the dermis, free endings, and touch corpuscles in papillae.
void add_nerves(Network& network);
/// Hair follicles with hair, bulb, sebaceous gland and arrector muscle.
void add_follicles(Network& network);
/// Eccrine glands: a coiled tube, its duct, and the corkscrew through the epidermis.
void add_sweat_glands(Network& network);

}  // namespace sim
