// A cut face as a diagram: flat fills, outlines, hatching.
// Pasted into tissue_face.frag.
// @param shown  1, or less of what is faded or hidden
vec3 paint(vec3 c, vec3 over, float distance_mm, float pixel, float line_px, float shown)
{
    // Distances are only known so far out.
    vec3 outlined = mix(c, kFlatInk, inside_of(distance_mm - min(line_px * pixel, 0.012), pixel));
    return mix(c, mix(outlined, over, inside_of(distance_mm, pixel)), shown);
}

void main()
{
    float pixel = max(length(dFdx(v_world)), length(dFdy(v_world)));
    vec3 tissue = vec3(v_world.xy, -v_world.z);
    float s = v_u / face_u.w;
    Bounds b = read_bounds(s);
    float depth = tissue.z - v_pushed.x * exp(-max(tissue.z - v_pushed.x - b.relief, 0.0) / v_pushed.y);

    vec3 c = kFlatStratumCorneum;
    c = mix(c, kFlatEpidermis, of_run(1, below(depth, b.corneum, pixel)));
    c = mix(c, kFlatPapillary, of_run(2, below(depth, b.epidermis, pixel)));
    c = mix(c, kFlatReticular, of_run(3, below(depth, b.papillary, pixel)));
    c = mix(c, kFlatFat, of_run(4, below(depth, b.reticular, pixel)));
    c = mix(c, kFlatMuscle, of_run(5, below(depth, b.fat, pixel)));

    vec2 st = vec2(atlas.x + atlas.y * s, depth / block_mm.z);
    vec4 vessels = distances(vessel_distance, st), glands = distances(gland_distance, st);
    vessels.xyw += 1.0 - below(depth, b.epidermis + 0.004, pixel);
    float line = 1.6;
    c = paint(c, kFlatNerve, vessels.z, pixel, line, parts_shown.z);
    c = paint(c, kFlatSweat, glands.w, pixel, line, more_parts_shown.x);
    c = paint(c, kFlatGland, glands.z, pixel, line, more_parts_shown.x);
    c = paint(c, kFlatFollicle, glands.x, pixel, line, parts_shown.w);
    c = paint(c, kFlatHair, glands.y, pixel, 0.0, parts_shown.w);
    c = paint(c, kFlatVenule, vessels.y, pixel, line, parts_shown.y);
    c = paint(c, kFlatArteriole, vessels.x, pixel, line, parts_shown.y);
    c = paint(c, kFlatArteriole, vessels.w, pixel, 0.0, parts_shown.y);

    // Outlines between the layers, of one width on the screen however steep a bound is and however the face is seen.
    vec4 gap = vec4(b.corneum, b.epidermis, b.papillary, b.reticular) - depth;
    vec4 slope_x = dFdx(gap), slope_y = dFdy(gap);
    vec4 away = abs(gap) * inversesqrt(slope_x * slope_x + slope_y * slope_y + 1e-12) / line_px();
    float floor_away = abs(b.fat - depth) / pixel / line_px();
    float ink = 1.0 - smoothstep(0.75, 1.60, min(min(away.y, away.z), min(away.w, floor_away)));
    ink = max(ink, 0.90 * (1.0 - smoothstep(0.3, 1.0, away.x)));
    c = mix(c, kFlatInk, ink);

#ifdef INJURY
    Track track = nearest_track(tissue);
    if (track.index >= 0) {
        vec4 state = channel_state[track.index];
        float zone = exp(-square(max(track.wall_mm, 0.0) / 0.16)) * more_parts_shown.z * below(depth, b.epidermis, pixel);
        zone *= 1.0 - below(depth, b.reticular, pixel);
        vec2 q = tissue.xz / 0.07;
        float hatch = smoothstep(0.25, 0.35, abs(fract(q.x + q.y) - 0.5));
        float hatch_back = smoothstep(0.25, 0.35, abs(fract(q.x - q.y) - 0.5));
        c = mix(c, kCollagenIII, hatch * saturate(zone * healing.x * 2.0) * 0.9);
        c = mix(c, kCollagenI, hatch_back * saturate(zone * healing.y * 2.0) * 0.9);
        c = paint(c, mix(vec3(0.985, 0.93, 0.80), vec3(0.55, 0.05, 0.09), state.x), track.gap_mm, pixel, 1.6, 1.0);
    }
#endif
#ifdef HEAT
    {
        vec2 heat = heat_at(tissue);
        c = mix(c, heat_ramp(ramp_place(heat.r)), min(1.15 * heat_share(heat.r, 0.0), 0.95));
        float inside_mm = inside_dead_mm(heat.g, pixel);
        float dead = inside_of(-inside_mm, pixel) * heat_range_C.z;
        float hot = still_hot(heat.r);
        float hatch = dead_hatch(vec2(pattern_place(v_world, v_u).x, depth), pixel);
        c = mix(c, kDeadTissue, dead * mix(mix(0.66, 0.0, hot), mix(0.92, 0.60, hot), hatch));
        c = outline_dead(c, inside_mm, pixel, hot, heat_range_C.z);
        c = draw_isotherms(c, heat.r);
    }
#endif
    // Sides are darker than the section, the more they turn away from it.
    write_colour(finish_exact(c * (0.90 + 0.10 * max(dot(face_normal.xy, section.xy), 0.0)), opacity()));
}
