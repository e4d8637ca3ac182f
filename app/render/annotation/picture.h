// What every part of the annotations looks at: one snapshot, seen by one camera, in one picture.
#pragma once
#include "app/render/annotation/annotate.h"
#include "app/render/annotation/box.h"
#include "app/session/section.h"

#include <array>
#include <optional>
#include <vector>

namespace render {

/// A flat side of the block that the camera sees. (u, depth) is a place on it, u in 0..1.
struct SeenFace {
    glm::dvec3 origin_mm{};  ///< u = 0, depth 0
    glm::dvec3 across_mm{};  ///< from u = 0 to u = 1
    glm::dvec3 outward{};
    bool section = false;  ///< made by the knife: names stand here rather than on a side

    glm::dvec3 at(double u, double depth_mm) const {
        return origin_mm + u * across_mm + glm::dvec3(0, 0, depth_mm);
    }
};

struct Picture {
    const sim::Snapshot& snapshot;
    const session::View& view;
    const Camera& camera;
    const Atlas& atlas;
    const Words& words;
    const AnnotationOptions& options;
    session::SectionPlane section = session::section_plane(view, snapshot.tissue->block);

    float width() const { return float(options.width_px); }
    float height() const { return float(options.height_px); }
    float unit() const { return atlas.text_px / 15; }  ///< all lengths in pixels grow with the text
    float margin() const { return 12 * unit(); }
    Box frame() const { return {{0, 0}, {width(), height()}}; }

    glm::vec2 px(const glm::vec3& world) const;
    glm::vec2 px(const glm::dvec3& tissue_mm) const { return px(world_from_tissue(tissue_mm)); }
    bool in_front(const glm::dvec3& tissue_mm) const;  ///< of the eye
    /// How many pixels a length spans at a place, seen square on.
    float length_px(const glm::dvec3& tissue_mm, double length_mm) const;
    /// Where the ray through a pixel meets the plane of a face, as u; empty if it runs along it.
    std::optional<double> u_at(const SeenFace& face, const glm::vec2& px) const;

    /// Whether a surface with this outward normal shows its outside at a place, not too edge-on.
    bool faces_eye(const glm::dvec3& tissue_mm, const glm::dvec3& outward) const;
    std::vector<SeenFace> cut_faces() const;  ///< that are seen, the section first
    bool section_seen() const;
    bool top_seen() const;

    /// How far a point of the tissue lies behind the section, mm; negative: cut away.
    double behind_section_mm(const glm::dvec3& position_mm) const;
    /// The nearest point of the section at the same depth.
    glm::dvec3 on_section_mm(const glm::dvec3& position_mm) const;
    /// What the section leaves of the block, seen from above: corners in turn, depth 0.
    std::vector<glm::dvec3> plan_mm() const;
    Box block_px() const;  ///< the block's outline, cut to the picture

    bool shows(sim::Layer layer) const;             ///< switched on and not peeled off
    sim::Layer top_layer() const;                   ///< the first one shown
    double top_mm(double x_mm, double y_mm) const;  ///< depth of what is uppermost now
};

}  // namespace render
