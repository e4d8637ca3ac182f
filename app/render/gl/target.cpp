#include "app/render/gl/target.h"

#include "app/render/gl/context.h"

namespace render::gl {

Surface make_surface(const SurfaceDescription& d) {
    Surface s;
    s.size = d.size;
    unsigned name = 0;
    glGenFramebuffers(1, &name);
    s.framebuffer = FramebufferHandle(name);
    glBindFramebuffer(GL_FRAMEBUFFER, name);
    label(GL_FRAMEBUFFER, name, d.label);
    if (d.colour) {
        s.colour = make_texture({.size = {d.size, 0}, .format = d.format, .label = d.label});
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D,
                               s.colour.handle.name(), 0);
    } else {
        const GLenum none = GL_NONE;
        glDrawBuffers(1, &none);
        glReadBuffer(GL_NONE);
    }
    if (d.second) {
        s.second = make_texture({.size = {d.size, 0}, .format = *d.second, .label = d.label});
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT1, GL_TEXTURE_2D,
                               s.second.handle.name(), 0);
        const GLenum both[] = {GL_COLOR_ATTACHMENT0, GL_COLOR_ATTACHMENT1};
        glDrawBuffers(2, both);
    }
    if (d.depth_of) {
        glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_RENDERBUFFER,
                                  d.depth_of->name());
    } else if (d.shadow) {
        s.depth_map = make_texture({.size = {d.size, 0},
                                    .format = Format::depth24,
                                    .compare = true,
                                    .label = d.label + " depth"});
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_TEXTURE_2D,
                               s.depth_map.handle.name(), 0);
    } else if (d.depth) {
        glGenRenderbuffers(1, &name);
        s.depth = RenderbufferHandle(name);
        glBindRenderbuffer(GL_RENDERBUFFER, name);
        glRenderbufferStorage(GL_RENDERBUFFER, GL_DEPTH_COMPONENT24, d.size.x, d.size.y);
        glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_RENDERBUFFER, name);
    }
    s.complete = glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
    return s;
}

void begin(const Target& target) {
    glBindFramebuffer(GL_FRAMEBUFFER, target.framebuffer);
    glViewport(0, 0, target.width_px, target.height_px);
}

void begin_rows(const Target& target, int first, int count) {
    glBindFramebuffer(GL_FRAMEBUFFER, target.framebuffer);
    glViewport(0, first, target.width_px, count);
}

void begin_clear(const Target& target, const glm::vec4& colour) {
    begin(target);
    glDisable(GL_SCISSOR_TEST);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    glDepthMask(GL_TRUE);
    glClearColor(colour.r, colour.g, colour.b, colour.a);
    glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
}

}  // namespace render::gl
