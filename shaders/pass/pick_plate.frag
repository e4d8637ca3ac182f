// The clear body that carries the needles.
#include "common/frame.glsl"
#include "common/thing.glsl"

void main() { out_thing = thing_output(kThingPlate); }
