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
in vec3 v_axis;
layout(location = 0) out vec4 out_colour;

// What a polished round shaft shows of the studio, from its left limb (-1) to its right (1): a tall soft box,
// the dark room that the eye looks out of, a narrow strip of fill, and a thin bright rim.
float mirrored_studio(float across)
{
    float room = mix(0.34, 0.20, smoothstep(-0.6, 0.5, across));
    room *= 1.0 - 0.55 * exp(-square((across - 0.14) / 0.26));
    room += 1.15 * exp(-square((across + 0.42) / 0.24));
    room += 0.42 * exp(-square((across - 0.62) / 0.15));
    return room + 0.16 * smoothstep(0.80, 1.0, abs(across));
}

void main()
{
    vec3 normal = normalize(v_normal);
    vec3 to_eye = towards_eye(v_world);
    bool coated = v_kind.y >= 0.0 && v_kind.x > v_kind.y;
#ifdef DIAGRAM
    // An outline as wide as any drawn line, whatever the needle's own width there.
    float across = abs(dot(normal, normalize(cross(to_eye, v_axis))));
    float from_limb_px = (1.0 - across) / max(fwidth(across), 1e-4);
    vec3 c = coated ? vec3(0.88, 0.62, 0.20) : vec3(0.80, 0.84, 0.88);
    c = mix(kFlatInk, c, smoothstep(1.9, 2.9, from_limb_px / line_px()));
    out_colour = finish_exact(c, 1.0);
#else
    vec3 light;
    if (coated) {
        // A thin dark polymer, nearly matte: a broad grey sheen and no images.
        float key = max(dot(normal, key_light.xyz) * 0.85 + 0.15, 0.0);
        light = vec3(0.030, 0.029, 0.032) * (kKeyColour * key + ambient_light(normal));
        light += vec3(0.25) * fresnel(normal, to_eye, 0.04) * studio(normalize(reflect(-to_eye, normal) + 0.8 * normal));
        light += kKeyColour * highlight(normal, to_eye, key_light.xyz, 14.0) * 0.030;
        // Its edge, where the bare tip comes out.
        light += vec3(0.10) * exp(-square((v_kind.x - v_kind.y) / 0.012));
    } else {
        // Drawn and polished: fine marks smear what is mirrored round the shaft.
        vec3 right = normalize(cross(forward.xyz, v_axis));
        float grain = noise_1d(v_kind.x / 0.0035, 911) * smoothstep(0.0, 0.004, forward.w);
        float on_shaft = 1.0 - smoothstep(0.5, 0.9, dot(normal, v_axis));  // not on the cut end
        grain *= on_shaft;
        float across = dot(normal, right) + 0.008 * grain;
        vec3 steel = vec3(0.90, 0.91, 0.93);
        light = steel * (mirrored_studio(across) * 0.85 + 0.10) * (1.0 + 0.04 * grain);
        light = mix(vec3(0.46, 0.48, 0.50), light, on_shaft);
        light += steel * kKeyColour * highlight(normal, to_eye, key_light.xyz, 60.0) * 0.08;
        // Steel over skin is warm from below; in flesh it is in flesh's light.
        light *= mix(vec3(1.0), 0.45 + skin.rgb, 0.40 * exp(-max(v_world.z, 0.0) / 0.35));
        light *= mix(vec3(1.0), vec3(1.02, 0.90, 0.86), smoothstep(0.02, -0.10, v_world.z));
        // The last of the point turns dark, so that it is seen against pale tissue.
        light *= mix(0.30, 1.0, smoothstep(0.0, 0.12, v_kind.x));
        // Bright where the ground point meets the shaft.
        light += vec3(0.04) * exp(-square((v_kind.x - v_taper) / 0.008));
        // Where it enters, the skin takes the light of its foot; under the skin the walls throw their colour on it.
        light *= 1.0 - 0.45 * exp(-max(v_world.z + 0.05, 0.0) / 0.09) * smoothstep(-0.06, 0.0, v_world.z);
    }
    out_colour = finish(light, 1.0);
#endif
}
