#include "sim/tissue/tissue.h"

#include "sim/base/noise.h"
#include "sim/base/random.h"
#include "sim/tissue/network.h"
#include "sim/tissue/relief.h"

#include <algorithm>
#include <cmath>

namespace sim {
namespace {

// Thinnest a layer may get where a bound dips into the next: below this the picture has no room.
constexpr double kThinnest_mm = 0.003;

double smooth_step(double low, double high, double x) {
    const double t = std::clamp((x - low) / (high - low), 0.0, 1.0);
    return t * t * (3.0 - 2.0 * t);
}

}  // namespace

Layer LayerDepths::layer_at(double depth_mm) const {
    for (int i = 0; i + 1 < kLayerCount; ++i)
        if (depth_mm < bottom_mm[std::size_t(i)]) return Layer(i);
    return Layer::muscle;
}

LayerDepths layer_depths(const Skin& skin) {
    const SiteRow& site = sites()[std::size_t(skin.site)];
    const double dermis_mm = skin.sex == Sex::female ? site.dermis_female_mm : site.dermis_male_mm;
    const double epidermis_mm = site.epidermis_mm.value;
    const double papillary_mm = dermis_mm * parameter("anatomy.papillary_share_of_dermis").value;
    LayerDepths depths;
    depths.bottom_mm = {site.stratum_corneum_mm.value,
                        epidermis_mm,
                        epidermis_mm + papillary_mm,
                        epidermis_mm + dermis_mm,
                        epidermis_mm + dermis_mm + site.hypodermis_mm.value,
                        1e3};
    return depths;
}

Tissue make_tissue(const Skin& skin, const Block& block) {
    Tissue tissue{skin, block, layer_depths(skin), 0, 0, {}};
    tissue.layers.bottom_mm.back() = std::max(block.floor_mm, tissue.layers.hypodermis_bottom_mm());
    // Ridges flatten from youth to old age; the table has both ends, taken here as 25 and 80 years.
    const double old = std::clamp((skin.age_years - 25.0) / 55.0, 0.0, 1.0);
    const auto aged = [&](std::string_view young_id, std::string_view old_id) {
        const double young = parameter(young_id).value;
        return young + (parameter(old_id).value - young) * old;
    };
    // Where the living epidermis is thin, ridges cannot be higher than it has room for.
    const double living_mm = tissue.layers.junction_mm() - tissue.layers.bottom_mm[0];
    tissue.rete_height_mm = std::min(
        aged("anatomy.rete_height_young_mm", "anatomy.rete_height_old_mm"), 1.2 * living_mm);
    tissue.rete_wavelength_mm =
        aged("anatomy.rete_wavelength_young_mm", "anatomy.rete_wavelength_old_mm");
    tissue.tubes = make_network(tissue);
    return tissue;
}

double relief_mm(const Tissue& tissue, double x_mm, double y_mm, double concern_share) {
    return skin_lines_mm(tissue, x_mm, y_mm) + concern_share * concern_mm(tissue, x_mm, y_mm);
}

Column column_at(const Tissue& tissue, double x_mm, double y_mm, double concern_share, Layer last) {
    const auto seed = std::uint64_t(tissue.skin.seed);
    const LayerDepths& mean = tissue.layers;
    Column column;
    const double relief = column.relief_mm = relief_mm(tissue, x_mm, y_mm, concern_share);
    // Each layer's own shape on top of its mean depth; deeper layers follow the surface less.
    auto* bound = column.bottom_mm.data();
    *bound = relief + mean.bottom_mm[0] + 0.002 * value_noise(x_mm * 9.0, y_mm * 9.0, seed ^ 21);
    if (last == Layer::stratum_corneum) return column;
    const auto next = [&](double depth_mm) {
        const double least_mm = *bound + kThinnest_mm;
        *++bound = std::max(depth_mm, least_mm);
    };

    const double wavelength_mm = tissue.rete_wavelength_mm;
    const CellHit papilla = nearest_cell(x_mm / wavelength_mm, y_mm / wavelength_mm, seed ^ 22);
    // 0 on top of a papilla, 1 in the ridge between; the mean over the plane is 0.543.
    const double ridge = smooth_step(0.0, 0.75, papilla.nearest);
    next(relief + mean.junction_mm() + tissue.rete_height_mm * (ridge - 0.543));
    if (last == Layer::viable_epidermis) return column;

    const double dermis_mm = mean.dermis_bottom_mm() - mean.junction_mm();
    next(0.7 * relief + mean.bottom_mm[2] +
         0.02 * dermis_mm * value_noise(x_mm * 2.5, y_mm * 2.5, seed ^ 23));
    if (last == Layer::papillary_dermis) return column;

    // Fat lobules push up into the dermis.
    next(0.25 * relief + mean.dermis_bottom_mm() +
         0.05 * dermis_mm * value_noise(x_mm * 1.4, y_mm * 1.4, seed ^ 24) +
         0.02 * dermis_mm * value_noise(x_mm * 4.0, y_mm * 4.0, seed ^ 25));
    if (last == Layer::reticular_dermis) return column;

    next(mean.hypodermis_bottom_mm() + 0.05 * value_noise(x_mm * 0.8, y_mm * 0.8, seed ^ 26));
    if (last == Layer::hypodermis) return column;
    next(mean.bottom_mm.back());
    return column;
}

double bound_mm(const Tissue& tissue, Layer layer, double x_mm, double y_mm, double concern_share) {
    return column_at(tissue, x_mm, y_mm, concern_share, layer).bottom_mm[std::size_t(layer)];
}

Layer layer_at(const Tissue& tissue, const glm::dvec3& position_mm) {
    const Column column = column_at(tissue, position_mm.x, position_mm.y, 1.0, Layer::hypodermis);
    for (int i = 0; i + 1 < kLayerCount; ++i)
        if (position_mm.z < column.bottom_mm[std::size_t(i)]) return Layer(i);
    return Layer::muscle;
}

}  // namespace sim
