#include "app/session/refiner.h"

#include <cmath>
#include <utility>

namespace session {
namespace {

using sim::RfDetail;

// A coarse World has less than half the cells, and only the way to the time asked for is walked.
constexpr std::size_t kCoarseShare = 6;
constexpr double kTellProgress = 0.01;

}  // namespace

Refiner::Refiner(sim::Executor executor, const RefinerLimits& limits)
    : executor_(std::move(executor)), limits_(limits) {
    answer_.done = true;
}

void Refiner::drop() {
    coarse_.reset();
    production_.reset();
    under_way_ = source_ = nullptr;
    fine_ = false;
    answer_ = {};
    answer_.version = wish_.version;
}

void Refiner::want(const Wish& wish) {
    const bool other = wish.version != wish_.version;
    wish_ = wish;
    if (other) drop();
    if (coarse_) coarse_->seek(wish.asked_us);
    if (production_) production_->seek(wish.asked_us);
}

std::size_t Refiner::keyframe_bytes() const {
    return (coarse_ ? coarse_->keyframe_bytes() : 0) +
           (production_ ? production_->keyframe_bytes() : 0);
}

bool Refiner::load(std::optional<Player>& player, RfDetail detail) {
    const std::size_t coarse_budget = limits_.memory_budget / kCoarseShare;
    player.emplace(executor_, detail == RfDetail::coarse ? coarse_budget
                                                         : limits_.memory_budget - coarse_budget);
    player->seek(wish_.asked_us);
    under_way_ = &*player;
    const auto loaded = player->load(*wish_.scenario, detail);
    if (loaded) return true;
    answer_.error = loaded.error();
    under_way_ = nullptr;
    player.reset();
    return false;
}

bool Refiner::step(Player& player) {
    under_way_ = &player;
    player.work([] { return false; });
    return true;
}

// One step, or the making of a World.
// @return whether there is more to do
bool Refiner::piece() {
    if (!wish_.scenario || answer_.error) return false;
    const bool walked = production_ && production_->walked_tick() >= production_->target_tick();
    if (!walked) {
        if (!coarse_) return load(coarse_, RfDetail::coarse);
        if (!coarse_->reached()) return step(*coarse_);
    }
    if (!production_) return load(production_, RfDetail::production);
    if (!production_->reached()) return step(*production_);
    if (!limits_.to_the_end) return false;
    if (production_->walk_on()) return true;
    coarse_.reset();  // production is everywhere now
    return false;
}

void Refiner::take_history(const Player& player) {
    if (source_ == &player && kept_ == player.ever_kept()) return;
    answer_.history = std::make_shared<const Worlds>(player.history());
    source_ = &player;
    kept_ = player.ever_kept();
}

double Refiner::progress() const {
    if (!under_way_ || (under_way_->reached() && !(production_ && under_way_ == &*production_)))
        return 0;
    return under_way_->progress();
}

// Puts what the players have into the answer.
// @return whether that is news
bool Refiner::renew() {
    const auto world = answer_.world;
    const auto history = answer_.history;
    const bool fine = production_ && production_->reached();
    const bool coarse = !fine && coarse_ && coarse_->reached();
    fine_ = fine_ || fine;
    if (fine)
        answer_.world = production_->shown();
    else if (coarse)
        answer_.world = coarse_->shown();
    if (fine_)
        take_history(*production_);
    else if (coarse)
        take_history(*coarse_);
    const double now = fine ? 1 : progress();
    const bool moved =
        now == 1 ? answer_.progress != 1 : std::fabs(now - answer_.progress) >= kTellProgress;
    if (moved) answer_.progress = now;
    return moved || answer_.world != world || answer_.history != history;
}

void Refiner::work(const std::function<bool()>& keep_going,
                   const std::function<void(const Answer&)>& tell) {
    answer_.done = false;
    do {
        answer_.done = !piece();
        if (renew() || answer_.done) tell(answer_);
    } while (!answer_.done && keep_going());
}

}  // namespace session
