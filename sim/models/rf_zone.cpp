#include "sim/models/rf_zone.h"

#include "sim/base/exact_math.h"
#include "sim/models/rf_problem.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

namespace sim {
namespace {

constexpr float kLeastOmega = 1e-6F;  // as good as none
constexpr double kLogLeastOmega = -13.8;

using Place = std::array<int, 3>;  // cell numbers along x, y and depth

struct Line {
    const std::vector<double>* edges = nullptr;
    int stride = 0;
    int count() const { return int(edges->size()) - 1; }
    double middle_mm(int n) const {
        return 0.5 * ((*edges)[std::size_t(n)] + (*edges)[std::size_t(n) + 1]);
    }
    double size_mm(int n) const { return (*edges)[std::size_t(n) + 1] - (*edges)[std::size_t(n)]; }
};

/// One connected piece of damaged tissue, on the solved part.
struct Piece {
    double volume_mm3 = 0;
    std::array<std::array<double, 2>, 3> bounds_mm{};
};

/// log Omega near the damaged cells, and where along the grid's lines it crosses 0.
class DamageField {
  public:
    DamageField(const CellGrid& grid, const NeedleCells& needles, std::span<const float> omega)
        : needles_(needles),
          omega_(omega),
          axes_{Line{&grid.x_mm, 1}, Line{&grid.y_mm, grid.nx()},
                Line{&grid.depth_mm, grid.nx() * grid.ny()}},
          piece_of_(omega.size(), -1) {}

    std::vector<Piece> pieces() {
        std::vector<Piece> list;
        for (std::size_t c = 0; c < omega_.size(); ++c)
            if (dead(int(c)) && piece_of_[c] < 0)
                list.push_back(piece_from(int(c), int(list.size())));
        // The rim: cells next to a piece whose middle is alive but of which a share is not.
        for (std::size_t c = 0; c < omega_.size(); ++c)
            if (const int n = piece_of_[c]; n >= 0)
                list[std::size_t(n)].volume_mm3 += cell_mm3(int(c));
        return list;
    }

  private:
    Place place(int cell) const {
        const int nx = axes_[0].count(), ny = axes_[1].count();
        return {cell % nx, cell / nx % ny, cell / (nx * ny)};
    }
    bool steel(int cell) const { return needles_.needle[std::size_t(cell)] >= 0; }
    bool dead(int cell) const { return omega_[std::size_t(cell)] >= 1.0F && !steel(cell); }
    double log_omega(int cell) const {
        const float omega = omega_[std::size_t(cell)];
        return steel(cell) || omega < kLeastOmega ? kLogLeastOmega : exact_log(double(omega));
    }

    /// Marks the cells that a damaged one is joined to through faces, and the rim around them.
    Piece piece_from(int seed, int number) {
        Piece piece;
        for (std::size_t a = 0; a < 3; ++a)
            piece.bounds_mm[a] = {axes_[a].edges->back(), axes_[a].edges->front()};
        std::vector<int> open = {seed};
        piece_of_[std::size_t(seed)] = number;
        while (!open.empty()) {
            const int cell = open.back();
            open.pop_back();
            const Place at = place(cell);
            for (std::size_t a = 0; a < 3; ++a) {
                const Line& line = axes_[a];
                for (const int step : {-1, 1}) {
                    const int n = at[a] + step;
                    std::array<double, 2>& bounds = piece.bounds_mm[a];
                    const double edge = bound_mm(line, cell, at[a], step);
                    bounds = {std::min(bounds[0], edge), std::max(bounds[1], edge)};
                    if (n < 0 || n >= line.count()) continue;
                    const int next = cell + step * line.stride;
                    if (!dead(next)) claim(next, number);
                }
            }
            // A thin sleeve of damage is one: cells that share an edge or a corner are joined too.
            each_neighbour(at, [&](int next) {
                if (dead(next) && claim(next, number)) open.push_back(next);
            });
        }
        return piece;
    }
    bool claim(int cell, int number) {
        int& owner = piece_of_[std::size_t(cell)];
        if (owner >= 0 || steel(cell)) return false;
        owner = number;
        return true;
    }
    template <class Body>
    void each_neighbour(const Place& at, const Body& body) const {
        const auto first = [&](std::size_t a) { return std::max(0, at[a] - 1); };
        const auto last = [&](std::size_t a) { return std::min(axes_[a].count() - 1, at[a] + 1); };
        for (int k = first(2); k <= last(2); ++k)
            for (int j = first(1); j <= last(1); ++j)
                for (int i = first(0); i <= last(0); ++i)
                    body(i + j * axes_[1].stride + k * axes_[2].stride);
    }

