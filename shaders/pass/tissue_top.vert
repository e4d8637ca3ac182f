// The skin's surface, or what is left on top after peeling: a grid whose heights come from a texture.
#include "common/frame.glsl"
#include "common/heights.glsl"

out vec3 v_world;
out vec3 v_normal;

void main()
{
    ivec2 size = textureSize(surface_height, 0);
    ivec2 texel = ivec2(gl_VertexID % size.x, gl_VertexID / size.x);
    vec2 share = vec2(texel) / vec2(size - 1);
    vec2 low = vec2(-block_mm.x, 0.0), high = vec2(block_mm.x, block_mm.y);
    vec2 step_mm = (high - low) / vec2(size - 1);
    vec2 slope = vec2(height_at(texel + ivec2(1, 0)) - height_at(texel - ivec2(1, 0)),
                      height_at(texel + ivec2(0, 1)) - height_at(texel - ivec2(0, 1))) / (2.0 * max(step_mm, vec2(1e-4)));
    v_world = vec3(mix(low, high, share), height_at(texel));
    v_normal = normalize(vec3(-slope, 1.0));
    gl_Position = clip_from_world * vec4(v_world, 1.0);
}
