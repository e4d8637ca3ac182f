// A line of current lying in a cut face, or the arrow on it: as wide in any view.
#include "common/frame.glsl"

layout(location = 0) in vec4 in_place;  // world, mm; w 0 a line, 1 an arrow
layout(location = 1) in vec4 in_along;  // unit, world; w side of it: -1 or 1
layout(location = 2) in float in_ahead;  // -1 or 1 from an arrow's back to its front

out vec3 v_at;  // across and along, in pixels of a picture 720 high; z 1 an arrow

const float kLineReach_px = 3.0, kArrowReach_px = 9.0;

void main()
{
    vec4 here = clip_from_world * vec4(in_place.xyz, 1.0);
    vec4 there = clip_from_world * vec4(in_place.xyz + 0.01 * in_along.xyz, 1.0);
    vec2 along = (there.xy / there.w - here.xy / here.w) * picture_px.xy;
    along /= max(length(along), 1e-6);
    float reach = in_place.w > 0.5 ? kArrowReach_px : kLineReach_px;
    v_at = vec3(in_along.w * reach, in_ahead * reach, in_place.w);
    vec2 off = vec2(-along.y, along.x) * v_at.x + along * v_at.y;
    here.xy += 2.0 * off * line_px() * picture_px.zw * here.w;
    gl_Position = here;
}
