// A cut face: a strip whose upper edge is the skin.
#include "common/frame.glsl"

uniform highp sampler2D surface_height;  // z of the skin, mm; its edges are the faces' upper edges

out vec3 v_world;
out float v_u;

void main()
{
    int column = gl_VertexID >> 1;
    bool below = (gl_VertexID & 1) == 1;
    float columns = atlas.w;
    v_u = face_u.w * float(column) / columns;
    ivec2 size = textureSize(surface_height, 0);
    // options.x: which edge: 0 front, 1 back, 2 left, 3 right.
    int edge = int(options.x);
    ivec2 texel = edge < 2 ? ivec2(column, edge == 0 ? 0 : size.y - 1)
                           : ivec2(edge == 2 ? 0 : size.x - 1, column);
    vec3 world = face_origin_mm.xyz + face_u.xyz * v_u;
    world.z = below ? -block_mm.z : texelFetch(surface_height, texel, 0).r;
    v_world = world;
    gl_Position = clip_from_world * vec4(world, 1.0);
}
