#include "app/render/scene/heat_volume.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cstring>
#include <span>
#include <utility>

namespace render {
namespace {

constexpr std::size_t kRow = 2 * std::size_t(kHeatTexels.x);
constexpr std::size_t kLayer = kRow * std::size_t(kHeatTexels.y);

/// The cells between which texel after texel lies.
template <class Place>
std::vector<Between> places(std::span<const double> edges_mm, int count, const Place& place_mm) {
    std::vector<Between> list;
    for (int i = 0; i < count; ++i)
        list.push_back(between_cells(edges_mm, place_mm((double(i) + 0.5) / double(count))));
    return list;
}

void mix_rows(std::span<const float> a, std::span<const float> b, float share,
              std::span<float> out) {
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = a[i] + share * (b[i] - a[i]);
}

bool equal(std::span<const float> a, const std::vector<float>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace

std::uint16_t half_of(float value) {
    // Sign, exponent and mantissa stay in their order; a carry out of the mantissa is right too.
    constexpr std::int32_t kExponents = (127 - 15) << 23, kDropped = 13;
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    const auto size = std::int32_t(bits & 0x7fffffffu);
    const std::int32_t odd = size >> kDropped & 1;
    const std::int32_t half = (size - kExponents + (1 << (kDropped - 1)) - 1 + odd) >> kDropped;
    const std::int32_t normal = size >= (127 - 14) << 23 ? half : 0;
    return std::uint16_t(std::uint32_t(normal) | (bits >> 16 & 0x8000u));
}

std::vector<HeatVolume::Steel> HeatVolume::needles_of(const sim::Snapshot& s) {
    std::vector<Steel> list;
    for (const sim::NeedleView& n : s.needles)
        list.push_back({{n.entry_mm.x, n.entry_mm.y},
                        s.scenario->device.needle_diameter_mm / 2,
                        std::max(0.0, n.tip_mm),
                        std::max(n.tip_mm, s.reached_depth_mm)});
    return list;
}

bool HeatVolume::same(const sim::HeatView& heat, const sim::Block& block,
                      const std::vector<Steel>& needles) const {
    return sampled_ && needles == of_.needles && heat.grid->x_mm == of_.x_mm &&
           heat.grid->y_mm == of_.y_mm && heat.grid->depth_mm == of_.depth_mm &&
           heat.fold == of_.fold && heat.origin_mm == of_.origin_mm && block == of_.block &&
           heat.rest_C == rest_C_ && equal(heat.temperature_C, of_.temperature_C) &&
           equal(heat.necrosis, of_.necrosis);
}

bool HeatVolume::sample(const sim::Snapshot& snapshot) {
    const sim::HeatView& heat = snapshot.heat;
    const sim::Block& block = snapshot.tissue->block;
    auto needles = needles_of(snapshot);
    if (same(heat, block, needles)) return false;
    const sim::CellGrid& grid = *heat.grid;
    if (!equal(heat.necrosis, of_.necrosis) || log_damage_.empty()) {
        log_damage_.resize(heat.necrosis.size());
        std::transform(heat.necrosis.begin(), heat.necrosis.end(), log_damage_.begin(), log_damage);
    }
    of_ = {{heat.temperature_C.begin(), heat.temperature_C.end()},
           {heat.necrosis.begin(), heat.necrosis.end()},
           std::move(needles),
           grid.x_mm,
           grid.y_mm,
           grid.depth_mm,
           heat.fold,
           heat.origin_mm,
           block};
    rest_C_ = heat.rest_C;
    sampled_ = true;
    xs_ = places(grid.x_mm, kHeatTexels.x, [&](double share) {
        return heat.on_grid_mm({(share - 0.5) * block.width_mm, 0, 0}).x;
    });
    ys_ = places(grid.y_mm, kHeatTexels.y, [&](double share) {
        return heat.on_grid_mm({0, share * block.length_mm, 0}).y;
    });
    zs_ =
        places(grid.depth_mm, kHeatTexels.z, [&](double share) { return share * block.floor_mm; });

    texels_.resize(kLayer * std::size_t(kHeatTexels.z));
    rows_.resize(kRow * std::size_t(grid.ny()));
    for (auto& layer : layers_) layer.resize(kLayer);
    // Depth runs on, so that of the layers of cells two at a time are at hand.
    int sampled[2] = {-1, -1};
    const auto layer_of = [&](int k) {
        if (sampled[0] != k && sampled[1] != k) {
            const int older = sampled[0] < sampled[1] ? 0 : 1;
            sample_layer(grid, k, layers_[older]);
            sampled[older] = k;
        }
        return std::span<const float>(layers_[sampled[0] == k ? 0 : 1]);
    };
    std::size_t out = 0;
    for (const Between& z : zs_) {
        const std::span<const float> a = layer_of(z.first), b = layer_of(z.second);
        for (std::size_t i = 0; i < kLayer; ++i)
            texels_[out + i] = half_of(a[i] + z.share * (b[i] - a[i]));
        out += kLayer;
    }
    return true;
}

void HeatVolume::sample_layer(const sim::CellGrid& grid, int k, std::span<float> layer) {
    const bool heated = !of_.temperature_C.empty(), damaged = !of_.necrosis.empty();
    const auto rest = float(rest_C_);
    for (int j = 0; j < grid.ny(); ++j) {
        const auto row = std::size_t(grid.index(0, j, k));
        float* out = rows_.data() + kRow * std::size_t(j);
        for (const Between& x : xs_) {
            const std::size_t a = row + std::size_t(x.first), b = row + std::size_t(x.second);
            const auto mixed = [&](const std::vector<float>& f) {
                return f[a] + x.share * (f[b] - f[a]);
            };
            *out++ = heated ? mixed(of_.temperature_C) - rest : 0.0f;
            *out++ = damaged ? mixed(log_damage_) : kLeastLogDamage;
        }
    }
    std::size_t out = 0;
    for (const Between& y : ys_) {
        const auto row = [&](int j) {
            return std::span<const float>(rows_).subspan(kRow * std::size_t(j), kRow);
        };
        mix_rows(row(y.first), row(y.second), y.share, layer.subspan(out, kRow));
        out += kRow;
    }
    cover_steel((grid.depth_mm[std::size_t(k)] + grid.depth_mm[std::size_t(k) + 1]) / 2, layer);
}

void HeatVolume::cover_steel(double depth_mm, std::span<float> layer) const {
    const sim::Block& block = of_.block;
    const glm::dvec2 low{-block.width_mm / 2, 0},
        texel_mm{block.width_mm / kHeatTexels.x, block.length_mm / kHeatTexels.y};
    for (const Steel& n : of_.needles) {
        if (depth_mm >= n.stood_to_mm) continue;
        // The first texel all outside, so that steel has no share in it.
        const double outside_mm = n.radius_mm + 1.3 * std::max(texel_mm.x, texel_mm.y);
        const auto texel_at = [&](const glm::dvec2& p) {
            return glm::clamp(glm::ivec2((p - low) / texel_mm), glm::ivec2(0),
                              glm::ivec2(kHeatTexels) - 1);
        };
        const auto index = [&](const glm::ivec2& t) {
            return kRow * std::size_t(t.y) + 2 * std::size_t(t.x);
        };
        const glm::ivec2 first = texel_at(n.at_mm - outside_mm),
                         last = texel_at(n.at_mm + outside_mm);
        for (glm::ivec2 t = first; t.y <= last.y; ++t.y)
            for (t.x = first.x; t.x <= last.x; ++t.x) {
                const glm::dvec2 off = low + (glm::dvec2(t) + 0.5) * texel_mm - n.at_mm;
                const double away = glm::length(off);
                if (away > outside_mm - 0.5 * texel_mm.x || away < 1e-9) continue;
                const std::size_t wall = index(texel_at(n.at_mm + outside_mm / away * off));
                float* here = layer.data() + index(t);
                if (depth_mm < n.standing_to_mm) here[0] = layer[wall];
                here[1] = std::max(here[1], layer[wall + 1]);
            }
    }
}

}  // namespace render
