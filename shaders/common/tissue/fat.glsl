// What lies under the skin: lobules of fat between septa, then muscle.
#include "common/tissue/material.glsl"

const vec3 kFat = vec3(0.945, 0.765, 0.400);
const vec3 kFatRim = vec3(0.640, 0.455, 0.255);
const vec3 kFatWall = vec3(0.950, 0.860, 0.660);
const vec3 kSeptum = vec3(0.830, 0.640, 0.550);
const vec3 kMuscle = vec3(0.330, 0.075, 0.065);

// Round fat cells packed into lobules; between the lobules, fine septa of loose fibres.
struct FatTissue {
    float septum;    // share of the pixel
    float wall_mm;   // from the middle of the septum
    float lobule;    // its own number
    float seen;      // 1 when cells are resolved
    float edge;      // from the cell's border inwards, in cells
    float thin;      // half the wall between two cells, in cells
    vec2 centre;     // of the cell, from the point, in cells
    float tone;      // the cell's own number
    float nucleus;   // pressed flat against the wall: share of the pixel
    float vessel;    // a capillary in the septum: share of the pixel
};

FatTissue fat_tissue(vec2 at, float slice, float pixel)
{
    const float kAdipocyte = 0.078, kLobule = 0.66;
    FatTissue t;
#ifdef CHEAP
    vec2 bent = at;
#else
    vec2 bent = at + 0.030 * vec2(noise(at / 0.16, 601), noise(at / 0.16, 606));
#endif
    Cell lobule = nearest_cell(bent / vec2(kLobule * 1.25, kLobule), slice / 0.9, 602);
    t.wall_mm = lobule.border * kLobule;
    t.septum = 1.0 - smoothstep(0.005, 0.014 + pixel, t.wall_mm);
    t.lobule = unit(lobule.id);
    t.seen = resolved(0.45 * kAdipocyte, pixel);
    t.edge = 0.5;
    t.thin = max(0.030, 0.8 * pixel / kAdipocyte);
    t.centre = vec2(0.0);
    t.tone = 0.5;
    t.nucleus = 0.0;
    t.vessel = 0.0;
    if (t.seen > 0.0) {
        Cell cell = packed_cell(at / vec2(kAdipocyte, kAdipocyte * 0.92), slice / 0.25, 604);
        // Rounded where three of them meet.
        t.edge = min(cell.border, 0.66 - length(cell.centre));
        t.centre = cell.centre;
        t.tone = unit(cell.id);
#ifdef FINE
        // A thin cut meets the nucleus of few cells: a crescent pressed against the rim from inside.
        uint own_nucleus = scatter(cell.id);
        float turn = 6.2831853 * unit(own_nucleus);
        vec2 away = vec2(cos(turn), sin(turn)), p = -cell.centre;
        float along = dot(p, vec2(-away.y, away.x)) / 0.13, inwards = (t.edge - t.thin) / 0.055;
        float thick = sqrt(max(1.0 - along * along, 0.0)), soft = 0.02 + 8.0 * pixel;
        t.nucleus = step(0.0, dot(p, away)) * step(0.68, unit(scatter(own_nucleus + 1u)));
        t.nucleus *= smoothstep(-soft, 0.0, inwards) * (1.0 - smoothstep(thick - soft, thick + soft, inwards)) * step(abs(along), 1.0);
        t.nucleus *= resolved(0.006, pixel);
#endif
    }
#ifdef FINE
    ivec2 box = ivec2(floor(at / 0.10));
    vec2 own = unit2(lattice(box, 607));
    float r = length(at - (vec2(box) + 0.25 + 0.5 * own) * 0.10);
    t.vessel = step(0.5, own.x) * t.septum * (1.0 - smoothstep(0.0042, 0.0050, r)) * resolved(0.006, pixel);
#endif
    return t;
}

Material fat(vec2 at, float slice, float pixel)
{
    FatTissue t = fat_tissue(at, slice, pixel);
    Material m = Material(mix(kFat, kFatRim, 0.12), 0.0, 0.9, 0.0);
    if (t.seen > 0.0) {
        // A drop of oil in a thin pale skin: a soft ball.
        float body = smoothstep(t.thin * 0.5, t.thin * 1.5, t.edge);
        float dome = sqrt(1.0 - 0.92 * min(dot(t.centre, t.centre) * 3.2, 1.0));
        vec3 oil = kFat * (0.92 + 0.14 * t.tone) * (0.90 + 0.16 * dome);
        // Light gathers in the drop on the side away from the lamp, as in any clear ball.
        oil += vec3(0.070, 0.060, 0.038) * dot(t.centre, vec2(-0.7, -0.8));
        oil = mix(oil * vec3(0.88, 0.84, 0.78), oil, smoothstep(t.thin, 0.22, t.edge));
        vec3 skin_of_it = mix(kFatWall, kFatRim, 0.55 * smoothstep(-0.02, -0.14, t.edge));
        vec3 c = mix(skin_of_it, oil, body);
        c = mix(c, vec3(0.300, 0.150, 0.180), 0.8 * t.nucleus);
        m.colour = mix(m.colour, c, t.seen);
        m.height = t.seen * 0.0085 * dome * smoothstep(0.0, 0.20, t.edge);
    }
    m.colour *= (0.95 + 0.10 * t.lobule) * (1.0 - 0.12 * (1.0 - smoothstep(0.0, 0.08, t.wall_mm)));
    vec3 fibrous = kSeptum * (0.95 + 0.12 * noise(at / vec2(0.02, 0.006), 605) * resolved(0.01, pixel));
    fibrous = mix(fibrous, vec3(0.480, 0.060, 0.055), t.vessel);
    m.colour = mix(m.colour, fibrous, 0.88 * t.septum);
    m.height = mix(m.height, 0.002, t.septum);
    return m;
}

Material muscle(vec2 at, float slice, float pixel)
{
    Material m = Material(kMuscle, 0.0, 0.8, 0.0);
    float lane = at.y / 0.06 + 0.5 * noise(at * vec2(1.2, 3.0), 701);
    float f = abs(fract(lane) - 0.5) * 2.0;
    float own = unit(lattice(ivec2(int(floor(lane)), 0), 702));
    vec3 c = kMuscle * (0.85 + 0.4 * own);
    float band = 0.5 + 0.5 * sin(at.x / 0.0045 * 6.2831853);
    c *= 1.0 - 0.18 * band * resolved(0.0045, pixel);
    float seen = resolved(0.06, pixel);
    m.colour = mix(kMuscle, mix(c, kSeptum * 0.6, smoothstep(0.88, 1.0, f)), seen);
    m.height = 0.014 * (1.0 - f * f) * seen;
    return m;
}
