#include "app/session/background.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace session {
namespace {

/// Thrown by the executor, caught where the worker's work begins.
struct Interrupted {};

class BackgroundWorker : public Worker {
  public:
    BackgroundWorker(sim::Executor executor, const RefinerLimits& limits,
                     std::function<void()> news)
        : executor_(std::move(executor)), news_(std::move(news)) {
        answer_.done = true;
        thread_ = std::thread([this, limits] { loop(limits); });
    }
    BackgroundWorker(const BackgroundWorker&) = delete;
    BackgroundWorker& operator=(const BackgroundWorker&) = delete;
    ~BackgroundWorker() override {
        {
            const std::lock_guard lock(mutex_);
            closing_ = true;
        }
        wake_.notify_one();
        thread_.join();
    }

    void want(const Wish& wish) override {
        {
            const std::lock_guard lock(mutex_);
            wish_ = wish;
            newest_ = wish.version;
            wished_ = true;
            answer_.done = false;
        }
        wake_.notify_one();
    }
    Answer answer() override {
        const std::lock_guard lock(mutex_);
        return answer_;
    }
    void lend(const std::function<bool()>&) override {}
    bool needs_time() const override { return false; }

  private:
    void loop(const RefinerLimits& limits) {
        const auto owner = std::this_thread::get_id();
        const sim::Executor interruptible = [this, owner](int count, const auto& task) {
            run(owner, count, task);
        };
        Refiner refiner(interruptible, limits);
        std::unique_lock lock(mutex_);
        while (true) {
            wake_.wait(lock, [this] { return closing_ || wished_; });
            if (closing_) return;
            const Wish wish = wish_;
            wished_ = false;
            lock.unlock();
            current_ = wish.version;
            try {
                refiner.want(wish);
                refiner.work([this] { return !closing_ && !wished_; },
                             [this](const Answer& answer) { tell(answer); });
            } catch (const Interrupted&) {
                inside_ = false;
                refiner.drop();
            }
            lock.lock();
        }
    }

    // Tasks must not throw, so it is before a round of them, on the worker's own thread.
    void run(std::thread::id owner, int count, const std::function<void(int)>& task) {
        if (inside_task(owner)) return executor_(count, task);
        if (closing_ || newest_ != current_) throw Interrupted{};
        inside_ = true;
        executor_(count, task);
        inside_ = false;
    }
    bool inside_task(std::thread::id owner) const {
        return std::this_thread::get_id() != owner || inside_;
    }

    void tell(const Answer& answer) {
        bool news = answer.done || answer.error;
        {
            const std::lock_guard lock(mutex_);
            news = news || answer.world != answer_.world;
            answer_ = answer;
            if (wished_) answer_.done = false;
        }
        if (news) news_();
    }

    const sim::Executor executor_;
    const std::function<void()> news_;
    std::mutex mutex_;  // of wish_ and answer_, and of changes to the flags
    std::condition_variable wake_;
    Wish wish_;
    Answer answer_;
    std::atomic<bool> closing_ = false, wished_ = false;
    std::atomic<std::uint64_t> newest_ = 0;  ///< version of wish_
    std::uint64_t current_ = 0;              ///< version under way; of the thread alone
    bool inside_ = false;                    ///< a round of tasks; of the thread alone
    std::thread thread_;                     ///< last: it uses all of the above
};

}  // namespace

std::unique_ptr<Worker> make_background_worker(const sim::Executor& executor,
                                               const RefinerLimits& limits,
                                               std::function<void()> news) {
    return std::make_unique<BackgroundWorker>(executor, limits, std::move(news));
}

}  // namespace session
