// What each layer looks like inside, as a function of place; detail smaller than a pixel fades to its mean.
//
// `at` lies in the cut: mm along it and mm downwards (or along, seen from above). `slice` is the third
// coordinate, so that cutting further in changes the picture smoothly. `pixel` is the size of a pixel, mm.
// CLOSE is defined where pixels are small enough for cells and fine fibres.
#include "common/color.glsl"
#include "common/noise.glsl"

struct Material {
    vec3 colour;    // linear
    float height;   // mm towards the eye, for the light
    float gloss;    // 0 dry to 1 wet
};

// 1 when a feature spans several pixels, 0 when it is lost in one.
float resolved(float feature, float pixel) { return smoothstep(1.4, 4.0, feature / pixel); }

const vec3 kKeratin = vec3(0.800, 0.650, 0.470);
const vec3 kSpinous = vec3(0.560, 0.245, 0.255);
const vec3 kBasal = vec3(0.300, 0.105, 0.130);
const vec3 kMelanin = vec3(0.040, 0.017, 0.010);
const vec3 kPapillary = vec3(0.830, 0.505, 0.420);
const vec3 kReticularGround = vec3(0.500, 0.205, 0.170);
const vec3 kReticularFibre = vec3(0.810, 0.520, 0.420);
const vec3 kFat = vec3(0.930, 0.585, 0.200);
const vec3 kFatRim = vec3(0.760, 0.430, 0.140);
const vec3 kFatWall = vec3(0.960, 0.790, 0.500);
const vec3 kSeptum = vec3(0.850, 0.620, 0.500);
const vec3 kMuscle = vec3(0.330, 0.060, 0.050);

// Flat dead cells in stacks that loosen towards the top. `inside` runs from 0 at the surface to 1.
Material stratum_corneum(vec2 at, float inside, float pixel)
{
    const float kRow = 0.0034, kFlake = 0.034;
    Material m;
    vec3 mean = mix(kKeratin, kKeratin * (0.35 + skin.rgb), 0.30 + 0.45 * skin.w);
    m.colour = mean;
    m.height = 0.0;
    m.gloss = 0.25;
#ifdef CLOSE
    float seen = resolved(kRow, pixel);
    if (seen > 0.0) {
        float rows = at.y / kRow + 0.9 * noise(vec2(at.x / 0.045, at.y / 0.02), 301);
        float row = floor(rows);
        float shift = unit(lattice(ivec2(int(row), 7), 302));
        float along = at.x / kFlake + shift * 5.0 + 0.35 * noise_1d(at.x / 0.02, int(row));
        float f = rows - row, g = abs(fract(along) - 0.5) * 2.0;
        float thick = 0.62 + 0.25 * inside + 0.12 * unit(lattice(ivec2(int(row), int(floor(along))), 303));
        float body = smoothstep(0.0, 0.18, f) * (1.0 - smoothstep(thick, thick + 0.15, f));
        body *= 1.0 - smoothstep(0.86, 0.99, g);
        float tone = 0.86 + 0.28 * unit(lattice(ivec2(int(row), int(floor(along))), 304));
        m.colour = mix(mean, mix(mean * 0.50, mean * tone * 1.10, body), seen);
        m.height = seen * 0.0012 * body;
    }
#endif
    return m;
}

// Living cells: columnar at the junction, polygonal above it, flat and granular on top.
// `inside` runs from 0 at the top to 1 at the junction, `above` is the height over the junction in mm.
Material viable_epidermis(vec2 at, float inside, float above, float slice, float pixel)
{
    Material m;
    float dark = skin.w;
    // Melanin sits in the basal row, and reaches higher in darker skin.
    float pigment = dark * (0.20 + 0.80 * exp(-above / (0.010 + 0.030 * dark)));
    float basal = 1.0 - smoothstep(0.008, 0.020, above);
    vec3 flesh = mix(kSpinous * 1.18, kSpinous, smoothstep(0.1, 0.6, inside));
    flesh = mix(flesh, kBasal, 0.75 * basal);
    flesh = mix(flesh, kSpinous * vec3(0.75, 0.62, 0.80), 0.8 * (1.0 - smoothstep(0.04, 0.16, inside)));
    m.colour = mix(flesh, kMelanin, 0.80 * pigment);
    m.height = 0.0;
    m.gloss = 0.5;

#ifdef CLOSE
    bool flat_row = inside < 0.20;
    vec2 size = flat_row ? vec2(0.026, 0.0062) : (above < 0.013 ? vec2(0.0085, 0.013) : vec2(0.0145, 0.0130));
    float seen = resolved(size.y, pixel);
    if (seen > 0.0) {
        // Rows follow the junction below and the surface above.
        vec2 grid = vec2(at.x, flat_row ? at.y : -above) / size;
        Cell cell = nearest_cell(grid, slice / 0.013, 311);
        float wall = 1.0 - smoothstep(0.01, 0.06, cell.border);
        float tone = unit(cell.id);
        vec2 to_nucleus = cell.centre * vec2(1.0, flat_row ? 1.7 : 1.0);
        float r = length(to_nucleus);
        float wide = flat_row ? 0.20 : 0.27 + 0.05 * tone;
        float nucleus = 1.0 - smoothstep(wide - 0.05, wide + 0.05, r);
        vec3 c = m.colour * (0.90 + 0.22 * tone);
        vec3 chromatin = mix(vec3(0.16, 0.045, 0.16), kMelanin, 0.35 * dark);
        chromatin *= 0.85 + 0.5 * unit(lattice(ivec2(floor(grid * 14.0)), 312));
        c = mix(c, chromatin, nucleus * (flat_row ? 0.55 : 0.82));
        // The cap of melanin shields the nucleus from above.
        float cap = (1.0 - smoothstep(0.0, 0.10, abs(r - wide - 0.03))) * smoothstep(0.02, 0.16, cell.centre.y * -1.0 + 0.06);
        c = mix(c, kMelanin, cap * basal * min(1.0, 0.25 + 1.2 * dark));
        // Granules of keratohyalin in the topmost rows.
        if (flat_row) {
            float grain = step(0.74, unit(lattice(ivec2(floor(at / vec2(0.0016, 0.0012))), 313)));
            c = mix(c, vec3(0.17, 0.05, 0.13), 0.6 * grain * resolved(0.0014, pixel));
        }
        // Every tenth basal cell is a melanocyte: clear, with a dark heart.
        bool melanocyte = basal > 0.5 && tone > 0.90;
        if (melanocyte) {
            c = mix(vec3(0.62, 0.40, 0.34), kMelanin, smoothstep(0.30, 0.18, r));
            c = mix(c, kMelanin * 2.0, 0.5 * (1.0 - smoothstep(0.0, 0.1, cell.border)));
        }
        c = mix(c, m.colour * 1.55 + 0.02, wall * (melanocyte ? 0.0 : 0.55));
        m.colour = mix(m.colour, c, seen);
        m.height = seen * 0.0022 * smoothstep(0.0, 0.25, cell.border);
    }
#endif
    return m;
}

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
    Material m;
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
    Material m;
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

