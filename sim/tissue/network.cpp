#include "sim/tissue/network.h"

#include "sim/base/noise.h"
#include "sim/tissue/network_parts.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace sim {

using glm::dvec3;

double Network::in_dermis_mm(double depth_mm) const {
    const double top = tissue.layers.bottom_mm[2] + 0.05, bottom = dermis_bottom_mm();
    return std::clamp(depth_mm, std::min(top, bottom - 0.1), bottom - 0.06);
}

std::vector<Papilla> papillae(const Tissue& tissue) {
    const double wavelength = tissue.rete_wavelength_mm, half = tissue.block.width_mm / 2.0;
    const bool glabrous =
        sites()[std::size_t(tissue.skin.site)].follicle == SiteRow::Follicle::none;
    const double corpuscles_per_mm2 =
        parameter(glabrous ? "anatomy.touch_corpuscles_glabrous_per_mm2"
                           : "anatomy.touch_corpuscles_hairy_per_mm2")
            .value;
    const double nervous_share = corpuscles_per_mm2 * wavelength * wavelength;
    const auto seed = std::uint64_t(tissue.skin.seed) ^ 22;  // the papillae of bound_mm
    const int across = int(tissue.block.width_mm / wavelength) + 2;
    const int along = int(tissue.block.length_mm / wavelength) + 2;
    std::vector<Papilla> found;
    for (int j = 0; j < along; ++j)
        for (int i = 0; i < across; ++i) {
            const double cx = std::floor(-half / wavelength) + double(i) + 0.5;
            const CellHit cell = nearest_cell(cx, double(j) + 0.5, seed);
            const double x = cell.x * wavelength, y = cell.y * wavelength;
            if (std::fabs(x) > half || y < 0.0 || y > tissue.block.length_mm) continue;
            found.push_back({x, y, bound_mm(tissue, Layer::viable_epidermis, x, y), cell.name,
                             Random(cell.name, "corpuscle"_purpose).unit() < nervous_share});
        }
    return found;
}

std::vector<Tube> make_network(const Tissue& tissue) {
    Network network(tissue);
    add_vessels(network);
    add_nerves(network);
    add_follicles(network);
    add_sweat_glands(network);
    std::stable_sort(network.tubes.begin(), network.tubes.end(),
                     [](const Tube& a, const Tube& b) { return a.structure < b.structure; });
    return std::move(network.tubes);
}

double segment_distance_mm(const dvec3& a, const dvec3& b, const dvec3& c, const dvec3& d) {
    const dvec3 u = b - a, v = d - c, w = a - c;
    const double uu = glm::dot(u, u), vv = glm::dot(v, v), uv = glm::dot(u, v);
    const double uw = glm::dot(u, w), vw = glm::dot(v, w);
    const double denominator = uu * vv - uv * uv;
    double s = denominator > 1e-18 ? std::clamp((uv * vw - vv * uw) / denominator, 0.0, 1.0) : 0.0;
    double t = vv > 0.0 ? (uv * s + vw) / vv : 0.0;
    if (t < 0.0 || t > 1.0) {
        t = std::clamp(t, 0.0, 1.0);
        s = uu > 0.0 ? std::clamp((uv * t - uw) / uu, 0.0, 1.0) : 0.0;
    }
    const dvec3 gap = (a + u * s) - (c + v * t);
    return std::sqrt(glm::dot(gap, gap));
}

int vessels_crossed(const Tissue& tissue, std::span<const Track> pieces) {
    std::set<int> seen;
    for (const Tube& tube : tissue.tubes) {
        if (!is_vessel(tube.structure)) break;  // vessels come first
        if (seen.count(tube.individual)) continue;
        for (const Track& piece : pieces) {
            const double reach = piece.radius_mm + std::max(tube.a_radius_mm, tube.b_radius_mm);
            const dvec3 low = glm::min(tube.a_mm, tube.b_mm) - reach;
            const dvec3 high = glm::max(tube.a_mm, tube.b_mm) + reach;
            if (glm::any(glm::greaterThan(low, glm::max(piece.a_mm, piece.b_mm))) ||
                glm::any(glm::lessThan(high, glm::min(piece.a_mm, piece.b_mm))))
                continue;
            if (segment_distance_mm(piece.a_mm, piece.b_mm, tube.a_mm, tube.b_mm) > reach) continue;
            seen.insert(tube.individual);
            break;
        }
    }
    return int(seen.size());
}

}  // namespace sim
