#include "app/render/scene/faces.h"

#include <glm/geometric.hpp>

namespace render {

std::vector<CutFace> visible_faces(const Camera& camera, const session::View& view,
                                   const sim::Block& block) {
    const auto half = float(block.width_mm / 2), length = float(block.length_mm);
    const auto section = float(view.section_mm);
    const CutFace all[] = {
        {Edge::front, {-half, section, 0}, {1, 0, 0}, {0, -1, 0}, 2 * half},
        {Edge::back, {-half, length, 0}, {1, 0, 0}, {0, 1, 0}, 2 * half},
        {Edge::left, {-half, section, 0}, {0, 1, 0}, {-1, 0, 0}, length - section},
        {Edge::right, {half, section, 0}, {0, 1, 0}, {1, 0, 0}, length - section},
    };
    std::vector<CutFace> seen;
    for (const CutFace& face : all) {
        if (face.length_mm < 1e-3f) continue;
        const glm::vec3 to_eye =
            camera.orthographic ? -camera.forward : glm::normalize(camera.eye_mm - face.origin_mm);
        if (glm::dot(to_eye, face.outwards) > 1e-3f) seen.push_back(face);
    }
    return seen;
}

double behind_mm(const CutFace& face, const glm::dvec3& p) {
    const glm::dvec3 world(p.x, p.y, -p.z);
    return -glm::dot(world - glm::dvec3(face.origin_mm), glm::dvec3(face.outwards));
}

double along_mm(const CutFace& face, const glm::dvec3& p) {
    const glm::dvec3 world(p.x, p.y, -p.z);
    return glm::dot(world - glm::dvec3(face.origin_mm), glm::dvec3(face.u));
}

}  // namespace render
