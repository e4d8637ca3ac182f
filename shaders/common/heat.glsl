// Temperature and damage, mirrored out of the quarter cell of one needle to the whole array.

uniform highp sampler3D heat_field;  // r: temperature, C; g: log10 of the damage integral

// r: C, g: log10 damage.
vec2 heat_at(vec3 tissue)
{
    vec2 first = heat_array_mm.xz, last = heat_array_mm.yw;
    vec2 pitch = 2.0 * heat_cell.xy;
    vec2 inside = clamp(tissue.xy, first, last);
    vec2 column = floor((inside - first) / pitch + 0.5);
    vec2 off = abs(tissue.xy - first - column * pitch);
    // Beyond the outer needles' own cells the field is not known: it fades out.
    vec2 excess = max(off - heat_cell.xy, 0.0);
    float fade = exp(-dot(excess, excess) / square(0.35 * heat_cell.x));
    vec3 where = vec3(min(off / heat_cell.xy, vec2(1.0)), tissue.z / heat_cell.z);
    vec2 value = texture(heat_field, where).rg;
    return vec2(mix(heat_range_C.w, value.r, fade), mix(-4.0, value.g, fade));
}
