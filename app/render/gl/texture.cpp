#include "app/render/gl/texture.h"

#include "app/render/gl/context.h"

#include <cassert>

namespace render::gl {
namespace {

struct Layout {
    GLint internal;
    GLenum channels, type;
    int count;
};

Layout layout_of(Format format) {
    switch (format) {
        case Format::r8:
            return {GL_R8, GL_RED, GL_UNSIGNED_BYTE, 1};
        case Format::rgba8:
            return {GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE, 4};
        case Format::r16f:
            return {GL_R16F, GL_RED, GL_FLOAT, 1};
        case Format::rg16f:
            return {GL_RG16F, GL_RG, GL_FLOAT, 2};
        case Format::rgba16f:
            return {GL_RGBA16F, GL_RGBA, GL_FLOAT, 4};
        case Format::r32f:
            return {GL_R32F, GL_RED, GL_FLOAT, 1};
        case Format::rg32f:
            return {GL_RG32F, GL_RG, GL_FLOAT, 2};
        case Format::depth24:
            return {GL_DEPTH_COMPONENT24, GL_DEPTH_COMPONENT, GL_UNSIGNED_INT, 1};
    }
    return {};
}

GLenum kind_of(const Texture& t) { return t.solid() ? GL_TEXTURE_3D : GL_TEXTURE_2D; }

void upload(Texture& t, const void* texels, GLenum type) {
    const Layout l = layout_of(t.format);
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(kind_of(t), t.handle.name());
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    if (t.solid())
        glTexSubImage3D(GL_TEXTURE_3D, 0, 0, 0, 0, t.size.x, t.size.y, t.size.z, l.channels, type,
                        texels);
    else
        glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, t.size.x, t.size.y, l.channels, type, texels);
    if (t.mipmaps) glGenerateMipmap(kind_of(t));
}

[[maybe_unused]] std::size_t texel_count(const Texture& t) {
    return std::size_t(t.size.x) * std::size_t(t.size.y) * std::size_t(t.solid() ? t.size.z : 1);
}

}  // namespace

Texture make_texture(const TextureDescription& d) {
    unsigned name = 0;
    glGenTextures(1, &name);
    Texture t{TextureHandle(name), d.size, d.format, d.mipmaps};
    const GLenum kind = kind_of(t);
    const Layout l = layout_of(d.format);
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(kind, name);
    label(GL_TEXTURE, name, d.label);
    if (t.solid())
        glTexImage3D(kind, 0, l.internal, d.size.x, d.size.y, d.size.z, 0, l.channels, l.type,
                     nullptr);
    else
        glTexImage2D(kind, 0, l.internal, d.size.x, d.size.y, 0, l.channels, l.type, nullptr);
    const GLint filter = d.linear ? GL_LINEAR : GL_NEAREST;
    const GLint wrap = d.repeat ? GL_REPEAT : GL_CLAMP_TO_EDGE;
    glTexParameteri(kind, GL_TEXTURE_MIN_FILTER, d.mipmaps ? GL_LINEAR_MIPMAP_LINEAR : filter);
    glTexParameteri(kind, GL_TEXTURE_MAG_FILTER, filter);
    glTexParameteri(kind, GL_TEXTURE_WRAP_S, wrap);
    glTexParameteri(kind, GL_TEXTURE_WRAP_T, wrap);
    if (t.solid()) glTexParameteri(kind, GL_TEXTURE_WRAP_R, wrap);
    if (d.compare) {
        glTexParameteri(kind, GL_TEXTURE_COMPARE_MODE, GL_COMPARE_REF_TO_TEXTURE);
        glTexParameteri(kind, GL_TEXTURE_COMPARE_FUNC, GL_LEQUAL);
    }
    return t;
}

void fill(Texture& t, std::span<const float> texels) {
    assert(texels.size() == texel_count(t) * std::size_t(layout_of(t.format).count));
    assert(layout_of(t.format).type == GL_FLOAT);
    upload(t, texels.data(), GL_FLOAT);
}

void fill(Texture& t, std::span<const std::uint16_t> texels) {
    assert(texels.size() == texel_count(t) * std::size_t(layout_of(t.format).count));
    assert(layout_of(t.format).type == GL_FLOAT && t.format != Format::r32f &&
           t.format != Format::rg32f);
    upload(t, texels.data(), GL_HALF_FLOAT);
}

void fill(Texture& t, std::span<const std::byte> texels) {
    assert(texels.size() == texel_count(t) * std::size_t(layout_of(t.format).count));
    assert(layout_of(t.format).type == GL_UNSIGNED_BYTE);
    upload(t, texels.data(), GL_UNSIGNED_BYTE);
}

void bind(const Texture& t, int unit) {
    glActiveTexture(GLenum(GL_TEXTURE0 + unit));
    glBindTexture(kind_of(t), t.handle.name());
}

}  // namespace render::gl
