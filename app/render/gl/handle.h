// Names of OpenGL objects as move-only values: nobody deletes by hand.
#pragma once
#include "app/render/gl/api.h"

#include <utility>

namespace render::gl {

template <auto Delete>
class Handle {
  public:
    Handle() = default;
    explicit Handle(unsigned name) : name_(name) {}
    Handle(Handle&& other) noexcept : name_(std::exchange(other.name_, 0)) {}
    Handle& operator=(Handle&& other) noexcept {
        std::swap(name_, other.name_);
        return *this;
    }
    ~Handle() {
        if (name_) Delete(name_);
    }
    unsigned name() const { return name_; }
    explicit operator bool() const { return name_ != 0; }

  private:
    unsigned name_ = 0;
};

// glad's functions are variables: template arguments must be functions.
inline void delete_texture(unsigned name) { glDeleteTextures(1, &name); }
inline void delete_buffer(unsigned name) { glDeleteBuffers(1, &name); }
inline void delete_vertex_array(unsigned name) { glDeleteVertexArrays(1, &name); }
inline void delete_framebuffer(unsigned name) { glDeleteFramebuffers(1, &name); }
inline void delete_renderbuffer(unsigned name) { glDeleteRenderbuffers(1, &name); }
inline void delete_shader(unsigned name) { glDeleteShader(name); }
inline void delete_program(unsigned name) { glDeleteProgram(name); }

using TextureHandle = Handle<delete_texture>;
using BufferHandle = Handle<delete_buffer>;
using VertexArrayHandle = Handle<delete_vertex_array>;
using FramebufferHandle = Handle<delete_framebuffer>;
using RenderbufferHandle = Handle<delete_renderbuffer>;
using ShaderHandle = Handle<delete_shader>;
using ProgramHandle = Handle<delete_program>;

}  // namespace render::gl
