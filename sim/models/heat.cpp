#include "sim/models/heat.h"

#include "sim/models/heat_lines.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace sim {
namespace {

/// Weight of the end of a step in its flows. 1/2 would be of second order; with 0.55 the stiffest
/// cells, those of steel, swing by 0.82 from step to step instead of for ever, at 1 % of the rate
/// of change in steps of a fifth of the time that has passed.
constexpr double kTheta = 0.55;

/// Given to each cell in each step, so that what spreads from a pulse ends in it and not in
/// denormal numbers, on which a processor is slow. A million cells make 1e-18 J of it.
constexpr float kTrickle_J = 1e-24F;

constexpr int kColumns = 128;  ///< solved abreast through the depth
constexpr int kLayers = 8;     ///< solved by one task
constexpr int parts(int count, int of) { return (count + of - 1) / of; }

std::size_t at_side(Side side) { return std::size_t(side); }

/// A step at work: what its tasks share.
class Step {
  public:
    Step(const HeatModel& model, std::span<float> temperature_C, std::span<const double> source_W,
         std::span<const float> necrosis, double dt_s, HeatScratch& scratch)
        : model_(model),
          net_(*model.network),
          nx_(model.grid.nx()),
          ny_(model.grid.ny()),
          nz_(model.grid.nz()),
          layer_(std::size_t(nx_) * std::size_t(ny_)),
          dt_(float(dt_s)),
          h_(float(kTheta * dt_s)),
          t_(temperature_C.data()),
          source_W_(source_W),
          necrosis_(necrosis),
          scratch_(scratch) {}

    void factor_layer(int k);
    void factor_columns(int first, int last);
    HeatLoss solve_layers(int first, int last);
    HeatLoss solve_columns(int first, int last);

  private:
    const float* side(Side side, std::size_t at) const {
        const std::vector<float>& w = net_.side_W_per_K[at_side(side)];
        return w.empty() ? nullptr : w.data() + at;
    }
    HeatFactors& factors(Axis axis) const { return scratch_.factors[std::size_t(axis)]; }

    /// Rooms of one task.
    struct Room {
        std::vector<float> rows, t, r, sink, layer, zero, flow;
    };
    void solve_layer(int k, Room& room, HeatLoss& loss);
    void residual_row(int j, int k, Room& room, float* r, float* sink, HeatLoss& loss) const;
    void solve_x(int k, int strip, Room& room, HeatLoss& loss);
    void solve_y(int k, Room& room, HeatLoss& loss);
    void side_flow(Side side, std::size_t at, int lines, const float* t, float* r,
                   HeatLoss& loss) const;
    void side_gain(Side side, std::size_t at, int lines, const float* d, HeatLoss& loss) const;
    void boil(std::size_t first, std::size_t last);

