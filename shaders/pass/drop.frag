// Blood on the skin: clear and red where it is thin, nearly black where it is deep; dry it is a dull brown crust.
#include "common/frame.glsl"
#include "common/light.glsl"
#include "common/color.glsl"
#include "common/flat.glsl"

in vec3 v_world;
in vec3 v_normal;
in vec2 v_kind;
layout(location = 0) out vec4 out_colour;

// Absorption of whole blood in red, green and blue light, 1/mm: Prahl's tables.
// Red light is mostly scattered out of it: by as much as reddens it here.
const vec3 kBlood_per_mm = vec3(6.5, 24.0, 30.0);

void main()
{
    vec3 normal = normalize(v_normal), to_eye = towards_eye(v_world);
    float dry = v_kind.x, thick_mm = v_kind.y;
    // At its very foot the drop is thinner than a pixel's worth of colour.
    float cover = smoothstep(0.0, 0.010, thick_mm);
#ifdef DIAGRAM
    out_colour = finish_exact(mix(kFlatInk, mix(vec3(0.78, 0.08, 0.12), vec3(0.35, 0.12, 0.10), dry), smoothstep(0.004, 0.012, thick_mm)), cover);
#else
    // Light goes down to the skin and up again, and red cells send a little back on the way.
    vec3 through = exp(-kBlood_per_mm * thick_mm * 2.2);
    float key = max(dot(normal, key_light.xyz) * 0.75 + 0.25, 0.0);
    vec3 daylight = kKeyColour * 0.8 * key + ambient_light(normal);
    vec3 fresh = 0.8 * skin.rgb * through + vec3(0.055, 0.002, 0.002) * (1.0 - through);
    // The drop is a lens: what enters on the lit side gathers on the other.
    float gathered = saturate(dot(normal.xy, -normalize(key_light.xy)));
    fresh += vec3(0.130, 0.004, 0.003) * gathered * gathered * (1.0 - through.g);
    vec3 crust = vec3(0.075, 0.022, 0.013);
    vec3 light = mix(fresh, crust, dry) * daylight;
    float wet = 1.0 - 0.88 * dry;
    light += studio(reflect(-to_eye, normal)) * fresnel(normal, to_eye, 0.025) * 0.4 * wet;
    // The soft box has no hard rim in so small a mirror.
    float glint = smoothstep(0.972, 1.0, dot(normal, normalize(to_eye + key_light.xyz)));
    light += kKeyColour * glint * glint * 0.20 * wet;
    out_colour = finish(light, cover);
#endif
}
