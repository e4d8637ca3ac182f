#include "app/render/gl/geometry.h"

#include "app/render/gl/context.h"

namespace render::gl {
namespace {

GLenum mode_of(Shape shape) { return shape == Shape::strip ? GL_TRIANGLE_STRIP : GL_TRIANGLES; }

void attach(const Stream& stream) {
    int stride = 0;
    for (const Attribute& a : stream.attributes) stride += a.bytes ? a.floats : a.floats * 4;
    glBindBuffer(GL_ARRAY_BUFFER, stream.buffer->handle.name());
    std::size_t offset = 0;
    for (const Attribute& a : stream.attributes) {
        const auto location = GLuint(a.location);
        glEnableVertexAttribArray(location);
        glVertexAttribPointer(location, a.floats, a.bytes ? GL_UNSIGNED_BYTE : GL_FLOAT,
                              a.bytes ? GL_TRUE : GL_FALSE, stride,
                              reinterpret_cast<const void*>(offset));
        if (stream.per_instance) glVertexAttribDivisor(location, 1);
        offset += std::size_t(a.bytes ? a.floats : a.floats * 4);
    }
}

}  // namespace

Buffer make_buffer(std::span<const std::byte> contents, Usage usage, const std::string& text) {
    unsigned name = 0;
    glGenBuffers(1, &name);
    Buffer buffer{BufferHandle(name), contents.size()};
    // Index buffers too: WebGL fixes a buffer's kind at its first binding, so those are made by
    // make_mesh.
    glBindBuffer(GL_ARRAY_BUFFER, name);
    label(GL_BUFFER, name, text);
    glBufferData(GL_ARRAY_BUFFER, GLsizeiptr(contents.size()), contents.data(),
                 usage == Usage::fixed ? GL_STATIC_DRAW : GL_DYNAMIC_DRAW);
    return buffer;
}

void fill(Buffer& buffer, std::span<const std::byte> contents) {
    glBindBuffer(GL_ARRAY_BUFFER, buffer.handle.name());
    if (contents.size() == buffer.bytes && buffer.bytes > 0)
        glBufferSubData(GL_ARRAY_BUFFER, 0, GLsizeiptr(contents.size()), contents.data());
    else
        glBufferData(GL_ARRAY_BUFFER, GLsizeiptr(contents.size()), contents.data(),
                     GL_DYNAMIC_DRAW);
    buffer.bytes = contents.size();
}

Mesh make_mesh(const MeshDescription& d) {
    Mesh mesh;
    unsigned name = 0;
    glGenVertexArrays(1, &name);
    mesh.vertex_array = VertexArrayHandle(name);
    glBindVertexArray(name);
    label(GL_VERTEX_ARRAY, name, d.label);
    for (const Stream& stream : d.streams) attach(stream);
    if (!d.indices.empty()) {
        glGenBuffers(1, &name);
        mesh.index_buffer = {BufferHandle(name), d.indices.size_bytes()};
        glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, name);
        glBufferData(GL_ELEMENT_ARRAY_BUFFER, GLsizeiptr(d.indices.size_bytes()), d.indices.data(),
                     GL_STATIC_DRAW);
        mesh.indices = int(d.indices.size());
    }
    glBindVertexArray(0);
    return mesh;
}

void draw(const Mesh& mesh, Shape shape) {
    glBindVertexArray(mesh.vertex_array.name());
    glDrawElements(mode_of(shape), mesh.indices, GL_UNSIGNED_INT, nullptr);
}

void draw_instances(const Mesh& mesh, int count) {
    if (count <= 0) return;
    glBindVertexArray(mesh.vertex_array.name());
    glDrawElementsInstanced(GL_TRIANGLES, mesh.indices, GL_UNSIGNED_INT, nullptr, count);
}

void draw_vertices(const Mesh& mesh, Shape shape, int vertices, int instances) {
    if (vertices <= 0 || instances <= 0) return;
    glBindVertexArray(mesh.vertex_array.name());
    glDrawArraysInstanced(mode_of(shape), 0, vertices, instances);
}

}  // namespace render::gl
