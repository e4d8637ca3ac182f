// What stands in the tissue and in the picture's way: tubes, needles, channels, coagulated zones.
#pragma once
#include "app/render/annotation/picture.h"

#include <vector>

namespace render {

/// A capsule of running radius; a tube is laid flat onto the face that shows it.
struct Solid {
    Word name;
    glm::dvec3 a_mm{}, b_mm{};
    double a_radius_mm = 0, b_radius_mm = 0;

    glm::dvec3 at(double t) const { return a_mm + t * (b_mm - a_mm); }
    double radius_mm(double t) const { return a_radius_mm + t * (b_radius_mm - a_radius_mm); }
    /// Distance from the capsule's surface; negative inside.
    double distance_mm(const glm::dvec3& p) const;
};

/// A needle as it covers the picture.
struct Shaft {
    glm::vec2 a{}, b{};
    float radius_px = 0;
};

/// How much of what runs behind a face counts.
enum class Reach {
    plain,  ///< what is drawn in at least half its width: can be named
    all     ///< all that is drawn, in full width: to keep clear of
};

std::vector<Solid> solids_on(const std::vector<SeenFace>& faces, const Picture& picture,
                             Reach reach);

std::vector<Shaft> shafts(const Picture& picture);

glm::dvec3 tip_mm(const sim::NeedleView& needle);

/// Whether a needle's or channel's axis lies in the cut face at a depth.
bool on_section(const Picture& picture, const glm::dvec3& position_mm);

}  // namespace render
