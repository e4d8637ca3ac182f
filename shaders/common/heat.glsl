// Temperature and damage in the tissue, sampled over the whole block.

uniform highp sampler3D heat_field;  // r: rise over rest, K; g: log10 of the damage integral

// r: C, g: log10 damage.
vec2 heat_at(vec3 tissue)
{
    vec3 size = vec3(2.0 * block_mm.x, block_mm.y, block_mm.z);
    vec2 value = texture(heat_field, (tissue + vec3(block_mm.x, 0.0, 0.0)) / size).rg;
    return vec2(heat_range_C.w + value.r, value.g);
}
