// A quiet light wall, and the block's soft shadow on the table.
#include "common/frame.glsl"
#include "common/color.glsl"
#ifdef STAIN
#include "common/stain/colour.glsl"
#endif

in vec2 v_st;
layout(location = 0) out vec4 out_colour;

void main()
{
#ifdef STAIN
    out_colour = finish_exact(kSlide, 1.0);
    return;
#endif
#ifdef DIAGRAM
    vec3 c = vec3(0.985, 0.983, 0.978);
#else
    vec2 q = (v_st - vec2(0.46, 0.60)) * vec2(1.0, 0.85);
    vec3 c = mix(vec3(0.962, 0.955, 0.944), vec3(0.868, 0.857, 0.842), smoothstep(0.05, 0.80, length(q)));
#endif
    vec2 clip = v_st * 2.0 - 1.0;
    vec4 a = world_from_clip * vec4(clip, -1.0, 1.0), b = world_from_clip * vec4(clip, 1.0, 1.0);
    vec3 from = a.xyz / a.w, ray = normalize(b.xyz / b.w - from);
    if (ray.z < -0.02) {
        vec3 at = from + ray * ((-block_mm.z - from.z) / ray.z);
        // From the outline of what the section leaves, moved a little away from the light.
        vec2 under = at.xy - vec2(0.22, 0.12);
        vec2 off = max(abs(under - vec2(0.0, 0.5 * block_mm.y)) - vec2(block_mm.x, 0.5 * block_mm.y), 0.0);
        float gap = max(length(off), before_section(under));
        vec2 beside = max(abs(at.xy - vec2(0.0, 0.5 * block_mm.y)) - vec2(block_mm.x, 0.5 * block_mm.y), 0.0);
        float from_base = max(max(length(beside), before_section(at.xy)), 0.0);
        // Tight where the block stands; farther out the soft box sees round it more and more.
        float penumbra_mm = 0.10 + 0.30 * min(from_base, 0.5);
        float shade = 0.26 * exp(-max(gap, 0.0) / penumbra_mm) + 0.15 * exp(-max(gap, 0.0) / 0.80) + 0.30 * exp(-from_base / 0.045);
        c *= 1.0 - shade * vec3(0.92, 1.0, 1.06) * smoothstep(0.02, 0.2, -ray.z);
    }
    // Half a step of noise hides the bands of 8 bits.
    uint bits = uint(gl_FragCoord.x) * 1973u + uint(gl_FragCoord.y) * 9277u;
    bits = (bits ^ (bits >> 13)) * 1274126177u;
    c += (float(bits >> 24) / 255.0 - 0.5) / 255.0;
    out_colour = finish_exact(c, 1.0);
}
