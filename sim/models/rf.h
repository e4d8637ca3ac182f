// Radiofrequency heating around one needle of an array: current, heat, damage (model H5).
//
// An inner needle of a large array, cut down to its quarter cell by symmetry: x from the needle's
// axis to half the pitch, where a bipolar array has its zero-volt mid-plane (polarity alternates by
// column); y likewise, mirrored. The far field of edge needles is left out, and readouts are per
// needle (four quarters).
//
// Chosen on purpose:
// - Rest is blood temperature everywhere, and what is solved for is the rise above rest: Pennes'
//   equation is linear, so the resting gradient to the cooler skin surface and metabolic heat drop
//   out together. Readouts near the surface are up to about 4 K high for it.
// - The surface loses its rise to the air. The floor, 1 mm below tip and dermis, stays at rest.
// - A monopolar current ends at 0 V on the floor with no flux through the sides: in an endless
//   array it cannot spread, so the way through fat takes more of the power than under a small one.
// - Electrical conductivity rises with temperature and falls as water boils away; heat conduction
//   and capacity are constant. Vapour stays and condenses again. Beyond dry tissue there is no
//   charring and no cut-out.
// - When the needle leaves, its cells keep their temperature and become tissue; the difference
//   between the heat of that steel and of that tissue is booked as lost.
#pragma once
#include "sim/base/executor.h"
#include "sim/models/grid.h"
#include "sim/scenario.h"
#include "sim/tissue/tissue.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace sim {

/// What does not change during a pulse: geometry, layer fractions, properties, drive.
struct RfSetup;  // defined in rf_setup.h; immutable and shared by copies of a World
std::shared_ptr<const RfSetup> make_rf_setup(const Scenario& scenario, const LayerDepths& layers,
                                             double tip_depth_mm);
const CellGrid& rf_grid(const RfSetup& setup);

/// Room that steps reuse. No part of the value: a copy starts without, and any two are equal.
class RfRoom {
  public:
    struct Scratch;
    RfRoom();
    RfRoom(const RfRoom&);
    RfRoom& operator=(const RfRoom&) { return *this; }
    ~RfRoom();
    bool operator==(const RfRoom&) const { return true; }
    Scratch& scratch();  ///< made when first asked for
    void release();

  private:
    std::unique_ptr<Scratch> scratch_;
};

/// The fields at one instant. Empty vectors: never heated (all at body temperature).
struct RfState {
    std::vector<double> temperature_C;
    std::vector<double> potential_V;  ///< last solve, the start of the next
    std::vector<float> necrosis;  ///< Omega of cell necrosis (Henriques & Moritz, E/R = 75000 K)
    std::vector<float> collagen;  ///< Omega of collagen denaturation
    double delivered_J = 0;       ///< per needle, since the first pulse
    double lost_J = 0;            ///< through surface, perfusion and floor, per needle
    double peak_C = 0;            ///< hottest tissue so far
    double peak_junction_C = 0;   ///< hottest at the dermal-epidermal junction so far
    double voltage_V = 0, current_A = 0, power_W = 0;  ///< of the last step, while on; 0 if off
    double resistance_ohm = 0;  ///< as last seen: from a needle to the mid-plane or the return
    bool needle_out = false;    ///< the needle has left and its cells are tissue
    RfRoom room;
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
