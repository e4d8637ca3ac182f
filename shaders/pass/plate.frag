// Clear polymer: nothing but its edges and a soft reflection.
#include "common/frame.glsl"
#include "common/light.glsl"
#include "common/color.glsl"

in vec3 v_world;
in vec3 v_normal;
in vec3 v_share;
layout(location = 0) out vec4 out_colour;

void main()
{
    vec3 normal = normalize(v_normal), to_eye = towards_eye(v_world);
    vec3 size = face_u.xyz;
    vec3 edge = min(v_share, 1.0 - v_share) * size;
    // The two smallest of the three distances are those along the face.
    vec3 along = mix(edge, vec3(9.0), step(vec3(0.5), abs(normal)));
    float gap = min(along.x, min(along.y, along.z));
    float pixel = max(length(dFdx(v_world)), length(dFdy(v_world)));
    float line = 1.0 - smoothstep(0.012, 0.012 + 1.5 * pixel, gap);
#ifdef DIAGRAM
    out_colour = finish_exact(mix(vec3(0.80, 0.84, 0.88), vec3(0.20), line), mix(0.35, 0.9, line));
#else
    float mirror = fresnel(normal, to_eye, 0.05);
    vec3 light = colour.rgb * (kKeyColour * max(dot(normal, key_light.xyz), 0.0) * 0.4 + ambient_light(normal));
    light += studio(reflect(-to_eye, normal)) * mirror;
    light += vec3(0.55, 0.58, 0.60) * line * 0.6;
    out_colour = finish(light, saturate(colour.a + 0.5 * mirror + 0.35 * line));
#endif
}
