// A tube of the network, carried down with the skin where a needle presses.
#include "common/frame.glsl"
#include "common/deform.glsl"

layout(location = 0) in vec4 in_place;   // world, mm; w how far its axis stands out of the top, mm
layout(location = 1) in vec4 in_normal;  // world; w twice the structure, plus 1 on a cut
layout(location = 2) in vec2 in_along;   // mm from its beginning; its radius, mm

out vec3 v_world;
out vec3 v_normal;
out vec3 v_along;  // mm along, its radius, how far the axis stands out
flat out float v_kind;

void main()
{
    vec3 world = in_place.xyz;
    world.z -= dimple_mm(world.xy, -world.z);
    // Never thinner than a pixel, or it would break up into dots.
    world += in_normal.xyz * max(0.0, 0.6 * forward.w - in_along.y);
    v_world = world;
    v_normal = in_normal.xyz;
    v_along = vec3(in_along, in_place.w);
    v_kind = in_normal.w;
    gl_Position = clip_from_world * vec4(world, 1.0);
}
