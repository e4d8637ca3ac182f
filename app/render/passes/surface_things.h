// What stands on the skin: hairs and drops of blood.
#pragma once
#include "app/render/frame.h"

namespace render {

class SurfaceThingsPass {
  public:
    SurfaceThingsPass();
    void prepare(const Frame& frame);
    /// Into the shadow map that is bound as the target.
    void draw_shadow(const Frame& frame);
    void draw(const Frame& frame);

  private:
    gl::Buffer dome_buffer_, drop_buffer_, hair_buffer_;
    gl::Mesh dome_, hair_;
    int drops_ = 0, hairs_ = 0;
};

}  // namespace render
