// Radiofrequency heating around one needle of an array: current, heat, damage (model H5).
//
// An inner needle of a large array, cut down to its quarter cell by symmetry: x from the needle's axis
// to half the pitch, where a bipolar array has its zero-volt mid-plane; y likewise, mirrored. The far
// field of edge needles is left out, and readouts are per needle (four quarters).
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "sim/base/executor.h"
#include "sim/models/potential.h"
#include "sim/scenario.h"
#include "sim/tissue/tissue.h"

namespace sim {

/// What does not change during a pulse: geometry, layer fractions, properties, drive.
struct RfSetup;  // defined in rf.cpp; immutable and shared by copies of a World
std::shared_ptr<const RfSetup> make_rf_setup(const Scenario& scenario, const LayerDepths& layers,
                                             double tip_depth_mm);
const CellGrid& rf_grid(const RfSetup& setup);

/// The fields at one instant. Empty vectors: never heated (all at body temperature).
struct RfState {
    std::vector<double> temperature_C;
    std::vector<double> potential_V;   ///< last solve, the start of the next
    std::vector<float> necrosis;       ///< Omega of cell necrosis (Henriques & Moritz, E/R = 75000 K)
    std::vector<float> collagen;       ///< Omega of collagen denaturation
    double delivered_J = 0;            ///< per needle, since the first pulse
    double lost_J = 0;                 ///< through surface, perfusion and floor, per needle
    double peak_C = 0;                 ///< hottest tissue so far
    double peak_junction_C = 0;        ///< hottest at the dermal-epidermal junction so far
    double voltage_V = 0, current_A = 0, resistance_ohm = 0, power_W = 0;  ///< now, per needle
    bool needle_out = false;           ///< the needle has left and its cells are tissue
    bool operator==(const RfState&) const = default;
};

RfState make_rf_state(const RfSetup& setup);

/// One step: solves div(sigma grad V) = 0 where the current is on, then advances heat and damage.
/// @param on_share   share of the step during which the current flows, 0 to 1
/// @param needle_in  whether the needle still stands in the tissue (it conducts heat)
void step_rf(RfState& state, const RfSetup& setup, double dt_s, double on_share, bool needle_in,
             const Executor& executor);

struct RfReadout {
    double resistance_ohm = 0, voltage_V = 0, current_A = 0, power_W = 0;  ///< per needle
    double delivered_J = 0, stored_J = 0, lost_J = 0;
    double temperature_max_C = 0, temperature_peak_C = 0;  ///< tissue now; ever
    double junction_max_C = 0, junction_peak_C = 0;        ///< at the dermal-epidermal junction
    double surface_max_C = 0;
    double coagulated_mm3 = 0;  ///< Omega(necrosis) >= 1, per needle, needle volume left out
    double coagulated_width_mm = 0, coagulated_top_mm = 0, coagulated_bottom_mm = 0;
};
RfReadout observe_rf(const RfState& state, const RfSetup& setup);

}  // namespace sim
