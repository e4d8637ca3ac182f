// How the simulation uses more than one core without owning a thread.
#pragma once
#include <functional>

namespace sim {

/// Runs task(0) .. task(count - 1), in any order and on any threads, and returns when all are done.
/// The simulation cuts its work into the same tasks whatever runs them, and no task reads what
/// another writes, so results have the same bits for one worker or many.
using Executor = std::function<void(int count, const std::function<void(int)>& task)>;

/// Runs every task on the calling thread.
inline void run_serially(int count, const std::function<void(int)>& task) {
    for (int i = 0; i < count; ++i) task(i);
}

}  // namespace sim
