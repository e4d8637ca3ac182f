// Cells that come to a channel, in the numbers that the model says, at seeded places on the cut
// face.
#pragma once
#include "app/render/scene/faces.h"

#include <glm/vec4.hpp>

#include <vector>

namespace render {

/// As cell.vert reads it.
struct CellInstance {
    glm::vec4 place;  ///< world, mm; w radius
    glm::vec4 kind;   ///< 0 neutrophil, 1 M1, 2 M2, 3 fibroblast; angle; own number; opacity
};

/// @param most  cells in all; beyond it each kind is thinned alike
std::vector<CellInstance> make_cells(const sim::Snapshot& snapshot, const CutFace& face, int most);

}  // namespace render
