// The vessels of the block: two plexuses, what joins them, and one loop in each papilla.
#include "sim/base/exact_math.h"
#include "sim/base/noise.h"
#include "sim/tissue/network_parts.h"

#include <glm/geometric.hpp>
#include <glm/vec2.hpp>

#include <algorithm>
#include <cmath>

namespace sim {
namespace {

using glm::dvec2;
using glm::dvec3;

// Calibres and the shape of loops are illustrative.
constexpr double kCapillary_mm = 0.0045;     // radius
constexpr double kTerminal_mm = 0.0068;      // radius from which a branch has a muscular wall
constexpr double kWidestBranch_mm = 0.0095;  // radius, however many loops it feeds
constexpr double kLimbGap_mm = 0.011;        // from a loop's middle to a limb, at the apex

/// A vessel of a plexus as the places it runs through.
struct Line {
    Structure structure;
    std::vector<dvec3> nodes_mm;
};

/// The two feet of a loop, and how each side finds its way to the plexus.
struct Loop {
    int individual = 0;
    dvec3 apex_mm{0};
    dvec2 across{1, 0};      ///< unit: from the arterial to the venous limb
    dvec3 foot_mm[2] = {};   ///< arterial, venous
    dvec3 end_mm[2] = {};    ///< where the branch from the foot arrives
    double away_mm[2] = {};  ///< from the plexus, seen from above
    int next[2] = {-1, -1};  ///< the loop whose foot that is, or -1: the plexus itself
    int fed[2] = {1, 1};     ///< loops that this branch serves, itself included
};

dvec2 flat(const dvec3& p) { return {p.x, p.y}; }

class Vessels {
  public:
    explicit Vessels(Network& network)
        : n_(network),
          shallow_mm_(n_.in_dermis_mm(parameter("anatomy.superficial_plexus_mm").value)),
          deep_mm_(n_.in_dermis_mm(n_.dermis_bottom_mm() -
                                   parameter("anatomy.deep_plexus_above_fat_mm").value)) {}

    void build() {
        plexus(superficial_, shallow_mm_, 0.011, 0.016, 7);
        plexus(deep_, deep_mm_, 0.026, 0.036, 4);
        ascending();
        capillary_loops();
        from_the_fat();
    }

  private:
    /// One wandering vessel with its companion: arteriole and venule run side by side.
    void pair_along(std::vector<Line>& lines, double depth_mm, double arteriole_mm,
                    double venule_mm, bool along_x, double across_mm) {
        const int artery = n_.next_individual++, vein = n_.next_individual++;
        const auto seed = std::uint64_t(n_.tissue.skin.seed) * 131 + std::uint64_t(artery);
        const Block& block = n_.tissue.block;
        const double length = along_x ? block.width_mm : block.length_mm;
        const double start = along_x ? -n_.half_width_mm() : 0.0;
        const int steps = 40;
        const auto point = [&](int i, bool venule) {
            const double along = start + length * double(i) / double(steps);
            const double side = venule ? 0.055 : 0.0;
            const double wander = 0.14 * value_noise(along * 1.1, 3.5, seed) +
                                  0.04 * value_noise(along * 4.0, 7.5, seed) +
                                  side * value_noise(along * 1.7, 9.5, seed);
            const double across = across_mm + wander + 0.5 * side;
            const double deep =
                depth_mm + side + 0.05 * value_noise(along * 1.3, 1.5, seed ^ (venule ? 77 : 76));
            return along_x ? dvec3(along, across, deep) : dvec3(across, along, deep);
        };
        Line arteriole{Structure::arteriole, {point(0, false)}};
        Line venule{Structure::venule, {point(0, true)}};
        for (int i = 0; i < steps; ++i) {
            arteriole.nodes_mm.push_back(point(i + 1, false));
            venule.nodes_mm.push_back(point(i + 1, true));
            n_.add(Structure::arteriole, artery, point(i, false), point(i + 1, false), arteriole_mm,
                   arteriole_mm);
            n_.add(Structure::venule, vein, point(i, true), point(i + 1, true), venule_mm,
                   venule_mm);
        }
        lines.push_back(std::move(arteriole));
        lines.push_back(std::move(venule));
    }

    void plexus(std::vector<Line>& lines, double depth_mm, double arteriole_mm, double venule_mm,
                int count) {
        // One pair runs close behind the front face, so that the usual section shows it lengthwise.
        pair_along(lines, depth_mm, arteriole_mm, venule_mm, true, 0.06);
        for (int i = 1; i < count; ++i) {
            const bool along_x = i % 2 == 0;
            const Block& block = n_.tissue.block;
            const double size = along_x ? block.length_mm : block.width_mm;
            const double low = along_x ? 0.0 : -n_.half_width_mm();
            const double slot =
                (double(i / 2) + n_.rng.between(0.25, 0.75)) / double((count + 1) / 2);
            pair_along(lines, depth_mm, arteriole_mm, venule_mm, along_x, low + size * slot);
        }
    }

