// Polished steel, and the dark coat of insulated shafts.
#include "common/frame.glsl"
#include "common/light.glsl"
#include "common/color.glsl"
#include "common/flat.glsl"
#include "common/noise.glsl"

in vec3 v_world;
in vec3 v_normal;
in vec4 v_kind;
in float v_taper;
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
        vec3 amber = vec3(0.190, 0.085, 0.022);
        float key = max(dot(normal, key_light.xyz), 0.0);
        light = amber * (kKeyColour * key + ambient_light(normal));
        light += studio(reflect(-to_eye, normal)) * fresnel(normal, to_eye, 0.05) * 0.9;
        light += kKeyColour * highlight(normal, to_eye, key_light.xyz, 60.0) * 0.06;
    } else {
        // Brushed: grinding marks run round the shaft, so that reflections are drawn out along it.
        float grind = noise_1d(v_kind.x / 0.006, 911) * 0.020 + sin(v_kind.x * 900.0) * 0.008;
        vec3 brushed = normalize(normal + vec3(0.0, 0.0, grind));
        vec3 steel = vec3(0.86, 0.87, 0.89);
        vec3 mirrored = studio(reflect(-to_eye, brushed));
        // The mean of the room, where the brushing scatters it.
        vec3 scattered = mix(vec3(0.13, 0.13, 0.14), vec3(0.90, 0.86, 0.85), 0.5 + 0.5 * dot(brushed, normalize(vec3(-0.55, -0.60, 0.58))));
        light = steel * mix(scattered, mirrored, 0.50);
        light += steel * kKeyColour * highlight(brushed, to_eye, key_light.xyz, 26.0) * 0.22;
        light *= mix(0.30, 1.0, smoothstep(0.0, 0.55, dot(normal, to_eye)));
        light *= 1.0 + 0.05 * noise_1d(v_kind.x / 0.011, 912);
        // The last of the point turns dark, so that it is seen against pale tissue.
        light *= mix(0.22, 1.0, smoothstep(0.0, 0.15, v_kind.x));
        // Bright where the ground point meets the shaft.
        light += vec3(0.22) * exp(-square((v_kind.x - v_taper) / 0.010));
        // Where it enters, the skin takes the light of its foot; under the skin the walls throw their colour on it.
        light *= 1.0 - 0.34 * exp(-max(v_world.z + 0.02, 0.0) / 0.07) * smoothstep(-0.03, 0.0, v_world.z);
        float under = smoothstep(0.02, -0.10, v_world.z);
        light = mix(light, light * vec3(1.00, 0.90, 0.87) + vec3(0.03, 0.008, 0.006), 0.7 * under);
    }
    out_colour = finish(light, 1.0);
#endif
}
