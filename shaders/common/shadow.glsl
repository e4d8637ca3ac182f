// How much of the key light reaches a point.

uniform sampler2DShadow shadow_map;

// The key is a large soft box: the edges of shadows are as wide as a needle is thick.
float key_visibility(vec3 world, vec3 normal)
{
    vec4 at = shadow_from_world * vec4(world + normal * 0.02, 1.0);
    if (any(greaterThan(abs(at.xy - 0.5), vec2(0.495)))) return 1.0;
    float seen;
#ifdef CHEAP
    seen = texture(shadow_map, vec3(at.xy, at.z));
#else
    // A sunflower's seeds: evenly spread over a disc, with no rows that could show.
    const int kTaps = 14;
    const float kRadius = 7.0;  // texels
    const float kGolden_rad = 2.39996323;
    vec2 texel = kRadius / vec2(textureSize(shadow_map, 0));
    seen = 0.0;
    for (int i = 0; i < kTaps; ++i) {
        float r = sqrt((float(i) + 0.5) / float(kTaps)), turn = kGolden_rad * float(i);
        seen += texture(shadow_map, vec3(at.xy + r * vec2(cos(turn), sin(turn)) * texel, at.z));
    }
    seen *= 1.0 / float(kTaps);
#endif
    return 1.0 - key_light.w * (1.0 - seen);
}
