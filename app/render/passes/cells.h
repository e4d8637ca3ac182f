// The cells that a wound calls, lying in the cut faces.
#pragma once
#include "app/render/frame.h"

namespace render {

class CellPass {
  public:
    CellPass();
    void draw(const Frame& frame);

  private:
    gl::Buffer buffer_;
    gl::Mesh quad_;
};

}  // namespace render
