// A hair above the skin, unless it is drawn too pale to be seen.
#include "common/frame.glsl"
#include "common/thing.glsl"

in float v_cover;

void main()
{
    if (v_cover < 0.1) discard;
    out_thing = thing_output(kThingHair);
}
