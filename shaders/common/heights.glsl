// The surface as a grid of heights over the whole block, and the triangles between them.

uniform highp sampler2D surface_height;  // z, mm: of the top; without the skin's own lines

vec2 heights_at(ivec2 texel)
{
    ivec2 size = textureSize(surface_height, 0);
    return texelFetch(surface_height, clamp(texel, ivec2(0), size - 1), 0).rg;
}

float height_at(ivec2 texel) { return heights_at(texel).r; }

// On the triangles that tissue_top.vert draws, not between the heights' curves: so faces meet them exactly.
float surface_z(vec2 xy)
{
    ivec2 size = textureSize(surface_height, 0);
    vec2 at = clamp(vec2((xy.x + block_mm.x) / (2.0 * block_mm.x), xy.y / block_mm.y), 0.0, 1.0) * vec2(size - 1);
    ivec2 cell = min(ivec2(at), size - 2);
    vec2 f = at - vec2(cell);
    float right = height_at(cell + ivec2(1, 0)), back = height_at(cell + ivec2(0, 1));
    bool near = f.x + f.y < 1.0;
    float corner = height_at(near ? cell : cell + 1);
    vec2 from = near ? f : 1.0 - f.yx;
    return corner + from.x * (right - corner) + from.y * (back - corner);
}
