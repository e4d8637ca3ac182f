#include "app/render/scene/heat_volume.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace render {
namespace {

/// Two neighbouring cells and the share of the second, for a place between their middles.
struct Between {
    int first = 0, second = 0;
    float share = 0;
};

std::vector<Between> places(std::span<const double> edges, int count, double extent_mm) {
    std::vector<Between> list;
    const int cells = int(edges.size()) - 1;
    const auto middle = [&](int i) {
        return (edges[std::size_t(i)] + edges[std::size_t(i) + 1]) / 2;
    };
    int i = 0;
    for (int k = 0; k < count; ++k) {
        const double at = (double(k) + 0.5) / double(count) * extent_mm;
        while (i + 1 < cells && middle(i + 1) <= at) ++i;
        const int next = std::min(i + 1, cells - 1);
        const double gap = middle(next) - middle(i);
        const double share = gap > 0 ? std::clamp((at - middle(i)) / gap, 0.0, 1.0) : 0;
        list.push_back({i, next, float(share)});
    }
    return list;
}

}  // namespace

HeatVolume sample_heat(const sim::HeatView& heat, double floor_mm) {
    const sim::CellGrid& grid = *heat.grid;
    HeatVolume volume;
    volume.extent_mm = {float(grid.x_mm.back()), float(grid.y_mm.back()), float(floor_mm)};
    const auto xs = places(grid.x_mm, kHeatTexels.x, grid.x_mm.back());
    const auto ys = places(grid.y_mm, kHeatTexels.y, grid.y_mm.back());
    const auto zs = places(grid.depth_mm, kHeatTexels.z, floor_mm);
    const auto at = [&](int i, int j, int k) {
        return (std::size_t(k) * std::size_t(grid.ny()) + std::size_t(j)) * std::size_t(grid.nx()) +
               std::size_t(i);
    };
    const auto between = [&](const auto& value, const Between& x, const Between& y,
                             const Between& z) {
        const auto row = [&](int j, int k) {
            return std::lerp(value(at(x.first, j, k)), value(at(x.second, j, k)), x.share);
        };
        const auto plane = [&](int k) {
            return std::lerp(row(y.first, k), row(y.second, k), y.share);
        };
        return std::lerp(plane(z.first), plane(z.second), z.share);
    };
    const auto temperature = [&](std::size_t i) {
        return heat.temperature_C.empty() ? kBody_C : float(heat.temperature_C[i]);
    };
    const auto damage = [&](std::size_t i) {
        return heat.necrosis.empty() ? kLeastLogDamage
                                     : std::clamp(std::log10(std::max(heat.necrosis[i], 1e-6f)),
                                                  kLeastLogDamage, 4.0f);
    };
    volume.texels.reserve(std::size_t(kHeatTexels.x) * std::size_t(kHeatTexels.y) *
                          std::size_t(kHeatTexels.z) * 2);
    for (const Between& z : zs)
        for (const Between& y : ys)
            for (const Between& x : xs) {
                volume.texels.push_back(between(temperature, x, y, z));
                volume.texels.push_back(between(damage, x, y, z));
            }
    return volume;
}

}  // namespace render
