#include "app/render/scene/surface.h"

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

double dimple_mm(const std::vector<Dimple>& list, double x_mm, double y_mm) {
    double pushed = 0;
    for (const Dimple& d : list) {
        const double dx = x_mm - d.at_mm.x, dy = y_mm - d.at_mm.y;
        const double r2 = dx * dx + dy * dy;
        if (r2 > 4) continue;
        pushed += d.deep_mm * std::exp(-(std::sqrt(r2 + 0.0016) - 0.04) / 0.26);
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

double top_mm(const sim::Tissue& tissue, double peel, double x_mm, double y_mm) {
    const int whole = std::min(int(peel), 4);
    const double part = peel - double(whole);
    const double from = whole == 0 ? sim::relief_mm(tissue, x_mm, y_mm)
                                   : sim::bound_mm(tissue, sim::Layer(whole - 1), x_mm, y_mm);
    if (part < 1e-6) return from;
    return from + part * (sim::bound_mm(tissue, sim::Layer(whole), x_mm, y_mm) - from);
}

Surface make_surface(const sim::Tissue& tissue, double peel, int columns, int rows) {
    Surface s{columns, rows, {}};
    s.depth_mm.reserve(std::size_t(columns) * std::size_t(rows));
    const sim::Block& block = tissue.block;
    for (int j = 0; j < rows; ++j)
        for (int i = 0; i < columns; ++i) {
            const double x = block.width_mm * (double(i) / double(columns - 1) - 0.5);
            const double y = block.length_mm * double(j) / double(rows - 1);
            s.depth_mm.push_back(float(top_mm(tissue, peel, x, y)));
        }
    return s;
}

std::vector<float> heights_mm(const Surface& surface, const sim::Tissue& tissue,
                              const std::vector<Dimple>& list) {
    std::vector<float> heights(surface.depth_mm.size());
    const sim::Block& block = tissue.block;
    std::size_t k = 0;
    for (int j = 0; j < surface.rows; ++j)
        for (int i = 0; i < surface.columns; ++i, ++k) {
            heights[k] = -surface.depth_mm[k];
            if (list.empty()) continue;
            const double x = block.width_mm * (double(i) / double(surface.columns - 1) - 0.5);
            const double y = block.length_mm * double(j) / double(surface.rows - 1);
            heights[k] -= float(dimple_mm(list, x, y));
        }
    return heights;
}

namespace {

double fall_off(double r, double inner, double outer) {
    const double t = std::clamp((r - inner) / (outer - inner), 0.0, 1.0);
    return 1 - t * t * (3 - 2 * t);
}

/// Spots painted into one channel, keeping the stronger.
class Marks {
  public:
    explicit Marks(const sim::Block& block)
        : block_(block), texels_(std::size_t(kMarksWide) * kMarksHigh * 4) {}

    template <class Amount>
    void spot(int channel, double x_mm, double y_mm, double radius_mm, Amount&& amount) {
        const double sx = double(kMarksWide) / block_.width_mm,
                     sy = double(kMarksHigh) / block_.length_mm;
        const double cx = (x_mm + block_.width_mm / 2) * sx - 0.5, cy = y_mm * sy - 0.5;
        const int i0 = std::max(0, int(cx - radius_mm * sx)),
                  i1 = std::min(kMarksWide - 1, int(cx + radius_mm * sx) + 1);
        const int j0 = std::max(0, int(cy - radius_mm * sy)),
                  j1 = std::min(kMarksHigh - 1, int(cy + radius_mm * sy) + 1);
        for (int j = j0; j <= j1; ++j)
            for (int i = i0; i <= i1; ++i) {
                const double dx = (double(i) - cx) / sx, dy = (double(j) - cy) / sy;
                const double a = std::clamp(amount(std::sqrt(dx * dx + dy * dy)), 0.0, 1.0);
                auto& t = texels_[(std::size_t(j) * kMarksWide + std::size_t(i)) * 4 +
                                  std::size_t(channel)];
                t = std::max(t, std::byte(int(a * 255 + 0.5)));
            }
    }
    void everywhere(int channel, double amount) {
        for (std::size_t k = std::size_t(channel); k < texels_.size(); k += 4)
            texels_[k] = std::byte(int(std::clamp(amount, 0.0, 1.0) * 255 + 0.5));
    }
    std::vector<std::byte> take() { return std::move(texels_); }

  private:
    const sim::Block& block_;
    std::vector<std::byte> texels_;
};

}  // namespace

std::vector<std::byte> make_marks(const sim::Snapshot& s) {
    enum { hole, redness, pore, blood };
    Marks marks(s.tissue->block);
    for (const sim::Tube& t : s.tissue->tubes) {
        if (t.a_mm.z > 0.002 && t.b_mm.z > 0.002) continue;
        const glm::dvec3 mouth = t.a_mm.z < t.b_mm.z ? t.a_mm : t.b_mm;
        if (t.structure == sim::Structure::follicle)
            marks.spot(pore, mouth.x, mouth.y, 0.09,
                       [](double r) { return fall_off(r, 0.012, 0.06); });
        if (t.structure == sim::Structure::sweat_duct)
            marks.spot(pore, mouth.x, mouth.y, 0.03,
                       [](double r) { return 0.6 * fall_off(r, 0.004, 0.022); });
    }
    const double red = std::clamp(s.healing.erythema, 0.0, 1.5) / 1.5;
    marks.everywhere(redness, 0.30 * red);
    for (const sim::ChannelView& c : s.channels) {
        const double x = c.entry_mm.x, y = c.entry_mm.y;
        marks.spot(redness, x, y, 0.55, [&](double r) {
            return red * (0.30 + 0.70 * std::exp(-(r * r) / (0.20 * 0.20)));
        });
        const double radius = c.state.diameter_mm / 2, shut = std::clamp(c.cover, 0.0, 1.0);
        marks.spot(hole, x, y, 0.12, [&](double r) {
            return (1 - shut) * fall_off(r, 0.6 * radius, radius + 0.012) *
                   std::min(1.0, radius / 0.008);
        });
        if (c.bleed_mm3 > 0 || s.days_since_visit > 0.02) {
            const double wide = 0.05 + 0.6 * std::cbrt(c.bleed_mm3);
            const double strength = (c.bleed_mm3 > 0 ? 0.9 : 0.35) * (1 - shut);
            marks.spot(blood, x, y, wide,
                       [&](double r) { return strength * fall_off(r, 0.4 * wide, wide); });
        }
    }
    return marks.take();
}

}  // namespace render
