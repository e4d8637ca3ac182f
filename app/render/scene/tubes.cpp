#include "app/render/scene/tubes.h"

#include "app/render/camera.h"
#include "app/render/scene/surface.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace render {
namespace {

using glm::dvec3;
using sim::Structure;

/// How a structure is swept, and what of it is left standing above a peeled surface.
struct Shape {
    int sides, coarse_sides;
    double stands_mm;    ///< cut off this far above what is left
    bool whole = false;  ///< never cut: stays if its far end is held, else goes
};

// In the order of sim::Structure. The stumps are illustrative: long enough to be seen as cut.
constexpr std::array<Shape, sim::kStructureCount> kShapes = {{
    {8, 5, 0.07},       // arteriole
    {8, 5, 0.07},       // venule
    {4, 3, 0.20},       // capillary: a whole loop stands out of a bare papilla
    {6, 4, 0.09},       // nerve
    {10, 6, 0.10},      // follicle
    {5, 3, 9.0},        // hair
    {10, 6, 0, true},   // sebaceous gland
    {7, 4, 0.09},       // sweat duct
    {7, 4, 0.05, true}  // sweat coil
}};

constexpr double kHeld_mm = 0.004;     // an axis this far above the surface is still held by it
constexpr double kSkinHair_mm = 1e-4;  // unpeeled, the hairs above the skin are drawn elsewhere

constexpr std::size_t kFineTriangles = 60'000;  // a budget from which tubes are made round
constexpr double kRoundStep_rad = 0.5;          // between the knots of a rounded corner

/// A place on a tube's axis.
struct Knot {
    dvec3 at_mm;
    double radius_mm;
    double out_mm;  ///< above the top
};

struct Chain {
    Structure structure;
    std::vector<Knot> knots;
    bool cut_at_start = false, cut_at_end = false;
};

Knot between(const Knot& a, const Knot& b, double t) {
    return {a.at_mm + (b.at_mm - a.at_mm) * t, a.radius_mm + (b.radius_mm - a.radius_mm) * t,
            a.out_mm + (b.out_mm - a.out_mm) * t};
}

/// The next run of tubes from `first` on that join end to end.
Chain chain_from(const sim::Tissue& tissue, std::size_t& first, double peel) {
    const auto knot = [&](const dvec3& p, double radius_mm) {
        return Knot{p, radius_mm, top_mm(tissue, peel, p.x, p.y) - p.z};
    };
    const sim::Tube& start = tissue.tubes[first];
    Chain chain{start.structure, {knot(start.a_mm, start.a_radius_mm)}};
    const sim::Tube* last = nullptr;
    for (; first < tissue.tubes.size(); ++first) {
        const sim::Tube& t = tissue.tubes[first];
        if (last && (t.structure != last->structure || t.individual != last->individual ||
                     t.a_mm != last->b_mm))
            break;
        chain.knots.push_back(knot(t.b_mm, t.b_radius_mm));
        last = &t;
    }
    return chain;
}

/// The pieces of a chain that stay when all above the top is taken away.
std::vector<Chain> left_by_peel(const Chain& whole, double stands_mm) {
    std::vector<Chain> pieces;
    Chain piece{whole.structure, {}};
    double lowest = 1e9;
    const auto end_piece = [&](bool cut) {
        piece.cut_at_end = cut;
        if (piece.knots.size() > 1 && lowest <= kHeld_mm) pieces.push_back(piece);
        piece = Chain{whole.structure, {}};
        lowest = 1e9;
    };
    for (std::size_t i = 0; i < whole.knots.size(); ++i) {
        const Knot& k = whole.knots[i];
        const bool stays = k.out_mm <= stands_mm;
        if (i > 0) {
            const Knot& before = whole.knots[i - 1];
            const bool stayed = before.out_mm <= stands_mm;
            if (stays != stayed) {
                const double t = (stands_mm - before.out_mm) / (k.out_mm - before.out_mm);
                piece.knots.push_back(between(before, k, t));
                if (stayed)
                    end_piece(true);
                else
                    piece.cut_at_start = true;
            }
        }
        if (!stays) continue;
        piece.knots.push_back(k);
        lowest = std::min(lowest, k.out_mm);
    }
    end_piece(false);
    return pieces;
}

double bend_rad(const Knot& a, const Knot& b, const Knot& c) {
    const dvec3 u = b.at_mm - a.at_mm, v = c.at_mm - b.at_mm;
    const double lengths = glm::length(u) * glm::length(v);
    return lengths > 0 ? std::acos(std::clamp(glm::dot(u, v) / lengths, -1.0, 1.0)) : 0;
}

/// Leaves out knots where the axis hardly bends and the width hardly changes.
void thin_out(std::vector<Knot>& knots, double least_bend_rad) {
    std::vector<Knot> kept = {knots.front()};
    for (std::size_t i = 1; i + 1 < knots.size(); ++i) {
        const bool straight = bend_rad(kept.back(), knots[i], knots[i + 1]) < least_bend_rad;
        const double wide = knots[i].radius_mm;
        const bool even = std::fabs(knots[i + 1].radius_mm - wide) < 0.12 * wide &&
                          std::fabs(kept.back().radius_mm - wide) < 0.12 * wide;
        if (!straight || !even) kept.push_back(knots[i]);
    }
    kept.push_back(knots.back());
    knots = std::move(kept);
}

/// Rounds the corners: a Catmull-Rom curve through the knots, finer where it bends more.
void round_off(std::vector<Knot>& knots, double step_rad, int most) {
    if (knots.size() < 3) return;
    const auto at = [&](std::ptrdiff_t i) {
        return knots[std::size_t(std::clamp<std::ptrdiff_t>(i, 0, std::ssize(knots) - 1))];
    };
    std::vector<Knot> round;
    for (std::ptrdiff_t i = 0; i + 1 < std::ssize(knots); ++i) {
        const Knot p0 = at(i - 1), p1 = at(i), p2 = at(i + 1), p3 = at(i + 2);
        const double bend = std::max(bend_rad(p0, p1, p2), bend_rad(p1, p2, p3));
        const int steps = std::clamp(int(std::lround(bend / step_rad)), 1, most);
        for (int k = 0; k < steps; ++k) {
            const double t = double(k) / steps;
            Knot knot = between(p1, p2, t);
            const dvec3 m1 = 0.5 * (p2.at_mm - p0.at_mm), m2 = 0.5 * (p3.at_mm - p1.at_mm);
            const double t2 = t * t, t3 = t2 * t;
            knot.at_mm = (2 * t3 - 3 * t2 + 1) * p1.at_mm + (t3 - 2 * t2 + t) * m1 +
                         (3 * t2 - 2 * t3) * p2.at_mm + (t3 - t2) * m2;
            round.push_back(knot);
        }
    }
    round.push_back(knots.back());
    knots = std::move(round);
}

class Sweeper {
  public:
    Sweeper(TubeMesh& mesh, bool fine) : mesh_(mesh), fine_(fine) {}

