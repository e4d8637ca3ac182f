// What is drawn into: own framebuffers, or one that somebody else made.
#pragma once
#include "app/render/gl/texture.h"

#include <glm/vec2.hpp>
#include <glm/vec4.hpp>

#include <optional>

namespace render {

/// A framebuffer given from outside: the window (0), or a test's own.
struct Target {
    unsigned framebuffer = 0;
    int width_px = 0, height_px = 0;
};

}  // namespace render

namespace render::gl {

struct SurfaceDescription {
    glm::ivec2 size{1, 1};
    bool colour = true;
    Format format = Format::rgba8;
    std::optional<Format> second = {};  ///< of a second colour texture, for outputs at location 1
    bool depth = false;                 ///< with a depth buffer
    /// Another surface's depth buffer, of the same size and outliving this, instead of an own one.
    const RenderbufferHandle* depth_of = nullptr;
    bool shadow = false;  ///< the depth buffer is a texture that compares
    std::string label;
};

/// A framebuffer and what it draws into.
struct Surface {
    FramebufferHandle framebuffer;
    Texture colour, second;
    Texture depth_map;  ///< of a shadow surface
    RenderbufferHandle depth;
    glm::ivec2 size{0};
    bool complete = false;  ///< false: the context cannot draw into such a thing
    Target target() const { return {framebuffer.name(), size.x, size.y}; }
};

Surface make_surface(const SurfaceDescription& description);

/// Draws go to this target's whole area from here on; its contents stay.
void begin(const Target& target);
/// The same, but only to some of its rows, counted from the bottom.
void begin_rows(const Target& target, int first, int count);
/// To the whole area, after clearing colour and depth.
void begin_clear(const Target& target, const glm::vec4& colour);

}  // namespace render::gl
