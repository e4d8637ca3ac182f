// A worker with a thread of its own. Not built for the web.
#pragma once
#include "app/session/worker.h"

namespace session {

/// Computes while the caller draws. A new scenario or the end makes it drop what it is at within
/// milliseconds, even inside a step: its executor throws through `sim`, which holds nothing that
/// would be lost, and what was under way is thrown away whole.
/// @param news  called on that thread when there is another World to show, an error, or an end;
///              must not call the worker
std::unique_ptr<Worker> make_background_worker(const sim::Executor& executor,
                                               const RefinerLimits& limits,
                                               std::function<void()> news);

}  // namespace session
