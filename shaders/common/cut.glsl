// What a cut face knows about the tissue in it: the layers' bounds and the distances to its structures.

uniform sampler2D profile_upper;   // offsets of relief and three bounds from their means; a row a face
uniform sampler2D profile_lower;   // offsets of the two lower bounds
uniform sampler2D vessel_distance; // arteriole, venule, nerve, capillary
uniform sampler2D gland_distance;  // follicle, hair, sebaceous gland, sweat gland
uniform sampler2D cut_distance;    // arteriole, venule, nerve, sweat gland: of the cut itself

const float kDistanceRange_mm = 0.032;  // of the stored distances; also in app/render/scene/structures.cpp
vec4 distances(sampler2D map, vec2 st) { return (texture(map, st) * 2.0 - 1.0) * kDistanceRange_mm; }

float inside_of(float distance_mm, float pixel)
{
    float edge = min(0.6 * pixel, 0.015);
    return 1.0 - smoothstep(-edge, edge, distance_mm);
}

struct Bounds {
    float relief, corneum, epidermis, papillary, reticular, fat;
};

Bounds read_bounds(float s)
{
    float row = (face_normal.w + 0.5) / 3.0;
    vec4 upper = texture(profile_upper, vec2(s, row));
    vec2 lower = texture(profile_lower, vec2(s, row)).rg;
    return Bounds(upper.x, bottoms_mm.x + upper.y, bottoms_mm.y + upper.z, bottoms_mm.z + upper.w,
                  bottoms_mm.w + lower.x, deep_mm.x + lower.y);
}

// Of a face that shows some layers alone: the share that lies below the upper bound of one, counted from 0 at the
// surface. options: x the first layer shown, z how many at the bottom are not.
float of_run(int layer, float share)
{
    if (float(layer) <= options.x + 0.5) return 1.0;
    return float(layer) > 5.5 - options.z ? 0.0 : share;
}

// The share of a pixel that lies below a bound.
float below(float depth, float bound, float pixel) { return saturate((depth - bound) / pixel + 0.5); }

// Where patterns are read: x along the face, and how far across. Both belong to the world, so that what two faces cut
// meets at the corner that they share; along a face x runs at true scale however the face is turned.
vec2 pattern_place(vec3 world, float u)
{
    vec2 corner = face_origin_mm.xy + face_u.xy * face_u.w;
    return vec2(corner.x + corner.y - face_u.w + u, world.x - world.y);
}
