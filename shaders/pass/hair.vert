// A piece of hair above the skin: a ribbon that turns to the eye.
#include "common/frame.glsl"

layout(location = 0) in vec4 in_from;  // world, mm; w radius
layout(location = 1) in vec4 in_to;

out vec3 v_world;
out vec3 v_along;
out float v_side;
out float v_cover;
out float v_fine;  // 1: vellus

void main()
{
    bool far = gl_VertexID >= 2;
    v_side = (gl_VertexID & 1) == 1 ? 1.0 : -1.0;
    vec4 end = far ? in_to : in_from;
    // Vellus hair, much finer than the hair of the scalp, is drawn finer still, so that it does not hide the skin.
    v_fine = 1.0 - smoothstep(0.0105, 0.0130, in_from.w);
    v_along = normalize(in_to.xyz - in_from.xyz);
    vec3 to_eye = towards_eye(end.xyz);
    vec3 side = normalize(cross(v_along, to_eye));
    float pixel = forward.w, thick = end.w * mix(1.0, 0.62, v_fine);
    // Thinner than a pixel: drawn a pixel wide and paler.
    float radius = max(thick, 0.55 * pixel);
    v_cover = min(1.0, thick / radius) * mix(1.0, 0.24, v_fine);
    // Seen flat from the front, vellus hair and what stands far behind the cut would only be clutter.
    if (eye_mm.w > 0.5 && dot(forward.xy, section.xy) < -0.9) v_cover *= (1.0 - v_fine) * (1.0 - smoothstep(0.15, 0.50, -before_section(end.xy)));
    v_world = end.xyz + side * v_side * radius;
    gl_Position = clip_from_world * vec4(v_world, 1.0);
}
