// A cut face: a strip whose upper edge is the skin.
#include "common/frame.glsl"
#include "common/heights.glsl"

layout(location = 0) in float in_u_mm;   // along the face: where it crosses the surface's triangles
layout(location = 1) in float in_below;  // 0 upper edge, 1 lower

out vec3 v_world;
out float v_u;

void main()
{
    v_u = in_u_mm;
    vec3 world = face_origin_mm.xyz + face_u.xyz * v_u;
    world.z = in_below > 0.5 ? -block_mm.z : surface_z(world.xy);
    v_world = world;
    gl_Position = clip_from_world * vec4(world, 1.0);
}