    /// How far damage reaches from a damaged cell's middle towards one side: to the end of the
    /// grid, to steel, or to where log Omega crosses 0 on the way to the next cell's middle.
    double bound_mm(const Line& line, int cell, int n, int step) const {
        const double face = (*line.edges)[std::size_t(step > 0 ? n + 1 : n)];
        if (n + step < 0 || n + step >= line.count()) return face;
        const int next = cell + step * line.stride;
        if (steel(next)) return face;
        if (dead(next)) return line.middle_mm(n);
        const double here = log_omega(cell), there = log_omega(next);
        return line.middle_mm(n) +
               here / (here - there) * (line.middle_mm(n + step) - line.middle_mm(n));
    }

    /// A cell's share is what a plane with the local slope leaves on the damaged side.
    double cell_mm3(int cell) const {
        const Place at = place(cell);
        double spread = 0, volume = 1.0 - needles_.solid_share[std::size_t(cell)];
        for (std::size_t a = 0; a < 3; ++a) {
            spread += std::fabs(slope_per_mm(axes_[a], cell, at[a])) * axes_[a].size_mm(at[a]);
            volume *= axes_[a].size_mm(at[a]);
        }
        const double here = log_omega(cell);
        const double share = spread > 0  ? std::clamp(0.5 + here / spread, 0.0, 1.0)
                             : here >= 0 ? 1.0
                                         : 0.0;
        return share * volume;
    }
    double slope_per_mm(const Line& line, int cell, int n) const {
        int low = n, high = n;
        if (n > 0 && !steel(cell - line.stride)) low = n - 1;
        if (n + 1 < line.count() && !steel(cell + line.stride)) high = n + 1;
        if (low == high) return 0.0;
        const double change =
            log_omega(cell + (high - n) * line.stride) - log_omega(cell + (low - n) * line.stride);
        return change / (line.middle_mm(high) - line.middle_mm(low));
    }

    const NeedleCells& needles_;
    std::span<const float> omega_;
    std::array<Line, 3> axes_;
    std::vector<int> piece_of_;  ///< number of the piece a cell or its rim belongs to, or -1
};

/// Extent of a piece, or of all of them, once mirrored.
std::array<double, 2> unfolded(const Fold::Plane& plane, const std::array<double, 2>& bounds_mm) {
    if (!plane.folded) return bounds_mm;
    return {2.0 * plane.at_mm - bounds_mm[1], bounds_mm[1]};
}

double length_mm(const std::array<double, 2>& span) { return span[1] - span[0]; }

/// A piece that touches a mirror plane is joined to its own image.
bool doubled(const Fold::Plane& plane, const std::array<double, 2>& bounds_mm) {
    return plane.folded && bounds_mm[0] > plane.at_mm;
}
int images(const Fold& fold, const Piece& piece) {
    return (doubled(fold.x, piece.bounds_mm[0]) ? 2 : 1) *
           (doubled(fold.y, piece.bounds_mm[1]) ? 2 : 1);
}
double width_mm(const Fold::Plane& plane, const std::array<double, 2>& bounds_mm) {
    return length_mm(doubled(plane, bounds_mm) ? bounds_mm : unfolded(plane, bounds_mm));
}

constexpr double kSpeck = 1e-3;  // of the largest piece: what is smaller is not counted

}  // namespace

DamageZones damage_zones(const CellGrid& grid, const Fold& fold, const NeedleCells& needles,
                         std::span<const float> omega) {
    assert(omega.size() == std::size_t(grid.count()) && needles.needle.size() == omega.size());
    DamageZones zones;
    if (std::none_of(omega.begin(), omega.end(), [](float o) { return o >= 1.0F; })) return zones;
    const std::vector<Piece> pieces = DamageField(grid, needles, omega).pieces();
    const auto whole_mm3 = [&](const Piece& piece) {
        return piece.volume_mm3 * fold.copies() / images(fold, piece);
    };
    const Piece& largest = *std::max_element(
        pieces.begin(), pieces.end(),
        [&](const Piece& a, const Piece& b) { return whole_mm3(a) < whole_mm3(b); });
    zones.largest_mm3 = whole_mm3(largest);
    zones.largest_width_mm =
        std::max(width_mm(fold.x, largest.bounds_mm[0]), width_mm(fold.y, largest.bounds_mm[1]));
    zones.largest_height_mm = length_mm(largest.bounds_mm[2]);
    zones.x_mm = unfolded(fold.x, largest.bounds_mm[0]);
    zones.y_mm = unfolded(fold.y, largest.bounds_mm[1]);
    zones.depth_mm = largest.bounds_mm[2];
    for (const Piece& piece : pieces) {
        const auto join = [](std::array<double, 2>& all, const std::array<double, 2>& more) {
            all = {std::min(all[0], more[0]), std::max(all[1], more[1])};
        };
        join(zones.x_mm, unfolded(fold.x, piece.bounds_mm[0]));
        join(zones.y_mm, unfolded(fold.y, piece.bounds_mm[1]));
        join(zones.depth_mm, piece.bounds_mm[2]);
        zones.volume_mm3 += piece.volume_mm3 * fold.copies();
        if (whole_mm3(piece) >= kSpeck * zones.largest_mm3) zones.count += images(fold, piece);
    }
    return zones;
}

}  // namespace sim
