#include "app/session/player.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <utility>

namespace session {
namespace {

using sim::Stage;
using sim::World;

// A seek steps at most from one keyframe to the next: a sixth of a 60 Hz frame, so that copying, an
// eviction or two and a busy machine still leave it in the frame.
constexpr double kKeyframeSpacing_s = 0.0025;
constexpr int kCheapSteps = 32;

// Heat steps on a grid of a hundred thousand cells; all else is closed forms and ten equations.
bool dear(const World& world) {
    const sim::Timeline& timeline = world.plan->timeline;
    return world.plan->rf && world.tick < timeline.first_tick(Stage::healing);
}

// Of one tick, on the average. With heat only some ticks move the fields: nearly each while current
// flows, ever fewer while the tissue cools. Measured for an array of 25 needles, in microseconds.
double expected_tick_cost(Stage stage, bool rf) {
    if (!rf || stage == Stage::healing) return 1;
    return stage == Stage::dwell ? 13'000 : stage == Stage::insertion ? 1 : 500;
}

double expected_cost(const World& world, std::int64_t from, std::int64_t to) {
    double cost = 0;
    std::int64_t first = 0;
    for (const sim::Segment& segment : world.plan->timeline.segments()) {
        const std::int64_t last = first + segment.ticks;
        const std::int64_t steps = std::min(to, last) - std::max(from, first);
        if (steps > 0)
            cost += double(steps) * expected_tick_cost(segment.stage, world.plan->rf != nullptr);
        first = last;
    }
    return cost;
}

std::size_t bytes_of(const World& world) {
    const sim::RfState& rf = world.rf;
    std::size_t numbers = rf.temperature_C.size() + rf.potential_V.size();
    for (const std::vector<float>& omega : rf.damage) numbers += omega.size();
    return sizeof(World) + numbers * sizeof(float);
}

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

Player::Player(sim::Executor executor, std::size_t memory_budget)
    : executor_(std::move(executor)), memory_budget_(memory_budget) {}

sim::Result<sim::Ok> Player::load(const sim::Scenario& scenario, sim::RfDetail detail) {
    const World& newest = queued_ ? *queued_ : working_;
    if (newest.plan && newest.plan->scenario == scenario &&
        (!newest.plan->rf || newest.plan->rf_detail == detail))
        return sim::Ok{};
    auto world = sim::make_world(scenario, detail, executor_);
    if (!world) return world.error();
    const bool unfinished = working_.plan && !(shown_ && working_.plan == shown_->plan);
    if (unfinished && !working_.plan->rf)
        queued_ = std::move(world).value();
    else
        begin(std::move(world).value());
    return sim::Ok{};
}

void Player::begin(World world) {
    queued_.reset();
    keyframes_.clear();
    keyframe_bytes_ = bytes_of(world);
    working_ = std::move(world);
    working_.rf.room.release();  // it was of another grid
    working_cost_s_ = 0;
    walked_ = working_.tick;
    way_target_ = -1;
    ++ever_kept_;
    keyframes_.emplace(working_.tick,
                       Keyframe{std::make_shared<const World>(working_), keyframe_bytes_, 0, true});
}

void Player::advance(double wall_s) {
    if (reached()) clock_.advance(wall_s);
}

std::int64_t Player::target_tick() const { return working_.plan->timeline.tick_at(asked_us()); }

bool Player::reached() const {
    if (!working_.plan) return true;
    return !queued_ && shown_ && shown_->plan == working_.plan && shown_->tick == target_tick();
}

double Player::progress() const {
    if (reached()) return 1;
    const std::int64_t target = target_tick();
    if (target != way_target_) return 0;
    const double whole = expected_cost(working_, way_start_, target);
    return whole > 0 ? expected_cost(working_, way_start_, working_.tick) / whole : 0;
}

// Moves to the nearest World at or before the target: this one, the one shown or a keyframe.
void Player::approach(std::int64_t target) {
    const std::int64_t here = working_.tick <= target ? working_.tick : -1;
    const bool same = shown_ && shown_->plan == working_.plan && shown_->tick <= target;
    const std::int64_t shown = same ? shown_->tick : -1;
    const auto& [tick, keyframe] = *std::prev(keyframes_.upper_bound(target));
    if (tick > std::max(here, shown)) {
        working_ = *keyframe.world;
        working_cost_s_ = 0;
    } else if (shown > here) {
        working_ = *shown_;
        working_cost_s_ = shown_cost_s_;
    }
    if (target != way_target_) way_target_ = target, way_start_ = working_.tick;
}

// One dear step or a few cheap ones, never past the target or the next keyframe.
void Player::step_some(std::int64_t target) {
    const auto next = keyframes_.upper_bound(working_.tick);
    std::int64_t stop = std::min(target, working_.tick + (dear(working_) ? 1 : kCheapSteps));
    if (next != keyframes_.end()) stop = std::min(stop, next->first);
    const auto start = std::chrono::steady_clock::now();
    sim::run_to(working_, stop, executor_);
    working_cost_s_ += seconds_since(start);
    walked_ = std::max(walked_, working_.tick);
    if (next != keyframes_.end() && next->first == stop)
        working_cost_s_ = 0;
    else
        keep_if_dear();
}

// Curves are drawn through keyframes while there may be heat, so none may be far from the last,
// however cheap the way.
bool Player::far_from_last(const World& world) const {
    constexpr double kFar = 0.02;  // of the time axis
    if (!world.plan->rf || world.plan->timeline.place(world.tick).stage != Stage::closing)
        return false;
    const World& last = *std::prev(keyframes_.upper_bound(world.tick))->second.world;
    return axis_position(world.time_us()) - axis_position(last.time_us()) > kFar;
}

void Player::keep_if_dear() {
    // The first World without heat is where all that is cheap begins.
    const bool cold =
        working_.plan->rf && working_.tick == working_.plan->timeline.first_tick(Stage::healing);
    if (working_cost_s_ < kKeyframeSpacing_s && !cold && !far_from_last(working_)) return;
    const std::size_t bytes = bytes_of(working_);
    const auto at = keyframes_
                        .emplace(working_.tick, Keyframe{std::make_shared<const World>(working_),
                                                         bytes, working_cost_s_, cold})
                        .first;
    keyframe_bytes_ += bytes;
    ++ever_kept_;
    // It was put on the way to the next one, which is now that much nearer to its predecessor.
    if (const auto next = std::next(at); next != keyframes_.end())
        next->second.cost_s = std::max(0.0, next->second.cost_s - working_cost_s_);
    working_cost_s_ = 0;
    fit_budget();
}

// Drops, until the rest fits, the keyframe whose loss makes seeks the least longer for the memory
// it frees. The first stays, as every way starts there, and the last, or a first pass would keep
// none.
void Player::fit_budget() {
    while (keyframe_bytes_ > memory_budget_ && keyframes_.size() > 2) {
        auto loser = keyframes_.end();
        double least = std::numeric_limits<double>::infinity();
        for (auto at = std::next(keyframes_.begin()); std::next(at) != keyframes_.end(); ++at) {
            const double gap_s = at->second.cost_s + std::next(at)->second.cost_s;
            const double loss = gap_s / double(at->second.bytes);
            if (!at->second.stays && loss < least) least = loss, loser = at;
        }
        if (loser == keyframes_.end()) return;
        std::next(loser)->second.cost_s += loser->second.cost_s;
        keyframe_bytes_ -= loser->second.bytes;
        keyframes_.erase(loser);
    }
}

bool Player::work(const std::function<bool()>& keep_going) {
    bool changed = false;
    while (!reached()) {
        const std::int64_t target = target_tick();
        approach(target);
        if (working_.tick < target) {
            step_some(target);
        } else {
            const auto kept = keyframes_.find(target);
            shown_ = kept != keyframes_.end() ? kept->second.world
                                              : std::make_shared<const World>(working_);
            shown_cost_s_ = working_cost_s_;
            changed = true;
            if (queued_) {
                World next = std::move(*queued_);
                begin(std::move(next));
            }
        }
        if (working_.tick < target && !keep_going()) break;
    }
    return changed;
}

bool Player::walk_on() {
    const std::int64_t last = working_.plan->timeline.last_tick();
    if (walked_ == last) return false;
    approach(last);
    step_some(last);
    return walked_ < last;
}

Worlds Player::history() const {
    Worlds worlds;
    for (const auto& [tick, keyframe] : keyframes_) worlds.push_back(keyframe.world);
    return worlds;
}

void Player::finish() {
    while (!reached()) work([] { return true; });
}

}  // namespace session
