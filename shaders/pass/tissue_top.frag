// The top of the block: skin from outside, or the uncovered layer when peeled.
#include "common/frame.glsl"
#include "common/output.glsl"
#include "common/light.glsl"
#include "common/shadow.glsl"
#include "common/flat.glsl"
#include "common/skin.glsl"
#ifdef PEELED
#include "common/tissue/epidermis.glsl"
#include "common/tissue/dermis.glsl"
#include "common/tissue/fat.glsl"
#endif
#ifdef HEAT
#include "common/heat.glsl"
#include "common/isotherms.glsl"
#endif

in vec3 v_world;
in vec3 v_normal;
in float v_open;

// The plate is exposed for the skin, and balanced for the warmth of the key, which would turn it orange.
const vec3 kSkinExposure = 1.42 * vec3(0.93, 1.00, 1.13);

#ifdef HEAT
// Warm skin in the colours of its legend, with its lines.
vec3 with_heat(vec3 shown, vec2 heat, float dead)
{
    shown = mix(shown, heat_ramp(ramp_place(heat.r)), 0.8 * heat_share(heat.r, dead));
    return draw_isotherms(shown, heat.r);
}
#endif

#ifdef DIAGRAM
vec3 flat_colour(vec2 at)
{
    float peel = options.x;
    if (peel >= 4.0) return kFlatFat;
    if (peel >= 3.0) return kFlatReticular;
    if (peel >= 2.0) return kFlatPapillary;
    if (peel >= 1.0) return kFlatEpidermis;
    if (peel > 0.001) return kFlatStratumCorneum;
    Skin s = skin_at(at, 0.0);
    vec3 c = display_from_light(s.colour);
    c = mix(c, kFlatInk, 0.35 * smoothstep(0.25, 0.6, s.hollow));
    return c;
}
#endif

#ifdef PEELED
Material uncovered(vec2 at, float pixel)
{
    float peel = options.x;
    int layer = int(floor(peel + 0.0005));
    if (layer == 0) return stratum_corneum(vec2(at.x, at.y * 0.15), 0.5, pixel);
    if (layer == 1) return viable_epidermis(at, 0.15 + 0.8 * fract(peel), 0.06 * (1.0 - fract(peel)), v_world.z, pixel);
    if (layer == 2) {
        Material m = papillary_dermis(at, v_world.z, pixel);
        // Tips of the capillary loops shine through the bare papillae.
        float tip = smoothstep(0.96, 0.995, normalize(v_normal).z) * (1.0 - fract(peel)) * step(0.2, noise(at / 0.04, 957));
        m.colour = mix(m.colour, vec3(0.520, 0.060, 0.060), 0.5 * tip);
        return m;
    }
    if (layer == 3) return reticular_dermis(at, v_world.z, pixel);
    return fat(at, v_world.z, pixel);
}

// The relief of a material, as a normal that leans with it.
vec3 leaning(vec3 smooth_normal, float height)
{
    vec3 across = dFdx(v_world), up = dFdy(v_world);
    vec3 r1 = cross(up, smooth_normal), r2 = cross(smooth_normal, across);
    float area = dot(across, r1);
    vec3 tilt = sign(area) * (dFdx(height) * r1 + dFdy(height) * r2);
    return normalize(abs(area) * smooth_normal - tilt);
}
#endif

void main()
{
    // The face begins here; a hair's breadth over, so that no gap opens between the two.
    if (before_section(v_world.xy) > 0.1 * forward.w) discard;
    float pixel = max(length(dFdx(v_world)), length(dFdy(v_world)));
    vec2 at = v_world.xy;
    float dead = 0.0;
#ifdef HEAT
    vec2 heat = heat_at(vec3(at, -v_world.z));
    dead = smoothstep(-0.010, 0.016, inside_dead_mm(heat.g, pixel)) * heat_range_C.z;
#endif
    vec3 smooth_normal = normalize(v_normal);
#ifdef DIAGRAM
    vec3 c = flat_colour(at);
    c *= 0.90 + 0.10 * smoothstep(0.2, 0.9, dot(smooth_normal, key_light.xyz)) - 0.10 * (1.0 - smooth_normal.z);
#ifdef HEAT
    c = with_heat(c, heat, dead);
#endif
    write_colour(finish_exact(c, opacity()));
#else
#ifdef PEELED
    Material m = uncovered(at, pixel);
    vec3 colour = m.colour, normal = leaning(smooth_normal, m.height), soft_normal = normal;
    float gloss = m.gloss, wet = 0.0, open = v_open;
#else
    Skin s = skin_at(at, dead);
    vec3 colour = s.colour;
    // Light that spreads in the skin fills its furrows: they are seen at a part of their slope.
    vec3 normal = normalize(smooth_normal - vec3(0.62 * s.slope, 0.0));
    vec3 soft_normal = normalize(smooth_normal - vec3(0.50 * s.soft_slope, 0.0));
    float gloss = 0.42, wet = s.wet, open = v_open * (1.0 - 0.45 * s.hollow);
#endif
    vec3 to_eye = towards_eye(v_world);
    float seen = key_visibility(v_world, smooth_normal);
    // Red light has travelled through the skin and comes out from around: it sees the softened
    // relief, wraps farther round and bleeds into shadows. Blue stays where it fell.
    vec3 facing = vec3(dot(soft_normal, key_light.xyz), mix(dot(soft_normal, key_light.xyz), dot(normal, key_light.xyz), 0.55), dot(normal, key_light.xyz));
    const vec3 kWrap = vec3(0.40, 0.26, 0.20);
    // What the soft box still sends past a needle, and the skin's own spread light.
    const vec3 kShaded = vec3(0.44, 0.36, 0.34);
    vec3 key = max((facing + kWrap) / (1.0 + kWrap), 0.0);
    key *= mix(kShaded, vec3(1.0), pow(vec3(seen), vec3(0.80, 1.0, 1.06)));
    // Between the walls of a furrow light bounces and reddens.
    vec3 sky = pow(vec3(open), mix(vec3(1.15), vec3(0.55, 1.0, 1.15), step(options.x, 0.001)));
    vec3 light = colour * (kKeyColour * 0.86 * key * mix(vec3(1.0), sky, 0.35) + (fill_light(soft_normal) * 0.42 + ambient_light(soft_normal) * 0.90) * sky);
#ifndef PEELED
    light *= kSkinExposure;
    // Down and flakes scatter a pale veil towards an eye that looks along the skin.
    float along_skin = 1.0 - max(dot(smooth_normal, to_eye), 0.0);
    vec3 veil = mix(0.55 * colour, vec3(0.185, 0.162, 0.160), saturate(2.0 * colour.g));
    light += veil * along_skin * along_skin * open * mix(0.6, 1.0, seen);
#endif
    float tight = mix(22.0, 160.0, wet);
    float sheen = highlight(normal, to_eye, key_light.xyz, 9.0) * 0.50 + highlight(normal, to_eye, key_light.xyz, tight) * 0.26;
    float mirror = fresnel(normal, to_eye, 0.028);
    // White gloss would take the hue of dark skin: it is held back there, as a photographer would flag the light.
    mirror *= max(mix(0.35, 1.0, saturate(3.0 * luma(colour))), wet);
    light += kKeyColour * sheen * seen * open * mirror * (1.4 + 4.0 * gloss + 6.0 * wet);
    light += studio(reflect(-to_eye, normal)) * mirror * open * 0.35 * (0.3 + gloss + wet);
#ifdef HEAT
    light = light_from_display(with_heat(display_from_light(light), heat, dead));
#endif
    write_colour(finish(light, opacity()));
#endif
}
