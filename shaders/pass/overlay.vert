// Words and lines, placed in pixels from the top left.
#include "common/frame.glsl"

layout(location = 0) in vec2 in_px;
layout(location = 1) in vec2 in_uv;
layout(location = 2) in vec4 in_colour;

out vec2 v_uv;
out vec4 v_colour;

void main()
{
    v_uv = in_uv;
    v_colour = in_colour;
    // options.xy: size of the picture the overlay was laid out for.
    vec2 share = in_px / options.xy;
    gl_Position = vec4(share.x * 2.0 - 1.0, 1.0 - share.y * 2.0, 0.0, 1.0);
}
