// The tissue at rest: what a cut shows before injury and heat, and before light falls on it.
#include "common/tissue/structures.glsl"
#include "common/tissue/dermis.glsl"
#include "common/tissue/fat.glsl"

// @param depth  of the point in skin that nothing pushes in, mm
// @param at     x of pattern_place(), and depth, mm
// @param st     the same in the maps of distances
// @param slice  y of pattern_place(), mm
// @param pixel  its size, mm
Material tissue_at(Bounds b, float depth, vec2 at, vec2 st, float slice, float pixel)
{
    // The layers, from the top down; a pixel on a bound takes a share of both.
    float in_epidermis = of_run(1, below(depth, b.corneum, pixel));
    float in_papillary = of_run(2, below(depth, b.epidermis, pixel));
    float in_reticular = of_run(3, into_reticular(at, depth, b, pixel));
    float in_fat = of_run(4, below(depth, b.reticular, pixel));
    float in_muscle = of_run(5, below(depth, b.fat, pixel));
    Material m = Material(vec3(0.0), 0.0, 0.5, 0.0);
    if (in_epidermis < 1.0) {
        m = stratum_corneum(vec2(at.x, depth - b.relief), saturate((depth - b.relief) / max(b.corneum - b.relief, 1e-4)), pixel);
    }
    if (in_epidermis > 0.0 && in_papillary < 1.0) {
        float inside = saturate((depth - b.corneum) / max(b.epidermis - b.corneum, 1e-4));
        Material over = viable_epidermis(at, inside, b.epidermis - depth, slice, pixel);
        blend_in(m, over, in_epidermis);
    }
    if (in_papillary > 0.0 && in_reticular < 1.0) {
        Material over = papillary_dermis(at, slice, pixel);
        over.colour *= 1.0 - 0.16 * exp(-(depth - b.epidermis) / 0.006);
        blend_in(m, over, in_papillary);
    }
    if (in_reticular > 0.0 && in_fat < 1.0) {
        Material over = reticular_dermis(at, slice, pixel);
        blend_in(m, over, in_reticular);
    }
    if (in_fat > 0.0 && in_muscle < 1.0) {
        Material over = fat(at, slice, pixel);
        over.colour *= 1.0 - 0.45 * exp(-(depth - b.reticular) / 0.02);
        blend_in(m, over, in_fat);
    }
    if (in_muscle > 0.0) blend_in(m, muscle(at, slice, pixel), in_muscle);
    structures(m, b, depth, st, at, pixel);
    return m;
}
