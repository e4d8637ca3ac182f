// What is on screen and how it gets there: the clock, the newest good World, who computes the next.
#pragma once
#include "app/session/worker.h"

#include <memory>
#include <optional>

namespace session {

/// Of one thread, and never waits for another. Scenarios without heat are stepped here and now, in
/// the time that `work` is given. Scenarios with heat go to the worker, and the old picture stays
/// until it has answered: coarse first, then final.
class Playback {
  public:
    explicit Playback(std::unique_ptr<Worker> worker);

    /// Starts a scenario; the time asked for stays. Fails where `validate` fails, and then changes
    /// nothing. What only comes out while computing is told by take_error(). The scenario already
    /// loaded is not started again. After the first load there is always a World.
    sim::Result<sim::Ok> load(const sim::Scenario& scenario);

    void seek(sim::Microseconds time_us) { clock_.seek(time_us); }
    void play(bool on) { clock_.play(on); }
    void set_speed(double axis_per_minute) { clock_.set_speed(axis_per_minute); }
    bool playing() const { return clock_.playing(); }
    double speed() const { return clock_.speed(); }
    sim::Microseconds asked_us() const { return clock_.asked_us(); }

    /// Moves the time asked for when playing, unless the last one has not been reached.
    void advance(double wall_s);
    /// Takes what the worker has, or computes until `keep_going` says no.
    /// @return whether the World shown changed
    bool work(const std::function<bool()>& keep_going);
    /// In the caller's time, until the final answer stands: for tests and the first picture.
    /// @pre no background worker, or a scenario without heat
    void finish();

    /// Whether the World shown is of the scenario and the time asked for, in any detail.
    bool reached() const;
    /// Whether nothing better will come for this time.
    bool final() const;
    /// How finely what is shown was computed; without heat there is only production.
    sim::RfDetail detail() const { return shown_->plan->rf_detail; }
    /// Of the pass under way to the time asked for; 1 when final.
    double progress() const;
    /// Whether something is computed elsewhere that may bring news.
    bool busy() const { return heated_ && !answer_.done; }
    /// Whether `work` would compute something here.
    bool wants_time() const;

    const sim::World& world() const { return *shown_; }
    std::shared_ptr<const sim::World> shown() const { return shown_; }
    /// Grows with every change of the World shown: names it, as an address would not.
    std::uint64_t shown_count() const { return shown_count_; }
    /// Worlds over time, in its order: keyframes of the finest pass that has answered; of the last
    /// scenario with heat until the new one has. Empty without heat.
    const Worlds& history() const { return *history_; }

    /// Why the scenario cannot be computed, once.
    std::optional<sim::Error> take_error();

  private:
    bool show(std::shared_ptr<const sim::World> world, std::uint64_t version);
    void take_answer();

    Clock clock_;
    std::unique_ptr<Worker> worker_;
    Player light_;  ///< steps scenarios without heat
    std::optional<sim::Scenario> scenario_;
    bool heated_ = false;
    std::uint64_t version_ = 0;  ///< of scenario_
    sim::Microseconds wished_us_ = -1;
    Answer answer_;
    std::shared_ptr<const Worlds> history_ = std::make_shared<const Worlds>();
    std::optional<sim::Error> error_;
    bool refused_ = false;  ///< this scenario has an error
    std::shared_ptr<const sim::World> shown_;
    std::uint64_t shown_version_ = 0, shown_count_ = 0;
};

}  // namespace session
