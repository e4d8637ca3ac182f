#include "app/render/scene/surface.h"

#include "sim/tissue/relief.h"

#include <algorithm>
#include <cmath>

namespace render {

std::vector<Dimple> dimples(const sim::Snapshot& snapshot) {
    std::vector<Dimple> list;
    for (const sim::NeedleView& n : snapshot.needles) {
        if (n.dimple_mm <= 1e-4) continue;
        // The tissue must not be folded over itself, and at the tip it stands still.
        const double reach = std::max(0.10, 0.45 * n.tip_mm);
        list.push_back({{n.entry_mm.x, n.entry_mm.y}, std::min(n.dimple_mm, 0.8 * reach), reach});
    }
    return list;
}

double dimple_mm(const std::vector<Dimple>& list, double x_mm, double y_mm, double below_mm) {
    double pushed = 0;
    for (const Dimple& d : list) {
        const double dx = x_mm - d.at_mm.x, dy = y_mm - d.at_mm.y;
        const double r2 = dx * dx + dy * dy;
        if (r2 > 4) continue;
        pushed += d.deep_mm * std::exp(-(std::sqrt(r2 + 0.0016) - 0.04) / 0.26) *
                  std::exp(-std::max(below_mm, 0.0) / d.reach_mm);
    }
    return pushed;
}

double effective_peel(const session::View& view) {
    using session::Part;
    const Part order[] = {Part::stratum_corneum, Part::epidermis, Part::papillary_dermis,
                          Part::reticular_dermis};
    double hidden = 0;
    for (const Part part : order) {
        if (view.shows(part)) break;
        ++hidden;
    }
    return std::max(view.peel, hidden);
}

double top_mm(const sim::Tissue& tissue, double peel, double x_mm, double y_mm,
              double concern_share) {
    const int whole = std::min(int(peel), 4);
    const double part = peel - double(whole);
    const auto bound = [&](int layer) {
        return sim::bound_mm(tissue, sim::Layer(layer), x_mm, y_mm, concern_share);
    };
    const double from =
        whole == 0 ? sim::relief_mm(tissue, x_mm, y_mm, concern_share) : bound(whole - 1);
    if (part < 1e-6) return from;
    return from + part * (bound(whole) - from);
}

Surface make_surface(const sim::Tissue& tissue, double peel, double concern_share, int columns,
                     int rows) {
    Surface s{columns, rows, peel > 0, {}, {}};
    s.depth_mm.reserve(std::size_t(columns) * std::size_t(rows));
    s.smooth_mm.reserve(s.depth_mm.capacity());
    const sim::Block& block = tissue.block;
    for (int j = 0; j < rows; ++j)
        for (int i = 0; i < columns; ++i) {
            const double x = block.width_mm * (double(i) / double(columns - 1) - 0.5);
            const double y = block.length_mm * double(j) / double(rows - 1);
            const double top = top_mm(tissue, peel, x, y, concern_share);
            s.depth_mm.push_back(float(top));
            s.smooth_mm.push_back(peel > 0 ? float(top)
                                           : float(top - sim::skin_lines_mm(tissue, x, y)));
        }
    return s;
}

std::vector<float> heights_mm(const Surface& surface, const sim::Tissue& tissue,
                              const std::vector<Dimple>& list) {
    std::vector<float> heights(surface.depth_mm.size() * 2);
    const sim::Block& block = tissue.block;
    std::size_t k = 0;
    for (int j = 0; j < surface.rows; ++j)
        for (int i = 0; i < surface.columns; ++i, ++k) {
            float pushed = 0;
            if (!list.empty()) {
                const double x = block.width_mm * (double(i) / double(surface.columns - 1) - 0.5);
                const double y = block.length_mm * double(j) / double(surface.rows - 1);
                // The skin itself, to which the dimples belong, lies as deep as its relief.
                const double below =
                    surface.bare ? double(surface.depth_mm[k]) - sim::relief_mm(tissue, x, y) : 0;
                pushed = float(dimple_mm(list, x, y, below));
            }
            heights[2 * k] = -surface.depth_mm[k] - pushed;
            heights[2 * k + 1] = -surface.smooth_mm[k] - pushed;
        }
    return heights;
}

}  // namespace render
