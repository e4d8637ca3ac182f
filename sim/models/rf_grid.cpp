#include "sim/models/rf_grid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string>

namespace sim {
namespace {

/// A place around which cells are small, and how fast they grow away from it.
struct Focus {
    double at_mm, size_mm, reach_mm;  ///< `size` within `reach`
};

/// Fineness of a grid. Needles are best met by half-odd numbers of cells: their walls, seen along
/// an axis, then fall between the middles of cells, not next to one.
struct Fineness {
    double cells_per_radius;  ///< at a needle's wall
    double growth;            ///< of cell size per distance
    double between_mm;        ///< largest along the skin between needles
    int most_cells;           ///< where this is worth it
    double wall_cell_mm(const NeedleShape& needle) const {
        return needle.radius_mm / cells_per_radius;
    }
};

// Finest first: a few needles get the finest grid that still answers at once, and the many of an
// array one that keeps up with life. Resistance is then within 0.5 to 2 % of its limit, see
// docs/validation-rf.md. The last two are for crowds: slow, or too large for memory.
constexpr int kWorth = 120'000;
// Smaller cells make heat steps in steel so short (heat_model.cpp) that thin needles take minutes.
constexpr double kLeastCell_mm = 0.007;
constexpr std::array<Fineness, 6> kProduction = {{{8.5, 0.2, 0.1, kWorth},
                                                  {6.5, 0.25, 0.15, kWorth},
                                                  {4.5, 0.3, 0.2, kWorth},
                                                  {3.5, 0.4, 0.25, 600'000},
                                                  {2.5, 0.45, 0.3, 2'000'000},
                                                  {2.0, 0.5, 0.4, 2'000'000}}};
constexpr std::array<Fineness, 2> kCoarse = {
    {{2.5, 0.6, 0.4, 100'000}, {2.0, 0.7, 0.5, 2'000'000}}};

double cell_size(std::span<const Focus> foci, double growth, double largest_mm, double at_mm) {
    double size = largest_mm;
    for (const Focus& f : foci)
        size = std::min(
            size, f.size_mm + growth * std::max(0.0, std::fabs(at_mm - f.at_mm) - f.reach_mm));
    return size;
}

/// Edges from the first knot to the last, with every knot an edge.
std::vector<double> graded_edges(std::span<const double> knots_mm, std::span<const Focus> foci,
                                 double growth, double largest_mm, double refine_factor) {
    std::vector<double> edges = {knots_mm.front()};
    for (std::size_t n = 0; n + 1 < knots_mm.size(); ++n) {
        const double a = knots_mm[n], b = knots_mm[n + 1];
        // Cells are evenly spaced in the running sum of 1 / size.
        constexpr int kSamples = 512;
        std::array<double, kSamples + 1> sum{};
        for (int s = 0; s < kSamples; ++s)
            sum[std::size_t(s) + 1] =
                sum[std::size_t(s)] +
                (b - a) / kSamples /
                    cell_size(foci, growth, largest_mm, a + (s + 0.5) * (b - a) / kSamples);
        const int cells = std::max(1, int(std::floor(refine_factor * sum.back() + 0.5)));
        int s = 0;
        for (int c = 1; c < cells; ++c) {
            const double wanted = sum.back() * c / cells;
            while (sum[std::size_t(s) + 1] < wanted) ++s;
            const double part =
                (wanted - sum[std::size_t(s)]) / (sum[std::size_t(s) + 1] - sum[std::size_t(s)]);
            edges.push_back(a + (s + part) * (b - a) / kSamples);
        }
        edges.push_back(b);
    }
    return edges;
}

/// Ordered knots of which no two nearly meet; those added first win.
class Knots {
  public:
    explicit Knots(std::array<double, 2> ends) : list_{ends[0], ends[1]} {}
    void add(double at_mm, double apart_mm) {
        bool room = at_mm > list_[0] && at_mm < list_[1];
        for (const double k : list_) room = room && std::fabs(k - at_mm) > apart_mm;
        if (room) list_.push_back(at_mm);
    }
    std::vector<double> sorted() && {
        std::sort(list_.begin(), list_.end());
        return std::move(list_);
    }

  private:
    std::vector<double> list_;
};

std::vector<double> lateral_edges(const RfProblem& p, const Fold::Plane& plane, bool across_x,
                                  const Fineness& f, double refine_factor) {
    const std::array<double, 2>& box = across_x ? p.x_mm : p.y_mm;
    const std::array<double, 2> span = {plane.folded ? plane.at_mm : box[0], box[1]};
    const std::size_t axis = across_x ? 0 : 1;
    Knots knots(span);
    std::vector<Focus> foci;
    std::array<double, 2> crowd = {span[1], span[0]};
    for (const RfNeedle& needle : p.needles) {
        const double at = across_x ? needle.shape.x_mm : needle.shape.y_mm;
        const double radius = needle.shape.radius_mm, cell = f.wall_cell_mm(needle.shape);
        if (at < span[0] - 1e-9) continue;  // its image is there
        const bool known = std::any_of(foci.begin(), foci.end(), [&](const Focus& o) {
            return std::fabs(o.at_mm - at) < 1e-9 && o.reach_mm == radius && o.size_mm == cell;
        });
        if (known) continue;
        // Edges through the middle of a needle make its two sides alike.
        knots.add(at, 0.4 * cell);
        foci.push_back({at, cell, radius});
        for (const double wall : {at - radius, at + radius})
            foci.push_back({wall, cell, 3.0 * cell});
        crowd = {std::min(crowd[0], at), std::max(crowd[1], at)};
    }
    if (!foci.empty())
        foci.push_back({0.5 * (crowd[0] + crowd[1]), f.between_mm, 0.5 * (crowd[1] - crowd[0])});
    if (p.warm_spot)
        foci.push_back({p.warm_spot->centre_mm[axis], p.warm_spot->sigma_mm / 8.0,
                        2.0 * p.warm_spot->sigma_mm});
    if (p.source && !std::isinf(p.source->radius_mm))
        foci.push_back(
            {p.source->centre_mm[axis], p.source->radius_mm / 12.0, 1.2 * p.source->radius_mm});
    return graded_edges(std::move(knots).sorted(), foci, f.growth, (span[1] - span[0]) / 12.0,
                        refine_factor);
}

std::vector<double> depth_edges(const RfProblem& p, const Fineness& f, double refine_factor) {
    // Where two wanted edges nearly meet, the needle's wins: a layer's share of a cell is known, a
    // tip's is not.
    constexpr double kApart_mm = 0.005, kThin_mm = 0.15;
    const double floor_mm = p.depth_mm[1];
    Knots knots({0.0, floor_mm});
    std::vector<Focus> foci;
    for (const double lift_mm : p.lifts_mm)
        for (const RfNeedle& needle : p.needles) {
            const double tip = needle.shape.tip_mm - lift_mm, cell = f.wall_cell_mm(needle.shape);
            const double top = tip - needle.shape.exposed_mm;
            knots.add(tip, 1e-6);
            foci.push_back({tip, 0.9 * cell, 4.0 * cell});
            if (top <= kApart_mm) continue;
            knots.add(top, kApart_mm);
            foci.push_back({top, 0.9 * cell, 3.0 * cell});
        }
    double bound_mm = 0;
    for (std::size_t l = 0; l + 1 < p.layers.size(); ++l) {
        bound_mm += p.layers[l].thickness_mm;
        if (bound_mm >= floor_mm) break;
        knots.add(bound_mm, kApart_mm);
        // Heat made under a thin layer has a kink there.
        if (p.layers[l].thickness_mm < kThin_mm) foci.push_back({bound_mm, 0.02, 0.02});
    }
    if (p.junction_mm > 0) foci.push_back({p.junction_mm, 0.02, 0.02});
    if (p.warm_spot)
        foci.push_back(
            {p.warm_spot->centre_mm[2], p.warm_spot->sigma_mm / 8.0, 2.0 * p.warm_spot->sigma_mm});
    if (p.source && !std::isinf(p.source->radius_mm))
        foci.push_back(
            {p.source->centre_mm[2], p.source->radius_mm / 12.0, 1.2 * p.source->radius_mm});
    // Many needles share their depths.
    std::sort(foci.begin(), foci.end(), [](const Focus& a, const Focus& b) {
        return a.at_mm != b.at_mm ? a.at_mm < b.at_mm : a.size_mm < b.size_mm;
    });
    foci.erase(std::unique(foci.begin(), foci.end(),
                           [](const Focus& a, const Focus& b) {
                               return a.at_mm == b.at_mm && a.size_mm == b.size_mm &&
                                      a.reach_mm == b.reach_mm;
                           }),
               foci.end());
    const double largest_mm = std::min(floor_mm / 12.0, p.needles.empty() ? floor_mm : 0.5);
    return graded_edges(std::move(knots).sorted(), foci, f.growth, largest_mm, refine_factor);
}

}  // namespace

Result<CellGrid> make_rf_grid(const RfProblem& problem, const Fold& fold, RfDetail detail,
                              double refine_factor) {
    const std::span<const Fineness> choices =
        detail == RfDetail::production ? std::span<const Fineness>(kProduction) : kCoarse;
    const auto too_fine = [&](const Fineness& fineness) {
        return std::any_of(problem.needles.begin(), problem.needles.end(), [&](const RfNeedle& n) {
            return fineness.wall_cell_mm(n.shape) < kLeastCell_mm;
        });
    };
    for (const Fineness& fineness : choices) {
        if (too_fine(fineness) && &fineness != &choices.back()) continue;
        const auto grid = [&](double by) {
            return CellGrid{lateral_edges(problem, fold.x, true, fineness, by),
                            lateral_edges(problem, fold.y, false, fineness, by),
                            depth_edges(problem, fineness, by)};
        };
        const CellGrid usual = grid(1.0);
        if (double(usual.nx()) * usual.ny() * usual.nz() <= fineness.most_cells)
            return refine_factor == 1.0 ? usual : grid(refine_factor);
    }
    constexpr int kMostCells = kProduction.back().most_cells;
    return Error{
        "stand so that no grid of " + std::to_string(kMostCells) +
            " cells resolves them all: fewer needles, on common rows and columns, or thicker ones",
        "/needles"};
}

}  // namespace sim
