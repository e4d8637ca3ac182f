#include "sim/world.h"

#include "sim/models/insertion.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace sim {
namespace {

// The tip starts this far above the skin, so that the eye can follow it in. Illustrative.
constexpr double kApproach_mm = 0.8;
// A pen turns round at once; it is held here so that the eye has time. RF needles really stand
// still around their pulses. Illustrative.
constexpr Microseconds kHold_us = 100 * kMillisecond;
constexpr Microseconds kSettle_us = 50 * kMillisecond;

Microseconds train_us(const Rf& rf) {
    return Microseconds((double(rf.pulses) * rf.pulse_ms + double(rf.pulses - 1) * rf.pause_ms) *
                        double(kMillisecond));
}

Timeline make_timeline(const Scenario& s) {
    const double stroke_mm = kApproach_mm + s.technique.depth_mm;
    const auto stroke_us =
        Microseconds(stroke_mm / 1000.0 / s.technique.speed_m_per_s * double(kSecond));
    const Microseconds dwell_us =
        s.rf.on ? kSettle_us + s.rf.levels * (train_us(s.rf) + kSettle_us) : kHold_us;
    return Timeline(stroke_us, dwell_us, stroke_us);
}

// Room for the whole dermis and some fat, and for the tip.
Block make_block(const Scenario& s) {
    const LayerDepths depths = layer_depths(s.skin);
    const double fat_mm = std::min(0.8, depths.hypodermis_bottom_mm() - depths.dermis_bottom_mm());
    Block block;
    block.floor_mm = std::max(
        {1.6, depths.dermis_bottom_mm() + std::max(0.6, fat_mm), s.technique.depth_mm + 0.5});
    return block;
}

// When the pulses of a level begin.
Microseconds level_start_us(const Plan& plan, int level) {
    return plan.timeline.segment(Stage::dwell).start_us + kSettle_us +
           level * (train_us(plan.scenario.rf) + kSettle_us);
}

// Share of the step (from_us, to_us] during which current flows.
double on_share(const Plan& plan, Microseconds from_us, Microseconds to_us) {
    const Rf& rf = plan.scenario.rf;
    const Microseconds start_us = level_start_us(plan, level_at(plan, to_us));
    const auto pulse_us = Microseconds(rf.pulse_ms * double(kMillisecond));
    const auto period_us = Microseconds((rf.pulse_ms + rf.pause_ms) * double(kMillisecond));
    Microseconds on_us = 0;
    for (int i = 0; i < rf.pulses; ++i) {
        const Microseconds begin_us = start_us + period_us * i;
        on_us += std::max<Microseconds>(
            0, std::min(to_us, begin_us + pulse_us) - std::max(from_us, begin_us));
    }
    return double(on_us) / double(to_us - from_us);
}

// The needle at its deepest: the shaft in one piece, the tapered point in several.
std::vector<Track> track_pieces(const Entry& entry, double length_mm, const Device& device) {
    constexpr int kPointPieces = 8;
    const double point_mm = std::min(taper_mm(device), length_mm);
    const auto at = [&](double from_tip_mm) {
        return entry.point_mm + entry.direction * (length_mm - from_tip_mm);
    };
    std::vector<Track> pieces;
    for (int i = 0; i < kPointPieces; ++i) {
        const double from_mm = point_mm * double(i) / kPointPieces;
        const double to_mm = point_mm * double(i + 1) / kPointPieces;
        pieces.push_back(
            {at(to_mm), at(from_mm), needle_radius_mm(device, 0.5 * (from_mm + to_mm))});
    }
    if (length_mm > point_mm)
        pieces.push_back({at(length_mm), at(point_mm), device.needle_diameter_mm / 2.0});
    return pieces;
}

void visit(World& world) {
    Injury injury = world.plan->injury;
    injury.thermal = world.thermal;
    injure(world.healing, injury);
    ++world.visits;
}

// The damage is done when the closing stage begins: it adds to what the needle's stroke did.
void hurt_by_heat(World& world) {
    const RfReadout readout = observe_rf(world.rf, *world.plan->rf);
    const double per_needle_mm3 =
        readout.coagulated.volume_mm3 / double(rf_problem(*world.plan->rf).needles.size());
    world.thermal = per_needle_mm3 / parameter("healing.rf_reference_mm3").value;
    Injury heat = world.plan->injury;
    heat.amount *= parameter("healing.rf_injury_gain").value * world.thermal;
    injure(world.healing, heat);
}

// Tissue back within a tenth of a kelvin of blood is as good as cold. Damage stays.
bool cooled(const RfState& rf) {
    if (rf.temperature_C.empty()) return true;
    constexpr float kNearly_K = 0.1F;
    const float blood_C = float(blood().arterial_C.value);
    return std::all_of(rf.temperature_C.begin(), rf.temperature_C.end(),
                       [&](float t) { return t > blood_C - kNearly_K && t < blood_C + kNearly_K; });
}

void drop_heat(RfState& rf) {
    rf.temperature_C = {};
    rf.potential_V = {};
    rf.off_s = 0;
    rf.lost_J = rf.delivered_J;  // what little was left
    rf.cold = true;
}

struct Hash {
    std::uint64_t value = 0xcbf29ce484222325ULL;
    void bytes(const void* data, std::size_t size) {
        const auto* p = static_cast<const unsigned char*>(data);
        for (std::size_t i = 0; i < size; ++i) value = (value ^ p[i]) * 0x100000001b3ULL;
    }
    void number(double x) { bytes(&x, sizeof x); }
    template <class T>
    void numbers(const std::vector<T>& list) {
        number(double(list.size()));
        bytes(list.data(), list.size() * sizeof(T));
    }
};

}  // namespace

