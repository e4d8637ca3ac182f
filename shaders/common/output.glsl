// Where a pass writes what it drew: solid, or, where FADED is defined, as one veil among others.
#include "common/color.glsl"

layout(location = 0) out vec4 out_colour;

// Of the draw: 1 of what is solid, less of a veil.
float opacity() { return colour.a; }

#if defined(FADED) && !defined(TONEMAP_INLINE)

layout(location = 1) out vec4 out_weight;

// McGuire & Bavoil 2013: sums that do not depend on the order, of what the eye sees: over a bright wall
// a veil of light would be lost. What is nearer weighs more; the weights stay well inside the range of 16 bits.
void write_colour(vec4 finished)
{
    float weight = finished.a * exp2(4.0 - 8.0 * gl_FragCoord.z);
    out_colour = vec4(display_from_light(finished.rgb) * weight, finished.a);
    out_weight = vec4(weight);
}

#elif defined(FADED)

// Ordered dots: as many of sixteen pixels as there is alpha, and others than those of the next veil.
void write_colour(vec4 finished)
{
    ivec2 at = ivec2(gl_FragCoord.xy) & 3;
    int both = at.x ^ at.y;
    int rank = (both & 1) << 3 | (at.y & 1) << 2 | (both & 2) | (at.y & 2) >> 1;
    rank = (rank + 5 * int(options.w)) & 15;
    if ((float(rank) + 0.5) / 16.0 > finished.a) discard;
    out_colour = vec4(finished.rgb, 1.0);
}

#else

void write_colour(vec4 finished) { out_colour = finished; }

#endif
