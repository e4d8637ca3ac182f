// The skin from outside, with what lies on it, or the layer that peeling has laid bare.
#include "common/frame.glsl"
#include "common/thing.glsl"
#ifdef HEAT
#include "common/heat.glsl"
#endif

uniform sampler2D surface_marks;  // r hole, g redness, b pore, a blood or crust

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
    int thing = kThingSkin;
#ifdef PEELED
    thing = bare_layer(counts.z + 0.0005);
#else
    vec4 marks = texture(surface_marks, vec2((v_world.x + block_mm.x) / (2.0 * block_mm.x), v_world.y / block_mm.y));
    marks.ra *= more_parts_shown.y;
    if (marks.b > 0.45) thing = kThingPore;
    if (marks.a > 0.45) thing = kThingBlood;
    if (marks.r > 0.5) thing = kThingChannel;
#endif
#ifdef HEAT
    if (heat_range_C.z > 0.5 && heat_at(vec3(v_world.xy, -v_world.z)).g > 0.0) thing = kThingCoagulated;
#endif
    out_thing = thing_output(thing);
}
