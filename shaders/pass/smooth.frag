// Antialiasing of edges in the finished picture, after the idea of FXAA (Lottes 2009): blur along edges only.
#include "common/color.glsl"

uniform sampler2D picture;
in vec2 v_st;
layout(location = 0) out vec4 out_colour;

void main()
{
    vec2 texel = 1.0 / vec2(textureSize(picture, 0));
    vec3 middle = texture(picture, v_st).rgb;
    float m = luma(middle);
    float nw = luma(texture(picture, v_st + vec2(-0.5, 0.5) * texel).rgb);
    float ne = luma(texture(picture, v_st + vec2(0.5, 0.5) * texel).rgb);
    float sw = luma(texture(picture, v_st + vec2(-0.5, -0.5) * texel).rgb);
    float se = luma(texture(picture, v_st + vec2(0.5, -0.5) * texel).rgb);
    float low = min(m, min(min(nw, ne), min(sw, se))), high = max(m, max(max(nw, ne), max(sw, se)));
    if (high - low < max(0.028, 0.10 * high)) {
        out_colour = vec4(middle, 1.0);
        return;
    }
    vec2 along = vec2((sw + se) - (nw + ne), (nw + sw) - (ne + se));
    float least = 1.0 / (min(abs(along.x), abs(along.y)) + max((nw + ne + sw + se) * 0.03125, 0.0078));
    along = clamp(along * least, -6.0, 6.0) * texel;
    vec3 near = 0.5 * (texture(picture, v_st - along / 6.0).rgb + texture(picture, v_st + along / 6.0).rgb);
    vec3 wide = 0.5 * near + 0.25 * (texture(picture, v_st - along * 0.5).rgb + texture(picture, v_st + along * 0.5).rgb);
    float w = luma(wide);
    out_colour = vec4(w < low || w > high ? near : wide, 1.0);
}
