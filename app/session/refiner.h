// A scenario with RF heat, answered twice: coarse at once, then on the production grid.
#pragma once
#include "app/session/player.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace session {

/// What is to be computed.
struct Wish {
    std::uint64_t version = 0;              ///< another one for every change of the scenario
    std::optional<sim::Scenario> scenario;  ///< with RF; none: nothing, and memory is given back
    sim::Microseconds asked_us = 0;
};

/// What is known so far. Cheap to copy; the Worlds in it never change.
struct Answer {
    std::uint64_t version = 0;                ///< of the wish that it answers
    std::shared_ptr<const sim::World> world;  ///< the newest World at a time asked for; null: none
    /// Keyframes of the pass that `world` comes from; once production has answered, of that.
    std::shared_ptr<const Worlds> history = std::make_shared<const Worlds>();
    double progress = 0;              ///< of the pass under way to the time asked for; 1: it stands
    std::optional<sim::Error> error;  ///< why there will be no (finer) answer
    bool done = false;                ///< nothing is left to do
};

/// How much may be spent.
struct RefinerLimits {
    std::size_t memory_budget = 192u << 20;  ///< bytes of keyframes
    bool to_the_end = true;  ///< go on through the whole axis, so that any time is then near
};

/// Knows no threads: whoever owns it lends it time. The order of work: the coarse World at the time
/// asked for; the production World there; the rest of the production pass. Where production has
/// been already, coarse is left out.
class Refiner {
  public:
    Refiner(sim::Executor executor, const RefinerLimits& limits);

    void want(const Wish& wish);
    /// Works until nothing is left or `keep_going` says no; it is asked after every step.
    /// @param tell  called with each new answer
    void work(const std::function<bool()>& keep_going,
              const std::function<void(const Answer&)>& tell);
    /// Forgets what is under way, in whatever state: for when the executor threw.
    void drop();

    const Answer& answer() const { return answer_; }
    std::size_t keyframe_bytes() const;

  private:
    bool piece();
    bool load(std::optional<Player>& player, sim::RfDetail detail);
    bool step(Player& player);
    bool renew();
    double progress() const;
    void take_history(const Player& player);

    sim::Executor executor_;
    RefinerLimits limits_;
    Wish wish_;
    std::optional<Player> coarse_, production_;  ///< none: not begun, or no longer needed
    const Player* under_way_ = nullptr;          ///< which of them is
    Answer answer_;
    bool fine_ = false;               ///< production has answered this scenario
    const Player* source_ = nullptr;  ///< whose keyframes are in answer_.history,
    std::uint64_t kept_ = 0;          ///< and its ever_kept() then
};

}  // namespace session
