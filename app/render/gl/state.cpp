#include "app/render/gl/state.h"

#include "app/render/gl/api.h"

namespace render::gl {
namespace {

void enable(GLenum what, bool on) { on ? glEnable(what) : glDisable(what); }

}  // namespace

void apply(const PassState& s) {
    enable(GL_DEPTH_TEST, s.depth_test);
    glDepthFunc(GL_LEQUAL);
    glDepthMask(s.depth_write ? GL_TRUE : GL_FALSE);
    const GLboolean colour = s.colour_write ? GL_TRUE : GL_FALSE;
    glColorMask(colour, colour, colour, colour);
    enable(GL_CULL_FACE, s.cull != Cull::none);
    if (s.cull != Cull::none) glCullFace(s.cull == Cull::back ? GL_BACK : GL_FRONT);
    enable(GL_BLEND, s.blend != Blend::off);
    if (s.blend == Blend::veils)
        glBlendFuncSeparate(GL_ONE, GL_ONE, GL_ZERO, GL_ONE_MINUS_SRC_ALPHA);
    else if (s.blend != Blend::off)
        glBlendFuncSeparate(s.blend == Blend::over ? GL_SRC_ALPHA : GL_ONE, GL_ONE_MINUS_SRC_ALPHA,
                            GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    enable(GL_POLYGON_OFFSET_FILL, s.depth_offset);
    if (s.depth_offset) glPolygonOffset(2, 4);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_STENCIL_TEST);
}

}  // namespace render::gl