    /// The node of a plexus nearest to a place, seen from above. Inner nodes only: the first and
    /// the last lie on the block's sides.
    static dvec3 nearest_node_mm(const std::vector<Line>& lines, Structure structure,
                                 const dvec2& at_mm) {
        dvec3 best(0);
        double least = 1e9;
        for (const Line& line : lines) {
            if (line.structure != structure) continue;
            for (std::size_t i = 1; i + 1 < line.nodes_mm.size(); ++i) {
                const dvec2 gap = flat(line.nodes_mm[i]) - at_mm;
                const double distance2 = glm::dot(gap, gap);
                if (distance2 < least) least = distance2, best = line.nodes_mm[i];
            }
        }
        return best;
    }

    /// Vessels that join the two plexuses; a venule keeps to the place of the arteriole before it.
    void ascending() {
        if (deep_mm_ - shallow_mm_ < 0.15) return;
        dvec2 place(0);
        for (int i = 0; i < 7; ++i) {
            const bool artery = i % 2 == 0;
            const Structure structure = artery ? Structure::arteriole : Structure::venule;
            const int individual = n_.next_individual++;
            const double x = n_.half_width_mm() * n_.rng.between(-0.95, 0.95);
            const double y = i < 2 ? 0.05 : n_.tissue.block.length_mm * n_.rng.unit();
            if (artery) place = {x, y};
            const dvec3 start = nearest_node_mm(deep_, structure, place);
            const dvec3 end = nearest_node_mm(superficial_, structure, flat(start));
            dvec3 from = start;
            constexpr int kSteps = 12;
            for (int k = 1; k <= kSteps; ++k) {
                const double share = double(k) / kSteps;
                // Rises first, then bends over to where it is going; it wanders between its ends.
                const double over = share * share * (3.0 - 2.0 * share);
                const double free = 4.0 * share * (1.0 - share);
                dvec3 to = start + (end - start) * share;
                to.x = start.x + (end.x - start.x) * over +
                       0.07 * free * value_noise(share * 3.0, x, 31);
                to.y = start.y + (end.y - start.y) * over +
                       0.06 * free * value_noise(share * 3.0, x, 32);
                if (k == kSteps) to = end;
                n_.add(structure, individual, from, to, 0.020 - 0.006 * (share - 1.0 / kSteps),
                       0.020 - 0.006 * share);
                from = to;
            }
        }
    }

    /// One loop in each papilla that holds no corpuscle: up one limb, over the apex, down the
    /// other. Where ridges are low, as in old skin, so are the loops.
    void capillary_loops() {
        const std::vector<Papilla> all = papillae(n_.tissue);
        const double height_mm = 0.02 + 2.0 * n_.tissue.rete_height_mm;
        std::vector<Loop> loops;
        for (const Papilla& p : all) {
            const double apex = p.roof_mm + 0.012;
            const double foot = std::min(apex + height_mm, shallow_mm_);
            if (p.nervous || foot - apex < 0.02) continue;
            Loop loop;
            loop.individual = n_.next_individual++;
            const double turn = Random(p.name, "loop"_purpose).between(-0.6, 0.6);
            loop.across = {exact_cos(turn), exact_sin(turn)};
            loop.apex_mm = {p.x_mm, p.y_mm, apex};
            for (int side = 0; side < 2; ++side) {
                const dvec2 at =
                    dvec2(p.x_mm, p.y_mm) + loop.across * ((side == 0 ? -1.6 : 1.6) * kLimbGap_mm);
                loop.foot_mm[side] = {at.x, at.y, foot};
            }
            loops.push_back(loop);
        }
        for (int side = 0; side < 2; ++side) branch(loops, side);
        for (const Loop& loop : loops) add_loop(loop);
    }

    /// Finds each foot its way: to the foot of a neighbour that lies nearer to a vessel of the
    /// plexus, or, close to one, straight to it. So branches gather into trees.
    void branch(std::vector<Loop>& loops, int side) const {
        const Structure structure = side == 0 ? Structure::arteriole : Structure::venule;
        const double reach_mm = 1.7 * n_.tissue.rete_wavelength_mm;
        for (Loop& loop : loops) {
            loop.end_mm[side] = nearest_node_mm(superficial_, structure, flat(loop.foot_mm[side]));
            loop.away_mm[side] = glm::length(flat(loop.end_mm[side] - loop.foot_mm[side]));
        }
        std::vector<std::size_t> far_first(loops.size());
        for (std::size_t i = 0; i < loops.size(); ++i) far_first[i] = i;
        std::stable_sort(far_first.begin(), far_first.end(), [&](std::size_t a, std::size_t b) {
            return loops[a].away_mm[side] > loops[b].away_mm[side];
        });
        for (const std::size_t i : far_first) {
            Loop& loop = loops[i];
            double least = loop.away_mm[side] - 0.25 * n_.tissue.rete_wavelength_mm;
            for (std::size_t j = 0; j < loops.size(); ++j) {
                const double gap = glm::length(flat(loops[j].foot_mm[side] - loop.foot_mm[side]));
                // A step that brings one nearer, and the shorter the better.
                if (j == i || gap > reach_mm) continue;
                const double cost = loops[j].away_mm[side] + 0.35 * gap;
                if (cost < least) least = cost, loop.next[side] = int(j);
            }
            if (loop.next[side] < 0) continue;
            Loop& next = loops[std::size_t(loop.next[side])];
            loop.end_mm[side] = next.foot_mm[side];
            next.fed[side] += loop.fed[side];
        }
    }

