// How far behind a cut face its tubes are drawn: the renderer draws by it, labels point by it.
#pragma once
#include "sim/tissue/tissue.h"

namespace render {

/// What runs so close behind a face shows, mm.
constexpr double slab_mm(sim::Structure structure) {
    switch (structure) {
        case sim::Structure::arteriole:
        case sim::Structure::nerve:
        case sim::Structure::touch_corpuscle:
            return 0.13;
        case sim::Structure::venule:
            return 0.15;
        case sim::Structure::capillary:
        case sim::Structure::sebaceous_gland:
            return 0.06;
        case sim::Structure::follicle:
        case sim::Structure::hair:
        case sim::Structure::arrector_muscle:
            return 0.05;
        case sim::Structure::sweat_duct:
        case sim::Structure::sweat_coil:
            return 0.08;
    }
    return 0;
}

/// Share of its radius that a tube is drawn with at a distance behind the face: it thins out as it
/// dives and ends in a point at the back of the slab.
constexpr double shown_share(double behind_mm, double slab_mm) {
    const double t = (behind_mm - 0.35 * slab_mm) / (0.65 * slab_mm);
    if (t <= 0) return 1;
    if (t >= 1) return 0;
    return 1 - t * t * (3 - 2 * t);
}

}  // namespace render