    void sweep(const Chain& chain) {
        const std::vector<Knot>& knots = chain.knots;
        const Shape& shape = kShapes[std::size_t(chain.structure)];
        sides_ = fine_ ? shape.sides : shape.coarse_sides;
        kind_ = 2 * float(int(chain.structure));
        const std::size_t last = knots.size() - 1;
        dvec3 along = direction(knots, 0);
        side_ = glm::normalize(
            glm::cross(along, std::fabs(along.z) < 0.8 ? dvec3(0, 0, 1) : dvec3(1, 0, 0)));
        double length_mm = 0;
        if (chain.cut_at_start)
            flat_end(knots[0], -along, 0);
        else
            dome(knots[0], along, -1, 0);
        for (std::size_t i = 0; i <= last; ++i) {
            along = direction(knots, i);
            side_ = glm::normalize(side_ - along * glm::dot(side_, along));
            if (i > 0) length_mm += glm::length(knots[i].at_mm - knots[i - 1].at_mm);
            const Knot &before = knots[i > 0 ? i - 1 : 0], &after = knots[std::min(i + 1, last)];
            const double run = glm::length(after.at_mm - before.at_mm);
            const double slope = run > 0 ? (after.radius_mm - before.radius_mm) / run : 0;
            ring(knots[i], along, knots[i].radius_mm, 0, -std::clamp(slope, -2.0, 2.0), length_mm);
            join_to_previous(i > 0 || has_dome_);
        }
        if (chain.cut_at_end)
            flat_end(knots[last], along, length_mm);
        else
            dome(knots[last], along, 1, length_mm);
    }

