#include "app/render/heat_field.h"

#include <algorithm>
#include <cmath>

namespace render {
namespace {

/// @param value  of a cell's index
template <class Value>
double at(const sim::HeatView& heat, const glm::dvec3& position_mm, const Value& value) {
    const sim::CellGrid& grid = *heat.grid;
    const glm::dvec3 p = heat.on_grid_mm(position_mm);
    const Between x = between_cells(grid.x_mm, p.x), y = between_cells(grid.y_mm, p.y),
                  z = between_cells(grid.depth_mm, p.z);
    const auto row = [&](int j, int k) {
        return std::lerp(value(grid.index(x.first, j, k)), value(grid.index(x.second, j, k)),
                         x.share);
    };
    const auto layer = [&](int k) { return std::lerp(row(y.first, k), row(y.second, k), y.share); };
    return double(std::lerp(layer(z.first), layer(z.second), z.share));
}

/// What crosses an odd mirror plane passes through 0 there, half a cell before the first middle,
/// and comes out with its sign turned.
double across_V(const sim::Fold::Plane& plane, std::span<const double> edges_mm, double at_mm) {
    if (!plane.folded || !plane.odd) return 1;
    const double half_mm = (edges_mm[1] - edges_mm[0]) / 2;
    return std::clamp((at_mm - plane.at_mm) / half_mm, -1.0, 1.0);
}

}  // namespace

float log_damage(float omega) {
    if (omega < 1e-4f) return kLeastLogDamage;
    return std::min(std::log10(omega), kMostLogDamage);
}

Between between_cells(std::span<const double> edges_mm, double at_mm) {
    const int cells = int(edges_mm.size()) - 1;
    const auto middle = [&](int i) {
        return (edges_mm[std::size_t(i)] + edges_mm[std::size_t(i) + 1]) / 2;
    };
    const auto above = std::upper_bound(edges_mm.begin(), edges_mm.end(), at_mm);
    int first = std::clamp(int(above - edges_mm.begin()) - 1, 0, cells - 1);
    if (at_mm < middle(first)) first = std::max(0, first - 1);
    const int second = std::min(first + 1, cells - 1);
    const double gap = middle(second) - middle(first);
    const double share = gap > 0 ? std::clamp((at_mm - middle(first)) / gap, 0.0, 1.0) : 0.0;
    return {first, second, float(share)};
}

double temperature_at(const sim::HeatView& heat, const glm::dvec3& position_mm) {
    if (heat.temperature_C.empty()) return heat.rest_C;
    return at(heat, position_mm, [&](int i) { return heat.temperature_C[std::size_t(i)]; });
}

double necrosis_at(const sim::HeatView& heat, const glm::dvec3& position_mm) {
    if (heat.necrosis.empty()) return 0;
    const double log_omega =
        at(heat, position_mm, [&](int i) { return log_damage(heat.necrosis[std::size_t(i)]); });
    return log_omega > double(kLeastLogDamage) ? std::pow(10.0, log_omega) : 0.0;
}

double potential_at(const sim::HeatView& heat, const glm::dvec3& position_mm) {
    const double folded_V =
        at(heat, position_mm, [&](int i) { return heat.potential_V[std::size_t(i)]; });
    return folded_V * across_V(heat.fold.x, heat.grid->x_mm, position_mm.x + heat.origin_mm.x) *
           across_V(heat.fold.y, heat.grid->y_mm, position_mm.y + heat.origin_mm.y);
}

bool shows_current(const sim::Snapshot& s, const session::View& view) {
    return view.shows(session::Part::current) && s.heat.grid && !s.heat.potential_V.empty() &&
           s.rf.power_W > 0;
}

}  // namespace render
