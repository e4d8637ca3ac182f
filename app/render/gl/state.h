// All the fixed-function state a pass relies on, set at once: nothing is inherited.
#pragma once

namespace render::gl {

/// `veils` gathers what lies in front of a picture in any order: colours are added, and of alpha is
/// kept what all of them together let through.
enum class Blend { off, over, premultiplied, veils };
enum class Cull { none, back, front };

struct PassState {
    bool depth_test = true;
    bool depth_write = true;
    Blend blend = Blend::off;
    Cull cull = Cull::none;
    bool colour_write = true;
    bool depth_offset = false;  ///< pushed away from the eye: for shadow maps
};

void apply(const PassState& state);

}  // namespace render::gl
