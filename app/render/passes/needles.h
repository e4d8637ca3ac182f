// The needles, their shadow, and the clear plate that carries them.
#pragma once
#include "app/render/frame.h"
#include "app/render/gl/target.h"

namespace render {

class NeedlePass {
  public:
    NeedlePass();
    void prepare(const Frame& frame);
    /// Fills the shadow map, which is then what `shadow_map` reads.
    void draw_shadow(const Frame& frame);
    void draw(const Frame& frame);
    void draw_plate(const Frame& frame);

  private:
    gl::Buffer ring_buffer_, instance_buffer_, box_buffer_;
    gl::Mesh needle_, box_;
    gl::Surface shadow_;
    int count_ = 0;
};

}  // namespace render
