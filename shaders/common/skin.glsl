// The skin from outside: what absorbs light in it, and its fine relief.
#include "common/color.glsl"
#include "common/noise.glsl"

uniform sampler2D surface_marks;  // blood, melanin, bruise, crust: app/render/scene/skin.h says how
uniform sampler2D skin_map;       // slopes, hollowness, melanin
uniform sampler2D skin_palette;   // colour by blood and melanosomes

const float kPaletteTexels = 48.0;
const float kMostBlood = 0.12, kMostMelanosomes = 0.70, kMostBloodGain = 9.0;

struct Skin {
    vec3 colour;       // linear
    vec2 slope;        // of its fine relief
    vec2 soft_slope;   // as the light that went through the skin sees it
    float hollow;      // 0 on the fields, 1 deep in a pore
    float wet;         // blood on it, 0 to 1
};

vec3 palette_colour(float blood, float melanosomes)
{
    vec2 share = sqrt(clamp(vec2(blood / kMostBlood, melanosomes / kMostMelanosomes), 0.0, 1.0));
    return texture(skin_palette, (share * (kPaletteTexels - 1.0) + 0.5) / kPaletteTexels).rgb;
}

// `dead` is how far heat has coagulated the place: no blood flows there.
Skin skin_at(vec2 at, float dead)
{
    vec2 st = vec2((at.x + block_mm.x) / (2.0 * block_mm.x), at.y / block_mm.y);
    vec4 marks = texture(surface_marks, st), fine = texture(skin_map, st);
    marks.a *= more_parts_shown.y;  // crusts belong to the channels
    Skin s;
    s.slope = (fine.rg * 255.0 - 127.5) / 127.0;
    s.soft_slope = (texture(skin_map, st, 2.5).rg * 255.0 - 127.5) / 127.0;
    s.hollow = fine.b;
    // Living skin is never even: blood shines through in clouds, melanin lies in faint freckles.
    float clouds = 1.0 + 0.32 * noise(at / 0.62, 953);
#ifndef CHEAP
    clouds += 0.25 * noise(at / 0.17, 956);
#endif
    float blood = chromophores.y * marks.r * marks.r * kMostBloodGain * clouds;
    float melanosomes = chromophores.x * (fine.a * 2.0 + marks.g);
    s.colour = palette_colour(blood * (1.0 - 0.95 * dead), melanosomes);
    s.colour *= exp(-marks.b * bruise.rgb);
    // Pores hold keratin and oil that have darkened.
    s.colour *= mix(vec3(1.0), vec3(0.34, 0.19, 0.16), smoothstep(0.26, 0.62, fine.b));
    // Cooked protein scatters light of all colours.
    s.colour = mix(s.colour, vec3(0.80, 0.74, 0.66), 0.45 * dead);
    float dry = smoothstep(0.02, 0.6, healing.z);
    vec3 crust = mix(vec3(0.120, 0.006, 0.008), vec3(0.046, 0.011, 0.006), dry);
    s.colour = mix(s.colour, crust, marks.a * 0.92);
    s.wet = marks.a * (1.0 - 0.9 * dry);
    s.hollow = max(s.hollow, 0.6 * smoothstep(0.5, 1.0, marks.a) * dry);
    return s;
}
