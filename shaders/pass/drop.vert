// A drop of blood on the skin: the cap of a ball that meets the skin at its contact angle.
#include "common/frame.glsl"

layout(location = 0) in vec3 in_point;   // of the unit half ball
layout(location = 1) in vec4 in_place;   // world, mm; w radius of its foot
layout(location = 2) in vec4 in_kind;    // sine of the contact angle, dryness 0..1, own number, -

out vec3 v_world;
out vec3 v_normal;
out vec2 v_kind;     // dryness; thickness, mm

void main()
{
    // The foot follows the furrows a little.
    float turn = atan(in_point.y, in_point.x + 1e-5);
    float wobble = 1.0 + (0.035 * sin(3.0 * turn + 6.0 * in_kind.z) + 0.025 * sin(5.0 * turn + 17.0 * in_kind.z)) * (1.0 - in_point.z);
    vec2 foot = in_point.xy * wobble;
    float ball = 1.0 / in_kind.x;  // its radius, in radii of the foot
    float up = sqrt(max(ball * ball - dot(in_point.xy, in_point.xy), 0.0));
    float thick = (up - sqrt(max(ball * ball - 1.0, 0.0))) * in_place.w;
    v_world = in_place.xyz + vec3(foot * in_place.w, thick);
    v_normal = normalize(vec3(in_point.xy, up));
    v_kind = vec2(in_kind.y, thick);
#ifdef SHADOW
    gl_Position = vec4((shadow_from_world * vec4(v_world, 1.0)).xyz * 2.0 - 1.0, 1.0);
#else
    gl_Position = clip_from_world * vec4(v_world, 1.0);
#endif
}
