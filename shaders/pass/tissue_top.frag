// The skin from outside: tone, fine lines, pores, blush; and the uncovered layer when peeled.
#include "common/frame.glsl"
#include "common/light.glsl"
#include "common/shadow.glsl"
#include "common/tissue/epidermis.glsl"
#include "common/tissue/dermis.glsl"
#include "common/tissue/fat.glsl"
#include "common/flat.glsl"
#ifdef HEAT
#include "common/heat.glsl"
#include "common/isotherms.glsl"
#endif

uniform sampler2D surface_marks;  // r hole, g redness, b pore, a blood or crust

in vec3 v_world;
in vec3 v_normal;
layout(location = 0) out vec4 out_colour;

Material skin_surface(vec2 at, vec4 marks, float pixel)
{
    Material m;
    vec3 tone = skin.rgb * (1.06 + 0.06 * noise(at / 0.55, 951) + 0.035 * noise(at / 0.13, 952));
    // Living skin is never even: blood shines through in clouds, melanin lies in faint freckles.
    float blood = 0.16 + 0.30 * saturate(0.35 + 0.6 * noise(at / 0.8, 953) + 0.25 * noise(at / 0.22, 956));
    tone = mix(tone, skin_red.rgb * 1.06, blood);
    tone *= 1.0 - 0.10 * saturate(noise(at / 0.33, 958) - 0.35);
    tone = mix(tone, skin_red.rgb * vec3(1.02, 0.80, 0.78), saturate(marks.g));
    m.height = 0.0;
    float fine = resolved(0.05, pixel);
    if (fine > 0.0) {
        // Fine furrows between soft, slightly drawn-out fields: shallow, and deeper here and there.
#ifdef CHEAP
        vec2 bent = at;
#else
        vec2 bent = at + 0.035 * vec2(noise(at / 0.11, 959), noise(at / 0.11, 960));
#endif
        Cell facet = nearest_cell(mat2(0.92, 0.39, -0.39, 0.92) * bent / vec2(0.135, 0.080), 0.0, 954);
        float line = 1.0 - smoothstep(0.0, 0.24, facet.border);
        float deep = 0.45 + 0.55 * saturate(0.5 + noise(at / 0.35, 961));
        m.height -= fine * 0.0026 * line * line * deep;
        m.height += fine * 0.0008 * noise(at / 0.02, 955) * resolved(0.02, pixel);
        tone *= 1.0 - 0.045 * line * fine * deep;
        tone *= 1.0 + 0.03 * (unit(facet.id) - 0.5) * fine;
    }
    m.colour = tone;
    m.colour *= 1.0 - 0.45 * marks.b;
    m.height -= 0.02 * marks.b;
    m.gloss = 0.48;
    return m;
}

#ifdef HEAT
// Warm skin in the colours of its legend, with its lines; what has coagulated is blanched.
vec3 with_heat(vec3 shown)
{
    vec2 heat = heat_at(vec3(v_world.xy, -v_world.z));
    float pixel = max(length(dFdx(v_world)), length(dFdy(v_world)));
    float dead = smoothstep(-0.010, 0.016, inside_dead_mm(heat.g, pixel)) * heat_range_C.z;
    shown = mix(shown, vec3(0.93, 0.88, 0.82) * (0.55 + 0.5 * luma(shown)), 0.7 * dead);
    shown = mix(shown, heat_ramp(ramp_place(heat.r)), 0.8 * heat_share(heat.r, dead));
    return draw_isotherms(shown, heat.r);
}
#endif

