#include "app/render/passes/structures.h"

#include "app/render/gl/state.h"
#include "app/render/scene/tubes.h"

#include <array>

namespace render {
namespace {

using session::Part;

constexpr std::uint32_t bits_of(std::initializer_list<Part> parts) {
    std::uint32_t bits = 0;
    for (const Part part : parts) bits |= 1u << unsigned(part);
    return bits;
}
constexpr std::uint32_t kLayerParts =
    bits_of({Part::stratum_corneum, Part::epidermis, Part::papillary_dermis, Part::reticular_dermis,
             Part::fat});
constexpr std::uint32_t kStructureParts =
    bits_of({Part::vessels, Part::nerves, Part::follicles, Part::glands});

/// Whether some of the tissue is away or only a veil. Stained sections have no inside.
bool is_open(const Frame& f) {
    if (f.view.style > session::Style::diagram) return false;
    const bool whole = (f.view.parts & ~f.view.faded & kLayerParts) == kLayerParts;
    return !whole || f.peel > 1e-3;
}

}  // namespace

void StructuresPass::prepare(const Frame& f) {
    if (!is_open(f)) return;
    const sim::Tissue& tissue = *f.snapshot.tissue;
    const Scene now{tissue.skin, tissue.block, f.peel, f.view.parts & kStructureParts,
                    f.quality == Quality::low ? kMostTrianglesLow : kMostTriangles};
    if (now == made_of_) return;
    made_of_ = now;
    const TubeMesh tubes = make_tubes(tissue, now.peel, now.parts, now.most_triangles);
    buffer_ = gl::make_buffer(gl::bytes_of(tubes.vertices), gl::Usage::fixed, "structures");
    mesh_ = gl::make_mesh({.streams = {{&buffer_, {{0, 4}, {1, 4}, {2, 2}}}},
                           .indices = tubes.indices,
                           .label = "structures"});
}

void StructuresPass::draw(const Frame& f) {
    if (!is_open(f) || mesh_.indices == 0) return;
    if (!f.shaders.use(f.program("pass/structure.vert", "pass/structure.frag"))) return;
    // Both sides: where the section or the block's edge cuts a tube one looks into it.
    gl::apply({.depth_test = true, .depth_write = true});
    gl::draw(mesh_);
}

}  // namespace render
