#include "app/render/annotation/stains.h"

namespace render {
namespace {

using enum Word;

constexpr StainRow kHe[] = {{stain_nuclei, {0.33f, 0.22f, 0.52f}},
                            {stain_collagen, {0.93f, 0.66f, 0.76f}},
                            {stain_keratin, {0.85f, 0.36f, 0.50f}}};
constexpr StainRow kTrichrome[] = {{stain_collagen, {0.36f, 0.52f, 0.80f}},
                                   {stain_cells_muscle, {0.74f, 0.22f, 0.28f}},
                                   {stain_nuclei, {0.22f, 0.12f, 0.20f}}};
constexpr StainRow kPicrosirius[] = {{stain_type_i, {0.95f, 0.42f, 0.12f}},
                                     {stain_type_iii, {0.24f, 0.72f, 0.34f}},
                                     {stain_unordered, {0.04f, 0.04f, 0.04f}}};
constexpr StainRow kOct[] = {{stain_bright, {0.88f, 0.88f, 0.88f}},
                             {stain_dim, {0.16f, 0.16f, 0.16f}}};

// Drops of blood lie on the skin, not in a section.
constexpr Word kNotInSections[] = {bleeding};
// What is no collagen is black between crossed polarisers.
constexpr Word kNotBirefringent[] = {bleeding,    granular_layer,  spinous_layer,
                                     basal_layer, capillary,       nerve,
                                     sweat_duct,  touch_corpuscle, fibroblasts};
// Finer than a scanner's grain, or as bright as what is around it.
constexpr Word kNotInScans[] = {bleeding,  granular_layer, spinous_layer,  basal_layer,
                                capillary, nerve,          sweat_duct,     touch_corpuscle,
                                fat_cells, fibroblasts,    arrector_muscle};

constexpr Stain kStainHe{stain_he, stain_key, kHe, kNotInSections, false};
constexpr Stain kStainTrichrome{stain_trichrome, stain_key, kTrichrome, kNotInSections, false};
constexpr Stain kStainPicrosirius{stain_picrosirius, stain_key, kPicrosirius, kNotBirefringent,
                                  true};
constexpr Stain kStainOct{stain_oct, stain_echo_key, kOct, kNotInScans, true};

}  // namespace

const Stain* stain_of(session::Style style) {
    switch (style) {
        case session::Style::he:
            return &kStainHe;
        case session::Style::trichrome:
            return &kStainTrichrome;
        case session::Style::picrosirius:
            return &kStainPicrosirius;
        case session::Style::oct:
            return &kStainOct;
        case session::Style::realistic:
        case session::Style::diagram:
            break;
    }
    return nullptr;
}

}  // namespace render
