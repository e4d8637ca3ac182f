// The network as solids: rounded tubes swept along vessels, nerves, follicles and glands, to stand
// free where the tissue about them has been taken away.
#pragma once
#include "app/session/view.h"
#include "sim/tissue/tissue.h"

#include <glm/vec2.hpp>
#include <glm/vec4.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace render {

/// As structure.vert reads it.
struct TubeVertex {
    glm::vec4 place;   ///< world, mm; w how far the tube's axis stands out of the top here, mm
    glm::vec4 normal;  ///< world, unit; w twice the structure, plus 1 on the face of a cut
    glm::vec2 along;   ///< from the tube's beginning, mm; the radius here, mm
};

struct TubeMesh {
    std::vector<TubeVertex> vertices;
    std::vector<std::uint32_t> indices;  ///< of triangles
};

/// Sweeps the tissue's tubes; pieces of an individual that follow each other become one body with
/// round ends. What a peel lays bare is left as a dissector would: what stands up out of the rest
/// is cut a little above it, hairs are trimmed, loops and glands left whole, and nothing hangs in
/// the air.
/// @param peel   layers taken off, as in top_mm()
/// @param parts  bit per session::Part: those of the structures wanted
/// @param most_triangles  the tubes are drawn coarser until the mesh keeps to it
TubeMesh make_tubes(const sim::Tissue& tissue, double peel, std::uint32_t parts,
                    std::size_t most_triangles);

inline constexpr std::size_t kMostTriangles = 100'000, kMostTrianglesLow = 40'000;

}  // namespace render
