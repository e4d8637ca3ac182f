// The dermis: fine loose fibres under the epidermis, thick woven bundles below.
#include "common/tissue/fibres.glsl"
#include "common/cut.glsl"

const vec3 kPapillary = vec3(0.870, 0.650, 0.605);
const vec3 kPapillaryGround = vec3(0.710, 0.450, 0.420);
const vec3 kReticularGround = vec3(0.300, 0.115, 0.098);
const vec3 kReticularFibre = vec3(0.735, 0.465, 0.375);
const vec3 kElastic = vec3(0.150, 0.060, 0.100);
const vec3 kFibroblastBody = vec3(0.560, 0.340, 0.400), kFibroblastNucleus = vec3(0.170, 0.080, 0.190);

const float kFineFibre_mm = 0.0105, kBundle_mm = 0.062;

Fibre papillary_fibre(vec2 at, float slice) { return weave(at.yx, kFineFibre_mm, slice, 1.05, 401); }
Fibre reticular_bundle(vec2 at, float slice) { return weave(at, kBundle_mm, slice, 0.56, 501); }

void add_cells(inout Material m, float elastic, vec2 cell)
{
    m.colour = mix(m.colour, kElastic, 0.75 * elastic);
    m.colour = mix(mix(m.colour, kFibroblastBody, 0.55 * cell.x), kFibroblastNucleus, 0.85 * cell.y);
    m.height += 0.0012 * cell.x;
}

// Elastic fibres of the papillae climb towards the junction.
float papillary_elastic(vec2 at, float pixel) { return elastic_fibre(at.yx, 0.034, 411, pixel); }
vec2 papillary_cell(vec2 at, float pixel) { return resting_cell(at, vec2(0.046, 0.030), 0.62, 412, pixel); }
float reticular_elastic(vec2 at, float pixel) { return elastic_fibre(at, 0.052, 511, pixel); }
vec2 reticular_cell(vec2 at, float pixel) { return resting_cell(at, vec2(0.080, 0.046), 0.62, 512, pixel); }

// Fine loose fibres under the epidermis.
Material papillary_dermis(vec2 at, float slice, float pixel)
{
    Material m = Material(mix(kPapillaryGround, kPapillary, 0.68), 0.0, 0.6, 0.0);
#ifdef CLOSE
    float seen = resolved(kFineFibre_mm, pixel);
    if (seen > 0.0) {
        Fibre f = papillary_fibre(at, slice);
        vec3 strand = kPapillary * (0.88 + 0.24 * unit(f.id));
        vec3 c = mix(kPapillaryGround, strand, smoothstep(0.05, 0.70, f.high));
        m.colour = mix(m.colour, c, seen);
        m.height = seen * 0.0028 * f.high;
    }
#endif
    m.colour *= 1.0 + 0.05 * noise(at / 0.055, 402) * resolved(0.055, pixel);
#ifdef FINE
    add_cells(m, papillary_elastic(at, pixel), papillary_cell(at, pixel));
#endif
    return m;
}

// Thick wavy bundles woven in all directions; some are cut across and show their ends.
Material reticular_dermis(vec2 at, float slice, float pixel)
{
    Material m = Material(mix(kReticularGround, kReticularFibre, 0.70), 0.0, 0.75, 0.0);
    float seen = resolved(kBundle_mm, pixel);
    if (seen > 0.0) {
        Fibre f = reticular_bundle(at, slice);
        float high = f.high;
        vec3 strand = kReticularFibre * (0.84 + 0.30 * unit(f.id));
        strand *= 1.0 + 0.13 * fibrils(f, kBundle_mm, pixel);
#ifndef CHEAP
        End end = bundle_end(at, slice, pixel);
        if (end.high * end.share > high * 0.85) {
            high = mix(high, end.high, end.share);
            vec3 stipple = kReticularFibre * mix(0.70, 1.14, end.dots) * (0.88 + 0.2 * unit(end.id));
            strand = mix(strand, stipple, end.share);
        }
#endif
        // Little light reaches down between the bundles.
        vec3 c = mix(kReticularGround, strand, smoothstep(0.02, 0.50, high)) * mix(0.56, 1.08, smoothstep(0.0, 0.80, high));
        m.colour = mix(m.colour, c, seen);
        m.height = seen * 0.017 * high;
    }
    m.colour *= 1.0 + 0.05 * noise(at / 0.45, 506);
#ifdef FINE
    add_cells(m, reticular_elastic(at, pixel), reticular_cell(at, pixel));
#endif
    return m;
}

// How far fine fibres have given way to thick bundles: a border of 0.05 mm that wanders, for nature rules no line.
// In the mean it lies at the layer's bound.
float into_reticular(vec2 at, float depth, Bounds b, float pixel)
{
    const float kBorder_mm = 0.05;
    float away = depth - b.papillary;
    if (abs(away) > kBorder_mm + pixel) return step(0.0, away);
    away += 0.018 * noise(at / vec2(0.075, 0.06), 523) + 0.010 * noise(at / 0.024, 524);
    return smoothstep(-0.5 * kBorder_mm - pixel, 0.5 * kBorder_mm + pixel, away);
}
