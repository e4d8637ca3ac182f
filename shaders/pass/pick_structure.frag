// A vessel, nerve, follicle or gland that stands free.
#include "common/frame.glsl"
#include "common/thing.glsl"

in vec3 v_world;
flat in float v_kind;

void main()
{
    if (dot(v_world.xy, section.xy) > section.z || abs(v_world.x) > block_mm.x || v_world.y > block_mm.y || v_world.z < -block_mm.z) discard;
    out_thing = thing_output(kThingArteriole + (int(v_kind + 0.5) >> 1));
}