  private:
    static dvec3 direction(const std::vector<Knot>& knots, std::size_t i) {
        const dvec3 a = knots[i > 0 ? i - 1 : 0].at_mm,
                    b = knots[std::min(i + 1, knots.size() - 1)].at_mm;
        const double length = glm::length(b - a);
        return length > 1e-9 ? (b - a) / length : dvec3(0, 0, 1);
    }

    /// Seen from outside, a, b, c turn to the left in (x, y, depth): to the right in the world.
    void triangle(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
        mesh_.indices.insert(mesh_.indices.end(), {a, c, b});
    }

    void vertex(const Knot& k, const dvec3& at_mm, const dvec3& normal, double length_mm,
                float kind) {
        mesh_.vertices.push_back({glm::vec4(world_from_tissue(at_mm), float(k.out_mm)),
                                  glm::vec4(world_from_tissue(glm::normalize(normal)), kind),
                                  {float(length_mm), float(k.radius_mm)}});
    }

    /// @param lift_mm  along the axis from the knot  @param lean  of the normals along the axis
    void ring(const Knot& k, const dvec3& along, double radius_mm, double lift_mm, double lean,
              double length_mm) {
        const dvec3 other = glm::cross(along, side_);
        for (int i = 0; i < sides_; ++i) {
            const double turn = 2 * std::numbers::pi * i / sides_;
            const dvec3 out = side_ * std::cos(turn) + other * std::sin(turn);
            vertex(k, k.at_mm + out * radius_mm + along * lift_mm, out + along * lean, length_mm,
                   kind_);
        }
    }

    void join_to_previous(bool any) {
        if (!any) return;
        const auto n = std::uint32_t(sides_), base = std::uint32_t(mesh_.vertices.size()) - 2 * n;
        for (std::uint32_t i = 0; i < n; ++i) {
            const std::uint32_t a = base + i, b = base + (i + 1) % n;
            triangle(a, b, a + n);
            triangle(a + n, b, b + n);
        }
    }

    /// Half a ball before the first ring or after the last.
    void dome(const Knot& k, const dvec3& along, int sign, double length_mm) {
        const bool large = k.radius_mm > 0.05;
        const int rings = large ? (fine_ ? 3 : 1) : fine_ && sides_ > 4 ? 1 : 0;
        const double r = k.radius_mm;
        const auto tilt = [&](int i) { return 0.5 * std::numbers::pi * i / (rings + 1); };
        const auto n = std::uint32_t(sides_);
        const auto apex = [&] {
            vertex(k, k.at_mm + along * (sign * r * (rings > 0 ? 1.0 : 0.6)), along * double(sign),
                   length_mm, kind_);
        };
        const auto fan = [&](std::uint32_t tip, std::uint32_t base) {
            for (std::uint32_t i = 0; i < n; ++i) {
                const std::uint32_t a = base + i, b = base + (i + 1) % n;
                triangle(sign > 0 ? a : b, sign > 0 ? b : a, tip);
            }
        };
        has_dome_ = true;
        if (sign < 0) {
            apex();
            const auto tip = std::uint32_t(mesh_.vertices.size()) - 1;
            fan(tip, tip + 1);  // the next ring, of the dome or the tube's own
        }
        for (int step = 1; step <= rings; ++step) {
            const int i = sign < 0 ? rings + 1 - step : step;
            ring(k, along, r * std::cos(tilt(i)), sign * r * std::sin(tilt(i)),
                 sign * std::tan(tilt(i)), length_mm);
            join_to_previous(sign > 0 || step > 1);
        }
        if (sign < 0) {
            has_dome_ = rings > 0;
        } else {
            const auto base = std::uint32_t(mesh_.vertices.size()) - n;
            apex();
            fan(base + n, base);
        }
    }

