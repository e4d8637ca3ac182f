#include "app/render/scene/tubes.h"

#include "app/render/annotation/subjects.h"
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
    double stands_mm;    ///< cut off at most this far above what is left
    bool whole = false;  ///< never cut: stays if its far end is held, else goes
};

// In the order of sim::Structure. The stumps are illustrative: long enough to be seen as cut.
constexpr std::array<Shape, sim::kStructureCount> kShapes = {{
    {8, 5, 0.07},        // arteriole
    {8, 5, 0.07},        // venule
    {4, 3, 0.20},        // capillary: the part of a loop that a bare papilla has around it
    {6, 4, 0.09},        // nerve
    {9, 6, 0.10},        // follicle
    {5, 3, 0.15},        // hair: trimmed just above the stump of its follicle
    {8, 5, 0, true},     // sebaceous gland
    {7, 4, 0.09},        // sweat duct
    {7, 4, 0.05, true},  // sweat coil
    {7, 4, 0.08},        // arrector muscle
    {7, 5, 0, true}      // touch corpuscle
}};

constexpr double kHeld_mm = 0.004;     // an axis this far above the surface is still held by it
constexpr double kBarePapillae = 2;    // peeled so far the capillary loops stand whole
constexpr double kStumpRadii = 3;      // a cut tube stands no longer than this many radii
constexpr double kSkinHair_mm = 1e-4;  // unpeeled, the hairs above the skin are drawn elsewhere

constexpr std::size_t kFineTriangles = 60'000;  // a budget from which tubes are made round

constexpr double kWorstError_mm = 0.02;
constexpr int kRoundSides = 5;  // a tube with fewer has no round ends

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
std::vector<Chain> left_by_peel(const Chain& whole, double peel) {
    const Shape& shape = kShapes[std::size_t(whole.structure)];
    const bool covered = peel < 1e-3;  // by the skin, which is not pierced from beneath
    const bool on_skin = whole.structure == Structure::hair && covered;
    const bool loop = whole.structure == Structure::capillary && peel <= kBarePapillae;
    const bool as_long_as_any = loop || whole.structure == Structure::hair;
    const auto excess_mm = [&](const Knot& k) {
        const double stands_mm = on_skin   ? kSkinHair_mm
                                 : covered ? -1.2 * k.radius_mm
                                 : as_long_as_any
                                     ? shape.stands_mm
                                     : std::min(shape.stands_mm, kStumpRadii * k.radius_mm);
        return k.out_mm - stands_mm;
    };
    std::vector<Chain> pieces;
    if (shape.whole) {
        if (whole.knots.back().out_mm <= shape.stands_mm) pieces.push_back(whole);
        return pieces;
    }
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
        const bool stays = excess_mm(k) <= 0;
        if (i > 0) {
            const Knot& before = whole.knots[i - 1];
            const bool stayed = excess_mm(before) <= 0;
            if (stays != stayed) {
                const double t = excess_mm(before) / (excess_mm(before) - excess_mm(k));
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

/// Whether the straight piece from a to b misses none of the knots between by more than this.
bool stands_for(const std::vector<Knot>& knots, std::size_t a, std::size_t b, double error_mm) {
    const Knot &from = knots[a], &to = knots[b];
    const dvec3 way = to.at_mm - from.at_mm;
    const double length2 = glm::dot(way, way);
    for (std::size_t i = a + 1; i < b; ++i) {
        const double t =
            length2 > 0 ? std::clamp(glm::dot(knots[i].at_mm - from.at_mm, way) / length2, 0.0, 1.0)
                        : 0.0;
        const Knot there = between(from, to, t);
        if (glm::length(knots[i].at_mm - there.at_mm) +
                std::fabs(knots[i].radius_mm - there.radius_mm) >
            error_mm)
            return false;
    }
    return true;
}

/// Leaves out the knots that a straight piece can stand for.
void thin_out(std::vector<Knot>& knots, double error_mm) {
    std::vector<Knot> kept = {knots.front()};
    std::size_t last = 0;
    for (std::size_t i = 1; i + 1 < knots.size(); ++i)
        if (!stands_for(knots, last, i + 1, error_mm)) kept.push_back(knots[last = i]);
    kept.push_back(knots.back());
    knots = std::move(kept);
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
        has_dome_ = false;
        if (sides_ < kRoundSides) return;  // so thin, it ends within what it joins
        const bool large = k.radius_mm > 0.05;
        const int rings = large ? (fine_ ? 2 : 1) : fine_ ? 1 : 0;
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

/// All of the wanted parts.
std::vector<Chain> chains_of(const sim::Tissue& tissue, double peel, std::uint32_t parts) {
    std::vector<Chain> chains;
    for (std::size_t i = 0; i < tissue.tubes.size();)
        if ((parts >> unsigned(part_of(tissue.tubes[i].structure))) & 1u)
            chains.push_back(chain_from(tissue, i, peel));
        else
            ++i;
    return chains;
}

}  // namespace

TubeMesh make_tubes(const sim::Tissue& tissue, double peel, std::uint32_t parts,
                    std::size_t most_triangles) {
    const std::vector<Chain> chains = chains_of(tissue, peel, parts);
    const bool fine = most_triangles >= kFineTriangles;
    for (double error_mm = fine ? 0.001 : 0.003;; error_mm *= 1.5) {
        TubeMesh mesh;
        Sweeper sweeper(mesh, fine);
        for (Chain whole : chains) {
            thin_out(whole.knots, error_mm);
            for (const Chain& piece : left_by_peel(whole, peel)) sweeper.sweep(piece);
        }
        if (mesh.indices.size() / 3 <= most_triangles || error_mm > kWorstError_mm) return mesh;
    }
}

}  // namespace render
