// What stays as it is during RF pulses: geometry, properties and solvers; and the current that
// flows through tissue at given temperatures (model H5). Internal to the rf model: others include
// rf.h.
#pragma once
#include "sim/models/damage.h"
#include "sim/models/grid.h"
#include "sim/models/heat.h"
#include "sim/models/potential.h"
#include "sim/models/rf.h"

#include <span>
#include <vector>

namespace sim {

/// The tissue with the needles at one depth.
struct Stand {
    NeedleCells needles;
    HeatModel heat;  ///< needle cells of steel
    Multigrid multigrid;
    std::vector<double> share;  ///< per held cell its electrode's share of the drive; 0 elsewhere
    std::vector<float> rest_potential_V;  ///< at the start, for a drive of 1 V
    double rest_ohm = 0;
    bool solved = true;  ///< that solve met its tolerance
};

struct RfSetup {
    RfProblem problem;
    Fold fold;
    CellGrid grid;
    std::vector<double> sigma_along_S_per_m, sigma_through_S_per_m;  ///< at reference temperature
    std::vector<Stand> stands;                                       ///< one per lift
    HeatModel bare;                                                  ///< no needles in the tissue
    NeedleCells no_needles;
    std::vector<double> given_W;  ///< source and metabolism, per cell; empty: none
    double given_total_W = 0;     ///< of the whole box
    std::vector<float> start_C;
    double start_J = 0;      ///< held above initial_C at the start, by the solved part
    bool in_balance = true;  ///< left alone, nothing changes temperature
    std::vector<DamageTable> damage_tables;
    int junction = 0;  ///< the first layer of cells below junction_mm; 0: none is asked for
    /// Temperature of the surface: share of the top cell's, and the rest of what is outside.
    double surface_share = 1, surface_outside_C = 0;

    const HeatModel& heat_at(int stand) const {
        return stand == kNoStand ? bare : stands[std::size_t(stand)].heat;
    }
    const NeedleCells& needles_at(int stand) const {
        return stand == kNoStand ? no_needles : stands[std::size_t(stand)].needles;
    }
};

/// The hottest tissue, C: anywhere, at the skin surface, at the junction. @pre the state has fields
double hottest(const RfState& state, const RfSetup& setup);
double hottest_surface(const RfState& state, const RfSetup& setup);
double hottest_junction(const RfState& state, const RfSetup& setup);

/// Conductivities, conductances and heat for one set of temperatures.
struct Currents {
    std::vector<double> along_S_per_m, through_S_per_m, ground_S, side_S, heat_W;  ///< per cell
    std::vector<double> potential_V;
    Conductances faces_S;
    PotentialScratch scratch;

    void update(const RfSetup& setup, const Stand& stand, std::span<const float> temperature_C,
                const Executor& executor);
    /// Improves potential_V from where it is.
    SolveReport solve(const RfSetup& setup, const Stand& stand, const SolveOptions& options,
                      const Executor& executor);
    /// Fills heat_W; returns its sum over the whole box.
    double heat(const RfSetup& setup, const Stand& stand, const Executor& executor);
};

}  // namespace sim
