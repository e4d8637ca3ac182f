#include "sim/models/potential.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numeric>

namespace sim {
namespace {

/// image = A v on cells [first, last): what leaves each cell for its neighbours and the ground.
/// v has a layer of finite numbers before and after.
void leave(const Conductances& faces, std::span<const double> ground, int row, const double* v,
           double* image, int first, int last) {
    const std::ptrdiff_t layer = std::ptrdiff_t(faces.lead);
    const double* gx = faces.x.data() + layer;
    const double* gy = faces.y.data() + layer;
    const double* gz = faces.depth.data() + layer;
    for (std::ptrdiff_t c = first; c < last; ++c) {
        const double x = gx[c] * (v[c] - v[c + 1]) + gx[c - 1] * (v[c] - v[c - 1]);
        const double y = gy[c] * (v[c] - v[c + row]) + gy[c - row] * (v[c] - v[c - row]);
        const double z = gz[c] * (v[c] - v[c + layer]) + gz[c - layer] * (v[c] - v[c - layer]);
        image[c] = x + y + z;
    }
    if (!ground.empty())
        for (std::ptrdiff_t c = first; c < last; ++c) image[c] += ground[std::size_t(c)] * v[c];
}

/// Four running sums in a fixed pattern: faster than one, and as reproducible.
double dot(const double* a, const double* b, int first, int last) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    int c = first;
    for (; c + 4 <= last; c += 4) {
        s0 += a[c] * b[c];
        s1 += a[c + 1] * b[c + 1];
        s2 += a[c + 2] * b[c + 2];
        s3 += a[c + 3] * b[c + 3];
    }
    for (; c < last; ++c) s0 += a[c] * b[c];
    return (s0 + s1) + (s2 + s3);
}

/// The sum over all cells of what part(first, last) gives for some of them, in a fixed order.
template <class Part>
double sum_of(const Executor& executor, int count, const Part& part) {
    std::array<double, kBlocks> sums{};
    in_blocks(executor, count, [&](int first, int last, int block) {
        sums[std::size_t(block)] = part(first, last);
    });
    return std::accumulate(sums.begin(), sums.end(), 0.0);
}

/// Sizes change with the grid alone; padding is written once, here.
void make_room(PotentialScratch& scratch, std::size_t count, std::size_t layer) {
    const auto fit = [](std::vector<double>& values, std::size_t size) {
        if (values.size() != size) values.assign(size, 0.0);
    };
    for (std::vector<double>* values : {&scratch.residual, &scratch.preconditioned, &scratch.image})
        fit(*values, count);
    fit(scratch.direction, count + 2 * layer);
}

}  // namespace

SolveReport solve_potential(const CellGrid& grid, const Conductances& faces,
                            std::span<const double> ground, const Multigrid& multigrid,
                            std::span<double> potential_V, PotentialScratch& scratch,
                            const SolveOptions& options, const Executor& executor) {
    const int count = grid.count(), row = grid.nx();
    const std::size_t layer = faces.lead;
    assert(potential_V.size() == std::size_t(count));
    make_room(scratch, std::size_t(count), layer);
    double* p = scratch.direction.data() + layer;
    double* r = scratch.residual.data();
    double* z = scratch.preconditioned.data();
    double* image = scratch.image.data();
    double* v = potential_V.data();
    const auto sum = [&](const auto& part) { return sum_of(executor, count, part); };
    const auto all = [&](const auto& body) {
        in_blocks(executor, count, [&](int first, int last, int) { body(first, last); });
    };
    // z = about A^-1 r; returns r.z, about the square of the error in the energy norm.
    const auto precondition = [&] {
        run_cycle(multigrid, scratch.residual, scratch.preconditioned, scratch.cycle, executor);
        return sum([&](int first, int last) { return dot(r, z, first, last); });
    };

    std::copy(potential_V.begin(), potential_V.end(), p);
    const double power_W = sum([&](int first, int last) {
        leave(faces, ground, row, p, image, first, last);
        for (int c = first; c < last; ++c) r[c] = -image[c];
        return dot(p, image, first, last);
    });
    double rz = precondition();

    SolveReport report;
    const double enough = options.tolerance * options.tolerance * power_W;
    double beta = 0.0;
    while (rz > enough && report.iterations < options.max_iterations) {
        all([&](int first, int last) {
            for (int c = first; c < last; ++c)
                p[c] = report.iterations == 0 ? z[c] : z[c] + beta * p[c];
        });
        const double curvature = sum([&](int first, int last) {
            leave(faces, ground, row, p, image, first, last);
            return dot(p, image, first, last);
        });
        const double alpha = rz / curvature;
        all([&](int first, int last) {
            for (int c = first; c < last; ++c) v[c] += alpha * p[c];
            for (int c = first; c < last; ++c) r[c] -= alpha * image[c];
        });
        ++report.iterations;
        const double next = precondition();
        beta = next / rz;
        rz = next;
    }
    report.error = power_W > 0.0 ? std::sqrt(std::max(0.0, rz) / power_W) : 0.0;
    report.converged = rz <= enough;
    return report;
}

