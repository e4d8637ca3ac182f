// What pictures, plots, readouts, files and texts may know about one instant.
#pragma once
#include "sim/base/timeline.h"
#include "sim/models/channel.h"
#include "sim/models/healing.h"
#include "sim/models/rf.h"
#include "sim/tissue/tables.h"
#include "sim/tissue/tissue.h"

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include <span>
#include <string_view>
#include <vector>

namespace sim {

struct World;

struct NeedleView {
    glm::dvec3 entry_mm{};   ///< where the axis meets the mean surface (depth 0)
    glm::dvec3 direction{};  ///< unit vector from the plate towards the tip, (x, y, depth)
    double tip_mm = 0;     ///< how far the tip stands below the mean surface along depth; < 0 above
    double dimple_mm = 0;  ///< how far the skin is pushed in at the entry
    bool positive = false;  ///< polarity, for bipolar RF
};

struct ChannelView {
    glm::dvec3 entry_mm{};
    glm::dvec3 direction{};
    double length_mm = 0;  ///< along the track
    ChannelState state;
    int vessels = 0;       ///< crossed by the track
    double bleed_mm3 = 0;  ///< blood on the skin at this point
    double cover = 0;      ///< share re-epithelialised
};

/// Temperature, potential and damage of the whole array, on the part of it that was solved for.
struct HeatView {
    const CellGrid* grid = nullptr;        ///< null: no RF in this scenario
    Fold fold;                             ///< the rest of the array is this part's image
    std::span<const float> temperature_C;  ///< empty: all at rest_C
    std::span<const float> potential_V;    ///< of the last solve; empty: none yet
    std::span<const float> necrosis;       ///< Omega; empty: no damage
    std::span<const float> collagen;
    double rest_C = 0;
    glm::dvec2 origin_mm{};  ///< of the block, in the array's coordinates

    /// Where on the grid a place in the block is found: its position or that of its image.
    glm::dvec3 on_grid_mm(const glm::dvec3& position_mm) const {
        return {fold.x_of(position_mm.x + origin_mm.x), fold.y_of(position_mm.y + origin_mm.y),
                position_mm.z};
    }
};

/// Of the block, in the coordinates of the whole array.
glm::dvec2 heat_origin_mm(const Device& device);

/// Const, and valid as long as the World it was made from lives unchanged.
struct Snapshot {
    const Scenario* scenario = nullptr;
    const Tissue* tissue = nullptr;
    const Timeline* timeline = nullptr;
    std::int64_t tick = 0;
    Microseconds time_us = 0;
    Stage stage = Stage::insertion;

    // the stroke
    std::vector<NeedleView> needles;  ///< in the block; the first is the one the readouts describe
    double set_depth_mm = 0;
    double reached_depth_mm = 0;  ///< deepest of this stroke, and its range
    double reached_low_mm = 0, reached_high_mm = 0;
    double tip_depth_mm = 0;  ///< now
    double force_mN = 0;      ///< on one needle, now
    Layer tip_layer = Layer::stratum_corneum;
    bool tip_in_skin = false;

    // the hole
    std::vector<ChannelView> channels;
    double channels_per_cm2 = 0;

    // the heat
    HeatView heat;
    RfReadout rf;
    int rf_needles = 0;  ///< of the array; 0 without RF

