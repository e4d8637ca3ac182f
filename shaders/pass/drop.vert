// A dome of blood on the skin.
#include "common/frame.glsl"

layout(location = 0) in vec3 in_point;   // of the unit half ball
layout(location = 1) in vec4 in_place;   // world, mm; w radius
layout(location = 2) in vec4 in_kind;    // height over radius, dryness 0..1, own number, -

out vec3 v_world;
out vec3 v_normal;
out vec2 v_kind;

void main()
{
    float wobble = 1.0 + 0.03 * sin(3.0 * atan(in_point.y, in_point.x + 1e-5) + 6.0 * in_kind.z) * (1.0 - in_point.z);
    vec3 shape = in_point * vec3(wobble, wobble, in_kind.x);
    v_world = in_place.xyz + shape * in_place.w;
    v_normal = normalize(vec3(in_point.xy, in_point.z / in_kind.x));
    v_kind = in_kind.yz;
    gl_Position = clip_from_world * vec4(v_world, 1.0);
}
