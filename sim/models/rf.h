// Radiofrequency heating by an array of needles: current, heat, damage (model H5).
//
// The whole array is solved, cut down by its mirror planes where it has any. Numbers are of the
// whole array unless they say otherwise.
//
// Chosen on purpose:
// - Needles finer than a cell are not resolved by stairs: the faces between tissue and needle carry
//   the true distance to the wall (grid.h), and grids are graded towards walls, tips and layers.
// - In the interactive program rest is blood temperature everywhere, and what is solved for is the
//   rise above rest: Pennes' equation is linear, so the resting gradient to the cooler skin surface
//   and metabolic heat drop out together. Readouts near the surface are up to about 4 K high.
// - Electrical conductivity rises with temperature and falls as water boils away; heat conduction
//   and capacity are constant. Vapour stays and condenses again. Beyond dry tissue there is no
//   charring.
// - When needles move or leave, the cells they stood in become tissue as warm as that around them;
//   the difference between the heat of that steel and of that tissue is booked as lost.
// - Steps are short after the current is switched and grow with the time since, as heat conduction
//   itself slows down. Between them the fields stand still.
#pragma once
#include "sim/base/executor.h"
#include "sim/models/grid.h"
#include "sim/models/rf_problem.h"
#include "sim/models/rf_zone.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace sim {

/// How fine the grid is: `coarse` answers at once, `production` is what all figures are of.
enum class RfDetail { coarse, production };

/// What does not change during a pulse: geometry, properties, drive, solvers. Immutable, shared by
/// copies of a World; defined in rf_setup.h.
struct RfSetup;
/// Fails where the grid would be too large. @pre validate(problem)
/// @param refine_factor  so many times the grid's cells along each axis, for studies of convergence
Result<std::shared_ptr<const RfSetup>> make_rf_setup(RfProblem problem, RfDetail detail,
                                                     const Executor& executor = run_serially,
                                                     double refine_factor = 1);
const CellGrid& rf_grid(const RfSetup& setup);
const Fold& rf_fold(const RfSetup& setup);
const RfProblem& rf_problem(const RfSetup& setup);

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

inline constexpr int kNoStand = -1;  ///< the needles are out of the tissue

/// The fields at one instant, on the solved part. Empty vectors: never heated.
struct RfState {
    std::vector<float> temperature_C;
    std::vector<float> potential_V;          ///< last solve, the start of the next
    std::vector<std::vector<float>> damage;  ///< Omega, per process of RfProblem::damage
    int stand = 0;                           ///< where the needles are; kNoStand: out
    bool stopped = false;        ///< the generator has ended the current for good, or till the next
                                 ///< stand where it counts energy
    double delivered_J = 0;      ///< by the current and given sources
    double lost_J = 0;           ///< through the sides, to the blood, with needles drawn
    Stop ended_by = Stop::none;  ///< what last ended the current before its time
    double stand_J = 0;          ///< delivered at this stand
    double peak_C = 0;           ///< hottest tissue so far
    double peak_junction_C = 0, peak_surface_C = 0;    ///< likewise
    double voltage_V = 0, current_A = 0, power_W = 0;  ///< of the last step, while on; 0 if off
    double resistance_ohm = 0;                         ///< as last seen
    double lowest_ohm = 0;                             ///< at this stand; 0: not yet seen
    double on_s = 0, off_s = 0;  ///< time that has passed but is not stepped yet, and in which way
    double since_switch_s = 0;   ///< of stepped time, since current last went on or off
    double on_step_s = 0;        ///< the last step with the current on
    double resistance_rate_per_s = 0;  ///< of the logarithm of the resistance, in the last step
    int steps = 0, solves = 0, cycles = 0;  ///< so far
    bool solved = true;                     ///< every solve met its tolerance
    bool cold = false;  ///< the tissue has cooled; its temperatures are no longer kept
    RfRoom room;
    bool operator==(const RfState&) const = default;
};

RfState make_rf_state(const RfSetup& setup);

/// Lets time pass; the fields move when enough of it has. Current flows for the first `on_share` of
/// it, where needles stand.
/// @param stand  index into RfProblem::lifts_mm, or kNoStand
void step_rf(RfState& state, const RfSetup& setup, double dt_s, double on_share, int stand,
             const Executor& executor);

/// Steps what has passed but was not stepped yet.
void settle_rf(RfState& state, const RfSetup& setup, const Executor& executor);

/// The longest step worth taking now, with the current on or off, s.
double wanted_step_s(const RfState& state, bool on);

/// Resistance of the tissue as it is now, whether the current flows or not. Solves; the state's
/// potential is left alone. @pre needles stand in the tissue
double measure_resistance_ohm(const RfState& state, const RfSetup& setup, const Executor& executor);

struct RfReadout {
    double resistance_ohm = 0, voltage_V = 0, current_A = 0, power_W = 0;
    double delivered_J = 0, stored_J = 0, lost_J = 0;
    double temperature_max_C = 0, temperature_peak_C = 0;  ///< tissue now; ever
    double junction_max_C = 0, junction_peak_C = 0;        ///< at RfProblem::junction_mm
    double surface_max_C = 0, surface_peak_C = 0;          ///< at the skin surface
    DamageZones coagulated;                                ///< Omega >= 1 of the first process
    double epidermis_omega = 0;  ///< worst of the first process above the junction, beside needles
    bool stopped = false;
    Stop ended_by = Stop::none;  ///< what has ended the current before its time, so far
};
RfReadout observe_rf(const RfState& state, const RfSetup& setup);

/// Temperature at a place in the box, straight between the middles of cells, C.
double temperature_at(const RfState& state, const RfSetup& setup, double x_mm, double y_mm,
                      double depth_mm);

}  // namespace sim