void main()
{
    // The face begins here; a hair's breadth over, so that no gap opens between the two.
    if (before_section(v_world.xy) > 0.1 * forward.w) discard;
    float pixel = max(length(dFdx(v_world)), length(dFdy(v_world)));
    vec2 at = v_world.xy;
    vec4 marks = texture(surface_marks, vec2((at.x + block_mm.x) / (2.0 * block_mm.x), at.y / block_mm.y));
    marks.ra *= more_parts_shown.y;  // holes and blood belong to the channels
    float peel = counts.z;
#ifdef DIAGRAM
    vec3 c = display_from_light(skin.rgb);
    c = mix(c, vec3(0.86, 0.45, 0.42), 0.7 * marks.g);
    if (peel > 0.001) c = kFlatStratumCorneum;
    if (peel >= 1.0) c = kFlatEpidermis;
    if (peel >= 2.0) c = kFlatPapillary;
    if (peel >= 3.0) c = kFlatReticular;
    if (peel >= 4.0) c = kFlatFat;
    if (peel < 0.001) {
        c = mix(c, kFlatInk, 0.6 * smoothstep(0.3, 0.6, marks.b));
        c = mix(c, vec3(0.55, 0.05, 0.09), marks.a);
        c = mix(c, kFlatInk, smoothstep(0.4, 0.6, marks.r));
    }
    vec3 facing = normalize(v_normal);
    c *= 0.90 + 0.10 * smoothstep(0.2, 0.9, dot(facing, key_light.xyz)) - 0.10 * (1.0 - facing.z);
#ifdef HEAT
    c = with_heat(c);
#endif
    out_colour = finish_exact(c, 1.0);
#else
    Material m;
#ifndef PEELED
    m = skin_surface(at, marks, pixel);
#else
    int layer = int(floor(peel + 0.0005));
    if (layer == 0) {
        m = stratum_corneum(vec2(at.x, at.y * 0.15), 0.5, pixel);
    } else if (layer == 1) {
        m = viable_epidermis(at, 0.15 + 0.8 * fract(peel), 0.06 * (1.0 - fract(peel)), v_world.z, pixel);
    } else if (layer == 2) {
        m = papillary_dermis(at, v_world.z, pixel);
        // Tips of the capillary loops shine through the bare papillae.
        m.colour = mix(m.colour, vec3(0.520, 0.060, 0.060), 0.5 * smoothstep(0.96, 0.995, normalize(v_normal).z) * (1.0 - fract(peel)) * step(0.2, noise(at / 0.04, 957)));
    } else if (layer == 3) {
        m = reticular_dermis(at, v_world.z, pixel);
    } else {
        m = fat(at, v_world.z, pixel);
    }
#endif
#ifndef PEELED
    m.colour = mix(m.colour, vec3(0.160, 0.010, 0.010), marks.a * 0.85);
    m.gloss = mix(m.gloss, 0.8, marks.a);
    m.colour = mix(m.colour, vec3(0.035, 0.008, 0.008), marks.r);
    m.gloss *= 1.0 - 0.7 * marks.r;
#endif

    vec3 smooth_normal = normalize(v_normal);
    vec3 across = dFdx(v_world), up = dFdy(v_world);
    vec3 r1 = cross(up, smooth_normal), r2 = cross(smooth_normal, across);
    float area = dot(across, r1);
    vec3 tilt = sign(area) * (dFdx(m.height) * r1 + dFdy(m.height) * r2);
    vec3 normal = normalize(abs(area) * smooth_normal - tilt);

    vec3 to_eye = towards_eye(v_world);
    float seen = key_visibility(v_world, smooth_normal);
    float facing = dot(normal, key_light.xyz);
    // Skin lets light through: the shadow's edge is soft and red.
    vec3 wrap = vec3(0.46, 0.26, 0.19) * (peel < 0.001 ? 1.0 : 0.8);
    vec3 key = max((facing + wrap) / (1.0 + wrap), 0.0) * mix(vec3(0.16, 0.06, 0.04), vec3(1.0), seen);
    // A skin pressed in by a needle takes its own light.
    float sunk = 1.0 - 0.42 * smoothstep(0.04, 0.30, -v_world.z) * (peel < 0.001 ? 1.0 : 0.0);
    vec3 light = m.colour * (kKeyColour * 0.84 * key + fill_light(normal) * 0.4 + ambient_light(normal) * 0.92) * mix(vec3(0.75, 0.55, 0.50), vec3(1.0), sunk);
    float sheen = highlight(normal, to_eye, key_light.xyz, 12.0) * 0.45 + highlight(normal, to_eye, key_light.xyz, 42.0) * 0.30;
    float mirror = fresnel(normal, to_eye, 0.028);
    light += kKeyColour * sheen * seen * mirror * (0.6 + 2.2 * m.gloss);
    light += studio(reflect(-to_eye, normal)) * mirror * 0.35 * (0.3 + m.gloss);
#ifdef HEAT
    light = light_from_display(with_heat(display_from_light(light)));
#endif
    out_colour = finish(light, 1.0);
#endif
}
