// The std140 blocks, written once for C++ and GLSL. vec4 and mat4 members only, so that both agree.
#ifdef __cplusplus
#pragma once
#include <glm/glm.hpp>
namespace render::gpu {
using glm::mat4;
using glm::vec4;
#define UNIFORM_BLOCK(Name) struct alignas(16) Name
#define CONSTANT_INT(Name, value) inline constexpr int Name = value
#else
#define UNIFORM_BLOCK(Name) layout(std140) uniform Name
#define CONSTANT_INT(Name, value) const int Name = value
#endif

CONSTANT_INT(kMaxNeedles, 24);   // that push the skin in near a visible face
CONSTANT_INT(kMaxChannels, 16);  // near a visible face

// What a pixel of an id picture shows: session::Thing, in app/session/thing.h.
CONSTANT_INT(kThingNothing, 0);
CONSTANT_INT(kThingStratumCorneum, 1);
CONSTANT_INT(kThingGranularLayer, 2);
CONSTANT_INT(kThingSpinousLayer, 3);
CONSTANT_INT(kThingBasalLayer, 4);
CONSTANT_INT(kThingPapillaryDermis, 5);
CONSTANT_INT(kThingReticularDermis, 6);
CONSTANT_INT(kThingFat, 7);
CONSTANT_INT(kThingMuscle, 8);
CONSTANT_INT(kThingArteriole, 9);
CONSTANT_INT(kThingVenule, 10);
CONSTANT_INT(kThingCapillary, 11);
CONSTANT_INT(kThingNerve, 12);
CONSTANT_INT(kThingFollicle, 13);
CONSTANT_INT(kThingHair, 14);
CONSTANT_INT(kThingSebaceousGland, 15);
CONSTANT_INT(kThingSweatDuct, 16);
CONSTANT_INT(kThingNeutrophil, 20);  // then the other kinds of cell.vert
CONSTANT_INT(kThingChannel, 24);
CONSTANT_INT(kThingBlood, 25);
CONSTANT_INT(kThingCollagenIII, 26);
CONSTANT_INT(kThingCollagenI, 27);
CONSTANT_INT(kThingCoagulated, 28);
CONSTANT_INT(kThingSkin, 29);
CONSTANT_INT(kThingPore, 30);
CONSTANT_INT(kThingNeedle, 35);
CONSTANT_INT(kThingNeedleCoat, 36);
CONSTANT_INT(kThingPlate, 37);

// Once a frame. World is (x, y, z = -depth) in mm.
UNIFORM_BLOCK(FrameBlock) {
    mat4 clip_from_world;
    mat4 world_from_clip;
    mat4 shadow_from_world;  // to texture coordinates and depth
    vec4 eye_mm;             // xyz; w 1 orthographic
    vec4 forward;            // xyz into the picture; w size of a pixel where one looks, mm
    vec4 picture_px;         // width, height, 1 / width, 1 / height
    vec4 key_light;          // xyz towards it; w strength of shadows, 0 to 1
    vec4 block_mm;           // half width, length, floor
    vec4 section;  // outwards x, y of the cut, its offset: what is left has x n.x + y n.y <= offset
    vec4 bottoms_mm;  // mean lower bounds: stratum corneum, viable epidermis, papillary, reticular
    vec4 deep_mm;     // mean lower bounds: hypodermis, muscle; w seed
    vec4 skin;        // linear rgb at rest; w melanin, 0 to 1
    vec4 skin_red;    // linear rgb with much blood; w redness, 0 to 1
    vec4 chromophores;  // melanosomes in the epidermis and blood in the dermis at rest, shares
    vec4 bruise;        // rgb absorbance of a bruise of this age at its strongest
    vec4 rete_mm;  // height, wavelength of the junction; z age, 0 young to 1 old; w detail, 0 to 1
    vec4 collagen_types;    // share of type III in the treated column, and elsewhere
    vec4 healing;           // new collagen III and I, 0 to 1; z days since the visit; w swelling
    vec4 heat_range_C;      // ramp low, high; z coagulation shown, 0 to 1; w rest
    vec4 layers_shown;      // 1 shown, 0 hidden, between: a veil. stratum corneum, epidermis,
                            // papillary, reticular
    vec4 parts_shown;       // fat, vessels, nerves, follicles
    vec4 more_parts_shown;  // glands, channels, collagen, heat
    vec4 counts;            // needles, channels; z peel; w needles, the first, that stand in a face
    vec4 needle_entry_mm[kMaxNeedles];    // x, y, dimple, reach of the dimple downwards
    vec4 needle_axis[kMaxNeedles];        // direction x, y, depth; w radius
    vec4 channel_entry_mm[kMaxChannels];  // x, y, radius of the lumen, radius before it closed
    vec4 channel_axis[kMaxChannels];      // direction x, y, depth; w length
    vec4 channel_state[kMaxChannels];     // blood 0..1, cover 0..1, age in days, open 0..1
};

// Once a draw.
UNIFORM_BLOCK(DrawBlock) {
    vec4 face_origin_mm;  // world point at u = 0, depth 0
    vec4 face_u;          // xyz world direction of u; w length of the face, mm
    vec4 face_normal;     // xyz outwards; w row of the profile: 0 the section, 1 across, 2 along
    vec4 atlas;           // offset and scale in s: s = x + y u / length; z 1: ends at a bound
    vec4 window;   // of a face that is baked: where it begins, along and down, and its size; mm
    vec4 colour;   // linear rgb, a
    vec4 options;  // by pass; w of what is faded: own number, for its dots
};

#ifdef __cplusplus
}  // namespace render::gpu
#endif
