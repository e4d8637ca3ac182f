// The inside of the skin, as a cut shows it.
#include "common/frame.glsl"
#include "common/output.glsl"
#include "common/light.glsl"
#include "common/shadow.glsl"
#include "common/flat.glsl"
#include "common/injury.glsl"
#include "common/tissue.glsl"
// What is not in the picture costs nothing: INJURY, COLLAGEN and HEAT are defined where there is such a thing.
#ifdef HEAT
#include "common/heat.glsl"
#include "common/isotherms.glsl"
#endif

in vec3 v_world;
in float v_u;
in vec2 v_pushed;

#ifdef HEAT
// The edge of what has coagulated: a fine line where the damage reaches 1, pale on the colours of heat, dark later.
vec3 outline_dead(vec3 c, float inside_mm, float pixel, float hot, float strength)
{
    float away = abs(inside_mm) / pixel / line_px();
    return mix(c, mix(kDeadRim, kDeadTissue, hot), strength * (1.0 - smoothstep(0.4, 1.4, away)));
}
#endif

#ifdef STAIN

#include "pass/tissue_face_stain.glsl"

#elif defined(DIAGRAM)

#include "pass/tissue_face_diagram.glsl"

#else

#ifdef BAKED
uniform sampler2D baked_colour;  // as pass/tissue_bake.frag writes them
uniform sampler2D baked_height;

Material kept_tissue(vec2 at)
{
    vec2 st = (at - window.xy) / window.zw;
    vec4 colour = texture(baked_colour, st);
    vec2 height = texture(baked_height, st).rg;
    return Material(colour.rgb * colour.rgb, height.r, colour.a, height.g);
}
#endif

#include "pass/tissue_face_healing.glsl"

void main()
{
    float pixel = max(length(dFdx(v_world)), length(dFdy(v_world)));
    vec3 tissue = vec3(v_world.xy, -v_world.z);
    float s = v_u / face_u.w;
    Bounds b = read_bounds(s);
    float depth = tissue.z - v_pushed.x * exp(-max(tissue.z - v_pushed.x - b.relief, 0.0) / v_pushed.y);
    vec2 place = pattern_place(v_world, v_u);
    vec2 at = vec2(place.x, depth);

#ifdef BAKED
    Material m = kept_tissue(vec2(v_u, depth));
#else
    Material m = tissue_at(b, depth, at, vec2(atlas.x + atlas.y * s, depth / block_mm.z), place.y, pixel);
#endif

#ifdef HEAT
    vec2 heat = heat_at(tissue);
    // What died is replaced in the weeks that follow.
    float replaced = smoothstep(-0.25, 0.10, heat.g) * (1.0 - heat_range_C.z);
#else
    const float replaced = 0.0;
#endif
#ifdef INJURY
    Track track = nearest_track(tissue);
    young_tissue(m, track, at, depth, b, pixel);
#endif
#ifdef COLLAGEN
    new_collagen(m, track, tissue, at, depth, replaced, b, pixel);
#endif
#ifdef HEAT
    // Heat that has killed the tissue leaves it pale, firm and smooth: the fibres have melted together, the
    // blood stands still, and around it living vessels widen.
    float inside_mm = inside_dead_mm(heat.g, pixel);
    float dead = smoothstep(-0.010, 0.016, inside_mm) * heat_range_C.z;
    float rim = exp(-square(inside_mm / 0.022)) * heat_range_C.z;
    m.colour *= mix(vec3(1.0), vec3(0.98, 0.70, 0.66), 0.6 * rim * (1.0 - dead));
    vec3 melted = vec3(0.860, 0.745, 0.590) * (0.72 + 0.34 * saturate(luma(m.colour) / 0.45));
    melted *= 1.0 + 0.08 * noise(at / vec2(0.09, 0.035), 907) + 0.05 * noise(at / 0.02, 908);
    float hot = still_hot(heat.r);
    m.colour = mix(m.colour, melted, mix(0.80, 0.30, hot) * dead);
    m.height *= 1.0 - 0.88 * dead;
    m.gloss = mix(m.gloss, 0.35, dead);
#endif
#ifdef INJURY
    injury(m, track, at, depth, b, pixel);
#endif

    // Light. Heights tilt the normal by their slope in the picture.
    vec3 flat_normal = face_normal.xyz;
    vec3 across = dFdx(v_world), up = dFdy(v_world);
    vec3 r1 = cross(up, flat_normal), r2 = cross(flat_normal, across);
    float area = dot(across, r1);
    // Where one thing ends over another the height jumps: no steeper than a wall that light still slides along.
    vec2 rise = clamp(vec2(dFdx(m.height), dFdy(m.height)), -0.75 * pixel, 0.75 * pixel);
    vec3 tilt = sign(area) * (rise.x * r1 + rise.y * r2);
    vec3 normal = normalize(abs(area) * flat_normal - tilt);

    vec3 to_eye = towards_eye(v_world);
    vec3 to_key = key_light.xyz;
    float seen = key_visibility(v_world, flat_normal);
    // A needle half sunk in the face shades its own bed.
    float needle_gap = 9.0;
    for (int i = 0; i < int(counts.w); ++i) {
        vec4 axis = needle_axis[i];
        vec3 q = tissue - vec3(needle_entry_mm[i].xy, 0.0);
        float t = min(dot(q, axis.xyz), options.y);
        needle_gap = min(needle_gap, length(q - axis.xyz * t) - axis.w);
    }
    float bed = 1.0 - 0.45 * exp(-max(needle_gap, 0.0) / 0.035);
    float key = max(dot(normal, to_key) * 0.72 + 0.28, 0.0) * seen;
    float open_sky = mix(1.0, 0.80, saturate(tissue.z / block_mm.z));
    vec3 light = m.colour * (kKeyColour * key + fill_light(normal) + ambient_light(normal) * open_sky * bed) * mix(0.86, 1.0, bed);
    float wet = highlight(normal, to_eye, to_key, mix(14.0, 60.0, m.gloss)) * seen;
    light += kKeyColour * wet * 0.045 * m.gloss;
    light += studio(reflect(-to_eye, normal)) * fresnel(normal, to_eye, 0.02) * 0.30 * m.gloss;

#ifdef HEAT
    // Heat on top, in the colours of its legend; the light and shade of the tissue stay in them.
    {
        vec3 shown = display_from_light(light);
        float shade = mix(1.0, 0.55 + 0.62 * luma(shown), 0.8);
        shown = mix(shown, heat_ramp(ramp_place(heat.r)) * mix(shade, 1.0, 0.6 * dead), heat_share(heat.r, dead));
        shown = mix(shown, kDeadTissue, 0.45 * hot * dead * dead_hatch(at, pixel));
        shown = outline_dead(shown, inside_mm, pixel, hot, 0.75 * heat_range_C.z);
        shown = draw_isotherms(shown, heat.r);
        light = light_from_display(shown);
    }
#endif
    write_colour(finish(light, opacity()));
}
#endif
