// A piece of hair above the skin: a ribbon that turns to the eye.
#include "common/frame.glsl"

layout(location = 0) in vec4 in_from;  // world, mm; w radius
layout(location = 1) in vec4 in_to;

out vec3 v_world;
out vec3 v_along;
out float v_side;
out float v_cover;

void main()
{
    bool far = gl_VertexID >= 2;
    v_side = (gl_VertexID & 1) == 1 ? 1.0 : -1.0;
    vec4 end = far ? in_to : in_from;
    v_along = normalize(in_to.xyz - in_from.xyz);
    vec3 to_eye = towards_eye(end.xyz);
    vec3 side = normalize(cross(v_along, to_eye));
    float pixel = eye_mm.w > 0.5 ? forward.w : forward.w;
    // Thinner than a pixel: drawn a pixel wide and paler.
    float radius = max(end.w, 0.55 * pixel);
    v_cover = min(1.0, end.w / radius);
    v_world = end.xyz + side * v_side * radius;
    gl_Position = clip_from_world * vec4(v_world, 1.0);
}
