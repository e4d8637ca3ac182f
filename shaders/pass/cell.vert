// A cell lying in a cut face.
#include "common/frame.glsl"
#ifdef HEAT
#include "common/heat.glsl"
#endif

layout(location = 0) in vec4 in_place;  // world, mm; w radius
layout(location = 1) in vec4 in_kind;   // kind: 0 neutrophil, 1 M1, 2 M2, 3 fibroblast; angle; own number; opacity

out vec2 v_at;
out vec4 v_kind;
out float v_pixel;

void main()
{
    vec2 corner = vec2((gl_VertexID & 1) == 1 ? 1.0 : -1.0, gl_VertexID >= 2 ? 1.0 : -1.0);
    float c = cos(in_kind.y), s = sin(in_kind.y);
    vec2 turned = vec2(c * corner.x - s * corner.y, s * corner.x + c * corner.y);
    // options: how much larger than life, x round cells, y spindles; never lost under a pixel.
    float radius = max(in_place.w * (in_kind.x > 2.5 ? options.y : options.x), 1.15 * forward.w);
    v_at = corner;
    v_kind = in_kind;
#ifdef HEAT
    // None lives in what has coagulated, until it is replaced.
    v_kind.w *= 1.0 - heat_range_C.z * smoothstep(-0.5, 0.0, heat_at(vec3(in_place.xy, -in_place.z)).g);
#endif
    v_pixel = forward.w / radius;
    vec3 world = in_place.xyz + (face_u.xyz * turned.x + vec3(0.0, 0.0, 1.0) * turned.y) * radius;
    gl_Position = clip_from_world * vec4(world + face_normal.xyz * 0.002, 1.0);
}
