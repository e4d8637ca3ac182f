// What lies at a place of a cut face: structures over layers, what was done to the skin over both, in the order in
// which tissue_face.frag paints them.
#include "common/frame.glsl"
#include "common/deform.glsl"
#include "common/injury.glsl"
#include "common/cut.glsl"
#include "common/thing.glsl"
#ifdef HEAT
#include "common/heat.glsl"
#endif

in vec3 v_world;
in float v_u;

// As viable_epidermis() in common/materials.glsl draws its rows of cells.
const float kGranularShare = 0.20, kBasal_mm = 0.013;

int layer_at(float depth, Bounds b)
{
    if (depth > b.fat) return kThingMuscle;
    if (depth > b.reticular) return parts_shown.x > 0.5 ? kThingFat : kThingNothing;
    if (depth > b.papillary) return layers_shown.w > 0.5 ? kThingReticularDermis : kThingNothing;
    if (depth > b.epidermis) return layers_shown.z > 0.5 ? kThingPapillaryDermis : kThingNothing;
    if (depth > b.corneum) {
        if (layers_shown.y <= 0.5) return kThingNothing;
        if (depth - b.corneum < kGranularShare * (b.epidermis - b.corneum)) return kThingGranularLayer;
        return b.epidermis - depth < kBasal_mm ? kThingBasalLayer : kThingSpinousLayer;
    }
    return layers_shown.x > 0.5 ? kThingStratumCorneum : kThingNothing;
}

void put(inout int thing, int other, float distance_mm, float shown)
{
    if (shown > 0.5 && distance_mm < 0.0) thing = other;
}

void main()
{
    vec3 tissue = vec3(v_world.xy, -v_world.z);
    float s = v_u / face_u.w;
    Bounds b = read_bounds(s);
    float pushed = dimple_mm(tissue.xy, 0.0);
    float depth = tissue.z - dimple_mm(tissue.xy, tissue.z - pushed - b.relief);
    int thing = layer_at(depth, b);

#ifdef COLLAGEN
    bool dermis = depth > b.epidermis && depth < b.reticular;
    Track near = nearest_track(tissue);
    // As far as it is drawn dense.
    if (dermis && more_parts_shown.z > 0.5 && near.index >= 0 && near.wall_mm < 0.14 && max(healing.x, healing.y) > 0.02)
        thing = healing.x > healing.y ? kThingCollagenIII : kThingCollagenI;
#endif
    vec2 st = vec2(atlas.x + atlas.y * s, depth / block_mm.z);
    // Half a pixel wider than they are: what is thinner than a pixel is seen too.
    float pixel = max(length(dFdx(v_world)), length(dFdy(v_world)));
    float wider = min(0.5 * pixel, 0.015);
    vec4 vessels = distances(vessel_distance, st) - wider, glands = distances(gland_distance, st) - wider;
    if (depth < b.epidermis + 0.004) vessels.xyw = vec3(1.0);
    put(thing, kThingNerve, vessels.z, parts_shown.z);
    put(thing, kThingSweatDuct, glands.w, more_parts_shown.x);
    put(thing, kThingSebaceousGland, glands.z, more_parts_shown.x);
    put(thing, kThingFollicle, glands.x, parts_shown.w);
    put(thing, kThingHair, glands.y, parts_shown.w);
    put(thing, kThingVenule, vessels.y, parts_shown.y);
    put(thing, kThingArteriole, vessels.x, parts_shown.y);
    put(thing, kThingCapillary, vessels.w, parts_shown.y);
#ifdef HEAT
    if (heat_range_C.z > 0.5 && heat_at(tissue).g > 0.0) thing = kThingCoagulated;
#endif
#ifdef INJURY
    Track track = nearest_track(tissue);
    if (track.index >= 0) put(thing, kThingChannel, track.gap_mm, more_parts_shown.y);
#endif
    out_thing = thing_output(thing);
}
