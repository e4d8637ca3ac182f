// Worker threads for the simulation, which owns none. Not built for the web.
#pragma once
#include "sim/base/executor.h"

namespace session {

/// An executor that runs tasks on `threads` threads, the caller's among them. The workers live as
/// long as a copy of the executor does. One call at a time makes progress; a task that calls the
/// executor again runs its tasks on its own thread. Tasks must not throw.
/// @pre threads >= 1; 1 is run_serially
sim::Executor make_pool(int threads);

}  // namespace session
