// Vertices, indices and instances on the GPU, and the draw call that uses them.
#pragma once
#include "app/render/gl/handle.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace render::gl {

enum class Usage { fixed, changing };

struct Buffer {
    BufferHandle handle;
    std::size_t bytes = 0;
};

Buffer make_buffer(std::span<const std::byte> contents, Usage usage, const std::string& label);
/// Replaces the contents; the size may change.
void fill(Buffer& buffer, std::span<const std::byte> contents);

template <class T>
std::span<const std::byte> bytes_of(const std::vector<T>& values) {
    return std::as_bytes(std::span(values));
}

/// One input of a vertex shader: so many floats at a location, or 4 bytes read as 0 to 1.
struct Attribute {
    int location;
    int floats;          ///< 1 to 4
    bool bytes = false;  ///< stored as `floats` bytes instead
};

/// Attributes packed one after the other in a buffer.
struct Stream {
    const Buffer* buffer = nullptr;
    std::vector<Attribute> attributes;
    bool per_instance = false;
};

struct MeshDescription {
    std::vector<Stream> streams = {};  ///< may be empty: the shader makes vertices from gl_VertexID
    std::span<const std::uint32_t> indices = {};
    std::string label = {};
};

struct Mesh {
    VertexArrayHandle vertex_array;
    Buffer index_buffer;
    int indices = 0;
};

Mesh make_mesh(const MeshDescription& description);

enum class Shape { triangles, strip };
void draw(const Mesh& mesh, Shape shape = Shape::triangles);
void draw_instances(const Mesh& mesh, int count);
/// Draws `vertices` without indices.
void draw_vertices(const Mesh& mesh, Shape shape, int vertices, int instances = 1);

}  // namespace render::gl
