// The words in the picture as plain triangles in pixels: what the renderer draws last, over
// everything.
//
// To draw: upload `Atlas::coverage` once as a one-channel 8-bit texture (linear filter, clamped, no
// mipmaps), then per frame `Overlay::triangles` as a list, no index. No depth test, no culling,
// blend straight alpha (SRC_ALPHA, ONE_MINUS_SRC_ALPHA) into an 8-bit target that holds sRGB bytes,
// after tone mapping, with no sRGB conversion on write:
//     colour = vec4(rgba.rgb, rgba.a * texture(coverage, uv).r)
// Colours are sRGB. Solid shapes point at a white texel, so there is one program and one draw call.
#pragma once
#include <glm/vec2.hpp>

#include <cstdint>
#include <vector>

namespace render {

struct OverlayVertex {
    glm::vec2 px;        ///< from the top left of the picture, y down
    glm::vec2 uv;        ///< into the atlas, 0..1, first row of `coverage` at v = 0
    std::uint32_t rgba;  ///< r in the lowest byte: as 4 normalized unsigned bytes r, g, b, a
};

struct Overlay {
    std::vector<OverlayVertex> triangles;  ///< three at a time, drawn in order
    int width_px = 0, height_px = 0;       ///< of the picture it was made for
};

}  // namespace render
