// A warm key from the upper left front, a cool sky, a weak warm bounce: one light for everything.

const vec3 kKeyColour = vec3(1.27, 1.20, 1.11);
const vec3 kSkyColour = vec3(0.42, 0.46, 0.52);
const vec3 kBounceColour = vec3(0.30, 0.25, 0.22);

vec3 ambient_light(vec3 normal) { return mix(kBounceColour, kSkyColour, 0.5 + 0.5 * normal.z); }

// A large white card to the right lifts what the key does not reach.
vec3 fill_light(vec3 normal) { return vec3(0.52, 0.53, 0.55) * max(dot(normal, vec3(0.90, -0.20, 0.38)), 0.0); }

// Two half-lobes of a highlight: broad for moist tissue, tight for a wet film.
float highlight(vec3 normal, vec3 to_eye, vec3 to_light, float sharpness)
{
    vec3 half_way = normalize(to_eye + to_light);
    float facing = max(dot(normal, half_way), 0.0);
    return pow(facing, sharpness) * (sharpness + 8.0) * 0.0398;
}

float fresnel(vec3 normal, vec3 to_eye, float head_on)
{
    float grazing = 1.0 - max(dot(normal, to_eye), 0.0);
    float g2 = grazing * grazing;
    return head_on + (1.0 - head_on) * g2 * g2 * grazing;
}

// The studio seen in polished things: a big soft box to the left, a strip to the right, a dark gap between.
vec3 studio(vec3 direction)
{
    float up = direction.z;
    vec3 wall = mix(vec3(0.36, 0.34, 0.32), vec3(0.66, 0.68, 0.71), smoothstep(-0.5, 0.4, up));
    // Tall boxes of light stand around, so that upright needles carry clean bright lines.
    vec2 round_about = normalize(direction.xy + vec2(1e-4, 0.0));
    float tall = 1.0 - smoothstep(0.55, 0.95, abs(up));
    float left = smoothstep(0.62, 0.86, dot(round_about, vec2(-0.80, -0.60))) * tall;
    float right = smoothstep(0.90, 0.97, dot(round_about, vec2(0.93, -0.37))) * tall;
    float dark = smoothstep(0.80, 0.97, dot(round_about, vec2(0.42, -0.91))) * tall;
    float above = smoothstep(0.55, 0.85, up);
    return wall * (1.0 - 0.50 * dark) + vec3(1.55, 1.48, 1.38) * left + vec3(0.62, 0.66, 0.74) * right + vec3(0.8, 0.78, 0.74) * above;
}
