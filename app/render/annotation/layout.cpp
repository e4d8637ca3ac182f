#include "app/render/annotation/layout.h"

#include <cmath>
#include <limits>
#include <numeric>

namespace render {
namespace {

constexpr float kImpossible = 1e6f;

class Layout {
  public:
    Layout(const LayoutRules& rules, std::span<const Request> requests)
        : rules_(rules), requests_(requests) {
        for (const Request& r : requests) height_ = std::max(height_, r.size_px.y);
    }

    std::vector<Placement> run() {
        std::vector<std::size_t> active(std::min(requests_.size(), rules_.most));
        std::iota(active.begin(), active.end(), std::size_t(0));
        std::size_t next = active.size();
        std::vector<std::size_t> spots(requests_.size(), 0);
        while (!active.empty()) {
            Trial best = improve(active, spots);
            if (best.cost < kImpossible) return best.placements;
            active.erase(active.begin() + std::ptrdiff_t(best.culprit));
            if (next < requests_.size()) active.push_back(next++);
        }
        return {};
    }

  private:
    struct Trial {
        float cost = std::numeric_limits<float>::max();
        std::size_t split = 0;    ///< how many stand on the left
        std::size_t culprit = 0;  ///< index into `active`: the least important one in a conflict
        std::vector<Placement> placements;
    };

    /// Tries other spots, one label after the other, while that helps.
    Trial improve(const std::vector<std::size_t>& active, std::vector<std::size_t>& spots) const {
        Trial best = best_split(active, spots, 0, active.size());
        for (int sweep = 0; sweep < 3; ++sweep) {
            bool better = false;
            for (const std::size_t r : active)
                for (std::size_t s = 0; s < requests_[r].spots.size(); ++s) {
                    const std::size_t kept = spots[r];
                    if (s == kept) continue;
                    spots[r] = s;
                    // One label that moves seldom sends another across.
                    Trial trial =
                        best_split(active, spots, best.split - std::min<std::size_t>(best.split, 1),
                                   std::min(best.split + 1, active.size()));
                    if (trial.cost < best.cost - 0.01f)
                        best = std::move(trial), better = true;
                    else
                        spots[r] = kept;
                }
            if (!better) break;
        }
        return best;
    }

    /// @param least, most  labels on the left
    Trial best_split(const std::vector<std::size_t>& active, const std::vector<std::size_t>& spots,
                     std::size_t least, std::size_t most) const {
        std::vector<std::size_t> order(active);
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            const float ax = requests_[a].spots[spots[a]].px.x,
                        bx = requests_[b].spots[spots[b]].px.x;
            return ax != bx ? ax < bx : a < b;
        });
        const std::size_t n = order.size();
        Trial best;
        for (std::size_t k = least; k <= most; ++k) {
            if ((k > 0 && !rules_.left.open) || (k < n && !rules_.right.open)) continue;
            std::vector<Placement> placed;
            const bool fits = fill(rules_.left, true, std::span(order).first(k), spots, placed) &&
                              fill(rules_.right, false, std::span(order).subspan(k), spots, placed);
            if (!fits) continue;
            Trial trial = judge(std::move(placed));
            trial.split = k;
            if (trial.cost < best.cost) best = std::move(trial);
        }
        if (best.placements.empty())
            best.culprit = n - 1;  // too many for the columns
        else
            best.culprit =
                std::size_t(std::find(active.begin(), active.end(), best.culprit) - active.begin());
        return best;
    }

