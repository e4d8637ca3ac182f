// A warm key from the upper left front, a cool sky, a weak warm bounce: one light for everything.

const vec3 kKeyColour = vec3(1.30, 1.20, 1.05);
const vec3 kSkyColour = vec3(0.42, 0.46, 0.52);
const vec3 kBounceColour = vec3(0.30, 0.25, 0.22);

vec3 ambient_light(vec3 normal) { return mix(kBounceColour, kSkyColour, 0.5 + 0.5 * normal.z); }

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

// The studio seen in polished things: a big soft box above left, a bright horizon, a dark floor.
vec3 studio(vec3 direction)
{
    float up = direction.z;
    vec3 wall = mix(vec3(0.16, 0.15, 0.14), vec3(0.74, 0.76, 0.79), smoothstep(-0.35, 0.30, up));
    float box = smoothstep(0.55, 0.80, dot(direction, normalize(vec3(-0.55, -0.55, 0.62))));
    float strip = smoothstep(0.86, 0.95, dot(direction, normalize(vec3(0.85, -0.45, 0.1))));
    return wall + vec3(2.1, 2.0, 1.85) * box + vec3(0.75, 0.80, 0.90) * strip;
}
