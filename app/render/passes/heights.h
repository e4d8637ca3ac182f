// The bounds between layers as grids of heights on the GPU, and the mesh that shows one as a
// surface.
#pragma once
#include "app/render/frame.h"
#include "app/render/gl/texture.h"
#include "app/render/scene/surface.h"

#include <array>
#include <span>
#include <vector>

namespace render {

/// Each is sampled when it is first needed and again when the skin, the peel or the needles that
/// press on it change.
class Heights {
  public:
    struct Detail {
        int columns = 0, rows = 0;  ///< of every grid
        double concern_share = 1;   ///< of the concern's relief that is left
        bool operator==(const Detail&) const = default;
    };
    /// @param bounds  those that will be bound: Sheet::bound
    void prepare(const Frame& frame, const Detail& detail, std::span<const int> bounds);
    /// Makes the grid of a bound what a sampler reads.
    void bind(int bound, Sampler sampler) const;
    const gl::Mesh& mesh() const { return mesh_; }

  private:
    struct Grid {
        sim::Skin skin;
        sim::Block block;
        double level = -1;
        Surface surface;
        std::vector<glm::dvec4> pushed_by;  ///< dimples that the heights were made with
        gl::Texture texture;
    };
    void prepare(Grid& grid, const Frame& frame, double level, const std::vector<Dimple>& dimples);

    Detail detail_;
    std::array<Grid, sim::kLayerCount + 1> grids_;
    gl::Mesh mesh_;
};

}  // namespace render
