// The epidermis: dead flakes above, living cells below, as patterns and as colours.
#include "common/tissue/material.glsl"

const vec3 kKeratin = vec3(0.790, 0.655, 0.470);
const vec3 kSpinous = vec3(0.600, 0.300, 0.310);
const vec3 kBasal = vec3(0.390, 0.155, 0.195);
const vec3 kMelanin = vec3(0.040, 0.017, 0.010);
const vec3 kChromatin = vec3(0.180, 0.065, 0.200);

const float kFlakeRow_mm = 0.0042;

// Flat dead cells: a basket weave whose meshes close towards the living layer.
// `inside` runs from 0 at the surface to 1. Returns the share of keratin; `tone` is the flake's own number.
float flake(vec2 at, float inside, float pixel, out float tone)
{
    const float kFlake = 0.036;
    float rows = at.y / kFlakeRow_mm + 0.9 * noise(vec2(at.x / 0.06, at.y / 0.03), 301);
    float row = floor(rows);
    float along = at.x / kFlake + 0.5 * row + 0.30 * noise_1d(at.x / 0.025, 305);
    tone = unit(lattice(ivec2(int(row), int(floor(along))), 304));
    float loose = mix(0.30, 0.06, smoothstep(0.15, 0.75, inside)) * (0.6 + 0.8 * tone);
    float away = abs(rows - row - 0.5 - loose * cos(6.2831853 * along));
    float thick = mix(0.20, 0.40, smoothstep(0.2, 0.9, inside));
    float soft = max(0.10, 0.5 * pixel / kFlakeRow_mm);
    return 1.0 - smoothstep(thick - soft, thick + soft, away);
}

Material stratum_corneum(vec2 at, float inside, float pixel)
{
    vec3 mean = mix(kKeratin, kKeratin * (0.35 + skin.rgb), 0.30 + 0.45 * skin.w);
    Material m = Material(mean * 0.94, 0.0, 0.25, 0.0);
#ifdef CLOSE
    float seen = resolved(kFlakeRow_mm, pixel);
    if (seen > 0.0) {
        float tone;
        float body = flake(at, inside, pixel, tone);
        m.colour = mix(m.colour, mix(mean * vec3(0.62, 0.52, 0.42), mean * (0.98 + 0.24 * tone), body), seen);
        m.height = seen * 0.0014 * body;
    }
#endif
    return m;
}

// A living cell around a point.
struct Keratinocyte {
    float seen;      // 1 when cells are resolved
    float tone;      // its own number
    float wall, nucleus, nucleolus, cap, grain;  // shares of the pixel
    float dome;      // 0 at the border to 1 inside
    float flat_row;  // 1 in the granular layer
};

// Share of the basal row, by the height over the junction in mm.
float basal_row(float above) { return 1.0 - smoothstep(0.009, 0.018, above); }

// Round granules of keratohyalin of many sizes, strewn: the share of the pixel.
float keratohyalin(vec2 at, float pixel)
{
    const float kApart_mm = 0.0027;
    float seen = resolved(kApart_mm, pixel);
    if (seen <= 0.0) return 0.0;
    ivec2 box = ivec2(floor(at / kApart_mm));
    uint id = lattice(box, 313);
    vec2 own = unit2(id);
    float radius = (unit(scatter(id)) - 0.38) * 0.0017;
    float away = length((at - (vec2(box) + 0.32 + 0.36 * own) * kApart_mm) * vec2(0.85, 1.1));
    return seen * step(0.0, radius) * (1.0 - smoothstep(radius - 0.6 * pixel, radius + 0.6 * pixel, away));
}

// Columnar at the junction, polygonal above it, flat and granular on top.
// `inside` runs from 0 at the top to 1 at the junction.
Keratinocyte keratinocyte(vec2 at, float inside, float above, float slice, float pixel)
{
    const vec2 kFlat_mm = vec2(0.027, 0.0062), kSpinous_mm = vec2(0.0150, 0.0130), kBasal_mm = vec2(0.0080, 0.013);
    bool flat_row = inside < 0.20, basal = above < kBasal_mm.y;
#ifdef FINE
    // A spinous cell belongs to the layer of its centre, whole: no layer cuts through a nucleus.
    float centre_above = above - kSpinous_mm.y * nearest_cell(vec2(at.x, -above) / kSpinous_mm, slice / 0.020, 311).centre.y;
    flat_row = centre_above > 0.80 * above / max(1.0 - inside, 0.05);
    basal = centre_above < kBasal_mm.y;
#endif
    vec2 size = flat_row ? kFlat_mm : (basal ? kBasal_mm : kSpinous_mm);
    Keratinocyte k = Keratinocyte(resolved(size.y, pixel), 0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, flat_row ? 1.0 : 0.0);
    if (k.seen <= 0.0) return k;
    // Rows follow the junction below and the surface above.
    vec2 grid = vec2(at.x, flat_row ? at.y : -above) / size;
    Cell cell = nearest_cell(grid, slice / 0.020, 311);
    k.tone = unit(cell.id);
    k.wall = 1.0 - smoothstep(0.012, 0.055, cell.border);
    k.dome = smoothstep(0.0, 0.25, cell.border);
    float r = length(cell.centre * vec2(1.0, flat_row ? 1.9 : 1.0));
    float wide = flat_row ? 0.19 : 0.25 + 0.05 * k.tone;
    float soft = max(0.03, 0.5 * pixel / size.y);
    k.nucleus = 1.0 - smoothstep(wide - soft, wide + soft, r);
    vec2 off = cell.centre + 0.10 * (unit2(cell.id) - 0.5);
    k.nucleolus = 1.0 - smoothstep(0.035, 0.065, length(off));
    // The cap of melanin shields the nucleus from above.
    k.cap = (1.0 - smoothstep(0.02, 0.12, abs(r - wide - 0.03))) * smoothstep(0.00, 0.14, 0.04 + cell.centre.y);
    // Granules of keratohyalin in the topmost rows.
    if (flat_row) k.grain = keratohyalin(at, pixel);
    return k;
}

