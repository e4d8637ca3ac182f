// What stays as it is during RF pulses: geometry, properties and drive; and the current that flows
// through tissue at given temperatures (model H5). Internal to the rf model: others include rf.h.
#pragma once
#include "sim/models/damage.h"
#include "sim/models/grid.h"
#include "sim/models/heat.h"
#include "sim/models/potential.h"
#include "sim/models/rf.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace sim {

/// sigma(T) over sigma at the reference temperature: rises, then collapses as water boils away.
struct SigmaRise {
    double per_K = 0, reference_C = 0, from_C = 0, to_C = 0;
    double dry_factor = 1;  ///< what drying leaves

    double factor(double temperature_C) const {
        const double risen_factor = 1.0 + per_K * (std::min(temperature_C, from_C) - reference_C);
        if (temperature_C <= from_C) return risen_factor;
        const double dry_share = std::min(1.0, (temperature_C - from_C) / (to_C - from_C));
        return risen_factor * (1.0 - (1.0 - dry_factor) * dry_share);
    }
};

struct RfSetup {
    Rf drive;
    CellGrid grid;
    NeedleCells needle;
    std::vector<double> sigma_along_S_per_m, sigma_through_S_per_m;  ///< at reference temperature
    SigmaRise rise;
    Multigrid multigrid;
    std::vector<double> rest_potential_V;  ///< at rest, for 1 V on the needle
    HeatModel with_needle, healed;         ///< the needle's cells of steel; of tissue
    DamageTable necrosis_table, collagen_table;
    double rest_C = 0;
    int junction = 1;  ///< the first layer of cells below the dermal-epidermal junction

    bool bipolar() const { return drive.polarity == Polarity::bipolar; }
    /// The side of the quarter cell that is at 0 V: the mid-plane, or the way to a far plate.
    Side grounded() const { return bipolar() ? Side::x_high : Side::floor; }
};

/// Conductivities, conductances and heat for one set of temperatures.
struct Currents {
    std::vector<double> along_S_per_m, through_S_per_m, ground_S, side_S, heat_W;  ///< per cell
    Conductances faces_S;
    PotentialScratch scratch;

    void update(const RfSetup& setup, std::span<const double> temperature_C,
                const Executor& executor);
    SolveReport solve(const RfSetup& setup, std::span<double> potential_V,
                      const SolveOptions& options, const Executor& executor);
    /// Fills heat_W; returns its sum.
    double heat(const RfSetup& setup, std::span<const double> potential_V,
                const Executor& executor);
};

}  // namespace sim
