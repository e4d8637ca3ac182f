// Who computes what is asked about a scenario with heat: the caller's own time, in slices, or a
// thread (background.h).
#pragma once
#include "app/session/refiner.h"

namespace session {

class Worker {
  public:
    virtual ~Worker() = default;
    /// Replaces the wish before.
    virtual void want(const Wish& wish) = 0;
    /// The newest answer; of an older wish while there is none to the last.
    virtual Answer answer() = 0;
    /// The caller's time: computes until nothing is left or `keep_going` says no, at least one
    /// step. A thread has its own, and returns at once.
    virtual void lend(const std::function<bool()>& keep_going) = 0;
    /// Whether it gets on only when lent time.
    virtual bool needs_time() const = 0;
};

std::unique_ptr<Worker> make_sliced_worker(const RefinerLimits& limits = {},
                                           const sim::Executor& executor = sim::run_serially);

}  // namespace session
