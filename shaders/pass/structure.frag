// Vessels, nerves, follicles and glands as wet solids.
#include "common/frame.glsl"
#include "common/light.glsl"
#include "common/output.glsl"
#include "common/flat.glsl"
#include "common/noise.glsl"

in vec3 v_world;
in vec3 v_normal;
in vec3 v_along;
flat in float v_kind;

// In the order of sim::Structure.
const int kNerveKind = 3, kFollicleKind = 4, kHairKind = 5, kGlandKind = 6, kMuscleKind = 9, kCorpuscleKind = 10;

#ifdef DIAGRAM
const vec3 kBody[11] = vec3[11](kFlatArteriole, kFlatVenule, kFlatArteriole, kFlatNerve, kFlatFollicle, kFlatHair,
                              kFlatGland, kFlatSweat, kFlatSweat, kFlatFollicle, kFlatNerve);
#else
const vec3 kBody[11] = vec3[11](
    vec3(0.640, 0.050, 0.040), vec3(0.155, 0.150, 0.400), vec3(0.620, 0.075, 0.075), vec3(0.880, 0.640, 0.170),
    vec3(0.560, 0.270, 0.235), vec3(0.060, 0.034, 0.020), vec3(0.900, 0.700, 0.330), vec3(0.240, 0.500, 0.520),
    vec3(0.270, 0.540, 0.545),
    vec3(0.560, 0.165, 0.150), vec3(0.930, 0.760, 0.360));
// What one sees on a cut or looking into one.
const vec3 kInside[11] = vec3[11](
    vec3(0.210, 0.008, 0.010), vec3(0.075, 0.015, 0.045), vec3(0.240, 0.010, 0.012), vec3(0.940, 0.800, 0.420),
    vec3(0.300, 0.130, 0.120), vec3(0.030, 0.018, 0.012), vec3(0.960, 0.840, 0.540), vec3(0.070, 0.150, 0.165),
    vec3(0.070, 0.150, 0.165), vec3(0.420, 0.110, 0.105), vec3(0.960, 0.840, 0.540));

// Fine marks by kind: slow swellings of vessels, strands of nerves, cells of glands.
vec3 marked(vec3 body, int kind, float pixel)
{
    if (kind == kNerveKind) return body * (1.0 + 0.10 * sin(v_along.x * 190.0 + 2.0 * sin(v_along.x * 41.0)));
    if (kind == kGlandKind) {
        float cells = noise(v_world.xz / 0.021, 971) + noise(v_world.yz / 0.021, 972);
        return body * (1.0 + 0.09 * cells * (1.0 - smoothstep(0.006, 0.018, pixel)));
    }
    if (kind == kFollicleKind) return mix(body, vec3(0.330, 0.130, 0.110), 0.35 * (0.5 + 0.5 * noise(v_world.xz / vec2(0.03, 0.14), 973)));
    // Long bundles of smooth muscle; the stacked discs of a corpuscle.
    if (kind == kMuscleKind) return body * (1.0 + 0.22 * noise(vec2(v_along.x / 0.09, (v_world.x + v_world.y + v_world.z) / 0.012), 975));
    if (kind == kCorpuscleKind) return body * (0.86 + 0.16 * sin(v_along.x * 900.0));
    return body * (1.0 + 0.10 * noise_1d(v_along.x / 0.05, 974));
}
#endif

void main()
{
    // Clipped where the block ends and where it is cut; the face there paints the cut itself.
    if (dot(v_world.xy, section.xy) > section.z || abs(v_world.x) > block_mm.x || v_world.y > block_mm.y || v_world.z < -block_mm.z) discard;
    int code = int(v_kind + 0.5), kind = code >> 1;
    bool inside = (code & 1) == 1 || !gl_FrontFacing;
    vec3 to_eye = towards_eye(v_world);
    vec3 normal = normalize(v_normal);
    float facing = abs(dot(normal, to_eye));
#ifdef DIAGRAM
    vec3 c = inside ? kBody[kind] * 0.55 : kBody[kind];
    // A dark outline towards the rim; what is thinner than its own outline stays plain.
    float rim_px = v_along.y / max(forward.w, 1e-5) * (1.0 - facing);
    float wide_px = v_along.y / max(forward.w, 1e-5);
    float outline = (1.0 - smoothstep(0.25, 0.50, facing)) * smoothstep(1.5, 4.0, wide_px);
    c = mix(c, kFlatInk, inside ? 0.0 : outline);
    write_colour(finish_exact(c, opacity()));
#else
    if (!gl_FrontFacing) normal = -normal;
    vec3 body = inside ? kInside[kind] : marked(kBody[kind], kind, forward.w);
    // Light goes round soft wet tissue; hair is hard.
    float wrap = kind == kHairKind ? 0.1 : 0.35;
    float key = max((dot(normal, key_light.xyz) + wrap) / (1.0 + wrap), 0.0);
    vec3 light = body * (kKeyColour * 0.86 * key + fill_light(normal) * 0.5 + ambient_light(normal) * 0.85);
    // The rim of a soft tube takes up more light from behind.
    light += body * 0.22 * square(1.0 - facing);
    // Deeper lies darker, and darkest where it dives into the tissue.
    float depth = saturate(-v_world.z / block_mm.z);
    float contact = mix(0.55, 1.0, smoothstep(-0.01, 0.03 + v_along.y, v_along.z));
    float buried = v_along.z < -0.15 ? 1.0 : contact;
    light *= mix(1.0, 0.58, depth) * mix(buried, 1.0, smoothstep(-0.05, -0.15, v_along.z));
    if (!inside) {
        float wet = kind == kHairKind ? 0.25 : 1.0;
        light += kKeyColour * (highlight(normal, to_eye, key_light.xyz, 55.0) * 0.075 + highlight(normal, to_eye, key_light.xyz, 14.0) * 0.03) * wet;
#ifndef CHEAP
        light += studio(reflect(-to_eye, normal)) * fresnel(normal, to_eye, 0.03) * 0.45 * wet;
#endif
    }
    write_colour(finish(light, opacity()));
#endif
}
