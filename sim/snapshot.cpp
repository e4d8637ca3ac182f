#include "sim/snapshot.h"

#include "sim/base/exact_math.h"
#include "sim/models/insertion.h"
#include "sim/models/pattern.h"
#include "sim/world.h"

#include <algorithm>

namespace sim {
namespace {

// Seconds since the needle of the last visit left the skin; negative while it is in.
double channel_age_s(const World& world) {
    const Plan& plan = *world.plan;
    double left_us = double(plan.timeline.segment(Stage::withdrawal).start_us);
    if (world.visits > 1) left_us += plan.visit_days[std::size_t(world.visits - 1)] * double(kDay);
    return (double(world.time_us()) - left_us) / double(kSecond);
}

void observe_needles(Snapshot& s, const Plan& plan) {
    const double advance = advance_mm(plan, s.time_us);
    const double buried = reached_mm(advance, plan.dimple_limit_mm);
    for (const Entry& entry : plan.entries) {
        if (entry.pass != 0) break;
        const double steep = entry.direction.z;
        s.needles.push_back({entry.point_mm, entry.direction,
                             (advance > 0.0 ? buried : advance) * steep,
                             std::max(0.0, advance - buried) * steep, entry.positive});
    }
    const glm::dvec3 tip =
        s.needles.front().entry_mm +
        s.needles.front().direction * (s.needles.front().tip_mm / s.needles.front().direction.z);
    s.tip_depth_mm = s.needles.front().tip_mm;
    s.tip_in_skin = s.tip_depth_mm > 0.0;
    s.tip_layer = layer_at(plan.tissue, tip);
    s.force_mN = axial_force_mN(buried, plan.scenario.device.needle_diameter_mm);
}

void observe_channels(Snapshot& s, const World& world) {
    const Plan& plan = *world.plan;
    if (world.visits == 0 || plan.reached_mm <= 0.0) return;
    const double age_s = channel_age_s(world);
    const double days = age_s / 86400.0;
    const double width_mm = plan.scenario.device.needle_diameter_mm;
    const ChannelState state = channel_state(plan.reached_mm, width_mm, age_s, plan.scenario.skin,
                                             plan.scenario.technique);
    const double rest_mm = width_mm * parameter("insertion.recoil_ratio").value;
    const double cover = epidermal_cover(rest_mm / 2.0, days);
    for (std::size_t i = 0; i < plan.entries.size(); ++i) {
        const Entry& entry = plan.entries[i];
        // Later passes come after the stroke that is shown.
        if (entry.pass > 0 && s.stage <= Stage::withdrawal) break;
        s.channels.push_back({entry.point_mm, entry.direction, plan.reached_mm / entry.direction.z,
                              state, plan.vessels[i], bleed_volume_mm3(plan.vessels[i], age_s),
                              cover});
    }
    s.barrier_open = state.barrier_open;
    s.epidermal_cover = cover;
    s.days_since_visit = std::max(0.0, days);
    s.phase = phase_at(s.days_since_visit);
    s.strength = wound_strength(s.days_since_visit);
}

}  // namespace

glm::dvec2 heat_origin_mm(const Device& device) {
    return {(middle_column(device) - 0.5 * (device.columns - 1)) * device.pitch_mm,
            (middle_row(device) - 0.5 * (device.rows - 1)) * device.pitch_mm};
}

Snapshot observe(const World& world) {
    const Plan& plan = *world.plan;
    Snapshot s;
    s.scenario = &plan.scenario;
    s.tissue = &plan.tissue;
    s.timeline = &plan.timeline;
    s.tick = world.tick;
    const TickPlace place = plan.timeline.place(world.tick);
    s.time_us = place.time_us;
    s.stage = place.stage;

    s.set_depth_mm = plan.scenario.technique.depth_mm;
    s.reached_depth_mm = plan.reached_mm;
    s.reached_low_mm = plan.reached_low_mm;
    s.reached_high_mm = plan.reached_high_mm;
    observe_needles(s, plan);
    s.visits = world.visits;
    s.channels_per_cm2 = plan.channels_per_cm2;
    observe_channels(s, world);

    if (plan.rf) {
        s.heat.grid = &rf_grid(*plan.rf);
        s.heat.fold = rf_fold(*plan.rf);
        s.heat.rest_C = rf_problem(*plan.rf).initial_C;
        s.heat.origin_mm = heat_origin_mm(plan.scenario.device);
        s.heat.temperature_C = world.rf.temperature_C;
        s.heat.potential_V = world.rf.potential_V;
        if (!world.rf.damage.empty())
            s.heat.necrosis = world.rf.damage[0], s.heat.collagen = world.rf.damage[1];
        s.rf = observe_rf(world.rf, *plan.rf);
        s.rf_needles = int(rf_problem(*plan.rf).needles.size());
    }

    s.healing = world.healing;
    s.growth_factor = growth_factor(world.healing);
    s.type_iii_share = type_iii_share(world.healing);
    s.concern_relief_share = concern_relief_share(world.healing);
    const double neutrophil = parameter("healing.neutrophils_drawn_per_mm3").value;
    const double macrophage = parameter("healing.macrophages_drawn_per_mm3").value;
    s.neutrophils_per_mm3 = neutrophil * world.healing.neutrophils;
    s.macrophages_m1_per_mm3 = macrophage * world.healing.macrophages_m1;
    s.macrophages_m2_per_mm3 = macrophage * world.healing.macrophages_m2;
    s.fibroblasts_per_mm3 =
        parameter("anatomy.fibroblasts_reticular_per_mm3").value * world.healing.fibroblasts;
    return s;
}

}  // namespace sim
