#include "app/render/annotation/picture.h"

#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>

#include <cmath>

namespace render {
namespace {

constexpr double kEdgeOn =
    0.12;  // cosine under which a face is too foreshortened to name things on
constexpr double kNoFace_mm = 1e-3;  // narrower than this nothing is left to see

}  // namespace

glm::vec2 Picture::px(const glm::vec3& world) const {
    return glm::vec2(pixel_from_world(camera, world, options.width_px, options.height_px));
}

bool Picture::in_front(const glm::dvec3& tissue_mm) const {
    return glm::dot(world_from_tissue(tissue_mm) - camera.eye_mm, camera.forward) > 0;
}

float Picture::length_px(const glm::dvec3& tissue_mm, double length_mm) const {
    // A step sideways in the picture, so the answer does not depend on where the length points.
    const glm::vec3 right = glm::normalize(
        glm::cross(camera.forward,
                   std::fabs(camera.forward.z) < 0.99f ? glm::vec3(0, 0, 1) : glm::vec3(0, 1, 0)));
    const glm::vec3 p = world_from_tissue(tissue_mm);
    return glm::length(px(p + float(length_mm) * right) - px(p));
}

std::optional<double> Picture::u_at(const SeenFace& face, const glm::vec2& at) const {
    const glm::vec2 ndc{2 * at.x / width() - 1, 1 - 2 * at.y / height()};
    const auto unproject = [&](float z) {
        const glm::vec4 p = camera.world_from_clip * glm::vec4(ndc, z, 1);
        return glm::dvec3(glm::vec3(p) / p.w) * glm::dvec3(1, 1, -1);
    };
    const glm::dvec3 near = unproject(-1), far = unproject(1);
    const double closing = glm::dot(far - near, face.outward);
    if (std::fabs(closing) < 1e-9) return {};
    const glm::dvec3 hit =
        near + glm::dot(face.origin_mm - near, face.outward) / closing * (far - near);
    return glm::dot(hit - face.origin_mm, face.across_mm) /
           glm::dot(face.across_mm, face.across_mm);
}

bool Picture::faces_eye(const glm::dvec3& tissue_mm, const glm::dvec3& outward) const {
    const glm::vec3 along = camera.orthographic
                                ? camera.forward
                                : glm::normalize(world_from_tissue(tissue_mm) - camera.eye_mm);
    return glm::dot(along, world_from_tissue(outward)) < -kEdgeOn;
}

double Picture::behind_section_mm(const glm::dvec3& position_mm) const {
    return section.behind_mm(position_mm);
}

glm::dvec3 Picture::on_section_mm(const glm::dvec3& position_mm) const {
    return section.foot(position_mm);
}

std::vector<glm::dvec3> Picture::plan_mm() const {
    std::vector<glm::dvec3> corners;
    for (const session::Side& side : session::footprint(section, snapshot.tissue->block))
        corners.emplace_back(side.left_mm, 0);
    return corners;
}

std::vector<SeenFace> Picture::cut_faces() const {
    std::vector<SeenFace> seen;
    for (const session::Side& side : session::footprint(section, snapshot.tissue->block)) {
        const glm::dvec3 across(side.right_mm - side.left_mm, 0);
        if (glm::length(across) < kNoFace_mm) continue;
        const SeenFace face{{side.left_mm, 0},
                            across,
                            glm::normalize(glm::dvec3(across.y, -across.x, 0)),
                            side.edge == session::Edge::section};
        if (faces_eye(face.at(0.5, snapshot.tissue->block.floor_mm / 2), face.outward))
            seen.push_back(face);
    }
    return seen;
}

bool Picture::section_seen() const {
    const auto faces = cut_faces();
    return !faces.empty() && faces.front().section;
}

bool Picture::top_seen() const {
    const std::vector<glm::dvec3> plan = plan_mm();
    glm::dvec3 middle{};
    for (const glm::dvec3& corner : plan) middle += corner / double(plan.size());
    return !plan.empty() && faces_eye(middle, {0, 0, -1});
}

Box Picture::block_px() const {
    Box box{{width(), height()}, {0, 0}};
    for (const glm::dvec3& corner : plan_mm())
        for (const double depth : {0.0, snapshot.tissue->block.floor_mm}) {
            const glm::dvec3 p = corner + glm::dvec3(0, 0, depth);
            if (!in_front(p)) return frame();
            const glm::vec2 at = px(p);
            box = {glm::min(box.low, at), glm::max(box.high, at)};
        }
    return {glm::max(box.low, glm::vec2(0)), glm::min(box.high, frame().high)};
}

bool Picture::shows(sim::Layer layer) const {
    using enum session::Part;
    constexpr session::Part kParts[] = {stratum_corneum, epidermis, papillary_dermis,
                                        reticular_dermis, fat};
    const int i = int(layer);
    return view.peel < i + 0.5 && (layer == sim::Layer::muscle || view.shows(kParts[i]));
}

sim::Layer Picture::top_layer() const {
    for (int i = 0; i < sim::kLayerCount; ++i)
        if (shows(sim::Layer(i))) return sim::Layer(i);
    return sim::Layer::muscle;
}

double Picture::top_mm(double x_mm, double y_mm) const {
    const sim::Layer top = top_layer();
    return top == sim::Layer::stratum_corneum
               ? sim::relief_mm(*snapshot.tissue, x_mm, y_mm)
               : sim::bound_mm(*snapshot.tissue, sim::Layer(int(top) - 1), x_mm, y_mm);
}

}  // namespace render
