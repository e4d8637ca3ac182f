// The dermis: fine loose fibres under the epidermis, thick woven bundles below.
#include "common/tissue/material.glsl"

const vec3 kPapillary = vec3(0.830, 0.505, 0.420);
const vec3 kReticularGround = vec3(0.500, 0.205, 0.170);
const vec3 kReticularFibre = vec3(0.810, 0.520, 0.420);

// Bundles that weave: three families of lanes at slanting angles, the highest one on top.
// Returns height 0 to 1 of what is on top; `tone` is its own number, `streak` its fibrils.
float weave(vec2 at, float wide, float slice, float slant, int seed, out float tone, out float streak)
{
    float top = 0.0;
    tone = 0.5;
    streak = 0.0;
    for (int k = 0; k < 3; ++k) {
        float angle = slant * (float(k) - 1.0) + 0.18 * float(k & 1);
        float c = cos(angle), s = sin(angle);
        vec2 q = vec2(c * at.x + s * at.y, c * at.y - s * at.x) / wide;
        q.y += 0.55 * sin(q.x * 0.55 + float(k) * 2.1 + slice / wide * 0.4) + 0.9 * noise(q * 0.16, seed + 31 * k);
        float lane = floor(q.y);
        float own = unit(lattice(ivec2(int(lane), k), seed));
        float along = q.x * 0.22 + own * 91.0;
        float thick = 0.33 + 0.17 * noise_1d(along * 1.3, seed + k + 5);
        float f = q.y - lane - 0.5;
        float round_top = 1.0 - square(f / thick);
        float weaving = 0.5 + 0.5 * noise_1d(along + slice / wide * 0.5, seed + k + 9);
        float high = round_top > 0.0 ? sqrt(round_top) * (0.35 + 0.65 * weaving) : 0.0;
        if (high > top) {
            top = high;
            tone = own;
            streak = sin(f * 34.0 + 3.0 * own + 2.0 * sin(q.x * 1.7));
        }
    }
    return top;
}

// Fine loose fibres under the epidermis.
Material papillary_dermis(vec2 at, float slice, float pixel)
{
    const float kFibre = 0.013;
    Material m = Material(vec3(0.0), 0.0, 0.5, 0.0);
    float seen = resolved(kFibre, pixel);
    float tone = 0.5, streak = 0.0, high = 0.45;
#ifdef CLOSE
    if (seen > 0.0) high = weave(at, kFibre, slice, 1.0, 401, tone, streak);
#else
    seen = 0.0;
#endif
    vec3 strand = kPapillary * (0.90 + 0.25 * tone);
    vec3 c = mix(kPapillary * vec3(0.78, 0.68, 0.66), strand, smoothstep(0.05, 0.75, high));
    m.colour = mix(kPapillary * 0.92, c, seen);
    m.colour *= 1.0 + 0.07 * noise(at / 0.06, 402) * resolved(0.06, pixel);
    m.height = seen * 0.0035 * high;
    m.gloss = 0.6;
    return m;
}

// Thick wavy bundles woven in all directions; some are cut across and show their ends.
Material reticular_dermis(vec2 at, float slice, float pixel)
{
    const float kBundle = 0.062;
    Material m = Material(vec3(0.0), 0.0, 0.5, 0.0);
    float seen = resolved(kBundle, pixel);
    float tone = 0.5, streak = 0.0, high = 0.5;
    if (seen > 0.0) high = weave(at, kBundle, slice, 0.62, 501, tone, streak);
    vec3 strand = kReticularFibre * (0.80 + 0.34 * tone);
    strand *= 1.0 + 0.10 * streak * resolved(0.006, pixel);
#ifndef CHEAP
    // Cut ends: rounded patches of stippled dots where the noise says that bundles run to the eye.
    float across = smoothstep(0.18, 0.42, noise(at / 0.30 + slice, 503));
    if (across > 0.0) {
        Cell end = nearest_cell(at / vec2(0.075, 0.052), slice / 0.05, 504);
        float patch_high = smoothstep(0.02, 0.13, end.border) * (0.55 + 0.4 * unit(end.id));
        if (patch_high * across > high * 0.85) {
            high = mix(high, patch_high, across);
            Cell dot_cell = nearest_cell(at / 0.0075, 0.0, 505);
            float dots = smoothstep(0.01, 0.13, dot_cell.border);
            vec3 stipple = kReticularFibre * mix(0.72, 1.16, mix(0.6, dots, resolved(0.0075, pixel)));
            strand = mix(strand, stipple * (0.88 + 0.2 * unit(end.id)), across);
        }
    }
#endif
    vec3 c = mix(kReticularGround, strand, smoothstep(0.10, 0.55, high));
    m.colour = mix(mix(kReticularGround, kReticularFibre, 0.62), c, seen);
    m.colour *= 1.0 + 0.06 * noise(at / 0.45, 506);
    m.height = seen * 0.017 * high;
    m.gloss = 0.75;
    return m;
}
