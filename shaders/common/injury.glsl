// Channels through the tissue and what grows around them.
#include "common/noise.glsl"

struct Track {
    float gap_mm;     // from the wall of the lumen, < 0 inside
    float wall_mm;    // from the wall as the needle left it
    float along;      // 0 at the entry to 1 at the end
    float depth_mm;
    float side;       // -1 to 1 across the lumen
    int index;        // -1: none near
};

Track nearest_track(vec3 tissue)
{
    Track best;
    best.gap_mm = 9.0;
    best.wall_mm = 9.0;
    best.index = -1;
    best.along = 0.0;
    best.depth_mm = tissue.z;
    best.side = 0.0;
    int count = int(counts.y);
    for (int i = 0; i < count; ++i) {
        vec4 entry = channel_entry_mm[i], axis = channel_axis[i];
        vec3 q = tissue - vec3(entry.xy, 0.0);
        float t = clamp(dot(q, axis.xyz), 0.0, axis.w);
        float r = length(q - axis.xyz * t);
        // It ends in a point, as the needle did.
        float taper = clamp((axis.w - t) / (6.0 * entry.w + 0.001), 0.0, 1.0);
        float wall = r - entry.w * taper;
        if (wall < best.wall_mm) {
            best.wall_mm = wall;
            best.gap_mm = r - entry.z * taper;
            best.along = t / axis.w;
            best.side = r / max(entry.z * taper, 1e-4);
            best.index = i;
        }
    }
    return best;
}

// From the wall as the needle left it, mm, with the soft, wandering bounds that tissue grows to: no ruled edges.
// @param at  in the cut, mm
float wandering_mm(Track track, vec2 at)
{
    return track.wall_mm + 0.030 * noise(at / vec2(0.13, 0.10), 911) + 0.014 * noise(at / 0.040, 912);
}

// How far tissue is young around a channel, 1 at its wall: narrower with depth, soft at the end, in dermis alone.
// @param to_fat_mm  what is left of the dermis below
float young_zone(Track track, vec2 at, float to_fat_mm)
{
    float wide = mix(0.135, 0.060, smoothstep(0.1, 0.9, track.along));
    float near_floor = smoothstep(0.0, 0.16, to_fat_mm + 0.05 * noise(at / 0.06, 913));
    return exp(-square(max(wandering_mm(track, at), 0.0) / wide)) * near_floor;
}