    bool fill(const Column& column, bool left, std::span<const std::size_t> members,
              const std::vector<std::size_t>& spots, std::vector<Placement>& out) const {
        if (members.empty()) return true;
        const float pitch = height_ + rules_.gap_px;
        const float low = column.low_px + height_ / 2, high = column.high_px - height_ / 2;
        if (pitch * float(members.size() - 1) > high - low) return false;
        std::vector<std::size_t> order(members.begin(), members.end());
        const auto anchor = [&](std::size_t r) { return requests_[r].spots[spots[r]].px; };
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return anchor(a).y != anchor(b).y ? anchor(a).y < anchor(b).y : a < b;
        });
        std::vector<float> wished;
        for (const std::size_t r : order) wished.push_back(anchor(r).y);
        const std::vector<float> middles = spread(wished, pitch, low, high);

        const float joint_x = column.edge_px + (left ? rules_.stub_px : -rules_.stub_px);
        const auto joint = [&](std::size_t i) {
            return glm::vec2(joint_x, std::round(middles[i]));
        };
        for (std::size_t round = 0, swapped = 1; swapped && round < order.size(); ++round) {
            swapped = 0;
            for (std::size_t i = 0; i < order.size(); ++i)
                for (std::size_t j = i + 1; j < order.size(); ++j)
                    if (segments_cross(joint(i), anchor(order[i]), joint(j), anchor(order[j])))
                        std::swap(order[i], order[j]), swapped = 1;
        }
        for (std::size_t i = 0; i < order.size(); ++i) {
            const glm::vec2 size = requests_[order[i]].size_px;
            const float x = std::round(left ? column.edge_px - size.x : column.edge_px);
            const float y = joint(i).y - std::floor(size.y / 2);
            out.push_back(
                {order[i], spots[order[i]], left, {{x, y}, glm::vec2(x, y) + size}, joint(i)});
        }
        return true;
    }

    glm::vec2 anchor(const Placement& p) const { return requests_[p.request].spots[p.spot].px; }

    Trial judge(std::vector<Placement> placed) const {
        Trial trial;
        trial.cost = 0;
        const auto conflict = [&](std::size_t request) {
            trial.cost += kImpossible;
            trial.culprit = std::max(trial.culprit, request);
        };
        for (const Placement& p : placed) {
            const glm::vec2 end = anchor(p);
            const glm::vec2 run = glm::abs(end - p.joint);
            // Steep leaders are harder to follow than long level ones.
            trial.cost += requests_[p.request].spots[p.spot].cost + 0.35f * run.x + run.y +
                          std::max(0.0f, run.y - 0.7f * run.x);
            const bool behind = p.left ? end.x <= p.joint.x : end.x >= p.joint.x;
            if (behind || !rules_.frame.contains(p.box)) conflict(p.request);
            for (const Box& o : rules_.obstacles)
                if (o.overlaps(p.box) || o.contains(end) || segment_meets(o, p.joint, end))
                    conflict(p.request);
            const bool needed = requests_[p.request].needed;
            if (!needed && run.x > rules_.longest_px) conflict(p.request);
            for (const Strip& strip : rules_.avoided)
                if (segments_cross(strip.a, strip.b, p.joint, end)) {
                    if (!needed) conflict(p.request);
                    trial.cost += 70;
                }
            for (const Placement& q : placed) {
                if (q.request == p.request) continue;
                const glm::vec2 other = anchor(q);
                if (p.box.grown(rules_.dot_px).contains(other) ||
                    segment_meets(p.box, q.joint, other))
                    conflict(std::max(p.request, q.request));
                if (q.request < p.request) continue;
                if (p.box.overlaps(q.box) || segments_cross(p.joint, end, q.joint, other))
                    conflict(q.request);
                if (distance_to_segment(other, p.joint, end) < rules_.dot_px ||
                    distance_to_segment(end, q.joint, other) < rules_.dot_px)
                    trial.cost += 80;
                if (glm::length(end - other) < 2.5f * rules_.dot_px) trial.cost += 120;
            }
        }
        trial.placements = std::move(placed);
        return trial;
    }

    const LayoutRules& rules_;
    std::span<const Request> requests_;
    float height_ = 0;
};

}  // namespace

std::vector<Placement> place_labels(const LayoutRules& rules, std::span<const Request> requests) {
    return Layout(rules, requests).run();
}

std::vector<float> spread(std::span<const float> wished, float pitch_px, float low_px,
                          float high_px) {
    // Pool adjacent violators, then into the column.
    struct Block {
        float sum;  ///< of the wishes, each taken back to the block's first place
        int count;
        float start() const { return sum / float(count); }
    };
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < wished.size(); ++i) {
        blocks.push_back({wished[i], 1});
        while (blocks.size() > 1) {
            const Block last = blocks.back();
            Block& before = blocks[blocks.size() - 2];
            const float reach = pitch_px * float(before.count);
            if (before.start() + reach <= last.start()) break;
            before.sum += last.sum - reach * float(last.count);
            before.count += last.count;
            blocks.pop_back();
        }
    }
    std::vector<float> out;
    for (const Block& b : blocks)
        for (int i = 0; i < b.count; ++i) out.push_back(b.start() + pitch_px * float(i));
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = std::max(out[i], low_px + pitch_px * float(i));
    for (std::size_t i = out.size(); i-- > 0;)
        out[i] = std::min(out[i], high_px - pitch_px * float(out.size() - 1 - i));
    return out;
}

}  // namespace render