// Round fat cells packed into lobules; between the lobules, fine septa of loose fibres.
Material fat(vec2 at, float slice, float pixel)
{
    const float kAdipocyte = 0.078, kLobule = 0.66;
    Material m;
#ifdef CHEAP
    vec2 bent = at;
#else
    vec2 bent = at + 0.030 * vec2(noise(at / 0.16, 601), noise(at / 0.16, 606));
#endif
    Cell lobule = nearest_cell(bent / vec2(kLobule * 1.25, kLobule), slice / 0.5, 602);
    float wall_mm = lobule.border * kLobule;
    float septum = 1.0 - smoothstep(0.004, 0.013 + pixel, wall_mm);
    float seen = resolved(kAdipocyte, pixel);
    vec3 c = mix(kFat, kFatRim, 0.12);
    m.height = 0.0;
    m.gloss = 0.9;
    if (seen > 0.0) {
        // A drop of oil in a thin pale skin: a soft ball, rounded where three of them meet.
        Cell cell = packed_cell(at / vec2(kAdipocyte, kAdipocyte * 0.92), slice / 0.07, 604);
        float r2 = min(dot(cell.centre, cell.centre) * 3.2, 1.0);
        float edge = min(cell.border, 0.66 - length(cell.centre));
        float thin = max(0.030, 0.8 * pixel / kAdipocyte);
        float body = smoothstep(thin * 0.5, thin * 1.5, edge);
        float dome = sqrt(1.0 - 0.92 * r2);
        vec3 oil = kFat * (0.93 + 0.14 * unit(cell.id));
        // Light gathers in the drop on the side away from the lamp, as in any clear ball.
        oil *= 0.90 + 0.16 * dome;
        oil += vec3(0.060, 0.045, 0.020) * dot(cell.centre, vec2(-0.7, -0.8));
        oil = mix(oil * vec3(0.97, 0.90, 0.78), oil, smoothstep(thin, 0.22, edge));
        vec3 skin_of_it = mix(kFatWall, kFatRim, 0.55 * smoothstep(-0.02, -0.14, edge));
        c = mix(c, mix(skin_of_it, oil, body), seen);
        m.height = seen * 0.0085 * dome * smoothstep(0.0, 0.20, edge);
    }
    c *= 0.95 + 0.10 * unit(lobule.id);
    c *= 1.0 - 0.10 * (1.0 - smoothstep(0.0, 0.07, wall_mm));
    vec3 fibrous = kSeptum * (0.95 + 0.12 * noise(at / vec2(0.02, 0.006), 605) * resolved(0.01, pixel));
    m.colour = mix(c, fibrous, 0.85 * septum);
    m.height = mix(m.height, 0.002, septum);
    return m;
}

Material muscle(vec2 at, float slice, float pixel)
{
    Material m;
    float lane = at.y / 0.06 + 0.5 * noise(at * vec2(1.2, 3.0), 701);
    float f = abs(fract(lane) - 0.5) * 2.0;
    float own = unit(lattice(ivec2(int(floor(lane)), 0), 702));
    vec3 c = kMuscle * (0.85 + 0.4 * own);
    float band = 0.5 + 0.5 * sin(at.x / 0.0045 * 6.2831853);
    c *= 1.0 - 0.18 * band * resolved(0.0045, pixel);
    m.colour = mix(kMuscle, mix(c, kSeptum * 0.6, smoothstep(0.88, 1.0, f)), resolved(0.06, pixel));
    m.height = 0.014 * (1.0 - f * f) * resolved(0.06, pixel);
    m.gloss = 0.8;
    return m;
}
