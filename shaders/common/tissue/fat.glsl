// What lies under the skin: lobules of fat between septa, then muscle.
#include "common/tissue/material.glsl"

const vec3 kFat = vec3(0.930, 0.585, 0.200);
const vec3 kFatRim = vec3(0.760, 0.430, 0.140);
const vec3 kFatWall = vec3(0.960, 0.790, 0.500);
const vec3 kSeptum = vec3(0.850, 0.620, 0.500);
const vec3 kMuscle = vec3(0.330, 0.060, 0.050);

// Round fat cells packed into lobules; between the lobules, fine septa of loose fibres.
Material fat(vec2 at, float slice, float pixel)
{
    const float kAdipocyte = 0.078, kLobule = 0.66;
    Material m = Material(vec3(0.0), 0.0, 0.5, 0.0);
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
    Material m = Material(vec3(0.0), 0.0, 0.5, 0.0);
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
