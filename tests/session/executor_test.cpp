// The thread pool: every task once, for any count, from any thread.
#include "app/session/executor.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace session {
namespace {

TEST(Pool, RunsEveryTaskOnceForAnyNumberOfThreads) {
    for (const int threads : {1, 2, 3, 8}) {
        const sim::Executor pool = make_pool(threads);
        for (int count = 0; count < 200; ++count) {
            std::vector<std::atomic<int>> runs(std::size_t(std::max(count, 1)));
            pool(count, [&](int i) { ++runs[std::size_t(i)]; });
            for (int i = 0; i < count; ++i) ASSERT_EQ(runs[std::size_t(i)], 1) << threads;
        }
    }
}

TEST(Pool, AllTasksAreDoneWhenItReturns) {
    const sim::Executor pool = make_pool(3);
    for (int round = 0; round < 2000; ++round) {
        std::vector<int> out(8);  // not atomic: a late task would be a race
        pool(8, [&](int i) { out[std::size_t(i)] = i + round; });
        for (int i = 0; i < 8; ++i) ASSERT_EQ(out[std::size_t(i)], i + round);
    }
}

TEST(Pool, ATaskMayCallItAgain) {
    const sim::Executor pool = make_pool(2);
    std::atomic<int> runs = 0;
    pool(4, [&](int) { pool(5, [&](int) { ++runs; }); });
    EXPECT_EQ(runs, 20);
}

TEST(Pool, TwoThreadsMayShareOne) {
    const sim::Executor pool = make_pool(3);
    std::atomic<int> runs = 0;
    const auto use = [&] {
        for (int i = 0; i < 500; ++i) pool(3, [&](int) { ++runs; });
    };
    std::thread other(use);
    use();
    other.join();
    EXPECT_EQ(runs, 3000);
}

TEST(Pool, CopiesKeepItAlive) {
    sim::Executor copy;
    {
        const sim::Executor pool = make_pool(2);
        copy = pool;
    }
    std::atomic<int> runs = 0;
    copy(10, [&](int) { ++runs; });
    EXPECT_EQ(runs, 10);
}

}  // namespace
}  // namespace session
