#include "sim/base/exact_math.h"
#include "sim/models/pattern.h"
#include "sim/models/rf_problem.h"
#include "sim/tissue/tables.h"

#include <algorithm>
#include <cassert>

namespace sim {
namespace {

// Tissue around the array. Between needles of opposite sign the field is gone within a pitch, and
// heat walks 3 mm in a minute. A far plate is a grounded floor far below, with room to spread.
constexpr double kAround_mm = 3.0, kAroundMonopolar_mm = 15.0;

/// Conductivity at a frequency over that at 1 MHz, where layers() has it: along the tissue's
/// spectrum, straight between its points in the logarithm of frequency.
double frequency_factor(std::string_view tissue, double frequency_MHz) {
    const SpectrumRow* below = nullptr;
    const SpectrumRow* above = nullptr;
    double reference = 0;
    for (const SpectrumRow& row : spectrum()) {
        if (row.tissue != tissue) continue;
        if (row.frequency_MHz == 1.0) reference = row.sigma_S_per_m.value;
        if (row.frequency_MHz <= frequency_MHz) below = &row;
        if (row.frequency_MHz >= frequency_MHz && above == nullptr) above = &row;
    }
    assert(reference > 0 && (below != nullptr || above != nullptr));
    if (below == nullptr) below = above;
    if (above == nullptr) above = below;
    const double low = below->sigma_S_per_m.value, high = above->sigma_S_per_m.value;
    if (below == above) return low / reference;
    const double part = exact_log(frequency_MHz / below->frequency_MHz) /
                        exact_log(above->frequency_MHz / below->frequency_MHz);
    return (low + part * (high - low)) / reference;
}

constexpr std::array<std::string_view, kLayerCount> kSpectrumOf = {
    "skin_dry", "skin_wet", "skin_wet", "skin_wet", "fat", "muscle"};

std::vector<RfLayer> tissue_layers(const LayerDepths& depths, double frequency_MHz) {
    std::vector<RfLayer> list;
    double above_mm = 0;
    for (int l = 0; l < kLayerCount; ++l) {
        const LayerRow& row = layer_row(LayerId(l));
        const double density = row.density_kg_per_m3.value;
        RfLayer layer{.sigma_S_per_m = row.sigma_S_per_m.value *
                                       frequency_factor(kSpectrumOf[std::size_t(l)], frequency_MHz),
                      .conductivity_W_per_mK = row.conductivity_W_per_mK.value,
                      .density_kg_per_m3 = density,
                      .specific_heat_J_per_kgK = row.specific_heat_J_per_kgK.value,
                      .perfusion_per_s = row.perfusion_per_s.value,
                      .latent_J_per_m3 = density * parameter("rf.tissue_water_share").value *
                                         parameter("rf.latent_heat_J_per_kg").value};
        if (l + 1 < kLayerCount) {
            layer.thickness_mm = depths.bottom_mm[std::size_t(l)] - above_mm;
            above_mm = depths.bottom_mm[std::size_t(l)];
            if (layer.thickness_mm <= 0) continue;  // not at this site
        }
        list.push_back(layer);
    }
    return list;
}

NeedleShape needle_shape(const Device& device, double tip_depth_mm) {
    NeedleShape shape;
    shape.radius_mm = 0.5 * device.needle_diameter_mm;
    shape.tip_mm =
        std::max(tip_depth_mm, 0.1);  // one that stops in the horny layer carries nothing
    shape.exposed_mm =
        device.insulated ? std::min(device.active_tip_mm, shape.tip_mm) : shape.tip_mm;
    return shape;
}

void add_needles(RfProblem& p, const Scenario& s, double tip_depth_mm) {
    NeedleShape shape = needle_shape(s.device, tip_depth_mm);
    const double middle_column = 0.5 * (s.device.columns - 1),
                 middle_row = 0.5 * (s.device.rows - 1);
    for (int row = 0; row < s.device.rows; ++row)
        for (int column = 0; column < s.device.columns; ++column) {
            shape.x_mm = (column - middle_column) * s.device.pitch_mm;
            shape.y_mm = (row - middle_row) * s.device.pitch_mm;
            p.needles.push_back({shape, is_positive(s.rf.polarity, row, column) ? 0 : 1});
        }
    const bool monopolar = s.rf.polarity == Polarity::monopolar;
    p.electrode_share = monopolar ? std::vector{1.0} : std::vector{0.5, -0.5};
    p.grounded[std::size_t(Side::floor)] = monopolar;
    p.lifts_mm.clear();
    for (int level = 0; level < s.rf.levels; ++level)
        p.lifts_mm.push_back(std::min(level * s.rf.level_step_mm, shape.tip_mm - 0.1));
}

void add_drive(RfProblem& p, const Rf& rf, int needles) {
    switch (rf.control) {
        case Control::power:
            p.drive.control = RfDrive::Control::power;
            break;
        case Control::voltage:
            p.drive.control = RfDrive::Control::voltage;
            break;
        case Control::energy:
            p.drive.control = RfDrive::Control::energy;
    }
    p.drive.voltage_V = rf.voltage_V;
    p.drive.power_W = rf.power_W_per_pin * needles;
    p.drive.energy_J = 1e-3 * rf.energy_mJ_per_pin * needles;
    if (rf.stop == Stop::temperature) p.drive.stop_C = rf.stop_C;
    if (rf.stop == Stop::impedance) p.drive.stop_resistance_ratio = rf.stop_impedance_ratio;
    for (int level = 0; level < rf.levels; ++level)
        for (int n = 0; n < rf.pulses; ++n)
            p.pulses.push_back({1e-3 * rf.pulse_ms, 1e-3 * rf.pause_ms, level});
}

}  // namespace

RfProblem problem_of(const Scenario& scenario, const LayerDepths& layers, double tip_depth_mm) {
    const Scenario& s = scenario;
    RfProblem p;
    add_needles(p, s, tip_depth_mm);
    const bool monopolar = s.rf.polarity == Polarity::monopolar;
    const double around_mm = monopolar ? kAroundMonopolar_mm : kAround_mm;
    const double half_x_mm = 0.5 * (s.device.columns - 1) * s.device.pitch_mm + around_mm,
                 half_y_mm = 0.5 * (s.device.rows - 1) * s.device.pitch_mm + around_mm;
    p.x_mm = {-half_x_mm, half_x_mm};
    p.y_mm = {-half_y_mm, half_y_mm};
    p.depth_mm = {0,
                  std::max(p.needles.front().shape.tip_mm, layers.dermis_bottom_mm()) + around_mm};
    p.layers = tissue_layers(layers, s.rf.frequency_MHz);
    p.junction_mm = layers.junction_mm();
    p.blood_density_kg_per_m3 = blood().density_kg_per_m3.value;
    p.blood_specific_heat_J_per_kgK = blood().specific_heat_J_per_kgK.value;
    p.blood_C = p.initial_C = blood().arterial_C.value;
    p.perfusion_stops = true;
    p.rise = {parameter("rf.sigma_per_K").value, parameter("rf.sigma_reference_C").value,
              parameter("rf.sigma_collapse_from_C").value,
              parameter("rf.sigma_collapse_to_C").value,
              parameter("rf.sigma_collapse_factor").value};
    const SteelRow& steel = needle_steel();
    p.steel_conductivity_W_per_mK = steel.conductivity_W_per_mK.value;
    p.steel_density_kg_per_m3 = steel.density_kg_per_m3.value;
    p.steel_specific_heat_J_per_kgK = steel.specific_heat_J_per_kgK.value;
    p.sides[std::size_t(Side::surface)] =
        s.rf.cooling ? HeatSide{HeatSide::Kind::convection, s.rf.plate_C,
                                parameter("rf.contact_cooling_W_per_m2K").value}
                     : HeatSide{HeatSide::Kind::convection, p.initial_C,
                                parameter("rf.surface_convection_W_per_m2K").value};
    p.sides[std::size_t(Side::floor)] = {HeatSide::Kind::fixed, p.initial_C, 0.0};
    p.damage = {cell_necrosis(), collagen_denaturation()};
    add_drive(p, s.rf, int(p.needles.size()));
    return p;
}

}  // namespace sim
