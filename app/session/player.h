// Takes a World to any time: plays, pauses, seeks. Scrubbing equals playing, bit for bit.
#pragma once
#include "app/session/clock.h"
#include "sim/world.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace session {

/// Worlds of one scenario in the order of time. What is kept never changes.
using Worlds = std::vector<std::shared_ptr<const sim::World>>;

/// Keyframes are copies of the World, kept where reaching them from the one before took a few
/// milliseconds: dense where steps are dear (heat), sparse where they are cheap (healing). Where
/// they lie never changes a result, because `step` is a pure function of the World.
class Player {
  public:
    /// @param executor       how the simulation may use cores
    /// @param memory_budget  bytes that keyframes may take
    explicit Player(sim::Executor executor = sim::run_serially,
                    std::size_t memory_budget = 192u << 20);

    /// Starts a scenario; the time asked for stays. The old World stays visible until the new one
    /// has reached that time. Fails where make_world fails, and then changes nothing. The scenario
    /// already loaded is not started again.
    ///
    /// While a slider is dragged scenarios come faster than they can be computed. One without heat
    /// is done in a few frames, so it is finished and shown before the newest is begun: the picture
    /// follows the hand. One with heat gives way at once.
    sim::Result<sim::Ok> load(const sim::Scenario& scenario,
                              sim::RfDetail detail = sim::RfDetail::production);

    void seek(sim::Microseconds time_us) { clock_.seek(time_us); }
    void play(bool on) { clock_.play(on); }
    void set_speed(double axis_per_minute) { clock_.set_speed(axis_per_minute); }
    bool playing() const { return clock_.playing(); }
    double speed() const { return clock_.speed(); }

    /// Moves the time asked for when playing. Stops at the end of the axis. While the last time
    /// asked for has not been reached the picture slows down rather than jumps: nothing moves.
    void advance(double wall_s);

    /// Steps towards the time asked for until it is reached or `keep_going` says no; it is asked
    /// after every dear step and every few cheap ones.
    /// @return whether the World shown changed
    bool work(const std::function<bool()>& keep_going);
    void finish();

    bool reached() const;
    /// Share of the way to the time asked for, by what its steps cost; 1 when reached.
    double progress() const;
    sim::Microseconds asked_us() const { return clock_.asked_us(); }
    /// The World to be shown: at the time asked for, or the last good one while that is computed.
    /// @pre a scenario was loaded and work or finish has reached it
    const sim::World& world() const { return *shown_; }
    std::shared_ptr<const sim::World> shown() const { return shown_; }  ///< null: none yet
    bool ready() const { return shown_ != nullptr; }

    /// Of the time asked for. @pre a scenario was loaded
    std::int64_t target_tick() const;
    /// How far the scenario was ever computed: up to there seeking is quick. @pre a scenario was
    /// loaded
    std::int64_t walked_tick() const { return walked_; }
    /// One piece of the way to the end of the axis, from where it was never walked; neither the
    /// World shown nor the time asked for changes. @pre a scenario was loaded
    /// @return whether there is more to walk
    bool walk_on();
    /// The keyframes, and how many were ever kept: while that stays the same, so do they.
    Worlds history() const;
    std::uint64_t ever_kept() const { return ever_kept_; }
    std::size_t keyframe_bytes() const { return keyframe_bytes_; }
    std::size_t keyframe_count() const { return keyframes_.size(); }

  private:
    struct Keyframe {
        std::shared_ptr<const sim::World> world;
        std::size_t bytes;
        double cost_s;  ///< of stepping here from the keyframe before
        bool stays;     ///< whatever the budget says
    };
    using Keyframes = std::map<std::int64_t, Keyframe>;  // by tick

    void begin(sim::World world);
    void approach(std::int64_t target);
    void step_some(std::int64_t target);
    bool far_from_last(const sim::World& world) const;
    void keep_if_dear();
    void fit_budget();

    sim::Executor executor_;
    std::size_t memory_budget_;
    Clock clock_;
    std::shared_ptr<const sim::World> shown_;
    sim::World working_;
    std::optional<sim::World> queued_;  ///< newest scenario, while one before it is being finished
    double shown_cost_s_ = 0, working_cost_s_ = 0;  ///< of stepping on from the last keyframe
    Keyframes keyframes_;                           ///< of the working scenario
    std::size_t keyframe_bytes_ = 0;
    std::uint64_t ever_kept_ = 0;
    std::int64_t walked_ = 0;
    std::int64_t way_start_ = 0, way_target_ = -1;  ///< ticks: what progress() measures
};

}  // namespace session
