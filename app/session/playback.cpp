#include "app/session/playback.h"

#include <utility>

namespace session {

using sim::World;

Playback::Playback(std::unique_ptr<Worker> worker) : worker_(std::move(worker)) {
    answer_.done = true;
}

sim::Result<sim::Ok> Playback::load(const sim::Scenario& scenario) {
    if (scenario_ == scenario) return sim::Ok{};
    if (auto valid = sim::validate(scenario); !valid) return valid.error();
    if (!scenario.rf.on) {
        if (auto loaded = light_.load(scenario); !loaded) return loaded.error();
        if (heated_)
            worker_->want({.version = version_ + 1, .scenario = std::nullopt, .asked_us = 0});
    }
    if (!shown_) {
        // Some World is needed for a first picture. At time 0 the heat makes no difference.
        sim::Scenario cold = scenario;
        cold.rf.on = false;
        auto first = sim::make_world(cold);
        if (!first) return first.error();
        show(std::make_shared<const World>(std::move(first).value()), version_);
    }
    scenario_ = scenario;
    heated_ = scenario.rf.on;
    ++version_;
    wished_us_ = -1;
    refused_ = false;
    error_.reset();
    answer_ = {};
    answer_.done = !heated_;
    if (!heated_) history_ = answer_.history;
    return sim::Ok{};
}

void Playback::advance(double wall_s) {
    if (reached()) clock_.advance(wall_s);
}

bool Playback::show(std::shared_ptr<const World> world, std::uint64_t version) {
    shown_version_ = version;
    if (world == shown_) return false;
    shown_ = std::move(world);
    ++shown_count_;
    return true;
}

void Playback::take_answer() {
    Answer answer = worker_->answer();
    if (answer.version != version_) return;
    answer_ = std::move(answer);
    if (!answer_.history->empty()) history_ = answer_.history;
    if (answer_.error && !refused_) {
        refused_ = true;
        error_ = answer_.error;
    }
}

bool Playback::work(const std::function<bool()>& keep_going) {
    if (!scenario_) return false;
    if (!heated_) {
        light_.seek(clock_.asked_us());
        const bool changed = light_.work(keep_going);
        return (changed || light_.reached()) && show(light_.shown(), version_);
    }
    if (wished_us_ != clock_.asked_us()) {
        wished_us_ = clock_.asked_us();
        worker_->want({.version = version_, .scenario = scenario_, .asked_us = wished_us_});
        answer_.done = false;
    }
    worker_->lend(keep_going);
    take_answer();
    return answer_.world && show(answer_.world, version_);
}

void Playback::finish() {
    while (wants_time()) work([] { return true; });
}

bool Playback::reached() const {
    if (!scenario_) return true;
    if (!heated_ && light_.asked_us() == clock_.asked_us() && !light_.reached()) return false;
    return shown_version_ == version_ &&
           shown_->tick == shown_->plan->timeline.tick_at(clock_.asked_us());
}

bool Playback::final() const {
    return reached() && (!heated_ || refused_ || detail() == sim::RfDetail::production);
}

double Playback::progress() const {
    if (final()) return 1;
    if (heated_) return wished_us_ == clock_.asked_us() ? answer_.progress : 0;
    return light_.asked_us() == clock_.asked_us() ? light_.progress() : 0;
}

bool Playback::wants_time() const {
    if (!scenario_) return false;
    if (!heated_) return !reached();
    return wished_us_ != clock_.asked_us() || worker_->needs_time();
}

std::optional<sim::Error> Playback::take_error() { return std::exchange(error_, std::nullopt); }

}  // namespace session
