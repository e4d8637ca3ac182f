// A cut face as a thin section under the microscope, or as a scan: no lamp shines on it.
// Pasted into tissue_face.frag.
#include "common/stain/tissue.glsl"
#include "common/stain/colour.glsl"

#ifdef INJURY
// The column that heals around a channel, from its wall, mm: inside it collagen has the model's share of type III,
// outside the share at rest, and over its soft edge what lies between.
const float kColumn_mm = 0.15, kColumnEdge_mm = 0.04;
float column_share(Track track, vec2 at)
{
    return 1.0 - smoothstep(kColumn_mm - 0.5 * kColumnEdge_mm, kColumn_mm + 0.5 * kColumnEdge_mm, mix(track.wall_mm, wandering_mm(track, at), 0.5));
}

// The column's young tissue, and what fills and closes the channel.
// @param part  the share of the pixel that a structure fills
void heal(inout Matter m, Track track, Bounds b, vec2 at, float depth, float slice, float part, float pixel)
{
    vec4 state = channel_state[track.index];
    float dermis = below(depth, b.epidermis, pixel) * (1.0 - below(depth, b.reticular, pixel));
    // Loose, full of cells, with fine new fibres that run along the channel; it grows around what was spared.
    float young = young_zone(track, at, b.reticular - depth) * dermis * (1.0 - part) * exp(-state.z / 30.0) * smoothstep(0.3, 3.0, state.z);
    // Fibre by fibre the old weave gives way, not as one veil.
    float place = smoothstep(0.25, 0.75, young + 0.35 * noise(at / 0.022, 906) * young * (1.0 - young) * 4.0);
    Matter tissue = cell_matter(0.34 * young, 0.55 * young * nuclei(at, 0.016, 904, pixel));
    Fibre f = weave(at.yx, 0.016, slice, 0.5, 901);
    tissue.solids.x = 0.75 * smoothstep(0.10, 0.55, f.high) * saturate(0.25 + 1.2 * (healing.x + healing.y));
    tissue.fibre = normalize(f.direction.yx);
    tissue.id = strand_of(f);
    blend_in(m, tissue, place);

    float lumen = inside_of(track.gap_mm, pixel);
    if (lumen <= 0.0) return;
    Matter fill = kNothing;
    float clotted = smoothstep(0.005, 0.2, state.z), blood = max(state.x, 0.25 * smoothstep(0.2, 1.0, track.along));
    float threads = smoothstep(0.35, 0.8, abs(noise(at / vec2(0.012, 0.03), 903)));
    fill.cells = vec4(0.25 * clotted + 0.5 * threads * clotted, 0.0, 0.0, blood * mix(0.75, 0.95, clotted) * (1.0 - 0.5 * threads * clotted));
    Matter lid = epidermis_matter(at, 0.6, 0.03, slice, pixel);
    blend_in(fill, lid, (1.0 - below(depth, mix(b.corneum, b.epidermis + 0.02, state.y), pixel)) * step(0.02, state.y));
    Matter scab = kNothing;
    scab.solids.z = 0.9;
    scab.cells.w = 0.8;
    blend_in(fill, scab, (1.0 - smoothstep(0.0, 0.03, depth - b.relief)) * smoothstep(0.05, 0.6, state.z) * (1.0 - state.y));
    blend_in(m, fill, lumen);
}
#endif

#ifdef OCT
// Light that is lost on the way, per mm: illustrative, of the size published for skin at 1300 nm (3 to 6, less what
// is scattered forwards and still comes back).
const float kAttenuation_per_mm = 2.5;

vec3 scan(Matter m, float below_skin, vec2 at, vec2 st, float pixel)
{
    // What stands above throws its shadow.
    float shade = 0.0;
    for (int i = 1; i <= 5; ++i) {
        vec2 above = st - vec2(0.0, 0.030 * float(i) / block_mm.z);
        vec4 vessels = distances(vessel_distance, above), glands = distances(gland_distance, above);
        shade += inside_of(min(min(vessels.x, vessels.y), min(glands.x, glands.y)), 0.010);
    }
    float light = backscatter(m) * exp(-2.0 * kAttenuation_per_mm * max(below_skin, 0.0) - 0.34 * shade);
    light += 1.1 * exp(-square(below_skin / 0.006));  // the bright line where light enters
    // Speckle: grains of the instrument's size, fixed to the tissue, never smaller than two pixels.
    float size = exp2(ceil(log2(max(2.0 * pixel / 0.006, 1.0))));
    vec2 q = at / (vec2(0.009, 0.006) * size);
    float speckle = (1.0 + 0.75 * noise(q, 931)) * (1.0 + 0.55 * noise(q * 1.9, 932));
    float noise_floor = 0.005 * (1.0 + 0.8 * noise(q * 1.3, 933));
    // Shown as the logarithm, as scanners do: 18 decibels from black to white.
    return vec3(saturate(0.55 * log2((light * speckle + noise_floor) / 0.0060) / 3.321928) + 0.03);
}
#endif

void main()
{
    float pixel = max(length(dFdx(v_world)), length(dFdy(v_world)));
    vec3 tissue = vec3(v_world.xy, -v_world.z);
    float s = v_u / face_u.w;
    Bounds b = read_bounds(s);
    float depth = tissue.z - v_pushed.x * exp(-max(tissue.z - v_pushed.x - b.relief, 0.0) / v_pushed.y);
    vec2 place = pattern_place(v_world, v_u);
    vec2 at = vec2(place.x, depth), st = vec2(atlas.x + atlas.y * s, depth / block_mm.z);
#ifdef OCT
    // A scanner sees no cells.
    Matter m = matter_at(b, depth, at, st, place.y, max(pixel, 0.010));
#else
    Matter m = matter_at(b, depth, at, st, place.y, pixel);
#endif
    float column = 0.0;
#ifdef INJURY
    Track track = nearest_track(tissue);
    if (track.index >= 0) {
        float part = structure_share(structures_at(b, depth, st, pixel), pixel);
        heal(m, track, b, at, depth, place.y, part, pixel);
        column = column_share(track, at);
    }
#endif
#ifdef HEAT
    // What has coagulated is one glassy mass: fibres without order, nuclei gone, more eosin.
    float dead = smoothstep(-0.010, 0.016, inside_dead_mm(heat_at(tissue).g, pixel)) * heat_range_C.z;
    Matter glass = m;
    glass.solids.x = 1.15 * smoothstep(0.0, 0.2, m.solids.x + m.cells.x);
    glass.cells.y *= 0.25;
    glass.fibre *= 0.12;
    m.solids = mix(m.solids, glass.solids, dead);
    m.cells = mix(m.cells, glass.cells, dead);
    m.fibre = mix(m.fibre, glass.fibre, dead);
#endif
#ifdef PICROSIRIUS
    vec3 c = shown_by_stain(m, mix(collagen_types.y, collagen_types.x, column));
#elif defined(OCT)
    vec3 c = scan(m, depth - b.relief, at, st, pixel);
#else
    vec3 c = shown_by_stain(m);
#endif
    write_colour(finish_exact(c, opacity()));
}
