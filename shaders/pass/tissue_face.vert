// A run of layers in a cut face: a strip between two of their bounds, or down to the floor.
#include "common/frame.glsl"
#include "common/heights.glsl"
#include "common/deform.glsl"

uniform highp sampler2D lower_height;

layout(location = 0) in float in_u_mm;   // along the face: where it crosses the surface's triangles
layout(location = 1) in float in_below;  // 0 upper edge, 1 lower

out vec3 v_world;
out float v_u;
out vec2 v_pushed;  // how far the skin above is pushed in, and over what depth that fades, mm

void main()
{
    v_u = in_u_mm;
    vec3 world = face_origin_mm.xyz + face_u.xyz * v_u;
    float bottom = atlas.z > 0.5 ? surface_z(lower_height, world.xy) : -block_mm.z;
    world.z = in_below > 0.5 ? bottom : surface_z(surface_height, world.xy);
    v_world = world;
    v_pushed = pushed_mm(world.xy);
    gl_Position = clip_from_world * vec4(world, 1.0);
}
