#include "app/ui/curves.h"

#include "app/session/player.h"
#include "sim/snapshot.h"

#include <algorithm>

namespace ui {
namespace {

constexpr int kPoints = 240;  // on the logarithmic axis: a point every two pixels of a plot

std::vector<std::int64_t> sample_ticks(const sim::Timeline& timeline) {
    std::vector<std::int64_t> ticks;
    for (int i = 0; i <= kPoints; ++i)
        ticks.push_back(timeline.tick_at(session::axis_time_us(double(i) / kPoints)));
    std::sort(ticks.begin(), ticks.end(), std::greater<>());
    ticks.erase(std::unique(ticks.begin(), ticks.end()), ticks.end());
    return ticks;
}

sim::Microseconds cooled_us(const sim::Plan& plan) {
    return plan.timeline.segment(sim::Stage::cooling).end_us();
}

}  // namespace

Curves::Curves(sim::Executor executor) : executor_(std::move(executor)) {
    sim::visit_readouts(sim::Snapshot{},
                        [&](const sim::Readout& readout, double) { ids_.push_back(readout.id); });
}

void Curves::restart(const sim::Scenario& scenario) {
    auto world = sim::make_world(scenario);
    if (!world) return;  // the document has said why
    pending_.clear();
    plan_.reset();
    world_ = std::move(world).value();
    due_ = sample_ticks(world_->plan->timeline);
    fresh_ = true;
}

void Curves::follow(session::WorldSpan worlds) {
    if (worlds.empty()) return;
    if (plan_ != worlds.front()->plan) {
        plan_ = worlds.front()->plan;
        fresh_ = true;
        world_.reset();
    }
    pending_.clear();
    for (auto world = worlds.rbegin(); world != worlds.rend(); ++world)
        if (fresh_ || !has((*world)->time_us())) pending_.push_back(*world);
    if (pending_.empty()) return;
    // What is on screen stays whole until there is something new.
    if (!fresh_) {
        heated_.clear();
        for (const auto& world : worlds)
            if (world->time_us() <= cooled_us_) heated_.push_back(world);
    }
    const auto cold = std::find_if(worlds.begin(), worlds.end(),
                                   [](const auto& world) { return world->rf.cold; });
    if (world_ || cold == worlds.end()) return;
    world_ = **cold;
    due_ = sample_ticks(plan_->timeline);
    std::erase_if(due_, [&](std::int64_t tick) { return tick <= world_->tick; });
    if (due_.empty()) world_.reset();
}

bool Curves::work(const std::function<bool()>& keep_going) {
    bool added = false;
    while (busy() && keep_going()) {
        if (pending_.empty()) {
            step_or_sample(added);
            continue;
        }
        const std::shared_ptr<const sim::World> world = std::move(pending_.back());
        pending_.pop_back();
        if (fresh_) begin_rows(*world->plan);
        add(*world);
        if (heated_.empty() || heated_.back()->tick < world->tick)
            if (world->time_us() <= cooled_us_) heated_.push_back(world);
        added = true;
    }
    return added;
}

void Curves::step_or_sample(bool& added) {
    if (world_->tick < due_.back()) return sim::step(*world_, executor_);
    if (fresh_) begin_rows(*world_->plan);
    add(*world_);
    added = true;
    due_.pop_back();
    if (due_.empty()) world_.reset();
}

void Curves::begin_rows(const sim::Plan& plan) {
    rows_.clear();
    heated_.clear();
    cooled_us_ = ui::cooled_us(plan);
    fresh_ = false;
}

bool Curves::has(sim::Microseconds time_us) const {
    const auto at = std::lower_bound(rows_.begin(), rows_.end(), time_us,
                                     [](const Row& row, auto t) { return row.time_us < t; });
    return at != rows_.end() && at->time_us == time_us;
}

void Curves::add(const sim::World& world) {
    const sim::Snapshot snapshot = sim::observe(world);
    if (has(snapshot.time_us)) return;
    Row row{snapshot.time_us, {}};
    row.values.reserve(ids_.size());
    sim::visit_readouts(
        snapshot, [&](const sim::Readout&, double value) { row.values.push_back(float(value)); });
    const auto at = std::lower_bound(rows_.begin(), rows_.end(), row.time_us,
                                     [](const Row& r, auto t) { return r.time_us < t; });
    rows_.insert(at, std::move(row));
}

int Curves::column(std::string_view id) const {
    const auto at = std::find(ids_.begin(), ids_.end(), id);
    return at == ids_.end() ? -1 : int(at - ids_.begin());
}

}  // namespace ui
