// Cells by their shape: round with a lobed nucleus, amoeba with a bean, spindle.
#include "common/frame.glsl"
#include "common/color.glsl"
#include "common/noise.glsl"
#include "common/flat.glsl"
#ifdef STAIN
#include "common/stain/colour.glsl"
#endif

in vec2 v_at;
in vec4 v_kind;
in float v_pixel;
layout(location = 0) out vec4 out_colour;

float to_segment(vec2 p, vec2 a, vec2 b)
{
    vec2 along = b - a;
    return length(p - a - along * clamp(dot(p - a, along) / dot(along, along), 0.0, 1.0));
}

float inside(float distance, float pixel) { return 1.0 - smoothstep(-0.8 * pixel, 0.8 * pixel, distance); }

void main()
{
    int kind = int(v_kind.x + 0.5), own = int(v_kind.z * 4096.0);
    vec2 p = v_at;
    float pixel = v_pixel;
    float turn = atan(p.y, p.x), r = length(p), phase = v_kind.z * 12.6;
    vec3 base;
    float outline, nucleus, foam = 0.0;
    if (kind == 0) {
        // Neutrophil: round, with three lobes of nucleus on a thread.
        outline = r - 0.84 - 0.025 * sin(turn * 3.0 + phase);
        vec2 a = vec2(-0.36, 0.14), b = vec2(0.03, -0.30), c = vec2(0.38, 0.18);
        float lobes = min(min(length(p - a), length(p - b)), length(p - c)) - 0.235;
        float thread = min(to_segment(p, a, b), to_segment(p, b, c)) - 0.055;
        nucleus = min(lobes, thread);
        base = kNeutrophil;
    } else if (kind == 3) {
        // Fibroblast: a spindle drawn out into two thin ends, with a long nucleus.
        vec2 q = vec2(p.x, p.y + 0.07 * sin(p.x * 3.0 + phase));
        float half_width = 0.20 * square(1.0 - q.x * q.x) + 0.022;
        outline = max(abs(q.y) - half_width, abs(q.x) - 0.97);
        nucleus = (length(q * vec2(3.0, 9.0)) - 1.0) * 0.12;
        base = kFibroblast;
    } else {
        // Macrophage: a broad amoeba with one or two blunt feet and a nucleus like a bean.
        outline = r - 0.76 - 0.085 * sin(turn * 2.0 + phase) - 0.045 * sin(turn * 3.0 - 1.7 * phase);
        vec2 q = p - vec2(0.16, 0.08);
        nucleus = max(length(q * vec2(0.80, 1.15)) - 0.32, 0.21 - length(q - vec2(0.05, 0.34)));
        base = kind == 1 ? kMacrophageM1 : kMacrophageM2;
        // What it has eaten: bubbles.
        vec2 grid = p * 4.2 + float(own);
        vec2 spot = fract(grid) - 0.5 - 0.22 * (unit2(lattice(ivec2(floor(grid)), 921)) - 0.5);
        foam = (1.0 - smoothstep(0.20, 0.34, length(spot))) * smoothstep(0.02, 0.16, -outline) * (1.0 - smoothstep(0.05, 0.13, pixel));
    }
    vec3 body = mix(base, vec3(1.0, 0.97, 0.96), kind == 3 ? 0.26 : 0.38), heart = base * (kind == 3 ? 0.48 : 0.62);
    float cover = inside(outline, pixel);
    if (cover <= 0.004) discard;
#ifdef STAIN
    vec3 c = shown_by_stain(cell_matter(kind == 0 ? 0.35 : 0.75, 0.95 * inside(nucleus, pixel)));
    out_colour = finish_exact(c, cover * v_kind.w);
#elif defined(DIAGRAM)
    vec3 c = mix(kFlatInk, body, inside(outline + 2.0 * pixel, pixel));
    c = mix(c, heart, inside(nucleus, pixel));
    out_colour = finish_exact(c, cover * v_kind.w);
#else
    float rim = smoothstep(0.0, 0.30, -outline);
    vec3 c = mix(base * 0.72, body, rim);
    float grain = noise(p * 9.0, own) * (1.0 - smoothstep(0.05, 0.12, pixel));
    c *= 1.0 + 0.08 * grain;
    c = mix(c, heart * (1.0 + 0.18 * grain), inside(nucleus, pixel));
    c = mix(c, mix(body, vec3(1.0), 0.45), 0.55 * foam * (1.0 - inside(nucleus, pixel)));
    c += 0.12 * smoothstep(0.55, 0.0, length(p - vec2(-0.28, 0.34))) * rim;
    out_colour = finish_exact(c, cover * v_kind.w);
#endif
}