    /// The face of a cut, with edges of its own.
    void flat_end(const Knot& k, const dvec3& outwards, double length_mm) {
        const auto base = std::uint32_t(mesh_.vertices.size()), n = std::uint32_t(sides_);
        const dvec3 other = glm::cross(outwards, side_);
        for (int i = 0; i < sides_; ++i) {
            const double turn = 2 * std::numbers::pi * i / sides_;
            vertex(k, k.at_mm + (side_ * std::cos(turn) + other * std::sin(turn)) * k.radius_mm,
                   outwards, length_mm, kind_ + 1);
        }
        vertex(k, k.at_mm, outwards, length_mm, kind_ + 1);
        for (std::uint32_t i = 0; i < n; ++i) triangle(base + i, base + (i + 1) % n, base + n);
        has_dome_ = false;
    }

    TubeMesh& mesh_;
    bool fine_;
    int sides_ = 0;
    float kind_ = 0;
    dvec3 side_{1, 0, 0};
    bool has_dome_ = false;
};

/// All that is left of the wanted parts.
std::vector<Chain> chains_left(const sim::Tissue& tissue, double peel, std::uint32_t parts) {
    std::vector<Chain> chains;
    for (std::size_t i = 0; i < tissue.tubes.size();) {
        const Structure structure = tissue.tubes[i].structure;
        if (!((parts >> unsigned(part_of(structure))) & 1u)) {
            ++i;
            continue;
        }
        Chain chain = chain_from(tissue, i, peel);
        const Shape& shape = kShapes[std::size_t(structure)];
        if (shape.whole) {
            if (chain.knots.back().out_mm <= shape.stands_mm) chains.push_back(std::move(chain));
            continue;
        }
        const bool on_skin = structure == Structure::hair && peel < 1e-3;
        for (Chain& piece : left_by_peel(chain, on_skin ? kSkinHair_mm : shape.stands_mm))
            chains.push_back(std::move(piece));
    }
    return chains;
}

}  // namespace

session::Part part_of(Structure s) {
    using session::Part;
    if (sim::is_vessel(s)) return Part::vessels;
    switch (s) {
        case Structure::nerve:
            return Part::nerves;
        case Structure::follicle:
        case Structure::hair:
            return Part::follicles;
        default:
            return Part::glands;
    }
}

TubeMesh make_tubes(const sim::Tissue& tissue, double peel, std::uint32_t parts,
                    std::size_t most_triangles) {
    const std::vector<Chain> chains = chains_left(tissue, peel, parts);
    const bool fine = most_triangles >= kFineTriangles;
    for (double least_bend_rad = fine ? 0.05 : 0.15;; least_bend_rad *= 1.5) {
        TubeMesh mesh;
        Sweeper sweeper(mesh, fine);
        for (Chain chain : chains) {
            thin_out(chain.knots, least_bend_rad);
            if (fine) round_off(chain.knots, kRoundStep_rad, 2);
            sweeper.sweep(chain);
        }
        if (mesh.indices.size() / 3 <= most_triangles || least_bend_rad > 1) return mesh;
    }
}

}  // namespace render
