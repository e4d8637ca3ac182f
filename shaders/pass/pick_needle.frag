// A needle: its coat, or the steel.
#include "common/frame.glsl"
#include "common/thing.glsl"

in vec4 v_kind;

void main()
{
    bool coated = v_kind.y >= 0.0 && v_kind.x > v_kind.y;
    out_thing = thing_output(coated ? kThingNeedleCoat : kThingNeedle);
}
