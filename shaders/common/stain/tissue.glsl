// What the skin is made of in a thin section at rest: the same patterns that the lifelike picture is painted from.
#include "common/stain/matter.glsl"
#include "common/tissue/structures.glsl"
#include "common/tissue/dermis.glsl"
#include "common/tissue/fat.glsl"

// The single fibres of a bundle, each with its own number: finer than what is drawn, so that they are many.
uint strand_of(Fibre f)
{
    int lane = int(floor(f.across * 4.0 + 0.5 * sin(f.along * 1.3 + 6.2831853 * unit(f.id))));
    uint own = lattice(ivec2(lane, int(f.id & 0xffffu)), 522);
    return scatter(own + uint(int(floor(f.along * 0.45 + 40.0 * unit(own)))));
}

// Collagen too fine to be resolved: grains of all directions.
void grain(inout Matter m, vec2 at)
{
    m.id = lattice(ivec2(floor(at / 0.009)), 521);
    float turn = 6.2831853 * unit(scatter(m.id));
    m.fibre = 0.8 * vec2(cos(turn), sin(turn));
}

Matter corneum_matter(vec2 at, float inside, float pixel)
{
    Matter m = kNothing;
    m.solids.z = 0.55;
#ifdef CLOSE
    float tone;
    float body = flake(at, inside, pixel, tone);
    m.solids.z = mix(m.solids.z, body * (0.70 + 0.25 * tone), resolved(kFlakeRow_mm, pixel));
#endif
    m.cells.z = 0.25 * skin.w * skin.w;
    return m;
}

Matter epidermis_matter(vec2 at, float inside, float above, float slice, float pixel)
{
    Matter m = kNothing;
    float basal = basal_row(above), pigment = pigment_at(above);
    m.cells = vec4(0.85, mix(0.16, 0.40, basal), 0.7 * pigment, 0.0);
#ifdef CLOSE
    Keratinocyte k = keratinocyte(at, inside, above, slice, pixel);
    vec3 clear = melanocyte(at, above, pixel);
    if (k.seen > 0.0) {
        float chromatin = k.nucleus * (0.50 + 0.20 * k.tone + 0.30 * k.nucleolus) * mix(1.0, 0.6, k.flat_row) + 0.75 * k.grain;
        vec4 cell = vec4((0.85 + 0.25 * k.tone) * (1.0 - 0.55 * k.wall), chromatin, pigment * (0.45 + 1.4 * k.cap * basal), 0.0);
        m.cells = mix(m.cells, cell, k.seen);
    }
    m.cells = mix(m.cells, vec4(0.10, 0.0, 0.0, 0.0), clear.x);
    m.cells.y += 0.8 * clear.y;
    m.cells.z += 0.25 * clear.z;
#endif
    return m;
}

void add_cells(inout Matter m, float elastic, vec2 cell)
{
    m.solids = mix(m.solids, vec4(0.1, 1.0, 0.0, 0.0), 0.8 * elastic);
    m.cells.xy += vec2(0.30 * cell.x, 0.85 * cell.y);
}

Matter papillary_matter(vec2 at, float slice, float pixel)
{
    Matter m = kNothing;
    m.solids.x = 0.50;
    grain(m, at);
#ifdef CLOSE
    float seen = resolved(kFineFibre_mm, pixel);
    if (seen > 0.0) {
        Fibre f = papillary_fibre(at, slice);
        m.solids.x = mix(m.solids.x, 0.16 + 0.58 * smoothstep(0.05, 0.65, f.high), seen);
        m.fibre = normalize(f.direction.yx);
        m.id = strand_of(f);
    }
    add_cells(m, papillary_elastic(at, pixel), papillary_cell(at, pixel));
#endif
    return m;
}

Matter reticular_matter(vec2 at, float slice, float pixel)
{
    Matter m = kNothing;
    m.solids.x = 0.80;
    grain(m, at);
    float seen = resolved(kBundle_mm, pixel);
    if (seen > 0.0) {
        Fibre f = reticular_bundle(at, slice);
        float dense = smoothstep(0.06, 0.36, f.high) * (0.72 + 0.34 * unit(f.id)) * (1.0 + 0.20 * fibrils(f, kBundle_mm, pixel));
        m.fibre = normalize(f.direction);
        m.id = strand_of(f);
        End end = bundle_end(at, slice, pixel);
        if (end.high * end.share > f.high * 0.85) {
            dense = mix(dense, smoothstep(0.0, 0.4, end.high) * mix(0.45, 0.95, end.dots), end.share);
            m.id = nearest_cell(at / kStrand_mm, 0.0, 505).id;
            m.fibre *= 0.7;
        }
        m.solids.x = mix(m.solids.x, dense, seen);
    }
#ifdef FINE
    add_cells(m, reticular_elastic(at, pixel), reticular_cell(at, pixel));
#endif
    return m;
}

// Fat is dissolved when a section is made: what is left are the cells' skins.
Matter fat_matter(vec2 at, float slice, float pixel)
{
    FatTissue t = fat_tissue(at, slice, pixel);
    Matter m = kNothing;
    m.cells.x = 0.12;
    if (t.seen > 0.0) {
        float wall = 1.0 - smoothstep(0.4 * t.thin, 1.1 * t.thin, t.edge);
        m.cells = mix(m.cells, vec4(0.75 * wall, 0.9 * t.nucleus, 0.0, 0.0), t.seen);
    }
    Matter septum = kNothing;
    septum.solids.x = 0.55 + 0.25 * noise(at / vec2(0.02, 0.006), 605) * resolved(0.01, pixel);
    grain(septum, at);
    septum.cells.w = t.vessel;
    blend_in(m, septum, t.septum);
    return m;
}

