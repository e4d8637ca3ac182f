// Vessels, nerves, glands and hair in a cut face.
#include "common/tissue/epidermis.glsl"
#include "common/cut.glsl"

// Light across a tube by how deep inside its outline one is.
float tube_light(float distance_mm, float radius_mm)
{
    float deep = saturate(-distance_mm / radius_mm);
    return 0.55 + 0.62 * sqrt(deep);
}

// Vessels, nerves, glands and hair on top of the layers.
void structures(inout Material m, Bounds b, float depth, vec2 st, vec2 at, float pixel)
{
    vec4 vessels = distances(vessel_distance, st), glands = distances(gland_distance, st);
    vec4 cut = distances(cut_distance, st);
    vessels += vec4(1.0 - parts_shown.yy, 1.0 - parts_shown.z, 1.0 - parts_shown.y);
    glands += vec4(1.0 - parts_shown.ww, 1.0 - more_parts_shown.xx);
    cut += vec4(1.0 - parts_shown.yy, 1.0 - parts_shown.z, 1.0 - more_parts_shown.x);

    // Vessels live below the junction: what shines through from behind must not stand in the epidermis.
    vessels.xyw += 1.0 - below(depth, b.epidermis + 0.004, pixel);

    // They lie in a bed: the tissue darkens towards them.
    float bed = min(min(vessels.x, vessels.y), min(vessels.z, glands.w));
    m.colour *= 1.0 - 0.38 * (1.0 - smoothstep(0.0, 0.016, bed)) * step(0.0, bed);

    float share = inside_of(vessels.z, pixel);
    vec3 nerve = vec3(0.830, 0.600, 0.150) * tube_light(vessels.z, 0.014);
    nerve *= 1.0 + 0.12 * sin(at.x * 900.0 + at.y * 300.0) * resolved(0.007, pixel);
    m.colour = mix(m.colour, nerve, share);
    m.height += share * 0.010 * saturate(-vessels.z / 0.014);

    share = inside_of(glands.w, pixel);
    m.colour = mix(m.colour, vec3(0.300, 0.500, 0.520) * tube_light(glands.w, 0.014), share);
    m.height += share * 0.012 * saturate(-glands.w / 0.014);
    share = inside_of(cut.w + 0.005, pixel);
    m.colour = mix(m.colour, vec3(0.100, 0.170, 0.190), 0.8 * share);

    share = inside_of(glands.z, pixel);
    if (share > 0.0) {
        vec3 sebum = vec3(0.880, 0.690, 0.330);
        float rim = smoothstep(0.0, 0.012, -glands.z);
        float seen = resolved(0.024, pixel);
        Cell cell = nearest_cell(at / 0.024, 0.0, 801);
        sebum *= mix(1.0, 0.78 + 0.34 * smoothstep(0.02, 0.25, cell.border), seen);
        m.colour = mix(m.colour, mix(vec3(0.520, 0.260, 0.170), sebum, rim), share);
        m.height = mix(m.height, 0.014 * rim, share);
    }
    share = inside_of(glands.x, pixel);
    vec3 sheath = mix(vec3(0.330, 0.120, 0.120), vec3(0.610, 0.330, 0.300), smoothstep(0.0, 0.016, -glands.x));
    sheath = mix(sheath, kMelanin, 0.35 * skin.w);
    m.colour = mix(m.colour, sheath, share);
    m.height = mix(m.height, 0.006, share);
    share = inside_of(glands.y, pixel);
    m.colour = mix(m.colour, vec3(0.060, 0.030, 0.016) * (0.7 + 1.4 * saturate(-glands.y / 0.008)), share);

    share = inside_of(vessels.y, pixel);
    m.colour = mix(m.colour, vec3(0.130, 0.150, 0.400) * tube_light(vessels.y, 0.020), share);
    m.height += share * 0.014 * saturate(-vessels.y / 0.020);
    share = inside_of(vessels.x, pixel);
    m.colour = mix(m.colour, vec3(0.620, 0.035, 0.030) * tube_light(vessels.x, 0.016), share);
    m.height += share * 0.014 * saturate(-vessels.x / 0.016);
    share = inside_of(vessels.w, pixel);
    m.colour = mix(m.colour, vec3(0.560, 0.045, 0.050) * tube_light(vessels.w, 0.0045), share);
    m.gloss = max(m.gloss, inside_of(min(vessels.x, vessels.y), pixel));

    m.part = inside_of(min(min(bed, vessels.w), min(min(glands.x, glands.y), glands.z)), pixel);

    // Where one is cut: a pale wall around dark blood.
    m.colour = mix(m.colour, vec3(0.740, 0.360, 0.330), inside_of(cut.x, pixel));
    m.colour = mix(m.colour, vec3(0.300, 0.010, 0.012), inside_of(cut.x + 0.006, pixel));
    m.colour = mix(m.colour, vec3(0.480, 0.400, 0.560), inside_of(cut.y, pixel));
    m.colour = mix(m.colour, vec3(0.110, 0.025, 0.075), inside_of(cut.y + 0.0035, pixel));
    m.colour = mix(m.colour, vec3(0.900, 0.760, 0.360), inside_of(cut.z + 0.003, pixel));
}