    // the healing
    int visits = 0;  ///< so far
    double days_since_visit = 0;
    Phase phase = Phase::intact;
    HealingState healing;
    double growth_factor = 0;
    double type_iii_share = 0;
    double concern_relief_share = 1;  ///< of the scar's or line's relief that is left; illustrative
    double strength = 0;
    double epidermal_cover = 0;
    double barrier_open = 0;  ///< electrical, the mean of the channels
    // Cells per volume near a channel, for drawing: the model's relative amounts times a scale.
    double neutrophils_per_mm3 = 0, macrophages_m1_per_mm3 = 0, macrophages_m2_per_mm3 = 0;
    double fibroblasts_per_mm3 = 0;
};

Snapshot observe(const World& world);

/// One number that may stand on a screen or in a file.
struct Readout {
    std::string_view id;     ///< "tip_depth_mm": also the CSV column and the JSON key
    std::string_view label;  ///< "Tip depth"
    std::string_view unit;   ///< "mm"
    Basis basis;
    std::string_view source;  ///< bibliography ids, or the model's name in docs/models.md
};

/// The one list of readouts: CSV columns, JSON keys, panels, plots and `papilla list fields` walk
/// it.
/// @param visit  called as visit(const Readout&, double value)
template <class Visit>
void visit_readouts(const Snapshot& s, Visit&& visit) {
    using enum Basis;
    // clang-format off
    visit(Readout{"set_depth_mm", "Depth set", "mm", measured, "scenario"}, s.set_depth_mm);
    visit(Readout{"reached_depth_mm", "Depth reached", "mm", derived, "H1"}, s.reached_depth_mm);
    visit(Readout{"reached_low_mm", "Depth reached, low", "mm", derived, "H1"}, s.reached_low_mm);
    visit(Readout{"reached_high_mm", "Depth reached, high", "mm", derived, "H1"}, s.reached_high_mm);
    visit(Readout{"tip_depth_mm", "Tip now", "mm", derived, "H1"}, s.tip_depth_mm);
    visit(Readout{"dimple_mm", "Skin pushed in", "mm", derived, "H1"}, s.needles.empty() ? 0.0 : s.needles.front().dimple_mm);
    visit(Readout{"force_mN", "Force on a needle", "mN", derived, "H1"}, s.force_mN);
    visit(Readout{"channels_per_cm2", "Channels", "1/cm2", derived, "pattern"}, s.channels_per_cm2);
    visit(Readout{"channel_diameter_um", "Channel width", "um", derived, "H2"}, s.channels.empty() ? 0.0 : 1000.0 * s.channels.front().state.diameter_mm);
    visit(Readout{"optical_open_share", "Channel open (seen)", "", derived, "H2"}, s.channels.empty() ? 0.0 : s.channels.front().state.optical_open);
    visit(Readout{"barrier_open_share", "Barrier still open", "", derived, "H2"}, s.barrier_open);
    visit(Readout{"epidermal_cover_share", "Epidermis closed", "", derived, "H3"}, s.epidermal_cover);
    visit(Readout{"visits", "Visits so far", "", measured, "scenario"}, double(s.visits));
    visit(Readout{"platelets_rel", "Clot", "rel", derived, "H3"}, s.healing.platelets);
    visit(Readout{"neutrophils_rel", "Neutrophils", "rel", derived, "H3"}, s.healing.neutrophils);
    visit(Readout{"macrophages_m1_rel", "Macrophages M1", "rel", derived, "H3"}, s.healing.macrophages_m1);
    visit(Readout{"macrophages_m2_rel", "Macrophages M2", "rel", derived, "H3"}, s.healing.macrophages_m2);
    visit(Readout{"growth_factor_rel", "Growth factors", "rel", derived, "H3"}, s.growth_factor);
    visit(Readout{"fibroblasts_rel", "Fibroblasts", "x rest", derived, "H3"}, s.healing.fibroblasts);
    visit(Readout{"collagen_iii_rel", "New collagen III", "rel", illustrative, "H3"}, s.healing.collagen_iii);
    visit(Readout{"collagen_i_rel", "New collagen I", "rel", illustrative, "H3"}, s.healing.collagen_i);
    visit(Readout{"type_iii_share", "Type III of all collagen", "", derived, "H3"}, s.type_iii_share);
    visit(Readout{"strength_share", "Strength of the column", "", derived, "H3"}, s.strength);
    visit(Readout{"erythema_rel", "Redness", "rel", derived, "H3"}, s.healing.erythema);
    visit(Readout{"oedema_rel", "Swelling", "rel", illustrative, "H3"}, s.healing.oedema);
    visit(Readout{"rf_resistance_ohm", "Resistance of the array", "ohm", derived, "H5"}, s.rf.resistance_ohm);
    visit(Readout{"rf_voltage_V", "Voltage", "V", derived, "H5"}, s.rf.voltage_V);
    visit(Readout{"rf_current_mA", "Current", "mA", derived, "H5"}, 1000.0 * s.rf.current_A);
    visit(Readout{"rf_power_W", "Power", "W", derived, "H5"}, s.rf.power_W);
    visit(Readout{"rf_energy_mJ", "Energy given", "mJ", derived, "H5"}, 1000.0 * s.rf.delivered_J);
    visit(Readout{"rf_energy_per_needle_mJ", "Energy a needle", "mJ", derived, "H5"}, s.rf_needles > 0 ? 1000.0 * s.rf.delivered_J / s.rf_needles : 0.0);
    visit(Readout{"rf_stored_mJ", "Energy still in the tissue", "mJ", derived, "H5"}, 1000.0 * s.rf.stored_J);
    visit(Readout{"rf_lost_mJ", "Energy carried off", "mJ", derived, "H5"}, 1000.0 * s.rf.lost_J);
    visit(Readout{"temperature_max_C", "Hottest tissue", "C", derived, "H5"}, s.rf.temperature_max_C);
    visit(Readout{"temperature_peak_C", "Hottest so far", "C", derived, "H5"}, s.rf.temperature_peak_C);
    visit(Readout{"junction_max_C", "Hottest at the junction", "C", derived, "H5"}, s.rf.junction_max_C);
    visit(Readout{"junction_peak_C", "Junction, hottest so far", "C", derived, "H5"}, s.rf.junction_peak_C);
    visit(Readout{"surface_max_C", "Hottest at the surface", "C", derived, "H5"}, s.rf.surface_max_C);
    visit(Readout{"surface_peak_C", "Surface, hottest so far", "C", derived, "H5"}, s.rf.surface_peak_C);
    visit(Readout{"coagulated_mm3", "Coagulated", "mm3", derived, "H5"}, s.rf.coagulated.volume_mm3);
    visit(Readout{"coagulated_width_um", "Widest coagulated zone", "um", derived, "H5"}, 1000.0 * s.rf.coagulated.largest_width_mm);
    visit(Readout{"coagulated_height_um", "Its height", "um", derived, "H5"}, 1000.0 * s.rf.coagulated.largest_height_mm);
    visit(Readout{"coagulated_top_mm", "Coagulated from", "mm", derived, "H5"}, s.rf.coagulated.depth_mm[0]);
    visit(Readout{"coagulated_bottom_mm", "Coagulated to", "mm", derived, "H5"}, s.rf.coagulated.depth_mm[1]);
    visit(Readout{"coagulated_zones", "Separate zones", "", derived, "H5"}, double(s.rf.coagulated.count));
    // clang-format on
}

}  // namespace sim
