// Lays the veils over the scene: the weighted mean of their colours, as dense as all of them together.

uniform highp sampler2D picture;      // rgb sum of weighted colours, a what they let through
uniform highp sampler2D veil_weight;  // r sum of weights
in vec2 v_st;
layout(location = 0) out vec4 out_colour;

void main()
{
    vec4 sums = texture(picture, v_st);
    float weight = texture(veil_weight, v_st).r;
    if (weight <= 0.0) discard;
    out_colour = vec4(sums.rgb / weight, 1.0 - sums.a);
}
