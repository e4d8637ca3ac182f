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

// Denser than a layer, which covers the whole picture, or thin tubes would be lost.
constexpr float kStructureVeil = 0.32f;
constexpr float kVeilNumber = 1;  // of its dots, as TissuePass numbers those of the layers

/// Whether some of the tissue is away or only a veil. Stained sections have no inside.
bool is_open(const Frame& f) {
    if (f.view.style > session::Style::diagram) return false;
    const bool whole = (f.view.parts & ~f.view.faded & kLayerParts) == kLayerParts;
    return !whole || f.peel > 1e-3;
}

}  // namespace

void StructuresPass::Solids::make(const sim::Tissue& tissue, const Scene& now) {
    if (now == made_of) return;
    made_of = now;
    if (now.parts == 0) {
        mesh = {}, buffer = {};
        return;
    }
    const TubeMesh tubes = make_tubes(tissue, now.peel, now.parts, now.most_triangles);
    buffer = gl::make_buffer(gl::bytes_of(tubes.vertices), gl::Usage::fixed, "structures");
    mesh = gl::make_mesh({.streams = {{&buffer, {{0, 4}, {1, 4}, {2, 2}}}},
                          .indices = tubes.indices,
                          .label = "structures"});
}

void StructuresPass::prepare(const Frame& f) {
    const sim::Tissue& tissue = *f.snapshot.tissue;
    const std::uint32_t shown = is_open(f) ? f.view.parts & kStructureParts : 0;
    const auto scene = [&](std::uint32_t parts) {
        return Scene{tissue.skin, tissue.block, f.peel, parts,
                     f.quality == Quality::low ? kMostTrianglesLow : kMostTriangles};
    };
    whole_.make(tissue, scene(shown & ~f.view.faded));
    veils_.make(tissue, scene(shown & f.view.faded));
}

void StructuresPass::draw(const Frame& f) {
    if (whole_.mesh.indices == 0) return;
    if (!f.shaders.use(f.program("pass/structure.vert", "pass/structure.frag"))) return;
    gpu::DrawBlock d{};
    d.colour.a = 1;
    f.blocks.upload(d);
    // Both sides: where the section or the block's edge cuts a tube one looks into it.
    gl::apply({.depth_test = true, .depth_write = true});
    gl::draw(whole_.mesh);
}

void StructuresPass::draw_veils(const Frame& f, gl::PassState state) {
    if (!has_veils()) return;
    if (!f.shaders.use(f.program("pass/structure.vert", "pass/structure.frag", {"FADED"}))) return;
    gpu::DrawBlock d{};
    d.colour.a = kStructureVeil;
    d.options.w = kVeilNumber;
    f.blocks.upload(d);
    state.cull = gl::Cull::back;  // each tube is one veil, not two
    gl::apply(state);
    gl::draw(veils_.mesh);
}

}  // namespace render
