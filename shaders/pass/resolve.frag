// From light to what is shown; averages the samples of a larger picture after the tone curve.
#include "common/color.glsl"

uniform sampler2D picture;
in vec2 v_st;
layout(location = 0) out vec4 out_colour;

vec3 shown(vec2 st)
{
#ifdef TONEMAP_INLINE
    return texture(picture, st).rgb;
#else
    return display_from_light(max(texture(picture, st).rgb, 0.0));
#endif
}

void main()
{
#ifdef SUPERSAMPLED
    // Two by two, each after the curve, so that highlights do not flicker.
    vec2 texel = 1.0 / vec2(textureSize(picture, 0));
    vec2 base = (floor(v_st / texel * 0.5) * 2.0 + 0.5) * texel;
    vec3 c = 0.25 * (shown(base) + shown(base + vec2(texel.x, 0.0)) + shown(base + vec2(0.0, texel.y)) + shown(base + texel));
#else
    vec3 c = shown(v_st);
#endif
    out_colour = vec4(clamp(c, 0.0, 1.0), 1.0);
}
