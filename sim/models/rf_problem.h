// One radiofrequency problem, stated in full: tissue, needles, drive, boundaries (model H5).
//
// The interactive program makes one from a Scenario (`problem_of`), the laboratory door one from a
// case file. Both are solved by the same code on the same kind of grid (rf.h).
#pragma once
#include "sim/base/result.h"
#include "sim/models/damage.h"
#include "sim/models/grid.h"
#include "sim/models/heat.h"
#include "sim/scenario.h"
#include "sim/tissue/tissue.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <vector>

namespace sim {

/// sigma(T) over sigma at the reference temperature: rises, then collapses as water boils away.
struct SigmaRise {
    double per_K = 0, reference_C = 37;
    double from_C = 100, to_C = 110;  ///< where the collapse begins and ends
    double dry_factor = 1;            ///< what drying leaves; 1: no collapse

    double factor(double temperature_C) const {
        const double risen = std::max(kLeast, 1.0 + per_K * (temperature_C - reference_C));
        if (temperature_C <= from_C || dry_factor == 1.0) return risen;
        const double dry = std::min(1.0, (temperature_C - from_C) / (to_C - from_C));
        return risen * (1.0 - (1.0 - dry_factor) * dry);
    }
    static constexpr double kLeast = 0.01;  ///< a straight line ends; conductivity does not
};

struct RfLayer {
    double thickness_mm = std::numeric_limits<double>::infinity();  ///< the last one fills the rest
    double sigma_S_per_m = 0;                                       ///< at SigmaRise::reference_C
    double conductivity_W_per_mK = 0, density_kg_per_m3 = 0, specific_heat_J_per_kgK = 0;
    double perfusion_per_s = 0, metabolic_W_per_m3 = 0;
    double latent_J_per_m3 = 0;  ///< to boil its water between from_C and to_C; 0: nothing boils
};

struct RfNeedle {
    NeedleShape shape;
    int electrode = 0;  ///< index into RfProblem::electrode_share
};

/// What the generator holds while it is on.
struct RfDrive {
    enum class Control { voltage, power, energy };
    Control control = Control::voltage;
    double voltage_V = 0;  ///< between the electrodes, or of the one electrode against ground; rms
    double power_W = 0;    ///< of the whole array
    double energy_J = 0;   ///< of the whole array: current ends when it is delivered
    std::optional<double> stop_C;  ///< current ends for good once tissue is this hot
    /// Current ends for good once resistance has risen to this times its lowest.
    std::optional<double> stop_resistance_ratio;
};

struct RfPulse {
    double on_s = 0, off_s = 0;
    int stand = 0;  ///< index into RfProblem::lifts_mm: how deep the needles stand
};

/// x and y along the skin, depth down from the surface, mm.
struct RfProblem {
    std::array<double, 2> x_mm{}, y_mm{}, depth_mm{};  ///< the box; depth_mm[0] is 0, the surface
    std::vector<RfLayer> layers;                       ///< from the surface down
    double blood_density_kg_per_m3 = 1060, blood_specific_heat_J_per_kgK = 3770, blood_C = 37;
    bool perfusion_stops = false;  ///< where the first damage process has reached 1
    SigmaRise rise;
    double steel_conductivity_W_per_mK = 15, steel_density_kg_per_m3 = 7900,
           steel_specific_heat_J_per_kgK = 500;
    std::vector<RfNeedle> needles;
    std::vector<double> lifts_mm = {0.0};     ///< how far the needles are drawn back, per stand
    std::vector<double> electrode_share;      ///< potential of each electrode over drive.voltage_V
    std::array<bool, kSideCount> grounded{};  ///< sides at 0 V; no current passes the others
    std::array<HeatSide, kSideCount> sides{};
    double initial_C = 37;
    /// A warm spot at the start: initial_C + (peak_C - initial_C) exp(-r^2 / (2 sigma^2)).
    struct Gaussian {
        std::array<double, 3> centre_mm{};
        double sigma_mm = 0, peak_C = 0;
    };
    std::optional<Gaussian> warm_spot;
    /// A given heat source in a ball; an infinite radius: everywhere.
    struct Ball {
        std::array<double, 3> centre_mm{};
        double radius_mm = 0, W_per_m3 = 0;
    };
    std::optional<Ball> source;
    std::vector<Arrhenius> damage;
    RfDrive drive;
    std::vector<RfPulse> pulses;
    double junction_mm = 0;  ///< depth whose hottest point is reported

    /// Length of the pulse train.
    double train_s() const;
};

/// Checks what a solver needs: finite numbers in range, needles inside the box, apart from each
/// other, a way for the current. `where` of an Error is a pointer into the case format of
/// docs/rf-cases.md: "/needles/3/radius_mm".
Result<Ok> validate(const RfProblem& problem);

/// The whole array of a scenario, standing at the depth its tips reach, in a box with tissue
/// around. @pre validate(scenario)
RfProblem problem_of(const Scenario& scenario, const LayerDepths& layers, double tip_depth_mm);

/// Mirror planes of a problem: the part solved for is x >= x_mm and y >= y_mm where folded, and the
/// rest is its image.
struct Fold {
    struct Plane {
        double at_mm = 0;
        bool folded = false;
        bool odd = false;  ///< the potential changes sign: the plane is at 0 V
        bool operator==(const Plane&) const = default;
    };
    Plane x, y;
    /// How many images the part has.
    int copies() const { return (x.folded ? 2 : 1) * (y.folded ? 2 : 1); }
    /// The place in the solved part whose image a place is.
    double x_of(double x_mm) const { return fold(x, x_mm); }
    double y_of(double y_mm) const { return fold(y, y_mm); }
    bool operator==(const Fold&) const = default;

  private:
    static double fold(const Plane& p, double v) {
        return p.folded && v < p.at_mm ? 2.0 * p.at_mm - v : v;
    }
};

/// The mirror planes through the middle of the box, where everything in the problem is symmetric.
Fold fold_of(const RfProblem& problem);

}  // namespace sim
