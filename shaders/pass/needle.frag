// Polished steel, and the dark coat of insulated shafts.
#include "common/frame.glsl"
#include "common/light.glsl"
#include "common/color.glsl"
#include "common/flat.glsl"

in vec3 v_world;
in vec3 v_normal;
in vec4 v_kind;
layout(location = 0) out vec4 out_colour;

void main()
{
    vec3 normal = normalize(v_normal);
    vec3 to_eye = towards_eye(v_world);
    bool coated = v_kind.y >= 0.0 && v_kind.x > v_kind.y;
#ifdef DIAGRAM
    float rim = dot(normal, to_eye);
    vec3 c = coated ? vec3(0.88, 0.62, 0.20) : vec3(0.80, 0.84, 0.88);
    c = mix(kFlatInk, c, smoothstep(0.22, 0.40, rim));
    out_colour = finish_exact(c, 1.0);
#else
    vec3 light;
    if (coated) {
        vec3 amber = vec3(0.160, 0.068, 0.016);
        float key = max(dot(normal, key_light.xyz), 0.0);
        light = amber * (kKeyColour * key + ambient_light(normal));
        light += studio(reflect(-to_eye, normal)) * fresnel(normal, to_eye, 0.05) * 0.9;
        light += kKeyColour * highlight(normal, to_eye, key_light.xyz, 60.0) * 0.06;
    } else {
        // Grinding marks run round the shaft and stretch the reflections along it.
        float grind = sin(v_kind.x * 900.0) * 0.012;
        vec3 mirrored = reflect(-to_eye, normalize(normal + vec3(0.0, 0.0, grind)));
        vec3 steel = vec3(0.72, 0.74, 0.77);
        light = steel * studio(mirrored) * 0.92;
        light += steel * kKeyColour * highlight(normal, to_eye, key_light.xyz, 40.0) * 0.16;
        light *= mix(0.55, 1.0, smoothstep(0.0, 0.45, dot(normal, to_eye)));
        // Under the skin the walls throw their colour on the metal.
        float under = smoothstep(0.02, -0.10, v_world.z);
        light = mix(light, light * vec3(1.02, 0.86, 0.82) + vec3(0.03, 0.008, 0.006), 0.7 * under);
    }
    out_colour = finish(light, 1.0);
#endif
}
