// A light line or arrow with a fine dark edge.
#include "common/frame.glsl"
#include "common/color.glsl"
#include "common/flat.glsl"

in vec3 v_at;
layout(location = 0) out vec4 out_colour;

void main()
{
    // How far outside, in pixels of a picture 720 high: of a line, and of an arrow's triangle.
    float line = abs(v_at.x) - 0.75;
    float arrow = max(-(v_at.y + 4.5), (abs(v_at.x) * 12.0 + (v_at.y - 7.0) * 5.0) / 13.0);
    float outside = v_at.z > 0.5 ? arrow : line;
    float core = 1.0 - smoothstep(-0.5, 0.5, outside), edge = 1.0 - smoothstep(0.3, 1.6, outside);
    float alpha = max(core, 0.55 * edge);
    if (alpha <= 0.004) discard;
    out_colour = finish_exact(mix(vec3(0.05, 0.14, 0.06), kCurrent, core / alpha), alpha);
}
