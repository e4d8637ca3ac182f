// Textures from descriptions: flat or solid, and what their texels hold.
#pragma once
#include "app/render/gl/handle.h"

#include <glm/vec3.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace render::gl {

enum class Format { r8, rgba8, r16f, rg16f, rgba16f, r32f, rg32f, depth24 };

struct TextureDescription {
    glm::ivec3 size{1, 1, 0};  ///< z 0: a flat texture
    Format format = Format::rgba8;
    bool linear = true;    ///< filtered; r32f and rg32f cannot be everywhere
    bool mipmaps = false;  ///< made anew by each fill
    bool compare = false;  ///< a shadow map: sampling compares
    bool repeat = false;
    std::string label;
};

struct Texture {
    TextureHandle handle;
    glm::ivec3 size{0};
    Format format = Format::rgba8;
    bool mipmaps = false;
    bool solid() const { return size.z > 0; }
    explicit operator bool() const { return bool(handle); }
};

Texture make_texture(const TextureDescription& description);

/// Replaces the whole contents. 16-bit float formats are given as 32-bit floats or, faster, as the
/// bits of halves.
/// @param texels  rows from the bottom (t = 0) up, tightly packed; size of the texture exactly
void fill(Texture& texture, std::span<const float> texels);
void fill(Texture& texture, std::span<const std::uint16_t> texels);
void fill(Texture& texture, std::span<const std::byte> texels);

/// Makes the texture what the sampler of this unit reads.
void bind(const Texture& texture, int unit);

}  // namespace render::gl
