// The letter's coverage in its colour.
uniform sampler2D letters;
in vec2 v_uv;
in vec4 v_colour;
layout(location = 0) out vec4 out_colour;

void main()
{
    out_colour = vec4(v_colour.rgb, v_colour.a * texture(letters, v_uv).r);
}
