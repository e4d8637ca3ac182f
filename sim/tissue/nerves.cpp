// The nerves of the block: trunks, free endings, and touch corpuscles (after Meissner).
#include "sim/base/noise.h"
#include "sim/tissue/network_parts.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace sim {
namespace {

using glm::dvec3;

class Nerves {
  public:
    explicit Nerves(Network& network)
        : n_(network),
          deep_mm_(n_.in_dermis_mm(n_.dermis_bottom_mm() - 0.22)),
          shallow_mm_(std::min(parameter("anatomy.nerve_plexus_mm").value, deep_mm_)) {}

    void build() {
        for (int i = 0; i < 5; ++i) trunk(i);
        touch_corpuscles();
    }

  private:
    void trunk(int i) {
        const int individual = n_.next_individual++;
        const double x0 = n_.half_width_mm() * (-0.8 + 0.4 * double(i) + n_.rng.between(-0.1, 0.1));
        const double y = i % 2 == 0 ? 0.07 : n_.tissue.block.length_mm * n_.rng.unit();
        const dvec3 start(x0 - 0.25, y, deep_mm_);
        from_the_fat(individual, start, x0);
        std::vector<dvec3> nodes = {start};
        constexpr int kSteps = 16;
        for (int k = 1; k <= kSteps; ++k) {
            const double share = double(k) / kSteps;
            const dvec3 to(x0 - 0.25 + 0.5 * share + 0.05 * value_noise(share * 5.0, x0, 41),
                           std::max(0.0, y + 0.05 * value_noise(share * 4.0, x0, 42)),
                           deep_mm_ + (shallow_mm_ - deep_mm_) * share * share);
            n_.add(Structure::nerve, individual, nodes.back(), to,
                   0.018 - 0.013 * (share - 1.0 / kSteps), 0.018 - 0.013 * share);
            nodes.push_back(to);
        }
        // The free ending rises towards the epidermis.
        const dvec3& tip = nodes.back();
        n_.add(Structure::nerve, individual, tip,
               {tip.x + 0.02, tip.y, n_.tissue.layers.junction_mm() + 0.02}, 0.004, 0.002);
        Random rng = n_.stream("nerve_endings"_purpose ^ std::uint64_t(i));
        for (int branch = 0; branch < 6; ++branch) {
            const dvec3& root = nodes[std::size_t(9 + branch)];
            const double dx = rng.between(-0.32, 0.32), dy = rng.between(-0.32, 0.32);
            free_ending(individual, root, root.x + dx, std::max(0.02, root.y + dy));
        }
        for (std::size_t k = 8; k < nodes.size(); ++k) superficial_mm_.push_back(nodes[k]);
    }

    /// The trunk comes up with the vessels of a septum.
    void from_the_fat(int individual, const dvec3& start, double seed) {
        const double floor_mm = n_.tissue.block.floor_mm;
        if (floor_mm - start.z < 0.4) return;
        // It bends over towards its way through the dermis.
        const auto at = [&](double share) {
            const double left = (1.0 - share) * (1.0 - share);
            return dvec3(start.x - 0.20 * (1.0 - left * left) +
                             0.12 * share * value_noise(share * 2.5, seed, 43),
                         std::max(0.0, start.y + 0.08 * share * value_noise(share * 2.0, seed, 44)),
                         start.z + (floor_mm - start.z) * share * (0.35 + 0.65 * share));
        };
        constexpr int kSteps = 12;
        for (int k = kSteps; k > 0; --k)
            n_.add(Structure::nerve, individual, at(double(k) / kSteps), at(double(k - 1) / kSteps),
                   0.018 + 0.006 * double(k) / kSteps, 0.018 + 0.006 * double(k - 1) / kSteps);
    }

    /// A fine fibre from a trunk to just below the epidermis.
    void free_ending(int individual, const dvec3& root, double x, double y) {
        const Block& block = n_.tissue.block;
        if (std::fabs(x) > n_.half_width_mm() || y > block.length_mm) return;
        const double top = bound_mm(n_.tissue, Layer::viable_epidermis, x, y) + 0.010;
        strand(individual, root, {x, y, top}, 0.0045, 0.0015, 6);
    }

    /// A thread that leaves along the tissue and then rises to its end.
    void strand(int individual, const dvec3& from, const dvec3& to, double from_radius_mm,
                double to_radius_mm, int steps) {
        dvec3 last = from;
        for (int k = 1; k <= steps; ++k) {
            const double share = double(k) / steps, free = share * (1.0 - share);
            dvec3 next = from + (to - from) * share;
            next.z = from.z + (to.z - from.z) * share * share;
            next.x += 0.10 * free * value_noise(share * 4.0, from.x * 7.0, 45);
            next.y = std::max(0.0, next.y + 0.10 * free * value_noise(share * 4.0, to.y * 7.0, 46));
            const auto radius = [&](double s) {
                return from_radius_mm + (to_radius_mm - from_radius_mm) * s;
            };
            n_.add(Structure::nerve, individual, last, next, radius(share - 1.0 / steps),
                   radius(share));
            last = next;
        }
    }

    /// An egg of stacked cells that fills the top of its papilla, with the fibre that serves it.
    /// Size illustrative, within the papilla.
    void touch_corpuscles() {
        if (superficial_mm_.empty()) return;
        const double height_mm = std::min(0.085, 0.03 + 0.8 * n_.tissue.rete_height_mm);
        const double width_mm = 0.24 * height_mm;  // radius
        for (const Papilla& p : papillae(n_.tissue)) {
            if (!p.nervous) continue;
            const int individual = n_.next_individual++;
            const auto at = [&](double share) {
                return dvec3(p.x_mm, p.y_mm,
                             p.roof_mm + 0.008 + width_mm * 0.6 + height_mm * share);
            };
            constexpr double kRadii[] = {0.62, 0.95, 1.0, 0.95, 0.55};
            for (int i = 0; i < 4; ++i)
                n_.add(Structure::touch_corpuscle, individual, at(double(i) / 4.0),
                       at(double(i + 1) / 4.0), width_mm * kRadii[i], width_mm * kRadii[i + 1]);
            dvec3 root = superficial_mm_.front();
            for (const dvec3& node : superficial_mm_)
                if (glm::length(node - at(1.0)) < glm::length(root - at(1.0))) root = node;
            strand(individual, root, at(1.0), 0.004, 0.003, 8);
        }
    }

    Network& n_;
    double deep_mm_, shallow_mm_;
    std::vector<dvec3> superficial_mm_;  ///< where fibres may leave the trunks
};

}  // namespace

void add_nerves(Network& network) { Nerves(network).build(); }

}  // namespace sim
