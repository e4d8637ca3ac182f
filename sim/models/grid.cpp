#include "sim/models/grid.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace sim {
namespace {

double size_at(const std::vector<double>& edges, std::size_t n) { return edges[n + 1] - edges[n]; }

std::vector<double> centres(const std::vector<double>& edges) {
    std::vector<double> c(edges.size() - 1);
    for (std::size_t n = 0; n < c.size(); ++n) c[n] = 0.5 * (edges[n] + edges[n + 1]);
    return c;
}

double overlap(double a_low, double a_high, double b_low, double b_high) {
    return std::max(0.0, std::min(a_high, b_high) - std::max(a_low, b_low));
}

/// Half the chord of a circle at a distance from its centre; 0 outside.
double half_chord(double radius, double distance) {
    const double s = radius * radius - distance * distance;
    return s > 0 ? std::sqrt(s) : 0.0;
}

/// Cells [first, last) along an axis.
struct Run {
    int first, last;
};

/// The cells that an interval touches.
Run cells_over(const std::vector<double>& edges, double low, double high) {
    const auto after = [&](double at) {
        return int(std::upper_bound(edges.begin(), edges.end(), at) - edges.begin());
    };
    const int cells = int(edges.size()) - 1;
    return {std::clamp(after(low) - 1, 0, cells), std::clamp(after(high), 0, cells)};
}

/// A cell seen from above, relative to a needle's axis.
struct Footprint {
    double x0, x1, y0, y1;

    /// Share of the area inside a circle about the origin: the mean of the chords of its rows.
    double disc_share(double radius) const {
        constexpr int kRows = 64;
        double share = 0;
        for (int r = 0; r < kRows; ++r) {
            const double half = half_chord(radius, y0 + (r + 0.5) * (y1 - y0) / kRows);
            share += overlap(x0, x1, -half, half);
        }
        return share / (kRows * (x1 - x0));
    }
};

class Placer {
  public:
    Placer(const CellGrid& grid, std::span<const NeedleShape> needles)
        : grid_(grid),
          needles_(needles),
          x_(centres(grid.x_mm)),
          y_(centres(grid.y_mm)),
          z_(centres(grid.depth_mm)) {}

    NeedleCells place() {
        const std::size_t count = std::size_t(grid_.count());
        out_.needle.assign(count, -1);
        out_.held.assign(count, 0);
        out_.solid_share.assign(count, 0.0);
        for (std::size_t n = 0; n < needles_.size(); ++n) fill(n);
        for (int k = 0; k < grid_.nz(); ++k)
            for (int j = 0; j < grid_.ny(); ++j)
                for (int i = 0; i < grid_.nx(); ++i) {
                    if (i + 1 < grid_.nx()) wall(i, j, k, Axis::x);
                    if (j + 1 < grid_.ny()) wall(i, j, k, Axis::y);
                    if (k + 1 < grid_.nz()) wall(i, j, k, Axis::depth);
                }
        for (const NeedleShape& needle : needles_) narrow(needle);
        return std::move(out_);
    }

  private:
    double x(int i) const { return x_[std::size_t(i)]; }
    double y(int j) const { return y_[std::size_t(j)]; }
    double z(int k) const { return z_[std::size_t(k)]; }
    bool bare(const NeedleShape& needle, int k) const {
        return z(k) < needle.tip_mm && z(k) > needle.tip_mm - needle.exposed_mm;
    }
    bool coated(const NeedleShape& needle, int k) const {
        return z(k) < needle.tip_mm - needle.exposed_mm;
    }
    Run columns_of(const NeedleShape& needle) const {
        return cells_over(grid_.x_mm, needle.x_mm - needle.radius_mm,
                          needle.x_mm + needle.radius_mm);
    }
    Run rows_of(const NeedleShape& needle) const {
        return cells_over(grid_.y_mm, needle.y_mm - needle.radius_mm,
                          needle.y_mm + needle.radius_mm);
    }
    int needle_at(int cell) const { return out_.needle[std::size_t(cell)]; }
    Footprint footprint(const NeedleShape& needle, int i, int j) const {
        const std::size_t si = std::size_t(i), sj = std::size_t(j);
        return {grid_.x_mm[si] - needle.x_mm, grid_.x_mm[si + 1] - needle.x_mm,
                grid_.y_mm[sj] - needle.y_mm, grid_.y_mm[sj + 1] - needle.y_mm};
    }

