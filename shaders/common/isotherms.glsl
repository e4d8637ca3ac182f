// Heat as it is drawn into tissue: its colours, its lines and what it leaves. Fragments only.
// Twin of kHeatLines in app/render/ramp.h; a test compares the two.

const float kLine_C[3] = float[3](43.0, 60.0, 100.0);
const vec3 kLineColour[3] = vec3[3](vec3(0.80, 0.95, 1.00), vec3(1.00, 1.00, 1.00), vec3(0.10, 0.03, 0.08));
const vec3 kLineCasing[3] = vec3[3](vec3(0.16, 0.12, 0.34), vec3(0.34, 0.04, 0.20), vec3(1.00, 0.95, 0.74));
const float kLineWidth_px[3] = float[3](1.5, 1.7, 2.2);
const float kLineDash_px[3] = float[3](5.5, 0.0, 0.0);

// Lines at most this share of a field's range to a pixel: where it hardly changes there is no line to draw.
const float kLeastSlope_C = 0.004;

// The lines of 43, 60 and 100 C, each with a fine edge in the opposite tone.
vec3 draw_isotherms(vec3 c, float celsius)
{
    // Dashes along the line, counted in pixels along the axis that the line follows more.
    vec2 slope = vec2(dFdx(celsius), dFdy(celsius));
    float walked = (abs(slope.x) > abs(slope.y) ? gl_FragCoord.y : gl_FragCoord.x) / line_px();
    float per_px = max(length(slope), kLeastSlope_C) * line_px();
    for (int i = 0; i < 3; ++i) {
        float away = abs(celsius - kLine_C[i]) / per_px;
        float half_px = 0.5 * kLineWidth_px[i];
        float core = 1.0 - smoothstep(half_px - 0.5, half_px + 0.5, away);
        float edge = 1.0 - smoothstep(half_px + 0.3, half_px + 1.5, away);
        if (kLineDash_px[i] > 0.0) {
            float at = abs(fract(walked / (2.0 * kLineDash_px[i])) - 0.5) * 2.0 * kLineDash_px[i];
            float dash = smoothstep(-0.6, 0.6, at - 0.5 * kLineDash_px[i]);
            core *= dash;
            edge *= dash;
        }
        c = mix(c, kLineCasing[i], 0.50 * edge);
        c = mix(c, kLineColour[i], core);
    }
    return c;
}

// How far inside what has coagulated, mm; far outside where nothing is known of damage.
float inside_dead_mm(float log_damage, float pixel_size_mm)
{
    float per_px = length(vec2(dFdx(log_damage), dFdy(log_damage)));
    if (log_damage < -3.9) return -1.0;
    return clamp(log_damage / max(per_px, 1e-4) * pixel_size_mm, -1.0, 1.0);
}

// 1 while heat must be read through what it has killed, 0 once that shows its own colour.
float still_hot(float celsius) { return smoothstep(40.0, 50.0, celsius); }

// Share of the heat's colour: tissue stays readable under mild heat, and so does what has died once it has cooled.
float heat_share(float celsius, float dead)
{
    float share = mix(0.0, 0.34, smoothstep(38.0, 43.0, celsius));
    share = mix(share, 0.60, smoothstep(43.0, 60.0, celsius));
    share = mix(share, 0.88, smoothstep(60.0, 75.0, celsius));
    return share * (1.0 - 0.30 * dead * (1.0 - still_hot(celsius)));
}

// Thin slanting lines that mark what is dead under the colours of heat, which stay what they are between them.
float dead_hatch(vec2 at_mm, float pixel)
{
    const float kApart_mm = 0.045;
    float away = abs(fract((at_mm.x + at_mm.y) / kApart_mm) - 0.5) * kApart_mm * 0.70710678;
    float half_mm = 0.55 * line_px() * pixel;
    return (1.0 - smoothstep(half_mm - 0.5 * pixel, half_mm + 0.5 * pixel, away)) * smoothstep(3.0, 6.0, kApart_mm / pixel);
}

float ramp_place(float celsius) { return (celsius - heat_range_C.x) / (heat_range_C.y - heat_range_C.x); }
