// Heat in perfused tissue: Pennes' equation with boiling, on the cells of a graded grid (model H5).
//
//   rho c dT/dt = div(k grad T) + q + w rho_b c_b (T_b - T)    (Pennes 1948, J Appl Physiol 1:93)
//
// One step is Douglas's alternating-direction method in delta form (Douglas & Gunn 1964, Numer Math
// 6:428): what all heat flows of T^n would bring in the step, r, is spread by implicit lines along
// x, y and depth,
//
//   (C + h Kx) C^-1 (C + h Ky) C^-1 (C + h P) C^-1 (C + h Kz) d = r,   h = theta dt,   T += d.
//
// Second order in space, and in time but for theta's small excess over 1/2; a steady state is one
// of the cells' equations, whatever the step. Three axes that do not commute can make a long step
// unstable (Hundsdorfer 2002, Appl Numer Math 42:213): seen only where steel meets tissue, and
// there longer steps are made in parts.
#pragma once
#include "sim/base/executor.h"
#include "sim/models/grid.h"

#include <array>
#include <limits>
#include <memory>
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
    /// Where a step ends that was made with the heat capacity of tissue alone: what it added is
    /// right, and only its share between warming and boiling is mended.
    /// @param latent_K  latent heat over heat capacity
    double mended_C(double before_C, double now_C, double latent_K) const;
};

/// What holds heat and what conducts it. Never changed once made: a scratch that keeps it knows
/// what its factors are of.
struct HeatNetwork {
    std::vector<float> capacity_J_per_K;          ///< per cell
    std::vector<float> y_W_per_K, depth_W_per_K;  ///< to the next cell; 0 from the last
    std::vector<float> x_W_per_K;                 ///< likewise, by turned_at
    /// From the centres of a side's cells to what is outside; 0: adiabatic.
    std::array<std::vector<float>, kSideCount> side_W_per_K;
};

/// The unchanging side of a heat problem.
struct HeatModel {
    CellGrid grid;
    std::shared_ptr<const HeatNetwork> network;
    std::array<double, kSideCount> side_C{};  ///< outside
    std::vector<double> latent_J;  ///< per cell, to boil all its water; empty: nothing boils
    std::vector<double> perfusion_W_per_K;  ///< per cell, of living tissue; empty: none
    double blood_C = 0;
    Boiling boiling;
    /// Longer steps are made in parts; without end but where steel stands in tissue.
    double longest_step_s = std::numeric_limits<double>::infinity();
};

/// @param along, through   conductivity per cell, W/(m K); along counts as 2 at most: see the
/// source
/// @param cuts             needle walls
HeatModel make_heat_model(const CellGrid& grid, std::span<const CutFace> cuts,
                          std::span<const double> along, std::span<const double> through,
                          std::span<const double> capacity_J_per_K,
                          const std::array<HeatSide, kSideCount>& sides);

/// Lines along one axis, factored: d = inverse r + carry d of the next cell.
struct HeatFactors {
    std::vector<float> carry, inverse_K_per_J;
};

/// Room for a step, reused. Its factors serve as long as the model and dt stay the same; making
/// them anew costs about as much as a step.
struct HeatScratch {
    std::vector<float> before_C;
    std::shared_ptr<const HeatNetwork> factored;  ///< what the factors are of
    double factored_dt_s = 0;
    std::array<HeatFactors, 3> factors;  ///< by Axis
    std::vector<double> partial_J;
};

/// Where heat went in one step, J; gains are negative.
struct HeatLoss {
    double sides_J = 0, perfusion_J = 0;
};

/// Advances by dt_s > 0. On return scratch.before_C holds the temperatures before the step.
/// @param temperature_C  per cell, changed in place
/// @param source_W       heat made in each cell during the whole step; empty: none
/// @param necrosis       Omega per cell; blood no longer flows where it is 1 or more; may be empty
HeatLoss step_heat(const HeatModel& model, std::span<float> temperature_C,
                   std::span<const double> source_W, std::span<const float> necrosis, double dt_s,
                   HeatScratch& scratch, const Executor& executor);

/// Heat held above a temperature, latent included, J.
double stored_J(const HeatModel& model, std::span<const float> temperature_C, double above_C);

}  // namespace sim
