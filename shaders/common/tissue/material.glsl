// What the inside of the skin looks like at one point, and how detail gives way to its mean.
//
// In the layers' functions `at` lies in the cut: mm along it and mm downwards (or along, seen from above). `slice` is
// the third coordinate, so that cutting further in changes the picture smoothly. `pixel` is the size of a pixel, mm.
// CLOSE is defined where pixels are small enough for cells and fine fibres, and FINE where, besides, the machine can
// afford the smallest of them.
#include "common/color.glsl"
#include "common/noise.glsl"
#if defined(CLOSE) && !defined(CHEAP)
#define FINE
#endif

struct Material {
    vec3 colour;    // linear
    float height;   // mm towards the eye, for the light
    float gloss;    // 0 dry to 1 wet
    float part;     // share of the pixel that a vessel, nerve, gland or hair fills
};

// 1 when a feature spans several pixels, 0 when it is lost in one.
float resolved(float feature, float pixel) { return smoothstep(1.4, 4.0, feature / pixel); }

void blend_in(inout Material m, Material over, float share)
{
    m.colour = mix(m.colour, over.colour, share);
    m.height = mix(m.height, over.height, share);
    m.gloss = mix(m.gloss, over.gloss, share);
}
