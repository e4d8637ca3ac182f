// Colour: encoding, tone mapping, and the one ramp of temperatures (its C++ twin is app/render/ramp.h).

vec3 linear_from_srgb(vec3 c) { return c * (c * (c * 0.305306011 + 0.682171111) + 0.012522878); }

float luma(vec3 c) { return dot(c, vec3(0.2126, 0.7152, 0.0722)); }

// A filmic curve straight to display values: soft shoulder, little toe. It bends the strongest of the three
// and keeps the others' shares of it (square root: the display's own curve), so that hue and saturation stay
// what they are. It has an inverse.
const float kToneKnee = 0.155, kToneGain = 1.019;
vec3 display_from_light(vec3 light)
{
    float peak = max(max(light.r, light.g), max(light.b, 1e-6));
    return sqrt(max(light, 0.0) / peak) * (peak / (peak + kToneKnee) * kToneGain);
}
vec3 light_from_display(vec3 shown)
{
    float peak = clamp(max(shown.r, max(shown.g, shown.b)), 1e-6, 0.985);
    vec3 share = shown / peak;
    return share * share * (kToneKnee * peak / (kToneGain - peak));
}

// Display colours, evenly spaced in t and evenly rising in lightness: kRamp of app/render/ramp.h.
vec3 heat_ramp(float t)
{
    const vec3 stops[9] = vec3[9](
        vec3(0.181, 0.024, 0.348), vec3(0.361, 0.000, 0.436), vec3(0.552, 0.007, 0.443),
        vec3(0.751, 0.015, 0.389), vec3(0.886, 0.242, 0.291), vec3(0.965, 0.438, 0.202),
        vec3(0.998, 0.627, 0.222), vec3(0.993, 0.806, 0.412), vec3(0.978, 0.963, 0.717));
    float at = clamp(t, 0.0, 1.0) * 8.0;
    int i = min(int(at), 7);
    return mix(stops[i], stops[i + 1], at - float(i));
}

// What a pass writes: light where the target can hold it, else what will be shown.
vec4 finish(vec3 light, float alpha)
{
#ifdef TONEMAP_INLINE
    return vec4(display_from_light(light), alpha);
#else
    return vec4(light, alpha);
#endif
}

// A colour that must be shown exactly as it is.
vec4 finish_exact(vec3 shown, float alpha)
{
#ifdef TONEMAP_INLINE
    return vec4(shown, alpha);
#else
    return vec4(light_from_display(shown), alpha);
#endif
}
