// The backdrop before everything, and the way from light to the finished picture after it.
#pragma once
#include "app/render/frame.h"
#include "app/render/gl/state.h"
#include "app/render/gl/target.h"

namespace render {

class PicturePass {
  public:
    PicturePass();
    void draw_backdrop(const Frame& frame);

    /// Where the scene is drawn; made anew when its size or kind changes.
    const gl::Surface& scene(glm::ivec2 size, bool light);
    /// Faded things are veils over the solid ones, blended in any order (McGuire & Bavoil 2013, J
    /// Comput Graph Tech 2:122). Their fragment shaders write with common/output.glsl and are
    /// compiled with the define FADED; solid things in front must have been drawn before. Where the
    /// scene holds display values, which sums would spoil, a veil is a pattern of solid dots.
    /// @return the state that veils are drawn with until `end_faded`
    gl::PassState begin_faded(const Frame& frame);
    void end_faded(const Frame& frame);

    /// From the scene to the target: tone curve, antialiasing, scaling.
    void finish(const Frame& frame, bool light, const Target& target);

  private:
    void draw_whole(const Frame& frame, const char* fragment, std::vector<std::string> defines,
                    const gl::Texture& from);

    gl::Mesh whole_;
    gl::Surface scene_, veils_, under_, shown_, smooth_;
    bool scene_light_ = false;
};

}  // namespace render
