// What needles leave in a cut face: the channel, the young tissue around it, new collagen.
// Pasted into tissue_face.frag, whose bounds and material it works on.
#ifdef COLLAGEN
// New collagen in a soft column around each channel: thin III first, thick I later.
void new_collagen(inout Material m, Track track, vec3 tissue, vec2 at, float depth, float replaced, Bounds b, float pixel)
{
    float dermis = below(depth, b.epidermis, pixel) * (1.0 - below(depth, b.reticular, pixel));
    float zone = max(track.index < 0 ? 0.0 : young_zone(track, at, b.reticular - depth), replaced) * dermis;
    zone *= 1.0 - m.part;
    if (zone < 0.02) return;
    // Young tissue between the fibres: moist, rosy, without the old weave.
    float young = zone * saturate(1.4 * (healing.x + healing.y));
    m.colour = mix(m.colour, vec3(0.800, 0.470, 0.400), 0.50 * young);
    m.height *= 1.0 - 0.6 * young;
    float amount = saturate(healing.y * 1.7) * zone;
    if (amount > 0.0) {
        Fibre f = weave(at.yx, 0.046, tissue.y, 0.42, 902);
        float there = smoothstep(1.02 - 0.76 * amount, 1.14 - 0.76 * amount, f.high + 0.15) * saturate(amount * 1.8);
        vec3 amber = light_from_display(kCollagenI) * vec3(0.72, 1.0, 1.0) * (0.72 + 0.45 * unit(f.id)) * (1.0 + 0.14 * fibrils(f, 0.046, pixel));
        amber *= 0.62 + 0.55 * f.high;
        m.colour = mix(m.colour, amber, there * 0.94);
        m.height += 0.010 * there * f.high;
    }
    amount = saturate(healing.x * 1.9) * zone;
    if (amount > 0.0) {
        Fibre f = weave(at.yx, 0.021, tissue.y, 0.85, 901);
        float there = smoothstep(1.04 - 0.62 * amount, 1.18 - 0.62 * amount, f.high + 0.15) * saturate(amount * 1.8);
        vec3 teal = light_from_display(kCollagenIII) * (0.90 + 0.6 * unit(f.id));
        m.colour = mix(m.colour, teal, there * mix(0.80, 0.95, resolved(0.014, pixel)));
        m.height += 0.004 * there;
    }
}
#endif

#ifdef INJURY
// A column of swollen, rosy young tissue with a core where the clot was. Illustrative.
void young_tissue(inout Material m, Track track, vec2 at, float depth, Bounds b, float pixel)
{
    if (track.index < 0) return;
    float days = channel_state[track.index].z;
    float there = exp(-days / 12.0) * smoothstep(0.1, 1.0, days) * below(depth, b.epidermis, pixel) * (1.0 - below(depth, b.reticular, pixel)) * (1.0 - m.part);
    there *= young_zone(track, at, b.reticular - depth);
    float from_axis = max(wandering_mm(track, at) + channel_entry_mm[track.index].w, 0.0);
    m.colour = mix(m.colour, vec3(0.830, 0.350, 0.290), 0.58 * there);
    m.colour = mix(m.colour, vec3(0.560, 0.130, 0.110), 0.75 * exp(-square(from_axis / 0.032)) * there);
}

// The channel, what fills it, what closes it, and the new collagen around it.
void injury(inout Material m, Track track, vec2 at, float depth, Bounds b, float pixel)
{
    if (track.index < 0) return;
    vec4 state = channel_state[track.index];
    float dermis = below(depth, b.epidermis, pixel) * (1.0 - below(depth, b.reticular, pixel));
    float reach = max(track.wall_mm, 0.0);

    // Widened small vessels: a blush around the channel.
    m.colour = mix(m.colour, m.colour * vec3(1.02, 0.62, 0.60), 0.75 * skin_red.w * exp(-reach / 0.22));

    // The wall: bruised tissue, pressed aside.
    float open = state.w;
    m.colour *= 1.0 - 0.42 * open * exp(-max(track.gap_mm, 0.0) / 0.010) * step(0.0, track.gap_mm);
    // The seam that stays when the lumen has gone, until the weeks have passed.
    float seam = (1.0 - smoothstep(0.004, 0.010, track.wall_mm + channel_entry_mm[track.index].w)) * exp(-state.z / 9.0);
    seam *= 0.25 + 0.75 * smoothstep(-0.5, 0.5, noise(at / vec2(0.03, 0.07), 914));  // it closes here sooner, there later
    m.colour = mix(m.colour, m.colour * vec3(0.62, 0.40, 0.38), seam * 0.7);

    float lumen = inside_of(track.gap_mm, pixel);
    if (lumen > 0.0) {
        float across = track.side;
        vec3 serum = vec3(0.700, 0.480, 0.230), blood = vec3(0.190, 0.007, 0.008), clot = vec3(0.090, 0.010, 0.012);
        vec3 fill = mix(serum, mix(blood, clot, smoothstep(0.005, 0.2, state.z)), max(state.x, 0.25 * smoothstep(0.2, 1.0, track.along)));
        fill *= 0.55 + 0.6 * sqrt(saturate(1.0 - across * across));
        // Threads of fibrin in the clot.
        float threads = smoothstep(0.55, 0.9, abs(noise(at / vec2(0.012, 0.03), 903)));
        fill = mix(fill, vec3(0.700, 0.520, 0.400), 0.35 * threads * smoothstep(0.01, 0.1, state.z));
        // New epidermis grows in from the rim and bridges it.
        float lid = (1.0 - below(depth, mix(b.corneum, b.epidermis + 0.02, state.y), pixel)) * step(0.02, state.y);
        fill = mix(fill, kSpinous, lid);
        // A dry scab on top meanwhile.
        float scab = (1.0 - smoothstep(0.0, 0.03, depth - b.relief)) * smoothstep(0.05, 0.6, state.z) * (1.0 - state.y);
        fill = mix(fill, vec3(0.115, 0.035, 0.020), scab);
        m.colour = mix(m.colour, fill, lumen);
        m.height = mix(m.height, -0.010 * sqrt(saturate(1.0 - across * across)), lumen);
        m.gloss = mix(m.gloss, 1.0, lumen);
    }
}
#endif