    /// Marks the cells of one needle, and what it takes of the cells around.
    void fill(std::size_t n) {
        const NeedleShape& needle = needles_[n];
        const auto [i_first, i_last] = columns_of(needle);
        const auto [j_first, j_last] = rows_of(needle);
        for (int j = j_first; j < j_last; ++j)
            for (int i = i_first; i < i_last; ++i) {
                const double share = footprint(needle, i, j).disc_share(needle.radius_mm);
                const double dx = x(i) - needle.x_mm, dy = y(j) - needle.y_mm;
                const bool inside = dx * dx + dy * dy < needle.radius_mm * needle.radius_mm;
                if (share == 0.0 && !inside) continue;
                for (int k = 0; k < grid_.nz(); ++k) {
                    const double z0 = grid_.depth_mm[std::size_t(k)],
                                 z1 = grid_.depth_mm[std::size_t(k) + 1];
                    if (z0 >= needle.tip_mm) break;
                    const std::size_t c = std::size_t(grid_.index(i, j, k));
                    const double part = share * overlap(z0, z1, z0, needle.tip_mm) / (z1 - z0);
                    out_.solid_share[c] = std::min(1.0, out_.solid_share[c] + part);
                    if (!inside || z(k) >= needle.tip_mm) continue;
                    out_.needle[c] = std::int16_t(n);
                    out_.held[c] = 1;
                }
            }
    }

    /// Records the face between a cell and its next one where exactly one of them is a needle's.
    void wall(int i, int j, int k, Axis axis) {
        const int low = grid_.index(i, j, k), high = low + grid_.stride(axis);
        const bool leaves = needle_at(low) >= 0, enters = needle_at(high) >= 0;
        if (leaves == enters) return;
        const NeedleShape& needle =
            needles_[std::size_t(std::max(needle_at(low), needle_at(high)))];
        double low_at = 0, high_at = 0, wall_at = 0;
        if (axis == Axis::depth) {
            low_at = z(k), high_at = z(k + 1), wall_at = needle.tip_mm;
        } else if (axis == Axis::x) {
            const double half = half_chord(needle.radius_mm, y(j) - needle.y_mm);
            low_at = x(i), high_at = x(i + 1), wall_at = needle.x_mm + (leaves ? half : -half);
        } else {
            const double half = half_chord(needle.radius_mm, x(i) - needle.x_mm);
            low_at = y(j), high_at = y(j + 1), wall_at = needle.y_mm + (leaves ? half : -half);
        }
        // A centre a hair from the wall would make a conductance without bound: it is taken to be
        // 3 % of the way off at least.
        const double way = high_at - low_at;
        const double low_mm = std::clamp(wall_at - low_at, 0.03 * way, 0.97 * way);
        const double high_mm = way - low_mm;
        out_.thermal.push_back({low, axis, low_mm, high_mm, 1.0});
        const int needle_k = leaves || axis != Axis::depth ? k : k + 1;
        out_.electric.push_back({low, axis, leaves ? 0.0 : low_mm, leaves ? high_mm : 0.0,
                                 bare(needle, needle_k) ? 1.0 : 0.0});
    }

    /// Faces between tissue cells that a coated shaft partly closes.
    void narrow(const NeedleShape& needle) {
        const double radius = needle.radius_mm;
        const auto [i_first, i_last] = columns_of(needle);
        const auto [j_first, j_last] = rows_of(needle);
        for (int k = 0; k < grid_.nz() && coated(needle, k); ++k)
            for (int j = j_first; j < j_last; ++j)
                for (int i = i_first; i < i_last; ++i) {
                    const Footprint f = footprint(needle, i, j);
                    const double half_x = half_chord(radius, f.x1),
                                 half_y = half_chord(radius, f.y1);
                    if (i + 1 < grid_.nx())
                        narrow(i, j, k, Axis::x,
                               overlap(f.y0, f.y1, -half_x, half_x) / (f.y1 - f.y0));
                    if (j + 1 < grid_.ny())
                        narrow(i, j, k, Axis::y,
                               overlap(f.x0, f.x1, -half_y, half_y) / (f.x1 - f.x0));
                    if (k + 1 < grid_.nz() && coated(needle, k + 1))
                        narrow(i, j, k, Axis::depth, f.disc_share(radius));
                }
    }

    void narrow(int i, int j, int k, Axis axis, double closed) {
        if (closed <= 0.0) return;
        const int low = grid_.index(i, j, k), high = low + grid_.stride(axis);
        if (needle_at(low) >= 0 || needle_at(high) >= 0) return;
        out_.electric.push_back({low, axis, 0.5 * grid_.size_mm(axis, std::size_t(low)),
                                 0.5 * grid_.size_mm(axis, std::size_t(high)),
                                 std::max(0.0, 1.0 - closed)});
    }

    const CellGrid& grid_;
    std::span<const NeedleShape> needles_;
    std::vector<double> x_, y_, z_;
    NeedleCells out_;
};

Axis axis_of(Side side) {
    if (side == Side::x_low || side == Side::x_high) return Axis::x;
    return side == Side::y_low || side == Side::y_high ? Axis::y : Axis::depth;
}

}  // namespace

std::vector<double> CellGrid::sizes_mm(Axis axis) const {
    const std::vector<double>& edges = edges_mm(axis);
    std::vector<double> h(edges.size() - 1);
    for (std::size_t n = 0; n < h.size(); ++n) h[n] = size_at(edges, n);
    return h;
}

double CellGrid::size_mm(Axis axis, std::size_t cell) const {
    const std::vector<double>& edges = edges_mm(axis);
    return size_at(edges, cell / std::size_t(stride(axis)) % (edges.size() - 1));
}

