// The skin from outside, with what lies on it, or the layer that peeling has laid bare.
#include "common/frame.glsl"
#include "common/thing.glsl"
#ifdef HEAT
#include "common/heat.glsl"
#endif

uniform sampler2D surface_marks;  // a: blood or crust
uniform sampler2D skin_map;       // b: hollowness

in vec3 v_world;

int bare_layer(float peel)
{
    if (peel < 1.0) return kThingStratumCorneum;
    if (peel < 1.2) return kThingGranularLayer;
    if (peel < 1.9) return kThingSpinousLayer;
    if (peel < 2.0) return kThingBasalLayer;
    return peel < 3.0 ? kThingPapillaryDermis : peel < 4.0 ? kThingReticularDermis : kThingFat;
}

void main()
{
    if (before_section(v_world.xy) > 0.1 * forward.w) discard;
    int thing = kThingSkin;
#ifdef PEELED
    thing = bare_layer(options.x + 0.0005);
#else
    vec2 st = vec2((v_world.x + block_mm.x) / (2.0 * block_mm.x), v_world.y / block_mm.y);
    if (texture(skin_map, st).b > 0.45) thing = kThingPore;
    // What has dried closes a channel's mouth.
    if (texture(surface_marks, st).a * more_parts_shown.y > 0.45) thing = healing.z < 0.02 ? kThingBlood : kThingChannel;
#endif
#ifdef HEAT
    if (heat_range_C.z > 0.5 && heat_at(vec3(v_world.xy, -v_world.z)).g > 0.0) thing = kThingCoagulated;
#endif
    out_thing = thing_output(thing);
}