    void add_loop(const Loop& loop) {
        add_branch(loop, 0);
        const dvec3 across(loop.across.x, loop.across.y, 0);
        const auto arch = [&](double turn_rad) {
            return loop.apex_mm + across * (-kLimbGap_mm * exact_cos(turn_rad)) +
                   dvec3(0, 0, kLimbGap_mm * (1.0 - exact_sin(turn_rad)));
        };
        dvec3 from = loop.foot_mm[0];
        constexpr int kArchSteps = 4;
        for (int i = 0; i <= kArchSteps; ++i) {
            const dvec3 to = arch(kPi * double(i) / kArchSteps);
            n_.add(Structure::capillary, loop.individual, from, to, kCapillary_mm, kCapillary_mm);
            from = to;
        }
        n_.add(Structure::capillary, loop.individual, from, loop.foot_mm[1], kCapillary_mm,
               kCapillary_mm);
        add_branch(loop, 1);
    }

    /// From the foot of a loop to where it is fed or drained; laid so that the blood flows from a
    /// to b.
    void add_branch(const Loop& loop, int side) {
        // What feeds n loops is as wide as its share of the blood asks (Murray 1926: r^3 ~ flow).
        const double radius = std::min(
            kWidestBranch_mm, kCapillary_mm * exact_pow(double(loop.fed[side]), 1.0 / 3.0));
        const Structure wide = side == 0 ? Structure::arteriole : Structure::venule;
        const Structure structure = radius < kTerminal_mm ? Structure::capillary : wide;
        const dvec3 foot = loop.foot_mm[side], end = loop.end_mm[side];
        dvec3 middle = 0.5 * (foot + end);
        middle.x += 0.012 * value_noise(foot.x * 9.0, foot.y * 9.0, 33);
        middle.y += 0.012 * value_noise(foot.x * 9.0, foot.y * 9.0, 34);
        middle.z += loop.next[side] < 0 ? 0.2 * std::fabs(end.z - foot.z) : 0.012;
        const dvec3 a = side == 0 ? end : foot, b = side == 0 ? foot : end;
        n_.add(structure, loop.individual, a, middle, radius, radius);
        n_.add(structure, loop.individual, middle, b, radius, radius);
    }

    /// Vessels that come up through the septa of the fat to the deep plexus, each with a branch.
    void from_the_fat() {
        const double floor_mm = n_.tissue.block.floor_mm;
        if (floor_mm - n_.dermis_bottom_mm() < 0.2) return;
        Random rng = n_.stream("septa"_purpose);
        for (int i = 0; i < 3; ++i) {
            const double x =
                n_.half_width_mm() * (-0.62 + 0.62 * double(i) + rng.between(-0.2, 0.2));
            const double y = i == 1 ? 0.08 : n_.tissue.block.length_mm * rng.between(0.3, 0.9);
            for (const Structure structure : {Structure::arteriole, Structure::venule}) {
                const bool artery = structure == Structure::arteriole;
                const double wide = artery ? 0.026 : 0.034;
                const int individual = n_.next_individual++;
                const dvec3 top = nearest_node_mm(deep_, structure, {x, y});
                const auto at = [&](double share) {
                    const double sway = share * (1.0 - 0.5 * share);
                    return dvec3(
                        top.x + 0.34 * sway * value_noise(share * 2.3, x, 35) +
                            (artery ? 0.0 : 0.05 * share),
                        std::max(0.0, top.y + 0.10 * sway * value_noise(share * 2.0, x, 36)),
                        top.z + (floor_mm - top.z) * share);
                };
                constexpr int kSteps = 14;
                for (int k = kSteps; k > 0; --k)
                    n_.add(structure, individual, at(double(k) / kSteps),
                           at(double(k - 1) / kSteps), wide, wide);
                dvec3 from = at(double(6 + i) / kSteps);
                const double way = i % 2 == 0 ? 1.0 : -1.0;
                for (int k = 1; k <= 8; ++k) {
                    const double share = double(k) / 8.0;
                    const dvec3 to =
                        from + dvec3(way * 0.085, 0.015 * value_noise(share * 3.0, x, 37),
                                     0.05 * value_noise(share * 4.0, x, 38));
                    if (std::fabs(to.x) > n_.half_width_mm() || to.y < 0.0) break;
                    n_.add(structure, individual, from, to, wide * (0.5 - 0.3 * (share - 0.125)),
                           wide * (0.5 - 0.3 * share));
                    from = to;
                }
            }
        }
    }

    Network& n_;
    double shallow_mm_, deep_mm_;
    std::vector<Line> superficial_, deep_;
};

}  // namespace

void add_vessels(Network& network) { Vessels(network).build(); }

}  // namespace sim