double joule_heat(const CellGrid& grid, std::span<const CutFace> cuts, const Conductances& faces,
                  std::span<const double> ground, std::span<const double> along,
                  std::span<const double> through, std::span<const double> potential_V,
                  std::span<double> heat_W, const Executor& executor) {
    const int nx = grid.nx(), ny = grid.ny(), nz = grid.nz(), layer = nx * ny, count = grid.count();
    const std::vector<double> hx = grid.sizes_mm(Axis::x), hy = grid.sizes_mm(Axis::y),
                              hz = grid.sizes_mm(Axis::depth);
    const double* v = potential_V.data();
    executor(nz, [&](int k) {
        for (int j = 0; j < ny; ++j) {
            const int at = grid.index(0, j, k);
            const double* gx = faces.x.data() + faces.lead;
            const double* gy = faces.y.data() + faces.lead;
            const double* gz = faces.depth.data() + faces.lead;
            const double dy = hy[std::size_t(j)], dz = hz[std::size_t(k)];
            // Where there is no neighbour the conductance is 0: any cell may stand for it.
            const int left = j > 0 ? nx : 0, right = j + 1 < ny ? nx : 0;
            const int up = k > 0 ? layer : 0, down = k + 1 < nz ? layer : 0;
            for (int i = 0; i < nx; ++i) {
                const int c = at + i;
                const double h = hx[std::size_t(i)];
                const double x0 = i > 0 ? gx[c - 1] * (v[c] - v[c - 1]) : 0.0;
                const double x1 = i + 1 < nx ? gx[c] * (v[c] - v[c + 1]) : 0.0;
                const double y0 = gy[c - nx] * (v[c] - v[c - left]),
                             y1 = gy[c] * (v[c] - v[c + right]);
                const double z0 = gz[c - layer] * (v[c] - v[c - up]),
                             z1 = gz[c] * (v[c] - v[c + down]);
                const double in_plane =
                    (x0 * x0 + x1 * x1) * (h / dy) + (y0 * y0 + y1 * y1) * (dy / h);
                const double across = (z0 * z0 + z1 * z1) * (dz / (h * dy));
                const std::size_t s = std::size_t(c);
                heat_W[s] =
                    0.5 / kMetres_per_mm * (in_plane / (dz * along[s]) + across / through[s]);
                if (!ground.empty()) heat_W[s] += ground[s] * v[c] * v[c];
            }
        }
    });
    for (const CutFace& cut : cuts) {
        const std::span<const double> s = cut.axis == Axis::depth ? through : along;
        const std::size_t low = std::size_t(cut.cell),
                          high = low + std::size_t(grid.stride(cut.axis));
        const double current =
            faces.on(cut.axis)[faces.lead + low] * (potential_V[low] - potential_V[high]);
        if (current == 0.0) continue;
        const double per_mm = current * current / (kMetres_per_mm * grid.area_mm2(cut.axis, low));
        // What the whole half cells were given above becomes what the true ways get.
        heat_W[low] +=
            per_mm * (cut.low_mm / cut.open_share - 0.5 * grid.size_mm(cut.axis, low)) / s[low];
        heat_W[high] +=
            per_mm * (cut.high_mm / cut.open_share - 0.5 * grid.size_mm(cut.axis, high)) / s[high];
    }
    return sum_of(executor, count, [&](int first, int last) {
        return std::accumulate(heat_W.begin() + first, heat_W.begin() + last, 0.0);
    });
}

}  // namespace sim
