// Where a pass writes what it drew: solid, or, where FADED is defined, as one veil among others.

layout(location = 0) out vec4 out_colour;

#if defined(FADED) && !defined(TONEMAP_INLINE)

layout(location = 1) out vec4 out_weight;

// McGuire & Bavoil 2013: sums that do not depend on the order. What is nearer weighs more; the weights stay
// well inside the range of 16 bits.
void write_colour(vec4 finished)
{
    float weight = finished.a * exp2(4.0 - 8.0 * gl_FragCoord.z);
    out_colour = vec4(finished.rgb * weight, finished.a);
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
