// Surfaces as grids of heights over the whole block, and the triangles between them.

uniform highp sampler2D surface_height;  // z, mm: of a bound between layers; without the skin's own lines

vec2 heights_at(highp sampler2D heights, ivec2 texel)
{
    ivec2 size = textureSize(heights, 0);
    return texelFetch(heights, clamp(texel, ivec2(0), size - 1), 0).rg;
}

// On the triangles that tissue_top.vert draws, not between the heights' curves: so faces meet them exactly.
float surface_z(highp sampler2D heights, vec2 xy)
{
    ivec2 size = textureSize(heights, 0);
    vec2 at = clamp(vec2((xy.x + block_mm.x) / (2.0 * block_mm.x), xy.y / block_mm.y), 0.0, 1.0) * vec2(size - 1);
    ivec2 cell = min(ivec2(at), size - 2);
    vec2 f = at - vec2(cell);
    float right = heights_at(heights, cell + ivec2(1, 0)).r, back = heights_at(heights, cell + ivec2(0, 1)).r;
    bool near = f.x + f.y < 1.0;
    float corner = heights_at(heights, near ? cell : cell + 1).r;
    vec2 from = near ? f : 1.0 - f.yx;
    return corner + from.x * (right - corner) + from.y * (back - corner);
}
