#include "app/ui/curves.h"

#include "app/session/player.h"
#include "sim/snapshot.h"

#include <algorithm>

namespace ui {
namespace {

constexpr int kLongPoints = 240;   // on the logarithmic axis: a point every two pixels of a plot
constexpr int kShortPoints = 200;  // on the part of it where heat comes and goes

std::vector<std::int64_t> sample_ticks(const sim::Timeline& timeline, bool heated) {
    std::vector<std::int64_t> ticks;
    for (int i = 0; i <= kLongPoints; ++i)
        ticks.push_back(timeline.tick_at(session::axis_time_us(double(i) / kLongPoints)));
    if (heated) {
        const double end = session::axis_position(timeline.segment(sim::Stage::cooling).end_us());
        for (int i = 0; i <= kShortPoints; ++i)
            ticks.push_back(timeline.tick_at(session::axis_time_us(end * i / kShortPoints)));
    }
    std::sort(ticks.begin(), ticks.end(), std::greater<>());
    ticks.erase(std::unique(ticks.begin(), ticks.end()), ticks.end());
    return ticks;
}

}  // namespace

Curves::Curves(sim::Executor executor) : executor_(std::move(executor)) {
    sim::visit_readouts(sim::Snapshot{},
                        [&](const sim::Readout& readout, double) { ids_.push_back(readout.id); });
}

void Curves::restart(const sim::Scenario& scenario) {
    auto world = sim::make_world(scenario);
    if (!world) return;  // the document has said why
    world_ = std::move(world).value();
    due_ = sample_ticks(world_->plan->timeline, scenario.rf.on);
    fresh_ = true;
}

bool Curves::work(const std::function<bool()>& keep_going) {
    bool added = false;
    while (world_ && keep_going()) {
        if (world_->tick < due_.back()) {
            sim::step(*world_, executor_);
            continue;
        }
        sample();
        added = true;
        due_.pop_back();
        if (due_.empty()) world_.reset();
    }
    return added;
}

void Curves::sample() {
    if (fresh_) {
        times_us_.clear();
        values_.clear();
        cooled_us_ = world_->plan->timeline.segment(sim::Stage::cooling).end_us();
        fresh_ = false;
    }
    const sim::Snapshot snapshot = sim::observe(*world_);
    times_us_.push_back(snapshot.time_us);
    sim::visit_readouts(
        snapshot, [&](const sim::Readout&, double value) { values_.push_back(float(value)); });
}

int Curves::column(std::string_view id) const {
    const auto at = std::find(ids_.begin(), ids_.end(), id);
    return at == ids_.end() ? -1 : int(at - ids_.begin());
}

}  // namespace ui
