// From what is there to what a microscope or a scanner shows: one function for each way of looking. Display values.
#include "common/color.glsl"
#include "common/noise.glsl"
#include "common/stain/matter.glsl"

// What is left of white light behind a stained section (Beer and Lambert), from its optical densities.
vec3 through(vec3 density) { return 0.985 * exp2(-3.321928 * density); }

// Optical densities of dyes in red, green and blue, each of length 1.
// Haematoxylin, and brown for melanin: Ruifrok & Johnston 2001, Anal Quant Cytol Histol 23:291, H and DAB.
const vec3 kHaematoxylin = vec3(0.650, 0.704, 0.286), kBrown = vec3(0.268, 0.570, 0.776);
// Eosin: the default of QuPath, Bankhead et al 2017, Sci Rep 7:16878.
const vec3 kEosin = vec3(0.216, 0.801, 0.558);
// Methyl blue and ponceau-fuchsin: Masson vectors of Landini et al 2021, Bioinformatics 37:1485.
const vec3 kMethylBlue = vec3(0.800, 0.591, 0.105), kPonceau = vec3(0.100, 0.737, 0.668);
const vec3 kHaemoglobin = vec3(0.060, 0.500, 0.864);  // illustrative

// How much of each dye tissues take up: illustrative.
#ifdef HE
vec3 shown_by_stain(Matter m)
{
    float eosin = dot(m.solids, vec4(0.30, 0.26, 0.62, 0.40)) + 0.24 * m.cells.x + 0.62 * m.cells.w;
    float haematoxylin = 0.95 * m.cells.y + 0.07 * m.cells.x;
    return through(eosin * kEosin + haematoxylin * kHaematoxylin + 1.1 * m.cells.z * kBrown + 0.10 * m.cells.w * kHaemoglobin);
}
const vec3 kSlide = vec3(0.985);
#endif

#ifdef TRICHROME
vec3 shown_by_stain(Matter m)
{
    float blue = 0.52 * m.solids.x;
    float red = dot(m.solids, vec4(0.0, 0.30, 0.80, 0.62)) + 0.34 * m.cells.x + 0.34 * m.cells.w;
    return through(blue * kMethylBlue + red * kPonceau + 1.25 * m.cells.y * normalize(kHaematoxylin + 0.4) +
                   1.1 * m.cells.z * kBrown + 0.40 * m.cells.w * kHaemoglobin);
}
const vec3 kSlide = vec3(0.985);
#endif

#ifdef PICROSIRIUS
// Between crossed polarisers: type I yellow to red by thickness, type III green (Junqueira 1979, Histochem J 11:447).
// A fibre's type is drawn by its own number, so that as many pixels are type III as the model has of it; a pixel is
// collagen where its strongest channel passes 0.2, and type III where green is the strongest.
const vec3 kSlide = vec3(0.016, 0.013, 0.012);
vec3 shown_by_stain(Matter m, float type_iii_share)
{
    float turn = 2.0 * m.fibre.x * m.fibre.y;  // the sine of twice the angle: brightest at 45 degrees
    float order = length(m.fibre);
    float light = (0.45 + 0.55 * square(turn)) * order * smoothstep(0.10, 0.75, m.solids.x);
    float own = unit(m.id), hue = unit(scatter(m.id + 11u));
    vec3 type_i = mix(mix(vec3(1.0, 0.82, 0.25), vec3(1.0, 0.50, 0.10), smoothstep(0.0, 0.5, hue)), vec3(1.0, 0.22, 0.09), smoothstep(0.5, 1.0, hue));
    vec3 type_iii = vec3(0.24, 1.0, 0.38);
    vec3 rest = vec3(0.050, 0.030, 0.020) * m.solids.z + vec3(0.022, 0.014, 0.012) * (m.cells.x + m.solids.w);
    return kSlide + rest + (own < type_iii_share ? type_iii : type_i) * light;
}
#endif

#ifdef OCT
const vec3 kSlide = vec3(0.040);
// How much light comes back, before it is lost on its way: illustrative relative figures.
float backscatter(Matter m)
{
    return 0.020 + dot(m.solids, vec4(0.62, 0.60, 0.26, 0.24)) + dot(m.cells, vec4(0.05, 0.03, 0.45, 0.06));
}
#endif
