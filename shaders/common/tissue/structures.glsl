// Vessels, nerves, glands and hair in a cut face.
#include "common/tissue/epidermis.glsl"
#include "common/cut.glsl"

// Distances to every structure at a point, < 0 inside; those that are hidden are far away. What is faded is where it is,
// and paints with its share of parts_shown.
struct Structures {
    vec4 vessels;  // arteriole, venule, nerve, capillary
    vec4 glands;   // follicle, hair, sebaceous gland, sweat gland
};

Structures structures_at(Bounds b, float depth, vec2 st, float pixel)
{
    Structures s;
    s.vessels = distances(vessel_distance, st) + 1.0 - sign(vec4(parts_shown.yy, parts_shown.z, parts_shown.y));
    s.glands = distances(gland_distance, st) + 1.0 - sign(vec4(parts_shown.ww, more_parts_shown.xx));
    // Vessels live below the junction: what shines through from behind must not stand in the epidermis.
    s.vessels.xyw += 1.0 - below(depth, b.epidermis + 0.004, pixel);
    return s;
}

// The share of the pixel that any of them fills.
float structure_share(Structures s, float pixel)
{
    vec4 nearest = min(s.vessels, s.glands);
    return inside_of(min(min(nearest.x, nearest.y), min(nearest.z, nearest.w)), pixel);
}

const float kArteriolarWall_mm = 0.0055, kVenularWall_mm = 0.0022, kFollicleSheath_mm = 0.010;

// Dots of nuclei `apart` mm apart: the share of the pixel.
float nuclei(vec2 at, float apart, int seed, float pixel)
{
#ifdef FINE
    float seen = resolved(apart, pixel);
    if (seen <= 0.0) return 0.0;
    Cell cell = nearest_cell(at / apart, 0.0, seed);
    float soft = max(0.05, 0.6 * pixel / apart);
    return seen * (1.0 - smoothstep(0.27 - soft, 0.27 + soft, length(cell.centre)));
#else
    return 0.0;
#endif
}

// Foam of fat droplets in ripening sebaceous cells: x walls of the cells, y of the droplets, z nuclei.
vec3 sebocyte(vec2 at, float pixel)
{
#ifdef CHEAP
    return vec3(0.0);
#else
    const float kCell = 0.021, kDrop = 0.0042;
    float seen = resolved(kCell, pixel);
    if (seen <= 0.0) return vec3(0.0);
    Cell cell = nearest_cell(at / kCell, 0.0, 801);
    vec3 found = vec3(1.0 - smoothstep(0.02, 0.10, cell.border), 0.0, 1.0 - smoothstep(0.15, 0.20, length(cell.centre)));
#ifdef FINE
    float drops = resolved(kDrop, pixel);
    if (drops > 0.0) found.y = drops * (1.0 - smoothstep(0.05, 0.22, nearest_cell(at / kDrop, 0.0, 803).border));
#endif
    return seen * found;
#endif
}

// Light across a tube by how deep inside its outline one is: dark at its rims, a soft gleam along its upper flank.
float tube_light(float distance_mm, float radius_mm)
{
    float deep = saturate(-distance_mm / radius_mm);
    return 0.50 + 0.62 * sqrt(deep);
}

void paint_tube(inout Material m, vec3 colour, float share, float distance_mm, float radius_mm, float raised, float pixel)
{
    m.colour = mix(m.colour, colour * tube_light(distance_mm, radius_mm), share);
    // Distances are stored in steps that show as ridges where pixels are smaller.
    raised *= mix(0.3, 1.0, smoothstep(0.0005, 0.002, pixel));
    m.height = mix(m.height, raised * sqrt(saturate(-distance_mm / radius_mm)), share);
}

// A vessel whose wall lets the blood shine through.
void paint_vessel(inout Material m, float distance_mm, float wall_mm, float radius_mm, vec3 wall, vec3 blood, float pixel)
{
    float share = parts_shown.y * inside_of(distance_mm, pixel);
    if (share <= 0.0) return;
    float lumen = smoothstep(0.4 * wall_mm, 1.3 * wall_mm + pixel, -distance_mm);
    paint_tube(m, mix(wall, blood, 0.25 + 0.70 * lumen), 0.94 * share, distance_mm, radius_mm, 0.014, pixel);
    m.gloss = max(m.gloss, share);
}

void paint_nerve(inout Material m, float distance_mm, vec2 at, float pixel)
{
    float share = parts_shown.z * inside_of(distance_mm, pixel);
    if (share <= 0.0) return;
    // Wavy axons in a pale sleeve.
    float axons = sin(at.y * 2600.0 + 2.2 * sin(at.x * 190.0) + 60.0 * at.x) * resolved(0.005, pixel);
    vec3 nerve = vec3(0.800, 0.640, 0.270) * (1.0 + 0.13 * axons);
    nerve = mix(vec3(0.860, 0.760, 0.560), nerve, smoothstep(0.0015, 0.0035, -distance_mm));
    paint_tube(m, nerve, share, distance_mm, 0.014, 0.010, pixel);
}

void paint_sebaceous(inout Material m, float distance_mm, vec2 at, float pixel)
{
    float share = more_parts_shown.x * inside_of(distance_mm, pixel);
    if (share <= 0.0) return;
    // Small dark cells at the rim ripen inwards into pale foam.
    float ripe = smoothstep(0.002, 0.014, -distance_mm);
    vec3 cell = sebocyte(at, pixel);
    vec3 c = mix(vec3(0.560, 0.330, 0.240), vec3(0.860, 0.730, 0.450), ripe);
    c *= 1.0 - 0.12 * cell.y * ripe;
    c = mix(c, vec3(0.560, 0.380, 0.220), 0.65 * cell.x);
    c = mix(c, kChromatin, cell.z * mix(0.75, 0.45, ripe));
    m.colour = mix(m.colour, c, share);
    m.height = mix(m.height, 0.014 * smoothstep(0.0, 0.012, -distance_mm) - 0.002 * cell.x, share);
}

