// Fibres of the dermis as patterns of place, for the layers' colours and for stains alike.
#include "common/tissue/material.glsl"

// The bundle that lies on top at a point.
struct Fibre {
    float high;      // 0 in the ground between bundles, to 1 on the back of one
    float across;    // -1 to 1 over its width
    float along;     // in widths
    vec2 direction;  // in the cut, about of length 1
    uint id;
};

// Bundles that weave: three families of lanes at slanting angles, cut into lenses that surface and dive.
// @param wide   from one lane to the next, mm
// @param slant  between the families, radians
Fibre weave(vec2 at, float wide, float slice, float slant, int seed)
{
    const float kLens = 0.17;  // lenses to a lane, per width
    Fibre top = Fibre(0.0, 0.0, 0.0, vec2(1.0, 0.0), 0u);
    for (int k = 0; k < 3; ++k) {
        float angle = slant * (float(k) - 1.0) + 0.18 * float(k & 1);
        float c = cos(angle), s = sin(angle);
        vec2 q = vec2(c * at.x + s * at.y, c * at.y - s * at.x) / wide;
        float swing = q.x * 0.55 + float(k) * 2.1 + slice / wide * 0.12;
        q.y += 0.50 * sin(swing) + 0.9 * noise(q * 0.16, seed + 31 * k);
        int lane = int(floor(q.y));
        float along = q.x * kLens + 91.0 * unit(lattice(ivec2(lane, k), seed));
        int lens = int(floor(along));
        uint id = lattice(ivec2(lane, lens), seed + k + 5);
        float taper = 1.0 - square(2.0 * (along - float(lens)) - 1.0);
        float across = (q.y - float(lane) - 0.5) / ((0.36 + 0.20 * unit(id)) * sqrt(taper) + 1e-3);
        float round_top = 1.0 - square(across);
        float high = round_top > 0.0 ? sqrt(round_top) * (0.30 + 0.70 * taper * (0.45 + 0.55 * fract(7.0 * unit(id)))) : 0.0;
        if (high > top.high) {
            float lean = 0.275 * cos(swing);
            top = Fibre(high, across, q.x, vec2(c + s * lean, s - c * lean), id);
        }
    }
    return top;
}

// The fibrils in a bundle `wide` mm wide, about -1 to 1: coarse ones first, finer ones as one comes closer.
float fibrils(Fibre f, float wide, float pixel)
{
    float phase = 6.2831853 * unit(f.id), wave = sin(f.along * 2.3 + phase);
    float coarse = 0.6 * sin(f.across * 13.0 + phase + 1.6 * wave) * resolved(0.20 * wide, pixel);
#ifdef CHEAP
    return coarse;
#else
    return coarse + 0.6 * sin(f.across * 41.0 + 2.0 * phase + 4.0 * wave) * resolved(0.06 * wide, pixel);
#endif
}

const float kStrand_mm = 0.0075;  // across one fibre of a bundle

// Bundles that run towards the eye: rounded ends full of dots.
struct End {
    float share;  // of the picture that belongs to ends
    float high;
    float dots;
    uint id;
};

End bundle_end(vec2 at, float slice, float pixel)
{
    const vec2 kEnd_mm = vec2(0.075, 0.052);
    // Bundles lean over bit by bit, so ends come up one by one among those that lie in the cut, and never as a
    // pavement; too small to be told apart they are left to the mean.
    float tilt = 0.80 * smoothstep(0.10, 0.75, noise(at / 0.30 + slice, 503)) * resolved(0.5 * kEnd_mm.y, pixel);
    End end = End(0.0, 0.0, 0.6, 0u);
    if (tilt <= 0.0) return end;
    Cell cell = nearest_cell((at + 0.010 * vec2(noise(at / 0.05, 507), noise(at / 0.05, 508))) / kEnd_mm, slice / 0.05, 504);
    end.id = cell.id;
    end.share = 0.85 * smoothstep(0.0, 0.25, tilt - 0.9 * unit(scatter(cell.id + 3u))) * smoothstep(0.02, 0.14, cell.border);
    end.high = smoothstep(0.0, 0.20, cell.border) * (0.62 + 0.25 * unit(cell.id));
    float seen = resolved(kStrand_mm, pixel);
    if (seen > 0.0) end.dots = mix(0.6, smoothstep(0.01, 0.13, nearest_cell(at / kStrand_mm, 0.0, 505).border), seen);
    return end;
}

// Thin dark wavy elastic fibres that run along x, `spacing` mm apart: the share of the pixel that one covers.
float elastic_fibre(vec2 at, float spacing, int seed, float pixel)
{
    const float kHalfWidth = 0.0008;
    float seen = resolved(4.0 * kHalfWidth, pixel);
    if (seen <= 0.0) return 0.0;
    vec2 q = at / spacing;
    q.y += 0.36 * noise(q * 0.8, seed) + 0.10 * sin(q.x * 5.0);
    float lane = floor(q.y), run = floor(q.x * 0.30 + 7.0 * unit(lattice(ivec2(int(lane), 1), seed)));
    float there = step(0.55, unit(lattice(ivec2(int(lane), int(run)), seed + 1)));
    float away = abs(q.y - lane - 0.5) * spacing;
    return seen * there * (1.0 - smoothstep(kHalfWidth, kHalfWidth + max(pixel, 0.0004), away));
}

// A resting fibroblast, seen from the side as a spindle: x body, y nucleus, as shares of the pixel.
vec2 resting_cell(vec2 at, vec2 spacing, float share, int seed, float pixel)
{
    float seen = resolved(0.004, pixel);
    if (seen <= 0.0) return vec2(0.0);
    ivec2 box = ivec2(floor(at / spacing));
    uint id = lattice(box, seed);
    if (unit(id) > share) return vec2(0.0);
    vec2 p = at - (vec2(box) + 0.5 + 0.4 * (unit2(scatter(id)) - 0.5)) * spacing;
    float angle = 1.1 * (unit(scatter(id + 7u)) - 0.5), c = cos(angle), s = sin(angle);
    p = vec2(c * p.x + s * p.y, c * p.y - s * p.x);
    p.y += 0.0010 * sin(p.x * 170.0);
    float width = 0.0030 * square(saturate(1.0 - square(p.x / 0.017))) + 0.0003;
    float body = 1.0 - smoothstep(width - 0.5 * pixel, width + 0.5 * pixel, abs(p.y));
    float nucleus = 1.0 - smoothstep(0.75, 1.15, length(p / vec2(0.0062, 0.0017)));
    return seen * vec2(body * step(abs(p.x), 0.017), nucleus);
}