Result<World> make_world(const Scenario& scenario, RfDetail rf_detail, const Executor& executor) {
    if (auto valid = validate(scenario); !valid) return valid.error();
    const Block block = make_block(scenario);
    auto plan = std::make_shared<Plan>(Plan{.scenario = scenario,
                                            .block = block,
                                            .tissue = make_tissue(scenario.skin, block),
                                            .timeline = make_timeline(scenario)});
    const Support held = support(scenario.device, scenario.technique);
    const double set_mm = scenario.technique.depth_mm;
    plan->dimple_limit_mm = held.dimple_limit_mm;
    plan->entries = entry_pattern(scenario, block);
    const double steep = plan->entries.front().direction.z;
    plan->reached_mm = reached_mm(set_mm, held.dimple_limit_mm) * steep;
    plan->reached_low_mm = reached_mm(set_mm, held.high_mm) * steep;
    plan->reached_high_mm = reached_mm(set_mm, held.low_mm) * steep;
    plan->visit_days = visit_days(scenario.course);
    plan->channels_per_cm2 = density_per_cm2(scenario);

    double bleeding = 0;
    for (const Entry& entry : plan->entries) {
        plan->vessels.push_back(vessels_crossed(
            plan->tissue, track_pieces(entry, plan->reached_mm / steep, scenario.device)));
        bleeding += plan->vessels.back() > 0 ? 1.0 : 0.0;
    }
    bleeding /= double(plan->entries.size());
    const LayerDepths& layers = plan->tissue.layers;
    const double epidermis_mm = std::min(plan->reached_mm, layers.junction_mm());
    const double dermis_mm =
        std::clamp(plan->reached_mm, layers.junction_mm(), layers.dermis_bottom_mm()) -
        layers.junction_mm();
    plan->injury = mechanical_injury(epidermis_mm / steep, dermis_mm / steep, bleeding);
    if (scenario.rf.on) {
        RfProblem problem = problem_of(scenario, layers, plan->reached_mm);
        if (auto valid = validate(problem); !valid) return valid.error();
        auto setup = make_rf_setup(std::move(problem), rf_detail, executor);
        if (!setup) return setup.error();
        plan->rf = std::move(setup).value();
        plan->rf_detail = rf_detail;
    }

    World world;
    if (plan->rf) world.rf = make_rf_state(*plan->rf);
    world.plan = std::move(plan);
    return world;
}

double advance_mm(const Plan& plan, Microseconds time_us) {
    const double set_mm = plan.scenario.technique.depth_mm;
    const double mm_per_us = plan.scenario.technique.speed_m_per_s * 1000.0 / double(kSecond);
    const Microseconds out_us = plan.timeline.segment(Stage::withdrawal).start_us;
    const double in_mm = -kApproach_mm + mm_per_us * double(time_us);
    double stands_mm = set_mm;
    if (plan.rf) stands_mm -= rf_problem(*plan.rf).lifts_mm[std::size_t(level_at(plan, time_us))];
    const double back_mm =
        stands_mm - mm_per_us * double(std::max<Microseconds>(0, time_us - out_us));
    return std::max(-kApproach_mm, std::min({set_mm, in_mm, back_mm}));
}

