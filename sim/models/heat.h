// Heat in perfused tissue: Pennes' equation with boiling, on the cells of a graded grid (model H5).
//
//   rho c dT/dt = div(k grad T) + q + w rho_b c_b (T_b - T)    (Pennes 1948, J Appl Physiol 1:93)
//
// One step is source, then implicit lines along x, y and depth (locally one-dimensional splitting,
// backward Euler): stable for any step, never cooler or hotter than its causes, and what it gains
// is to the last bits what came in less what went out. First order in time, second in space.
#pragma once
#include "sim/base/executor.h"
#include "sim/models/grid.h"

#include <array>
#include <span>
#include <vector>

namespace sim {

/// What happens to heat at one side of the box.
struct HeatSide {
    enum class Kind { adiabatic, fixed, convection };
    Kind kind = Kind::adiabatic;
    double outside_C = 0;  ///< of the side where fixed, of the air where convection
    double convection_W_per_m2K = 0;
};

/// Water that boils away between two temperatures, taking its latent heat. It comes back on
/// cooling: vapour that leaves the tissue for good is left out.
struct Boiling {
    double from_C = 0, to_C = 0;                     ///< from_C < to_C
    double water_share(double temperature_C) const;  ///< turned to vapour, 0 to 1
};

/// The unchanging side of a heat problem.
struct HeatModel {
    CellGrid grid;
    Conductances faces_W_per_K;
    std::vector<double> capacity_J_per_K;                               ///< per cell
    std::vector<double> turned_faces_W_per_K, turned_capacity_J_per_K;  ///< of x; y fastest
    std::vector<double> latent_J;  ///< per cell, to boil all its water; empty: nothing boils
    std::vector<double> perfusion_W_per_K;  ///< per cell, of living tissue; empty: none
    double blood_C = 0;
    Boiling boiling;
    /// From the centres of a side's cells to what is outside; empty: adiabatic.
    std::array<std::vector<double>, kSideCount> side_W_per_K;
    std::array<double, kSideCount> side_C{};
};

/// @param along, through   conductivity per cell, W/(m K)
/// @param cuts             needle walls
HeatModel make_heat_model(const CellGrid& grid, std::span<const CutFace> cuts,
                          std::span<const double> along, std::span<const double> through,
                          std::span<const double> capacity_J_per_K,
                          const std::array<HeatSide, kSideCount>& sides);

/// Room for a step, reused.
struct HeatScratch {
    std::vector<double> before_C, factor, turned, partial_J;
};

/// Where heat went in one step, J; gains are negative.
struct HeatLoss {
    double sides_J = 0, perfusion_J = 0;
};

/// Advances by dt_s. On return scratch.before_C holds the temperatures before the step.
/// @param temperature_C  per cell, changed in place
/// @param source_W       heat made in each cell; empty: none
/// @param source_s       for how long of the step it is made
/// @param necrosis       Omega per cell; blood no longer flows where it is 1 or more; may be empty
HeatLoss step_heat(const HeatModel& model, std::span<double> temperature_C,
                   std::span<const double> source_W, double source_s,
                   std::span<const float> necrosis, double dt_s, HeatScratch& scratch,
                   const Executor& executor);

/// Heat held above a temperature, latent included, J.
double stored_J(const HeatModel& model, std::span<const double> temperature_C, double above_C);

}  // namespace sim