double CellGrid::area_mm2(Axis axis, std::size_t cell) const {
    return size_mm(axis == Axis::x ? Axis::y : Axis::x, cell) *
           size_mm(axis == Axis::depth ? Axis::y : Axis::depth, cell);
}

NeedleCells place_needles(const CellGrid& grid, std::span<const NeedleShape> needles) {
    return Placer(grid, needles).place();
}

void face_conductances(const CellGrid& grid, std::span<const CutFace> cuts,
                       std::span<const double> along, std::span<const double> through,
                       Conductances& out, const Executor& executor) {
    const int nx = grid.nx(), ny = grid.ny(), nz = grid.nz(), layer = nx * ny;
    assert(along.size() == std::size_t(grid.count()) && through.size() == along.size());
    out.lead = std::size_t(layer);
    for (std::vector<double>* g : {&out.x, &out.y, &out.depth}) {
        g->resize(out.lead + along.size());
        std::fill(g->begin(), g->begin() + layer, 0.0);
    }
    const std::vector<double> hx = grid.sizes_mm(Axis::x), hy = grid.sizes_mm(Axis::y),
                              hz = grid.sizes_mm(Axis::depth);
    executor(nz, [&](int k) {
        const double dz = hz[std::size_t(k)];
        for (int j = 0; j < ny; ++j) {
            const double dy = hy[std::size_t(j)];
            const double* h = hx.data();
            const std::size_t at = std::size_t(grid.index(0, j, k));
            double* gx = out.x.data() + out.lead + at;
            double* gy = out.y.data() + out.lead + at;
            double* gz = out.depth.data() + out.lead + at;
            const double* s = along.data() + at;
            const double scale_x = 2.0 * kMetres_per_mm * dy * dz;
            for (int i = 0; i + 1 < nx; ++i)
                gx[i] = scale_x * s[i] * s[i + 1] / (h[i] * s[i + 1] + h[i + 1] * s[i]);
            gx[nx - 1] = 0.0;
            if (j + 1 == ny) std::fill(gy, gy + nx, 0.0);
            if (k + 1 == nz) std::fill(gz, gz + nx, 0.0);
            if (j + 1 < ny) {
                const double* t = s + nx;
                const double dy_next = hy[std::size_t(j) + 1], scale_y = 2.0 * kMetres_per_mm * dz;
                for (int i = 0; i < nx; ++i)
                    gy[i] = scale_y * h[i] * s[i] * t[i] / (dy * t[i] + dy_next * s[i]);
            }
            if (k + 1 < nz) {
                const double* u = through.data() + at;
                const double* t = u + layer;
                const double dz_next = hz[std::size_t(k) + 1], scale_z = 2.0 * kMetres_per_mm * dy;
                for (int i = 0; i < nx; ++i)
                    gz[i] = scale_z * h[i] * u[i] * t[i] / (dz * t[i] + dz_next * u[i]);
            }
        }
    });
    for (const CutFace& cut : cuts) {
        const std::span<const double> s = cut.axis == Axis::depth ? through : along;
        const std::size_t low = std::size_t(cut.cell),
                          high = low + std::size_t(grid.stride(cut.axis));
        const double way = cut.low_mm / s[low] + cut.high_mm / s[high];
        out.on(cut.axis)[out.lead + low] =
            cut.open_share * kMetres_per_mm * grid.area_mm2(cut.axis, low) / way;
    }
}

int side_count(const CellGrid& grid, Side side) {
    switch (axis_of(side)) {
        case Axis::x:
            return grid.ny() * grid.nz();
        case Axis::y:
            return grid.nx() * grid.nz();
        default:
            return grid.nx() * grid.ny();
    }
}

int side_cell(const CellGrid& grid, Side side, int index) {
    const int nx = grid.nx(), ny = grid.ny();
    switch (side) {
        case Side::x_low:
            return index * nx;
        case Side::x_high:
            return index * nx + nx - 1;
        case Side::y_low:
            return (index / nx) * nx * ny + index % nx;
        case Side::y_high:
            return (index / nx) * nx * ny + (ny - 1) * nx + index % nx;
        case Side::surface:
            return index;
        default:
            return (grid.nz() - 1) * nx * ny + index;
    }
}

double side_area_mm2(const CellGrid& grid, Side side, int index) {
    return grid.area_mm2(axis_of(side), std::size_t(side_cell(grid, side, index)));
}

void side_conductances(const CellGrid& grid, Side side, std::span<const double> along,
                       std::span<const double> through, std::span<double> out) {
    const Axis axis = axis_of(side);
    const std::span<const double> conductivity = axis == Axis::depth ? through : along;
    for (int n = 0; n < side_count(grid, side); ++n) {
        const std::size_t cell = std::size_t(side_cell(grid, side, n));
        const double way = 0.5 * grid.size_mm(axis, cell);
        out[std::size_t(n)] = kMetres_per_mm * conductivity[cell] * grid.area_mm2(axis, cell) / way;
    }
}

}  // namespace sim