int level_at(const Plan& plan, Microseconds time_us) {
    // Needles move at the start of the pause between two levels.
    int level = 0;
    while (level + 1 < plan.scenario.rf.levels &&
           time_us > level_start_us(plan, level + 1) - kSettle_us)
        ++level;
    return level;
}

void step(World& world, const Executor& executor) {
    const Plan& plan = *world.plan;
    if (world.tick >= plan.timeline.last_tick()) return;
    const TickPlace place = plan.timeline.place(world.tick + 1);
    const Microseconds from_us = place.time_us - place.duration_us;

    // The first visit hurts when the needle is in; later ones as one blow on their day, in the
    // stage of ten-minute ticks, whose stroke is the same as the first.
    if (world.visits == 0 && place.stage == Stage::dwell) visit(world);
    while (world.visits > 0 && world.visits < int(plan.visit_days.size()) &&
           double(from_us) >= plan.visit_days[std::size_t(world.visits)] * double(kDay))
        visit(world);

    if (plan.rf && place.stage >= Stage::dwell) {
        if (world.tick + 1 == plan.timeline.first_tick(Stage::closing)) hurt_by_heat(world);
        const bool needle_in = place.stage == Stage::dwell;
        step_rf(world.rf, *plan.rf, double(place.duration_us) / double(kSecond),
                needle_in ? on_share(plan, from_us, place.time_us) : 0.0,
                needle_in ? level_at(plan, place.time_us) : kNoStand, executor);
        if (place.stage == Stage::healing || (place.stage == Stage::closing && cooled(world.rf)))
            drop_heat(world.rf);
    }
    step_healing(world.healing, double(place.duration_us) / double(kDay), plan.rf != nullptr);
    ++world.tick;
}

void run_to(World& world, std::int64_t tick, const Executor& executor) {
    assert(world.tick <= tick && tick <= world.plan->timeline.last_tick());
    while (world.tick < tick) step(world, executor);
}

std::uint64_t state_hash(const World& world) {
    Hash hash;
    visit_fields(world.plan->scenario,
                 [&](const Field&, const auto& value) { hash.number(as_number(value)); });
    hash.number(double(world.tick));
    hash.number(double(world.visits));
    hash.number(world.thermal);
    const HealingState& h = world.healing;
    for (const double x : {h.danger, h.platelets, h.neutrophils, h.macrophages_m1, h.macrophages_m2,
                           h.fibroblasts, h.collagen_iii, h.collagen_i, h.erythema, h.oedema})
        hash.number(x);
    hash.number(world.plan->reached_mm);
    for (const int crossed : world.plan->vessels) hash.number(double(crossed));
    for (const Tube& tube : world.plan->tissue.tubes)
        for (const double x : {tube.a_mm.x, tube.a_mm.y, tube.a_mm.z, tube.b_mm.x, tube.b_mm.y,
                               tube.b_mm.z, tube.a_radius_mm, tube.b_radius_mm})
            hash.number(x);
    const RfState& rf = world.rf;
    hash.numbers(rf.temperature_C);
    hash.numbers(rf.potential_V);
    for (const std::vector<float>& omega : rf.damage) hash.numbers(omega);
    for (const double x : {rf.delivered_J,
                           rf.lost_J,
                           rf.stand_J,
                           rf.peak_C,
                           rf.peak_junction_C,
                           rf.peak_surface_C,
                           rf.voltage_V,
                           rf.current_A,
                           rf.resistance_ohm,
                           rf.power_W,
                           rf.on_s,
                           rf.off_s,
                           rf.since_switch_s,
                           rf.on_step_s,
                           rf.resistance_rate_per_s,
                           rf.lowest_ohm,
                           double(rf.stand),
                           double(rf.stopped),
                           double(rf.ended_by),
                           double(rf.cold)})
        hash.number(x);
    return hash.value;
}

}  // namespace sim
