// The epidermis: dead flakes above, living cells below.
#include "common/tissue/material.glsl"

const vec3 kKeratin = vec3(0.800, 0.650, 0.470);
const vec3 kSpinous = vec3(0.560, 0.245, 0.255);
const vec3 kBasal = vec3(0.300, 0.105, 0.130);
const vec3 kMelanin = vec3(0.040, 0.017, 0.010);

// Flat dead cells in stacks that loosen towards the top. `inside` runs from 0 at the surface to 1.
Material stratum_corneum(vec2 at, float inside, float pixel)
{
    const float kRow = 0.0034, kFlake = 0.034;
    Material m = Material(vec3(0.0), 0.0, 0.5, 0.0);
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
    Material m = Material(vec3(0.0), 0.0, 0.5, 0.0);
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
