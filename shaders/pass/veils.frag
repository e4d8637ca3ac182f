// Lays the veils over the scene: the weighted mean of their colours, as dense as all of them together.
#include "common/color.glsl"

uniform highp sampler2D picture;      // light of what is solid
uniform highp sampler2D veil_sum;     // rgb sum of weighted display colours, a what they let through
uniform highp sampler2D veil_weight;  // r sum of weights
in vec2 v_st;
layout(location = 0) out vec4 out_colour;

void main()
{
    vec4 sums = texture(veil_sum, v_st);
    float weight = texture(veil_weight, v_st).r;
    if (weight <= 0.0) discard;
    vec3 shown = mix(sums.rgb / weight, display_from_light(texture(picture, v_st).rgb), sums.a);
    out_colour = vec4(light_from_display(shown), 1.0);
}
