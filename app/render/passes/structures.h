// Vessels, nerves, follicles and glands as solids, where the tissue about them does not hide them.
#pragma once
#include "app/render/frame.h"

#include <cstdint>

namespace render {

/// Nothing is made or drawn while the block is whole.
class StructuresPass {
  public:
    void prepare(const Frame& frame);
    void draw(const Frame& frame);

  private:
    struct Scene {
        sim::Skin skin;
        sim::Block block;
        double peel = -1;
        std::uint32_t parts = 0;
        std::size_t most_triangles = 0;
        bool operator==(const Scene&) const = default;
    };
    Scene made_of_;
    gl::Buffer buffer_;
    gl::Mesh mesh_;
};

}  // namespace render
