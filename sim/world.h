// The simulation's whole state at one tick, and the one way time passes.
#pragma once
#include "sim/base/executor.h"
#include "sim/base/result.h"
#include "sim/base/timeline.h"
#include "sim/models/healing.h"
#include "sim/models/pattern.h"
#include "sim/models/rf.h"
#include "sim/scenario.h"
#include "sim/tissue/tissue.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace sim {

/// All that follows from the Scenario and does not change with time. Shared by copies of a World.
struct Plan {
    Scenario scenario;
    Block block;
    Tissue tissue;
    Timeline timeline;
    double dimple_limit_mm = 0;
    double reached_mm = 0, reached_low_mm = 0, reached_high_mm = 0;
    std::vector<Entry> entries{};  ///< of all passes; those of pass 0 come first
    std::vector<int> vessels{};    ///< crossed by each entry's track
    std::vector<double> visit_days{};
    Injury injury{};                      ///< of one visit, without heat
    std::shared_ptr<const RfSetup> rf{};  ///< null without RF
    RfDetail rf_detail = RfDetail::production;
    double channels_per_cm2 = 0;
};

/// A value: a copy is a save point. `plan` is immutable and a pure function of the Scenario
/// and of how finely heat is solved.
struct World {
    std::shared_ptr<const Plan> plan;
    std::int64_t tick = 0;
    HealingState healing;
    int visits = 0;      ///< that have taken place
    double thermal = 0;  ///< coagulated volume over the reference volume, once the tissue cooled
    RfState rf;          ///< temperatures are dropped when the tissue has cooled; damage stays

    Microseconds time_us() const { return plan->timeline.time_us(tick); }
};

/// The World at tick 0. Fails where `validate` fails, or where an RF array is too large to solve.
/// @param rf_detail  a coarse World answers sooner; figures are of the production grid
Result<World> make_world(const Scenario& scenario, RfDetail rf_detail = RfDetail::production,
                         const Executor& executor = run_serially);

/// Advances by one tick. Does nothing at the end of the axis.
void step(World& world, const Executor& executor = run_serially);

/// Steps until `tick`. @pre world.tick <= tick <= last tick
void run_to(World& world, std::int64_t tick, const Executor& executor = run_serially);

/// FNV-1a over the scenario and every number of the state: equal states have equal hashes, on every
/// compiler and with any number of workers.
std::uint64_t state_hash(const World& world);

/// How far the device has advanced past the mean surface at a time, mm; negative above the skin.
double advance_mm(const Plan& plan, Microseconds time_us);

/// The depth, of those that RF heats one after the other, at which needles stand at a time, from 0.
int level_at(const Plan& plan, Microseconds time_us);

}  // namespace sim
