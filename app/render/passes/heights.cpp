#include "app/render/passes/heights.h"

#include "app/render/scene/strata.h"

namespace render {
namespace {

std::vector<std::uint32_t> grid_indices(int columns, int rows) {
    std::vector<std::uint32_t> indices;
    for (int j = 0; j + 1 < rows; ++j)
        for (int i = 0; i + 1 < columns; ++i) {
            const auto a = std::uint32_t(j * columns + i), b = a + 1,
                       c = a + std::uint32_t(columns);
            indices.insert(indices.end(), {a, b, c, c, b, c + 1});
        }
    return indices;
}

}  // namespace

void Heights::prepare(const Frame& f, const Detail& detail, std::span<const int> bounds) {
    if (!(detail == detail_)) {
        detail_ = detail;
        for (Grid& grid : grids_) grid = {};
        mesh_ = gl::make_mesh(
            {.indices = grid_indices(detail.columns, detail.rows), .label = "surface grid"});
    }
    const std::vector<Dimple> pressed = dimples(f.snapshot);
    for (const int bound : bounds)
        prepare(grids_[std::size_t(bound)], f, level_of(bound, f.peel), pressed);
}

void Heights::prepare(Grid& grid, const Frame& f, double level,
                      const std::vector<Dimple>& pressed) {
    const sim::Tissue& tissue = *f.snapshot.tissue;
    std::vector<glm::dvec4> pushed_by;
    for (const Dimple& d : pressed) pushed_by.emplace_back(d.at_mm, d.deep_mm, d.reach_mm);
    const bool same = grid.level == level && grid.skin == tissue.skin && grid.block == tissue.block;
    if (same && grid.pushed_by == pushed_by) return;
    if (!same) {
        grid.skin = tissue.skin, grid.block = tissue.block, grid.level = level;
        grid.surface =
            make_surface(tissue, level, detail_.concern_share, detail_.columns, detail_.rows);
    }
    grid.pushed_by = pushed_by;
    if (!grid.texture)
        grid.texture = gl::make_texture({.size = {detail_.columns, detail_.rows, 0},
                                         .format = gl::Format::rg32f,
                                         .linear = false,
                                         .label = "surface heights"});
    gl::fill(grid.texture, heights_mm(grid.surface, tissue, pressed));
}

void Heights::bind(int bound, Sampler sampler) const {
    gl::bind(grids_[std::size_t(bound)].texture, int(sampler));
}

}  // namespace render
