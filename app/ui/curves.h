// How every readout runs over the whole time axis: what the plots show. Computed a little at a
// time.
#pragma once
#include "sim/world.h"

#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace ui {

class Curves {
  public:
    explicit Curves(sim::Executor executor = sim::run_serially);

    /// Starts anew for a scenario. The curves of the last one stay until there is a first new
    /// point.
    void restart(const sim::Scenario& scenario);

    /// Steps until `keep_going` says no or the axis ends.
    /// @return whether a point was added
    bool work(const std::function<bool()>& keep_going);
    bool busy() const { return world_.has_value(); }

    /// Column of a readout, by its id; -1 if there is none.
    int column(std::string_view id) const;

    int count() const { return int(times_us_.size()); }
    sim::Microseconds time_us(int i) const { return times_us_[std::size_t(i)]; }
    double value(int i, int column) const {
        return values_[std::size_t(i) * ids_.size() + std::size_t(column)];
    }
    /// Where heat has gone again: the end of the short axis.
    sim::Microseconds cooled_us() const { return cooled_us_; }

  private:
    void sample();

    sim::Executor executor_;
    std::optional<sim::World> world_;  ///< on its way along the axis; none: done
    std::vector<std::int64_t> due_;    ///< ticks still to be sampled, last first
    bool fresh_ = false;               ///< the points are those of an earlier scenario
    std::vector<std::string_view> ids_;
    std::vector<sim::Microseconds> times_us_;
    std::vector<float> values_;  ///< count() rows of ids_.size()
    sim::Microseconds cooled_us_ = 0;
};

}  // namespace ui
