#include "app/render/scene/faces.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace render {

std::vector<CutFace> visible_faces(const Camera& camera, const session::View& view,
                                   const sim::Block& block) {
    constexpr float kEdgeOn = 1e-5f;  // cosine; rounding alone stays well under it
    std::vector<CutFace> seen;
    for (const session::Side& side :
         session::footprint(session::section_plane(view, block), block)) {
        const glm::dvec2 along = side.right_mm - side.left_mm;
        const double length = glm::length(along);
        const glm::dvec2 u = along / length;
        const CutFace face{side.edge,
                           {glm::vec2(side.left_mm), 0},
                           {glm::vec2(u), 0},
                           {float(u.y), float(-u.x), 0},
                           float(length)};
        const glm::vec3 to_eye =
            camera.orthographic ? -camera.forward : glm::normalize(camera.eye_mm - face.origin_mm);
        if (glm::dot(to_eye, face.outwards) > kEdgeOn) seen.push_back(face);
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

std::vector<float> grid_crossings_mm(const CutFace& face, const sim::Block& block, int columns,
                                     int rows) {
    // In cells: lines are x = i, y = j and x + y = k.
    const double per_x = double(columns - 1) / block.width_mm,
                 per_y = double(rows - 1) / block.length_mm;
    const double x = (double(face.origin_mm.x) + block.width_mm / 2) * per_x,
                 y = double(face.origin_mm.y) * per_y;
    const double dx = double(face.u.x) * per_x, dy = double(face.u.y) * per_y;
    const double length = double(face.length_mm);
    std::vector<float> places = {0, face.length_mm};
    const auto cross = [&](double start, double slope) {
        if (std::fabs(slope * length) < 1e-6) return;  // runs along these lines
        const double end = start + slope * length;
        for (double line = std::ceil(std::min(start, end)); line <= std::max(start, end); ++line) {
            const double u = (line - start) / slope;
            if (u > 0 && u < length) places.push_back(float(u));
        }
    };
    cross(x, dx);
    cross(y, dy);
    cross(x + y, dx + dy);
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    return places;
}

}  // namespace render
