// How much of the key light reaches a point.

uniform sampler2DShadow shadow_map;

float key_visibility(vec3 world, vec3 normal)
{
    vec4 at = shadow_from_world * vec4(world + normal * 0.02, 1.0);
    if (any(greaterThan(abs(at.xy - 0.5), vec2(0.495)))) return 1.0;
    float seen;
#ifdef CHEAP
    seen = texture(shadow_map, vec3(at.xy, at.z));
#else
    vec2 texel = 1.0 / vec2(textureSize(shadow_map, 0));
    seen = 0.0;
    for (int j = -1; j <= 1; ++j)
        for (int i = -1; i <= 1; ++i)
            seen += texture(shadow_map, vec3(at.xy + vec2(i, j) * texel * 1.7, at.z));
    seen *= 1.0 / 9.0;
#endif
    return 1.0 - key_light.w * (1.0 - seen);
}