void paint_follicle(inout Material m, float distance_mm, float hair_mm, vec2 at, float pixel)
{
    float share = parts_shown.w * inside_of(distance_mm, pixel);
    if (share > 0.0) {
        // From outside: a dark edge, the cells of the outer sheath, the horny inner sheath.
        vec3 c = mix(kBasal, kMelanin, 0.30 * skin.w) * mix(0.80, 1.20, smoothstep(0.0, 0.018, -distance_mm));
        c = mix(c, kChromatin, 0.7 * nuclei(at, 0.0095, 805, pixel));
        c = mix(c, vec3(0.620, 0.360, 0.220), 1.0 - smoothstep(kFollicleSheath_mm - 0.003, kFollicleSheath_mm, hair_mm));
        c = mix(vec3(0.250, 0.095, 0.120), c, smoothstep(0.0008, 0.0030, -distance_mm));
        m.colour = mix(m.colour, c, share);
        m.height = mix(m.height, 0.006, share);
    }
    share = parts_shown.w * inside_of(hair_mm, pixel);
    vec3 shaft = mix(vec3(0.045, 0.022, 0.012), vec3(0.190, 0.105, 0.055), smoothstep(0.0015, 0.010, -hair_mm));
    m.colour = mix(m.colour, shaft, share);
    m.height += 0.008 * share * sqrt(saturate(-hair_mm / 0.012));
    m.gloss = max(m.gloss, 0.8 * share);
}

// Where the plane cuts a vessel, nerve or duct: its wall and what it holds.
void paint_cuts(inout Material m, vec4 cut, vec2 at, float pixel)
{
    vec3 arterial = vec3(0.310, 0.014, 0.014), venous = vec3(0.120, 0.028, 0.078);
#ifdef FINE
    float red_cells = smoothstep(0.05, 0.20, nearest_cell(at / 0.0065, 0.0, 811).border) * resolved(0.0065, pixel);
    arterial *= 1.0 + 0.7 * red_cells;
    venous *= 1.0 + 0.7 * red_cells;
#endif
    m.colour = mix(m.colour, vec3(0.760, 0.450, 0.400), parts_shown.y * inside_of(cut.x, pixel));
    m.colour = mix(m.colour, arterial, parts_shown.y * inside_of(cut.x + kArteriolarWall_mm, pixel));
    m.colour = mix(m.colour, vec3(0.520, 0.430, 0.560), parts_shown.y * inside_of(cut.y, pixel));
    m.colour = mix(m.colour, venous, parts_shown.y * inside_of(cut.y + kVenularWall_mm, pixel));
    float fascicle = parts_shown.z * inside_of(cut.z + 0.003, pixel);
    m.colour = mix(m.colour, mix(vec3(0.900, 0.780, 0.430), vec3(0.560, 0.400, 0.220), 0.5 * nuclei(at, 0.0045, 813, pixel)), fascicle);
    float lumen = more_parts_shown.x * inside_of(cut.w + 0.006, pixel), wall = more_parts_shown.x * inside_of(cut.w, pixel);
    m.colour = mix(m.colour, vec3(0.420, 0.560, 0.560), 0.8 * wall);
    m.colour = mix(m.colour, kChromatin, 0.7 * wall * nuclei(at, 0.0065, 812, pixel));
    m.colour = mix(m.colour, vec3(0.100, 0.170, 0.190), 0.85 * lumen);
    m.height -= 0.008 * max(lumen, parts_shown.y * inside_of(min(cut.x + kArteriolarWall_mm, cut.y + kVenularWall_mm), pixel));
}

// Vessels, nerves, glands and hair on top of the layers.
void structures(inout Material m, Bounds b, float depth, vec2 st, vec2 at, float pixel)
{
    Structures s = structures_at(b, depth, st, pixel);
    vec4 cut = distances(cut_distance, st);
    cut += 1.0 - sign(vec4(parts_shown.yy, parts_shown.z, more_parts_shown.x));

    // They lie in a bed: the tissue darkens towards them.
    float bed = min(min(s.vessels.x, s.vessels.y), min(s.vessels.z, s.glands.w));
    m.colour *= 1.0 - 0.38 * (1.0 - smoothstep(0.0, 0.016, bed)) * step(0.0, bed);

    paint_nerve(m, s.vessels.z, at, pixel);
    paint_tube(m, vec3(0.400, 0.560, 0.560), more_parts_shown.x * inside_of(s.glands.w, pixel), s.glands.w, 0.014, 0.012, pixel);
    paint_sebaceous(m, s.glands.z, at, pixel);
    paint_follicle(m, s.glands.x, s.glands.y, at, pixel);
    paint_vessel(m, s.vessels.y, kVenularWall_mm, 0.020, vec3(0.400, 0.330, 0.480), vec3(0.150, 0.140, 0.360), pixel);
    paint_vessel(m, s.vessels.x, kArteriolarWall_mm, 0.016, vec3(0.760, 0.330, 0.280), vec3(0.590, 0.050, 0.042), pixel);
    paint_vessel(m, s.vessels.w, 0.0008, 0.0045, vec3(0.700, 0.250, 0.230), vec3(0.560, 0.060, 0.058), pixel);
    m.part = structure_share(s, pixel);
    paint_cuts(m, cut, at, pixel);
}