// A melanocyte every eighth basal cell or so: a clear body on the junction, dendrites that reach up between the
// cells. x body, y nucleus, z dendrites, as shares of the pixel.
vec3 melanocyte(vec2 at, float above, float pixel)
{
    const float kApart_mm = 0.074;
    float seen = resolved(0.006, pixel);
    if (seen <= 0.0 || above > 0.036) return vec3(0.0);
    float box = floor(at.x / kApart_mm);
    vec2 own = unit2(lattice(ivec2(int(box), 3), 321));
    vec2 p = vec2(at.x - (box + 0.5 + 0.3 * (own.x - 0.5)) * kApart_mm, above - 0.0065);
    float r = length(p * vec2(1.0, 0.85));
#ifdef FINE
    float turn = atan(p.x, p.y) + 0.35 * sin(r * 230.0 + 6.0 * own.y);
    float arm = abs(sin(turn * 2.5 + 3.0 * own.y)) * r * 0.4;
    float reach = 0.017 + 0.010 * own.x;
    float thin = 0.0011 * saturate(1.0 - r / reach) + 0.3 * pixel;
    float dendrite = (1.0 - smoothstep(thin - 0.4 * pixel, thin + 0.4 * pixel, arm)) * step(r, reach) * step(-0.002, p.y);
#else
    const float dendrite = 0.0;
#endif
    return seen * vec3(1.0 - smoothstep(0.0048, 0.0058, r), 1.0 - smoothstep(0.0024, 0.0032, r), dendrite);
}

// How much melanin, 0 to 1: it sits in the basal row, and reaches higher in darker skin.
float pigment_at(float above)
{
    float dark = skin.w;
    return dark * (0.12 + 0.24 * dark + (0.88 - 0.24 * dark) * exp(-above / (0.009 + 0.040 * dark)));
}

Material viable_epidermis(vec2 at, float inside, float above, float slice, float pixel)
{
    float dark = skin.w, basal = basal_row(above);
    vec3 flesh = mix(kSpinous * 1.20, kSpinous, smoothstep(0.1, 0.6, inside));
    flesh = mix(flesh, kBasal, 0.75 * basal);
    flesh = mix(flesh, kSpinous * vec3(0.78, 0.62, 0.76), 0.8 * (1.0 - smoothstep(0.04, 0.16, inside)));
    Material m = Material(mix(flesh, kMelanin, 0.86 * pigment_at(above)), 0.0, 0.5, 0.0);
#ifdef CLOSE
    Keratinocyte k = keratinocyte(at, inside, above, slice, pixel);
    if (k.seen > 0.0) {
        vec3 c = m.colour * (0.90 + 0.24 * k.tone);
        vec3 chromatin = mix(kChromatin, kMelanin, 0.35 * dark) * (0.85 + 0.4 * k.tone);
        c = mix(c, chromatin, k.nucleus * mix(0.82, 0.50, k.flat_row));
        c = mix(c, chromatin * 0.45, k.nucleolus * (1.0 - k.flat_row));
        c = mix(c, kMelanin, k.cap * basal * min(1.0, 0.25 + 1.2 * dark));
        c = mix(c, kChromatin, 0.65 * k.grain);
        c = mix(c, m.colour * 1.45 + 0.03, 0.60 * k.wall);
        m.colour = mix(m.colour, c, k.seen);
        m.height = k.seen * 0.0022 * k.dome;
    }
    vec3 clear = melanocyte(at, above, pixel);
    m.colour = mix(m.colour, mix(vec3(0.660, 0.470, 0.400), kMelanin, 0.25 + 0.5 * dark), clear.x);
    m.colour = mix(m.colour, kMelanin * 1.5, max(clear.y, 0.85 * clear.z));
#endif
    return m;
}
