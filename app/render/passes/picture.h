// The backdrop before everything, and the way from light to the finished picture after it.
#pragma once
#include "app/render/frame.h"
#include "app/render/gl/target.h"

namespace render {

class PicturePass {
  public:
    PicturePass();
    void draw_backdrop(const Frame& frame);

    /// Where the scene is drawn; made anew when its size or kind changes.
    const gl::Surface& scene(glm::ivec2 size, bool light);
    /// From the scene to the target: tone curve, antialiasing, scaling.
    void finish(const Frame& frame, bool light, const Target& target);

  private:
    void draw_whole(const Frame& frame, const char* fragment, std::vector<std::string> defines,
                    const gl::Texture& from);

    gl::Mesh whole_;
    gl::Surface scene_, shown_, smooth_;
    bool scene_light_ = false;
};

}  // namespace render
