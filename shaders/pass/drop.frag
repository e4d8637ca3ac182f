// Fresh blood is deep red and glossy, dry blood brown and dull.
#include "common/frame.glsl"
#include "common/light.glsl"
#include "common/color.glsl"
#include "common/flat.glsl"

in vec3 v_world;
in vec3 v_normal;
in vec2 v_kind;
layout(location = 0) out vec4 out_colour;

void main()
{
    vec3 normal = normalize(v_normal), to_eye = towards_eye(v_world);
#ifdef DIAGRAM
    float rim = dot(normal, to_eye);
    out_colour = finish_exact(mix(kFlatInk, mix(vec3(0.78, 0.08, 0.12), vec3(0.35, 0.12, 0.10), v_kind.x), smoothstep(0.15, 0.3, rim)), 1.0);
#else
    vec3 fresh = vec3(0.165, 0.003, 0.005), dry = vec3(0.070, 0.018, 0.012);
    vec3 base = mix(fresh, dry, v_kind.x);
    float thin = 1.0 - max(dot(normal, to_eye), 0.0);
    // Light that enters at the top left gathers at the far lower rim.
    float gathered = saturate(dot(normal.xy, -normalize(key_light.xy))) * (1.0 - normal.z);
    base += vec3(0.36, 0.012, 0.008) * gathered * (1.0 - v_kind.x);
    base += vec3(0.07, 0.002, 0.001) * thin * thin * (1.0 - v_kind.x);
    float key = max(dot(normal, key_light.xyz) * 0.8 + 0.2, 0.0);
    vec3 light = base * (kKeyColour * key + ambient_light(normal));
    float wet = 1.0 - 0.85 * v_kind.x;
    light += studio(reflect(-to_eye, normal)) * fresnel(normal, to_eye, 0.03) * 0.75 * wet;
    light += kKeyColour * highlight(normal, to_eye, key_light.xyz, 420.0) * 0.16 * wet;
    out_colour = finish(light, 1.0);
#endif
}
