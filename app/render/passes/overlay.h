// The words in the picture, laid over it.
#pragma once
#include "app/render/annotation/atlas.h"
#include "app/render/frame.h"
#include "app/render/gl/texture.h"

namespace render {

class OverlayPass {
  public:
    OverlayPass();
    void set_letters(const Atlas& atlas);
    void draw(const Frame& frame, const Overlay& overlay);

  private:
    gl::Texture letters_;
    gl::Buffer buffer_;
    gl::Mesh mesh_;
};

}  // namespace render
