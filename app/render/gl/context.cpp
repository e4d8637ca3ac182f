#include "app/render/gl/context.h"

#include <string_view>

// glad is one header; its functions live here.
#define GLAD_GL_IMPLEMENTATION
#include "app/render/gl/api.h"

namespace render::gl {
namespace {

std::string_view string_of(GLenum name) {
    const auto* text = reinterpret_cast<const char*>(glGetString(name));
    return text ? text : "";
}

bool has_extension(std::string_view wanted) {
    GLint count = 0;
    glGetIntegerv(GL_NUM_EXTENSIONS, &count);
    for (GLint i = 0; i < count; ++i) {
        const auto* text = reinterpret_cast<const char*>(glGetStringi(GL_EXTENSIONS, GLuint(i)));
        if (text && wanted == text) return true;
    }
    return false;
}

/// glad's loader wants to know beforehand which of the two families the context belongs to.
bool bind_functions([[maybe_unused]] ProcAddress proc_address) {
#ifdef __EMSCRIPTEN__
    return true;
#else
    if (!proc_address) return false;
    using GetString = const GLubyte*(GLAD_API_PTR*)(GLenum);
    const auto get_string = reinterpret_cast<GetString>(proc_address("glGetString"));
    const auto* version = get_string ? get_string(GL_VERSION) : nullptr;
    if (!version) return false;
    const bool es =
        std::string_view(reinterpret_cast<const char*>(version)).starts_with("OpenGL ES");
    return es ? gladLoadGLES2(proc_address) >= GLAD_MAKE_VERSION(3, 0)
              : gladLoadGL(proc_address) >= GLAD_MAKE_VERSION(3, 3);
#endif
}

}  // namespace

sim::Result<Capabilities> load(ProcAddress proc_address) {
    if (!bind_functions(proc_address)) return sim::Error{"no OpenGL 3.3 context", "graphics"};
    Capabilities c;
    const bool es = string_of(GL_VERSION).starts_with("OpenGL ES");
    c.dialect = es ? Dialect::es300 : Dialect::core330;
    c.float_targets = !es || has_extension("GL_EXT_color_buffer_float") ||
                      has_extension("GL_EXT_color_buffer_half_float");
#ifndef __EMSCRIPTEN__
    c.labels = glad_glObjectLabel != nullptr;
#endif
    c.renderer = string_of(GL_RENDERER);
    c.software = c.renderer.find("llvmpipe") != std::string::npos ||
                 c.renderer.find("SwiftShader") != std::string::npos ||
                 c.renderer.find("softpipe") != std::string::npos;
    GLint limit = 0;
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &limit);
    c.texture_limit_px = limit;
    return c;
}

std::string take_error() {
    const GLenum first = glGetError();
    if (first == GL_NO_ERROR) return {};
    while (glGetError() != GL_NO_ERROR) {
    }
    switch (first) {
        case GL_INVALID_ENUM:
            return "invalid enum";
        case GL_INVALID_VALUE:
            return "invalid value";
        case GL_INVALID_OPERATION:
            return "invalid operation";
        case GL_INVALID_FRAMEBUFFER_OPERATION:
            return "incomplete framebuffer";
        case GL_OUT_OF_MEMORY:
            return "out of memory";
        default:
            return "error " + std::to_string(first);
    }
}

void label([[maybe_unused]] unsigned kind, [[maybe_unused]] unsigned name,
           [[maybe_unused]] const std::string& text) {
#ifndef __EMSCRIPTEN__
    if (glad_glObjectLabel) glad_glObjectLabel(kind, name, GLsizei(text.size()), text.c_str());
#endif
}

}  // namespace render::gl
