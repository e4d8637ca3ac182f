// Vessels, nerves, follicles and glands as solids, where the tissue about them does not hide them.
#pragma once
#include "app/render/frame.h"
#include "app/render/gl/state.h"

#include <cstdint>

namespace render {

/// Nothing is made or drawn while the block is whole.
class StructuresPass {
  public:
    void prepare(const Frame& frame);
    /// Those that are solid.
    void draw(const Frame& frame);

    bool has_veils() const { return veils_.mesh.indices > 0; }
    /// Those that are faded; see PicturePass::begin_faded.
    void draw_veils(const Frame& frame, gl::PassState state);

  private:
    struct Scene {
        sim::Skin skin;
        sim::Block block;
        double peel = -1;
        std::uint32_t parts = 0;
        std::size_t most_triangles = 0;
        bool operator==(const Scene&) const = default;
    };
    struct Solids {
        Scene made_of;
        gl::Buffer buffer;
        gl::Mesh mesh;
        void make(const sim::Tissue& tissue, const Scene& now);
    };
    Solids whole_, veils_;
};

}  // namespace render
