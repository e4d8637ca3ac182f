#include "app/render/passes/cells.h"

#include "app/render/gl/state.h"
#include "app/render/scene/cells.h"
#include "app/render/scene/strata.h"

#include <vector>

namespace render {

CellPass::CellPass() {
    buffer_ = gl::make_buffer({}, gl::Usage::changing, "cells");
    quad_ = gl::make_mesh({.streams = {{&buffer_, {{0, 4}, {1, 4}}, true}}, .label = "cell"});
}

void CellPass::draw(const Frame& f) {
    if (f.snapshot.channels.empty() || !f.view.shows(session::Part::cells)) return;
    std::vector<std::string> features;
    if (f.snapshot.heat.grid && !f.snapshot.heat.necrosis.empty()) features.push_back("HEAT");
    if (!f.shaders.use(f.program("pass/cell.vert", "pass/cell.frag", features))) return;
    gl::apply({.depth_test = true, .depth_write = false, .blend = gl::Blend::over});
    // Where the whole block is in view, cells are drawn larger than life, or they were dots.
    // Illustrative, and the same for all of them and at all times.
    using enum session::ViewName;
    const float larger = f.view.name == cell ? 1.0f : f.view.name == tip ? 1.3f : 1.9f;
    const sim::Tissue& tissue = *f.snapshot.tissue;
    const Presences layers = presences(f.view, f.peel, tissue);
    const bool all_there = runs_of(layers).size() == 1;
    for (const CutFace& face : f.faces) {
        auto cells = make_cells(f.snapshot, face, f.quality == Quality::low ? 700 : 2200);
        // None hangs where its layer is away.
        if (!all_there)
            std::erase_if(cells, [&](const CellInstance& cell) {
                const glm::dvec3 at(cell.place.x, cell.place.y, -cell.place.z);
                return layers[std::size_t(sim::layer_at(tissue, at))] == Presence::absent;
            });
        if (cells.empty()) continue;
        gl::fill(buffer_, gl::bytes_of(cells));
        gpu::DrawBlock d{};
        d.face_u = glm::vec4(face.u, face.length_mm);
        d.face_normal = glm::vec4(face.outwards, float(face.slot()));
        d.options.x = larger;
        d.options.y = 0.4f + 0.6f * larger;  // they are long already
        f.blocks.upload(d);
        gl::draw_vertices(quad_, gl::Shape::strip, 4, int(cells.size()));
    }
}

}  // namespace render
