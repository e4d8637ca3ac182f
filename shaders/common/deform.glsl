// How needles push the skin in: the tissue near one is carried down with the surface.
// The C++ twin, for the surface mesh, is dimple_mm() in app/render/scene/surface.cpp.

float dimple_mm(vec2 xy, float below_mm)
{
    float pushed = 0.0;
    int count = int(counts.x);
    for (int i = 0; i < count; ++i) {
        vec4 n = needle_entry_mm[i];
        float r = length(xy - n.xy);
        float spread = exp(-(sqrt(r * r + 0.0016) - 0.04) / 0.26);
        pushed += n.z * spread * exp(-max(below_mm, 0.0) / n.w);
    }
    return pushed;
}
