// The tissue at rest of a part of a face, to be kept: pass/tissue_face.frag samples it.
#include "common/frame.glsl"
#include "common/tissue.glsl"

in vec2 v_st;
layout(location = 0) out vec4 out_colour;  // encoded colour, gloss
layout(location = 1) out vec4 out_height;  // height, part

void main()
{
    vec2 at = window.xy + v_st * window.zw;
    float s = at.x / face_u.w;
    vec3 world = face_origin_mm.xyz + face_u.xyz * at.x;
    vec2 place = pattern_place(world, at.x);
    Material m = tissue_at(read_bounds(s), at.y, vec2(place.x, at.y), vec2(atlas.x + atlas.y * s, at.y / block_mm.z), place.y, options.z);
    out_colour = vec4(sqrt(clamp(m.colour, 0.0, 1.0)), m.gloss);
    out_height = vec4(m.height, m.part, 0.0, 0.0);
}
