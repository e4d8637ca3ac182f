// How every readout runs over the whole time axis: what the plots show. Computed a little at a
// time.
#pragma once
#include "app/session/probes.h"
#include "sim/world.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace ui {

class Curves {
  public:
    explicit Curves(sim::Executor executor = sim::run_serially);

    /// Starts anew for a scenario without heat, whose whole way is stepped here. The curves of the
    /// last one stay until there is a first new point.
    void restart(const sim::Scenario& scenario);
    /// Through Worlds that were computed elsewhere, in the order of time; more of the same plan may
    /// follow. Only what comes after the tissue has cooled, which costs little, is stepped here.
    void follow(session::WorldSpan worlds);

    /// Samples and steps until `keep_going` says no or there is nothing more.
    /// @return whether a point was added
    bool work(const std::function<bool()>& keep_going);
    bool busy() const { return !pending_.empty() || world_.has_value(); }

    /// Column of a readout, by its id; -1 if there is none.
    int column(std::string_view id) const;

    int count() const { return int(rows_.size()); }
    sim::Microseconds time_us(int i) const { return rows_[std::size_t(i)].time_us; }
    double value(int i, int column) const {
        return double(rows_[std::size_t(i)].values[std::size_t(column)]);
    }
    /// Where heat has gone again: the end of the short axis.
    sim::Microseconds cooled_us() const { return cooled_us_; }
    /// Worlds whose temperatures a probe can read, from the first stroke until the tissue is cold.
    session::WorldSpan heated() const { return heated_; }

  private:
    struct Row {
        sim::Microseconds time_us;
        std::vector<float> values;  ///< one for each of ids_
    };
    void begin_rows(const sim::Plan& plan);
    bool has(sim::Microseconds time_us) const;
    void add(const sim::World& world);
    void step_or_sample(bool& added);

    sim::Executor executor_;
    std::vector<std::shared_ptr<const sim::World>> pending_;  ///< still to be sampled, last first
    std::optional<sim::World> world_;        ///< on its way along the axis; none: done
    std::vector<std::int64_t> due_;          ///< its ticks still to be sampled, last first
    std::shared_ptr<const sim::Plan> plan_;  ///< of what is followed
    bool fresh_ = false;                     ///< the points are those of an earlier scenario
    std::vector<std::string_view> ids_;
    std::vector<Row> rows_;
    sim::Microseconds cooled_us_ = 0;
    std::vector<std::shared_ptr<const sim::World>> heated_;
};

}  // namespace ui
