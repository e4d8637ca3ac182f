#include "app/session/executor.h"

#include <atomic>
#include <cassert>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace session {
namespace {

using Task = std::function<void(int)>;

thread_local bool inside_task = false;

class Pool {
  public:
    explicit Pool(int workers) {
        for (int i = 0; i < workers; ++i) workers_.emplace_back([this] { work(); });
    }
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;
    ~Pool() {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        start_.notify_all();
        for (std::thread& worker : workers_) worker.join();
    }

    void run(int count, const Task& task) {
        if (count <= 1 || inside_task) return sim::run_serially(count, task);
        const std::lock_guard one_caller(callers_);
        {
            const std::lock_guard lock(mutex_);
            task_ = &task;
            count_ = count;
            next_.store(0, std::memory_order_relaxed);
            busy_ = int(workers_.size());
            round_.fetch_add(1, std::memory_order_release);
        }
        start_.notify_all();
        take_tasks(task, count);
        std::unique_lock lock(mutex_);
        done_.wait(lock, [this] { return busy_ == 0; });
    }

  private:
    void take_tasks(const Task& task, int count) {
        inside_task = true;
        for (int i = next_.fetch_add(1); i < count; i = next_.fetch_add(1)) task(i);
        inside_task = false;
    }

    void work() {
        unsigned seen = 0;
        while (true) {
            // Rounds follow each other within microseconds: look a few times before going to sleep.
            for (int i = 0; i < 200 && round_.load(std::memory_order_acquire) == seen; ++i)
                std::this_thread::yield();
            std::unique_lock lock(mutex_);
            start_.wait(lock, [&] { return stopping_ || round_.load() != seen; });
            if (stopping_) return;
            seen = round_.load();
            const Task& task = *task_;
            const int count = count_;
            lock.unlock();
            take_tasks(task, count);
            lock.lock();
            if (--busy_ == 0) done_.notify_one();
        }
    }

    std::mutex callers_, mutex_;
    std::condition_variable start_, done_;
    std::atomic<unsigned> round_{0};
    std::atomic<int> next_{0};
    const Task* task_ = nullptr;
    int count_ = 0;
    int busy_ = 0;  ///< workers that have not finished this round
    bool stopping_ = false;
    std::vector<std::thread> workers_;
};

}  // namespace

sim::Executor make_pool(int threads) {
    assert(threads >= 1);
    if (threads == 1) return sim::run_serially;
    return [pool = std::make_shared<Pool>(threads - 1)](int count, const Task& task) {
        pool->run(count, task);
    };
}

}  // namespace session
