// The skin's surface, or what is left on top after peeling: a grid whose heights come from a texture.
#include "common/frame.glsl"
#include "common/heights.glsl"

out vec3 v_world;
out vec3 v_normal;  // without the lines, which the skin map knows more finely
out float v_open;   // how much of the sky is seen from here, 0 to 1

// What the surroundings leave of the sky: they stand higher on a ring, and rise at a slope.
float open_sky(ivec2 texel, float height, float radius_mm, vec2 step_mm)
{
    vec2 reach = radius_mm / max(step_mm, vec2(1e-4));
    ivec2 a = ivec2(reach + 0.5), d = ivec2(0.7 * reach + 0.5);
    float higher = heights_at(surface_height, texel + ivec2(a.x, 0)).g + heights_at(surface_height, texel - ivec2(a.x, 0)).g
                 + heights_at(surface_height, texel + ivec2(0, a.y)).g + heights_at(surface_height, texel - ivec2(0, a.y)).g
                 + heights_at(surface_height, texel + d).g + heights_at(surface_height, texel - d).g
                 + heights_at(surface_height, texel + ivec2(d.x, -d.y)).g + heights_at(surface_height, texel + ivec2(-d.x, d.y)).g;
    float slope = max(higher * 0.125 - height, 0.0) / radius_mm;
    return inversesqrt(1.0 + 2.4 * slope * slope) - 0.16 * min(slope, 1.0);
}

// What the needles leave of the light at their feet, where the dented skin stands close around them.
float beside_needles(vec2 at)
{
    float seen = 1.0;
    for (int i = 0; i < int(counts.x); ++i) {
        if (needle_axis[i].z <= 0.0) continue;
        float gap_mm = max(distance(at, needle_entry_mm[i].xy) - 0.8 * needle_axis[i].w, 0.0);
        seen *= 1.0 - 0.72 * square(saturate(1.0 - gap_mm / 0.16));
    }
    return seen;
}

void main()
{
    ivec2 size = textureSize(surface_height, 0);
    ivec2 texel = ivec2(gl_VertexID % size.x, gl_VertexID / size.x);
    vec2 share = vec2(texel) / vec2(size - 1);
    vec2 low = vec2(-block_mm.x, 0.0), high = vec2(block_mm.x, block_mm.y);
    vec2 step_mm = (high - low) / vec2(size - 1);
    vec2 here = heights_at(surface_height, texel);
    vec2 slope = vec2(heights_at(surface_height, texel + ivec2(1, 0)).g - heights_at(surface_height, texel - ivec2(1, 0)).g,
                      heights_at(surface_height, texel + ivec2(0, 1)).g - heights_at(surface_height, texel - ivec2(0, 1)).g) / (2.0 * max(step_mm, vec2(1e-4)));
    v_world = vec3(mix(low, high, share), here.r);
    v_normal = normalize(vec3(-slope, 1.0)) * options.y;  // -1: the underside
    v_open = open_sky(texel, here.g, 0.10, step_mm) * open_sky(texel, here.g, 0.32, step_mm) * beside_needles(v_world.xy);
    gl_Position = clip_from_world * vec4(v_world, 1.0);
}
