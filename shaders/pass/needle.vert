// A needle turned on a lathe: from the tip over the taper along the shaft.
#include "common/frame.glsl"

layout(location = 0) in vec4 in_ring;       // cosine, sine, place: 0 tip, 1 end of the taper, 2 plate; radius over the shaft's
layout(location = 1) in vec4 in_tip;        // world, mm; w radius
layout(location = 2) in vec4 in_axis;       // world direction from the tip to the plate; w length, mm
layout(location = 4) in float in_slope;     // of that radius over the taper's length
layout(location = 3) in vec4 in_kind;       // taper, mm; where the coat starts, mm, or -1; polarity; own number

out vec3 v_world;
out vec3 v_normal;
out float v_taper;
out vec3 v_axis;
out vec4 v_kind;     // along from the tip mm, coat start, polarity, across -1..1

void main()
{
    float taper = in_kind.x, length_mm = in_axis.w, radius = in_tip.w;
    bool on_taper = in_ring.z <= 1.0;
    float along = on_taper ? in_ring.z * taper : mix(taper, length_mm, in_ring.z - 1.0);
    float r = radius * in_ring.w;
    float coat = in_kind.y;
    if (coat >= 0.0 && along > coat) r += min(0.006, (along - coat) * 0.35);
    vec3 axis = in_axis.xyz;
    vec3 side = normalize(abs(axis.y) < 0.9 ? cross(axis, vec3(0.0, 1.0, 0.0)) : cross(axis, vec3(1.0, 0.0, 0.0)));
    vec3 other = cross(axis, side);
    vec3 out_from_axis = side * in_ring.x + other * in_ring.y;
    float slope = in_slope * radius / taper;
    v_world = in_tip.xyz + axis * along + out_from_axis * r;
    v_normal = normalize(out_from_axis - axis * slope);
    v_taper = taper;
    v_axis = axis;
    v_kind = vec4(along, coat, in_kind.z, in_kind.w);
#ifdef SHADOW
    vec4 at = shadow_from_world * vec4(v_world, 1.0);
    gl_Position = vec4(at.xyz * 2.0 - 1.0, 1.0);
#else
    gl_Position = clip_from_world * vec4(v_world, 1.0);
#endif
}
