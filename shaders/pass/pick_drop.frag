// A drop of blood.
#include "common/frame.glsl"
#include "common/thing.glsl"

void main() { out_thing = thing_output(kThingBlood); }