    const HeatModel& model_;
    const HeatNetwork& net_;
    int nx_, ny_, nz_;
    std::size_t layer_;
    float dt_, h_;
    float* t_;
    std::span<const double> source_W_;
    std::span<const float> necrosis_;
    HeatScratch& scratch_;
};

void Step::factor_layer(int k) {
    const std::size_t at = std::size_t(k) * layer_,
                      turned_at = std::size_t(k) * turned_layer(model_.grid);
    std::vector<float> keep(std::size_t(std::max(nx_, kHeatLanes))),
        turned(std::size_t(nx_) * kHeatLanes, 1.0F);
    HeatFactors& y = factors(Axis::y);
    factor({ny_, nx_, nx_, net_.y_W_per_K.data() + at, net_.capacity_J_per_K.data() + at,
            side(Side::y_low, std::size_t(k * nx_)), side(Side::y_high, std::size_t(k * nx_))},
           h_, keep.data(), y.carry.data() + at, y.inverse_K_per_J.data() + at);
    HeatFactors& x = factors(Axis::x);
    for (int strip = 0; strip < turned_strips(model_.grid); ++strip) {
        const int row = strip * kHeatLanes, rows = std::min(kHeatLanes, ny_ - row);
        turn(net_.capacity_J_per_K.data() + at + row * nx_, rows, nx_, nx_, turned.data(),
             kHeatLanes);
        const std::size_t strip_at = turned_at + std::size_t(row) * std::size_t(nx_);
        std::array<float, kHeatLanes> low{}, high{};
        const float* from_low = side(Side::x_low, std::size_t(k * ny_ + row));
        const float* from_high = side(Side::x_high, std::size_t(k * ny_ + row));
        if (from_low != nullptr) std::copy(from_low, from_low + rows, low.begin());
        if (from_high != nullptr) std::copy(from_high, from_high + rows, high.begin());
        factor({nx_, kHeatLanes, kHeatLanes, net_.x_W_per_K.data() + strip_at, turned.data(),
                low.data(), high.data()},
               h_, keep.data(), x.carry.data() + strip_at, x.inverse_K_per_J.data() + strip_at);
    }
}

void Step::factor_columns(int first, int last) {
    const std::size_t at = std::size_t(first);
    std::vector<float> keep(std::size_t(last - first));
    HeatFactors& z = factors(Axis::depth);
    factor({nz_, last - first, int(layer_), net_.depth_W_per_K.data() + at,
            net_.capacity_J_per_K.data() + at, side(Side::surface, at), side(Side::floor, at)},
           h_, keep.data(), z.carry.data() + at, z.inverse_K_per_J.data() + at);
}

/// Takes from the residuals of a side's cells what flows out at their temperatures.
void Step::side_flow(Side s, std::size_t at, int lines, const float* t, float* r,
                     HeatLoss& loss) const {
    const float* g = side(s, at);
    if (g == nullptr) return;
    const float outside = float(model_.side_C[at_side(s)]);
    for (int l = 0; l < lines; ++l) {
        const float flow = dt_ * g[l] * (t[l] - outside);
        r[l] -= flow;
        loss.sides_J += double(flow);
    }
}

/// Books what more flows out of a side's cells as they warm by d.
void Step::side_gain(Side s, std::size_t at, int lines, const float* d, HeatLoss& loss) const {
    const float* g = side(s, at);
    if (g == nullptr) return;
    for (int l = 0; l < lines; ++l) loss.sides_J += double(h_ * g[l]) * double(d[l]);
}

/// What flows into the cells of a row along y and depth, from sources, blood and sides, in J.
void Step::residual_row(int j, int k, Room& room, float* __restrict r, float* __restrict sink,
                        HeatLoss& loss) const {
    const std::size_t at = std::size_t(k) * layer_ + std::size_t(j) * std::size_t(nx_),
                      row = std::size_t(nx_);
    const bool first_y = j == 0, last_y = j + 1 == ny_, first_z = k == 0, last_z = k + 1 == nz_;
    const float* t = t_ + at;
    const float* south = first_y ? t : t - row;
    const float* north = last_y ? t : t + row;
    const float* above = first_z ? t : t - layer_;
    const float* below = last_z ? t : t + layer_;
    const float* gn = net_.y_W_per_K.data() + at;
    const float* gs = first_y ? room.zero.data() : gn - row;
    const float* gb = net_.depth_W_per_K.data() + at;
    const float* ga = first_z ? room.zero.data() : gb - layer_;
    for (int i = 0; i < nx_; ++i) {
        const float along = gn[i] * (north[i] - t[i]) - gs[i] * (t[i] - south[i]);
        const float through = gb[i] * (below[i] - t[i]) - ga[i] * (t[i] - above[i]);
        r[i] = dt_ * (along + through) + kTrickle_J;
    }
    if (!source_W_.empty()) {
        const double* q = source_W_.data() + at;
        for (int i = 0; i < nx_; ++i) r[i] += dt_ * float(q[i]);
    }
    if (!model_.perfusion_W_per_K.empty()) {
        const double* p = model_.perfusion_W_per_K.data() + at;
        const float blood = float(model_.blood_C);
        const float* omega = necrosis_.empty() ? room.zero.data() : necrosis_.data() + at;
        for (int i = 0; i < nx_; ++i) sink[i] = omega[i] >= 1.0F ? 0.0F : dt_ * float(p[i]);
        float* __restrict flow = room.flow.data();
        for (int i = 0; i < nx_; ++i) {
            flow[i] = sink[i] * (t[i] - blood);
            r[i] -= flow[i];
        }
        loss.perfusion_J += sum(flow, nx_);
    }
    if (first_y) side_flow(Side::y_low, std::size_t(k * nx_), nx_, t, r, loss);
    if (last_y) side_flow(Side::y_high, std::size_t(k * nx_), nx_, t, r, loss);
    if (first_z) side_flow(Side::surface, std::size_t(j * nx_), nx_, t, r, loss);
    if (last_z) side_flow(Side::floor, std::size_t(j * nx_), nx_, t, r, loss);
}

/// Adds the flows along x to a strip's rows and spreads them along x.
void Step::solve_x(int k, int strip, Room& room, HeatLoss& loss) {
    const int row = strip * kHeatLanes, rows = std::min(kHeatLanes, ny_ - row);
    const std::size_t at = std::size_t(k) * layer_ + std::size_t(row * nx_),
                      strip_at =
                          std::size_t(k) * turned_layer(model_.grid) + std::size_t(row * nx_);
    turn(t_ + at, rows, nx_, nx_, room.t.data(), kHeatLanes);
    turn(room.rows.data(), rows, nx_, nx_, room.r.data(), kHeatLanes);
    const float* t = room.t.data();
    float* r = room.r.data();
    const std::size_t side_at = std::size_t(k * ny_ + row);
    const int end = (nx_ - 1) * kHeatLanes;
    side_flow(Side::x_low, side_at, rows, t, r, loss);
    side_flow(Side::x_high, side_at, rows, t + end, r + end, loss);
    const float* g = net_.x_W_per_K.data() + strip_at;
    const float* carry = factors(Axis::x).carry.data() + strip_at;
    const float* inverse = factors(Axis::x).inverse_K_per_J.data() + strip_at;
    constexpr int kFours = kHeatLanes / 4;
    Four flow[kFours] = {}, carried[kFours] = {}, d[kFours] = {};
    for (int i = 0; i < nx_; ++i) {
        const std::ptrdiff_t ahead = i + 1 < nx_ ? kHeatLanes : 0;
        for (int f = 0; f < kFours; ++f) {
            const std::ptrdiff_t c = std::ptrdiff_t(i) * kHeatLanes + 4 * f;
            const Four out = dt_ * four(g + c) * (four(t + c) - four(t + c + ahead));
            const Four right = (four(r + c) + (flow[f] - out)) + carried[f];
            flow[f] = out;
            carried[f] = four(carry + c) * right;
            put(right, r + c);
        }
    }
    for (int i = nx_ - 1; i >= 0; --i)
        for (int f = 0; f < kFours; ++f) {
            const std::ptrdiff_t c = std::ptrdiff_t(i) * kHeatLanes + 4 * f;
            d[f] = four(inverse + c) * four(r + c) + four(carry + c) * d[f];
            put(d[f], r + c);
        }
    side_gain(Side::x_low, side_at, rows, r, loss);
    side_gain(Side::x_high, side_at, rows, r + end, loss);
}

/// Spreads a layer's rows along y, the blood's share taken first.
void Step::solve_y(int k, Room& room, HeatLoss& loss) {
    const std::size_t at = std::size_t(k) * layer_;
    const float* carry = factors(Axis::y).carry.data() + at;
    const float* inverse = factors(Axis::y).inverse_K_per_J.data() + at;
    const float* capacity = net_.capacity_J_per_K.data() + at;
    float* d = room.layer.data();
    float* out = scratch_.before_C.data() + at;
    for (int j = ny_ - 1; j >= 0; --j) {
        const std::ptrdiff_t row = std::ptrdiff_t(j) * nx_;
        const float* next = j + 1 < ny_ ? d + row + nx_ : room.zero.data();
        float* __restrict to = d + row;
        for (int i = 0; i < nx_; ++i) to[i] = inverse[row + i] * to[i] + carry[row + i] * next[i];
        for (int i = 0; i < nx_; ++i) out[row + i] = capacity[row + i] * to[i];
    }
    side_gain(Side::y_low, std::size_t(k * nx_), nx_, d, loss);
    side_gain(Side::y_high, std::size_t(k * nx_), nx_, d + (ny_ - 1) * nx_, loss);
}

void Step::solve_layer(int k, Room& room, HeatLoss& loss) {
    const float* capacity = net_.capacity_J_per_K.data() + std::size_t(k) * layer_;
    const float* carry = factors(Axis::y).carry.data() + std::size_t(k) * layer_;
    for (int strip = 0; strip < turned_strips(model_.grid); ++strip) {
        const int first = strip * kHeatLanes, rows = std::min(kHeatLanes, ny_ - first);
        for (int n = 0; n < rows; ++n)
            residual_row(first + n, k, room, room.rows.data() + n * nx_, room.sink.data() + n * nx_,
                         loss);
        solve_x(k, strip, room, loss);
        turn(room.r.data(), nx_, rows, kHeatLanes, room.rows.data(), nx_);
        for (int n = 0; n < rows; ++n) {
            const std::ptrdiff_t row = std::ptrdiff_t(first + n) * nx_;
            float* __restrict to = room.layer.data() + row;
            const float* d = room.rows.data() + n * nx_;
            for (int i = 0; i < nx_; ++i) to[i] = capacity[row + i] * d[i];
            if (!model_.perfusion_W_per_K.empty()) {
                const float* sink = room.sink.data() + n * nx_;
                float* __restrict flow = room.flow.data();
                for (int i = 0; i < nx_; ++i) {
                    const float implicit = float(kTheta) * sink[i];
                    const float kept = to[i] * capacity[row + i] / (capacity[row + i] + implicit);
                    flow[i] = to[i] - kept;
                    to[i] = kept;
                }
                loss.perfusion_J += sum(flow, nx_);
            }
            if (first + n > 0)
                for (int i = 0; i < nx_; ++i) to[i] += carry[row - nx_ + i] * to[i - nx_];
        }
    }
    solve_y(k, room, loss);
}

HeatLoss Step::solve_layers(int first, int last) {
    const std::size_t strip = std::size_t(nx_) * kHeatLanes, row = std::size_t(nx_);
    Room room{std::vector<float>(strip), std::vector<float>(strip),  std::vector<float>(strip),
              std::vector<float>(strip), std::vector<float>(layer_), std::vector<float>(row),
              std::vector<float>(row)};
    HeatLoss loss;
    for (int k = first; k < last; ++k) solve_layer(k, room, loss);
    return loss;
}

/// Gives boiling water its heat, in the cells that need it.
void Step::boil(std::size_t first, std::size_t last) {
    const Boiling& boiling = model_.boiling;
    for (std::size_t c = first; c < last; ++c) {
        const double before_C = double(scratch_.before_C[c]), now_C = double(t_[c]);
        if (before_C <= boiling.from_C && now_C <= boiling.from_C) continue;
        t_[c] = float(boiling.mended_C(before_C, now_C,
                                       model_.latent_J[c] / double(net_.capacity_J_per_K[c])));
    }
}

HeatLoss Step::solve_columns(int first, int last) {
    const int lines = last - first;
    const HeatFactors& z = factors(Axis::depth);
    const std::size_t width = std::size_t(lines);
    std::vector<float> room(std::size_t(nz_) * width), d(width, 0.0F), kept(width, 0.0F);
    for (int k = 0; k < nz_; ++k) {
        const std::size_t at = std::size_t(k) * layer_ + std::size_t(first);
        const float* r = scratch_.before_C.data() + at;
        float* __restrict to = room.data() + std::ptrdiff_t(k) * lines;
        if (k == 0) {
            std::copy(r, r + lines, to);
            continue;
        }
        const float* carry = z.carry.data() + at - layer_;
        for (int l = 0; l < lines; ++l) to[l] = r[l] + carry[l] * to[l - lines];
    }
    HeatLoss loss;
    for (int k = nz_ - 1; k >= 0; --k) {
        const std::size_t at = std::size_t(k) * layer_ + std::size_t(first);
        const float* from = room.data() + std::ptrdiff_t(k) * lines;
        const float* carry = z.carry.data() + at;
        const float* inverse = z.inverse_K_per_J.data() + at;
        float* __restrict t = t_ + at;
        float* __restrict before = scratch_.before_C.data() + at;
        float* __restrict now = d.data();
        const float* capacity = net_.capacity_J_per_K.data() + at;
        float* __restrict owed = kept.data();
        for (int l = 0; l < lines; ++l) {
            now[l] = inverse[l] * from[l] + carry[l] * now[l];
            // What rounding keeps from a cell goes to the next one: late steps add less than a
            // digit of the temperature, and would all be lost.
            const float was = t[l], change = now[l] + owed[l] / capacity[l], sum = was + change;
            owed[l] = capacity[l] * (change - (sum - was));
            before[l] = was;
            t[l] = sum;
        }
        if (k == 0) side_gain(Side::surface, std::size_t(first), lines, now, loss);
        if (k + 1 == nz_) side_gain(Side::floor, std::size_t(first), lines, now, loss);
        if (model_.latent_J.empty()) continue;
        const float from_C = float(model_.boiling.from_C);
        int hot = 0;
        for (int l = 0; l < lines; ++l) hot |= int(t[l] > from_C) | int(before[l] > from_C);
        if (hot != 0) boil(at, at + std::size_t(lines));
    }
    return loss;
}

HeatLoss step_once(const HeatModel& model, std::span<float> temperature_C,
                   std::span<const double> source_W, std::span<const float> necrosis, double dt_s,
                   HeatScratch& scratch, const Executor& executor) {
    const CellGrid& grid = model.grid;
    const int layer = grid.stride(Axis::depth), nz = grid.nz();
    const std::size_t count = std::size_t(grid.count());
    assert(temperature_C.size() == count && dt_s > 0);
    scratch.before_C.resize(count);
    const int layer_tasks = parts(nz, kLayers), column_tasks = parts(layer, kColumns);
    Step step(model, temperature_C, source_W, necrosis, dt_s, scratch);
    const auto last_column = [&](int task) { return std::min(layer, (task + 1) * kColumns); };
    if (scratch.factored != model.network || scratch.factored_dt_s != dt_s) {
        for (int axis = 0; axis < 3; ++axis) {
            const std::size_t size =
                Axis(axis) == Axis::x ? turned_layer(grid) * std::size_t(nz) : count;
            scratch.factors[std::size_t(axis)].carry.resize(size);
            scratch.factors[std::size_t(axis)].inverse_K_per_J.resize(size);
        }
        executor(nz, [&](int k) { step.factor_layer(k); });
        executor(column_tasks,
                 [&](int task) { step.factor_columns(task * kColumns, last_column(task)); });
        scratch.factored = model.network;
        scratch.factored_dt_s = dt_s;
    }
    std::vector<HeatLoss> losses(std::size_t(layer_tasks + column_tasks));
    executor(layer_tasks, [&](int task) {
        losses[std::size_t(task)] =
            step.solve_layers(task * kLayers, std::min(nz, (task + 1) * kLayers));
    });
    executor(column_tasks, [&](int task) {
        losses[std::size_t(layer_tasks + task)] =
            step.solve_columns(task * kColumns, last_column(task));
    });
    HeatLoss total;
    for (const HeatLoss& loss : losses) {
        total.sides_J += loss.sides_J;
        total.perfusion_J += loss.perfusion_J;
    }
    return total;
}

}  // namespace

HeatLoss step_heat(const HeatModel& model, std::span<float> temperature_C,
                   std::span<const double> source_W, std::span<const float> necrosis, double dt_s,
                   HeatScratch& scratch, const Executor& executor) {
    const int steps = int(std::ceil(dt_s / model.longest_step_s));
    if (steps <= 1)
        return step_once(model, temperature_C, source_W, necrosis, dt_s, scratch, executor);
    std::vector<float> before_C(temperature_C.begin(), temperature_C.end());
    HeatLoss total;
    for (int n = 0; n < steps; ++n) {
        const HeatLoss loss =
            step_once(model, temperature_C, source_W, necrosis, dt_s / steps, scratch, executor);
        total.sides_J += loss.sides_J;
        total.perfusion_J += loss.perfusion_J;
    }
    scratch.before_C = std::move(before_C);
    return total;
}

}  // namespace sim
