// Temperature and damage over the block on an even grid, as the shaders sample them.
#pragma once
#include "app/render/heat_field.h"

#include <cstdint>
#include <span>
#include <vector>

namespace render {

// A zone about a needle is 0.3 mm wide or less; the block is 4 mm wide. Texels of 25 um are about
// as fine as the cells of the finest grid.
inline constexpr glm::ivec3 kHeatTexels{160, 96, 96};

class HeatVolume {
  public:
    /// Samples the block's width, length and depth, where anything has changed since the last call.
    /// The simulation's needles have flat ends, the drawn ones points: what lies in the former but
    /// beside the latter gets what the tissue at the wall has.
    /// @return whether anything had changed @pre snapshot.heat.grid is not null
    bool sample(const sim::Snapshot& snapshot);

    /// Half floats: rise over rest in K and log10 of the damage by turns; x fastest, then y, depth.
    std::span<const std::uint16_t> texels() const { return texels_; }

  private:
    /// A needle, or where one stood: of its steel only the damage of the tissue around is known.
    struct Steel {
        glm::dvec2 at_mm{};
        double radius_mm = 0, standing_to_mm = 0, stood_to_mm = 0;
        bool operator==(const Steel&) const = default;
    };
    struct Source {
        std::vector<float> temperature_C, necrosis;
        std::vector<Steel> needles;
        std::vector<double> x_mm, y_mm, depth_mm;
        sim::Fold fold;
        glm::dvec2 origin_mm{};
        sim::Block block;
    };
    static std::vector<Steel> needles_of(const sim::Snapshot& snapshot);
    bool same(const sim::HeatView& heat, const sim::Block& block,
              const std::vector<Steel>& needles) const;
    void sample_layer(const sim::CellGrid& grid, int k, std::span<float> layer);
    void cover_steel(double depth_mm, std::span<float> layer) const;

    Source of_;
    bool sampled_ = false;
    double rest_C_ = 0;
    std::vector<Between> xs_, ys_, zs_;
    std::vector<float> log_damage_, rows_, layers_[2];
    std::vector<std::uint16_t> texels_;
};

/// To the nearest; numbers too small for a normal half become 0. @pre finite, below 65504
std::uint16_t half_of(float value);

}  // namespace render