Matter muscle_matter(vec2 at, float pixel)
{
    Matter m = kNothing;
    float f = abs(fract(at.y / 0.06 + 0.5 * noise(at * vec2(1.2, 3.0), 701)) - 0.5) * 2.0;
    m.solids.w = 0.85 * (1.0 - smoothstep(0.88, 1.0, f) * resolved(0.06, pixel));
    return m;
}

void cut_vessel(inout Matter m, float distance_mm, float wall_mm, float muscle, vec2 at, float pixel)
{
    float share = inside_of(distance_mm, pixel);
    if (share <= 0.0) return;
    Matter wall = cell_matter(0.30, 0.75 * nuclei(at, 0.0085, 814, pixel));
    wall.solids.w = muscle;
    Matter blood = kNothing;
    blood.cells.w = 0.85;
#ifdef CLOSE
    blood.cells.w = mix(0.85, smoothstep(0.02, 0.12, nearest_cell(at / 0.0072, 0.0, 811).border), resolved(0.0072, pixel));
#endif
    blend_in(wall, blood, inside_of(distance_mm + wall_mm, pixel));
    blend_in(m, wall, share);
}

// The maps hold, for a stain, what the plane itself cuts.
void structure_matter(inout Matter m, Structures s, vec2 at, float pixel)
{
    Matter nerve = cell_matter(0.40 + 0.12 * sin(at.y * 2600.0 + 2.2 * sin(at.x * 190.0)) * resolved(0.005, pixel),
                               0.6 * nuclei(at, 0.009, 813, pixel));
    blend_in(m, nerve, inside_of(s.vessels.z, pixel));

    Matter duct = cell_matter(0.80, 0.85 * nuclei(at, 0.0075, 812, pixel));
    blend_in(duct, kNothing, inside_of(s.glands.w + 0.007, pixel));
    blend_in(m, duct, inside_of(s.glands.w, pixel));

    float ripe = smoothstep(0.002, 0.014, -s.glands.z);
    vec3 foam = sebocyte(at, pixel);
    Matter gland = cell_matter(mix(0.85, 0.16 + 0.45 * max(foam.x, foam.y), ripe), foam.z * mix(0.95, 0.65, ripe));
    blend_in(m, gland, inside_of(s.glands.z, pixel));

    Matter sheath = cell_matter(0.80, 0.75 * nuclei(at, 0.0095, 805, pixel));
    Matter horny = kNothing;
    horny.solids.z = 0.75;
    blend_in(sheath, horny, 1.0 - smoothstep(kFollicleSheath_mm - 0.003, kFollicleSheath_mm, s.glands.y));
    blend_in(m, sheath, inside_of(s.glands.x, pixel));
    Matter hair = horny;
    hair.cells.z = 0.55 + 0.4 * skin.w;
    blend_in(m, hair, inside_of(s.glands.y, pixel));

    cut_vessel(m, s.vessels.y, kVenularWall_mm, 0.10, at, pixel);
    cut_vessel(m, s.vessels.x, kArteriolarWall_mm, 0.75, at, pixel);
    cut_vessel(m, s.vessels.w, 0.0008, 0.0, at, pixel);
}

// The twin of tissue_at().
Matter matter_at(Bounds b, float depth, vec2 at, vec2 st, float slice, float pixel)
{
    float in_epidermis = of_run(1, below(depth, b.corneum, pixel));
    float in_papillary = of_run(2, below(depth, b.epidermis, pixel));
    float in_reticular = of_run(3, into_reticular(at, depth, b, pixel));
    float in_fat = of_run(4, below(depth, b.reticular, pixel));
    float in_muscle = of_run(5, below(depth, b.fat, pixel));
    Matter m = kNothing;
    if (in_epidermis < 1.0) {
        m = corneum_matter(vec2(at.x, depth - b.relief), saturate((depth - b.relief) / max(b.corneum - b.relief, 1e-4)), pixel);
    }
    if (in_epidermis > 0.0 && in_papillary < 1.0) {
        float inside = saturate((depth - b.corneum) / max(b.epidermis - b.corneum, 1e-4));
        Matter over = epidermis_matter(at, inside, b.epidermis - depth, slice, pixel);
        blend_in(m, over, in_epidermis);
    }
    if (in_papillary > 0.0 && in_reticular < 1.0) {
        Matter over = papillary_matter(at, slice, pixel);
        blend_in(m, over, in_papillary);
    }
    if (in_reticular > 0.0 && in_fat < 1.0) {
        Matter over = reticular_matter(at, slice, pixel);
        blend_in(m, over, in_reticular);
    }
    if (in_fat > 0.0 && in_muscle < 1.0) {
        Matter over = fat_matter(at, slice, pixel);
        blend_in(m, over, in_fat);
    }
    if (in_muscle > 0.0) blend_in(m, muscle_matter(at, pixel), in_muscle);
    structure_matter(m, structures_at(b, depth, st, pixel), at, pixel);
    return m;
}
