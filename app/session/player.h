// Takes a World to any time: plays, pauses, seeks. Scrubbing equals playing, bit for bit.
#pragma once
#include "app/session/command.h"
#include "sim/world.h"

#include <functional>
#include <map>
#include <optional>

namespace session {

/// The logarithmic time axis on screen: 0 at time 0, 1 at a year, even steps for even ratios;
/// linear below a millisecond, where a logarithm would have no end.
double axis_position(sim::Microseconds time_us);
sim::Microseconds axis_time_us(double position);

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
    sim::Result<sim::Ok> load(const sim::Scenario& scenario);

    void seek(sim::Microseconds time_us);
    void play(bool on);
    void set_speed(double axis_per_minute) { axis_per_minute_ = axis_per_minute; }
    bool playing() const { return playing_; }
    double speed() const { return axis_per_minute_; }

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
    sim::Microseconds asked_us() const { return asked_us_; }
    /// The World to be shown: at the time asked for, or the last good one while that is computed.
    /// @pre a scenario was loaded and work or finish has reached it
    const sim::World& world() const { return shown_; }
    bool ready() const { return shown_.plan != nullptr; }

    std::size_t keyframe_bytes() const { return keyframe_bytes_; }
    std::size_t keyframe_count() const { return keyframes_.size(); }

  private:
    struct Keyframe {
        sim::World world;
        std::size_t bytes;
        double cost_s;  ///< of stepping here from the keyframe before
    };
    using Keyframes = std::map<std::int64_t, Keyframe>;  // by tick

    std::int64_t target_tick() const;
    void begin(sim::World world);
    void approach(std::int64_t target);
    void step_some(std::int64_t target);
    void keep_if_dear();
    void fit_budget();

    sim::Executor executor_;
    std::size_t memory_budget_;
    sim::World shown_, working_;
    std::optional<sim::World> queued_;  ///< newest scenario, while one before it is being finished
    double shown_cost_s_ = 0, working_cost_s_ = 0;  ///< of stepping on from the last keyframe
    Keyframes keyframes_;                           ///< of the working scenario
    std::size_t keyframe_bytes_ = 0;
    std::int64_t way_start_ = 0, way_target_ = -1;  ///< ticks: what progress() measures
    sim::Microseconds asked_us_ = 0;
    double position_ = 0;  ///< of asked_us_ on the axis, finer than a microsecond while playing
    double axis_per_minute_ = 1;
    bool playing_ = false;
};

}  // namespace session
