#include "app/session/worker.h"

namespace session {
namespace {

class SlicedWorker : public Worker {
  public:
    SlicedWorker(const sim::Executor& executor, const RefinerLimits& limits)
        : refiner_(executor, limits) {}
    void want(const Wish& wish) override {
        refiner_.want(wish);
        due_ = true;
    }
    Answer answer() override { return refiner_.answer(); }
    void lend(const std::function<bool()>& keep_going) override {
        if (!due_) return;
        refiner_.work(keep_going, [](const Answer&) {});
        due_ = !refiner_.answer().done;
    }
    bool needs_time() const override { return due_; }

  private:
    Refiner refiner_;
    bool due_ = false;
};

}  // namespace

std::unique_ptr<Worker> make_sliced_worker(const RefinerLimits& limits,
                                           const sim::Executor& executor) {
    return std::make_unique<SlicedWorker>(executor, limits);
}

}  // namespace session
