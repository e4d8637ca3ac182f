// Cells by their shape: lobed, round with feet, spindle.
#include "common/frame.glsl"
#include "common/color.glsl"
#include "common/noise.glsl"
#include "common/flat.glsl"

in vec2 v_at;
in vec4 v_kind;
in float v_pixel;
layout(location = 0) out vec4 out_colour;

float inside(float distance, float pixel) { return 1.0 - smoothstep(-0.8 * pixel, 0.8 * pixel, distance); }

void main()
{
    int kind = int(v_kind.x + 0.5), own = int(v_kind.z * 4096.0);
    vec2 p = v_at;
    float pixel = v_pixel;
    float turn = atan(p.y, p.x), r = length(p);
    vec3 body, heart;
    float outline, nucleus;
    if (kind == 0) {
        outline = r - 0.80 - 0.04 * sin(turn * 5.0 + v_kind.z * 9.0);
        // Three lobes on a thread.
        float lobes = min(min(length(p - vec2(-0.32, 0.12)), length(p - vec2(0.04, -0.26))), length(p - vec2(0.36, 0.16)));
        nucleus = lobes - 0.24;
        body = vec3(0.78, 0.70, 0.93);
        heart = vec3(0.40, 0.26, 0.66);
    } else if (kind == 3) {
        vec2 q = vec2(p.x, (p.y + 0.06 * sin(p.x * 3.0 + v_kind.z * 9.0)) * 4.6);
        outline = (length(vec2(q.x, q.y * (1.0 + 0.4 * abs(q.x)))) - 0.92) * 0.30;
        nucleus = (length(q * vec2(2.6, 1.5)) - 0.95) * 0.22;
        body = vec3(0.42, 0.36, 0.66);
        heart = vec3(0.20, 0.15, 0.38);
    } else {
        float feet = 0.10 * sin(turn * 4.0 + v_kind.z * 11.0) + 0.06 * sin(turn * 7.0 + v_kind.z * 5.0);
        outline = r - 0.74 - feet;
        nucleus = max(length(p - vec2(0.12, 0.06)) - 0.34, 0.20 - length(p - vec2(0.40, 0.20)));
        body = kind == 1 ? vec3(0.86, 0.34, 0.40) : vec3(0.40, 0.70, 0.93);
        heart = kind == 1 ? vec3(0.48, 0.07, 0.15) : vec3(0.10, 0.30, 0.55);
    }
    float cover = inside(outline, pixel);
    if (cover <= 0.004) discard;
#ifdef DIAGRAM
    vec3 c = mix(kFlatInk, body, inside(outline + 2.0 * pixel, pixel));
    c = mix(c, heart, inside(nucleus, pixel));
    out_colour = finish_exact(c, cover * v_kind.w);
#else
    float rim = smoothstep(0.0, 0.5, -outline);
    vec3 c = mix(body * 0.66, body, rim);
    float grain = noise(p * 9.0, own) * (1.0 - smoothstep(0.05, 0.12, pixel));
    c *= 1.0 + 0.08 * grain;
    c = mix(c, heart * (1.0 + 0.18 * grain), inside(nucleus, pixel));
    c += 0.16 * smoothstep(0.55, 0.0, length(p - vec2(-0.28, 0.34))) * rim;
    out_colour = finish_exact(c, cover * v_kind.w);
#endif
}
