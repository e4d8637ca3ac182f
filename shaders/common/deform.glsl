// How needles push the skin in: the tissue near one is carried down with the surface.
// The C++ twin, for the surface mesh, is dimple_mm() in app/render/scene/surface.cpp.

// x: how far the skin is pushed in at a place; y: the depth over which that fades, the mean of the needles'.
vec2 pushed_mm(vec2 xy)
{
    float pushed = 0.0, faded = 0.0;
    int count = int(counts.x);
    for (int i = 0; i < count; ++i) {
        vec4 n = needle_entry_mm[i];
        float r = length(xy - n.xy);
        float spread = exp(-(sqrt(r * r + 0.0016) - 0.04) / 0.26);
        pushed += n.z * spread;
        faded += n.z * spread * n.w;
    }
    return vec2(pushed, pushed > 0.0 ? faded / pushed : 1.0);
}

// How far a point so deep below the skin is carried down.
float dimple_mm(vec2 xy, float below_mm)
{
    vec2 pushed = pushed_mm(xy);
    return pushed.x * exp(-max(below_mm, 0.0) / pushed.y);
}
