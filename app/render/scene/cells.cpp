#include "app/render/scene/cells.h"

#include "sim/base/random.h"

#include <glm/trigonometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace render {
namespace {

struct Kind {
    double per_mm3;
    float radius_mm;
    double spread_mm;  ///< typical distance from the channel's wall
};

// The slice of tissue whose cells are shown, and how far from the track they gather. Illustrative.
constexpr double kSlice_mm = 0.03, kHalfWidth_mm = 0.30;

}  // namespace

std::vector<CellInstance> make_cells(const sim::Snapshot& s, const CutFace& face, int most) {
    const std::array<Kind, 4> kinds = {{{s.neutrophils_per_mm3, 0.0065f, 0.06},
                                        {s.macrophages_m1_per_mm3, 0.0100f, 0.09},
                                        {s.macrophages_m2_per_mm3, 0.0100f, 0.10},
                                        {s.fibroblasts_per_mm3, 0.0200f, 0.16}}};
    std::vector<const sim::ChannelView*> near;
    double wanted = 0;
    const double junction = s.tissue->layers.junction_mm();
    for (const sim::ChannelView& c : s.channels) {
        if (std::fabs(behind_mm(face, c.entry_mm)) > 0.06) continue;
        near.push_back(&c);
        for (const Kind& k : kinds)
            wanted += k.per_mm3 * kSlice_mm * 2 * kHalfWidth_mm * c.length_mm;
    }
    const double thin = wanted > double(most) ? double(most) / wanted : 1;
    std::vector<CellInstance> cells;
    for (std::size_t n = 0; n < near.size(); ++n) {
        const sim::ChannelView& c = *near[n];
        const double volume = kSlice_mm * 2 * kHalfWidth_mm * c.length_mm;
        for (std::size_t k = 0; k < kinds.size(); ++k) {
            const double count = kinds[k].per_mm3 * volume * thin;
            sim::Random rng(std::uint64_t(s.tissue->skin.seed), 4096 * n + k + 17);
            for (int i = 0; double(i) < count && i < most; ++i) {
                // The last one fades in, so that numbers change without popping.
                const double opacity = std::min(1.0, count - double(i));
                // Roughly exponential away from the wall, on either side.
                const double away = -kinds[k].spread_mm * std::log(1 - 0.97 * rng.unit());
                const double side = rng.below(2) == 0 ? -1 : 1;
                const double share = rng.unit();
                const float angle = k == 3 ? float(glm::radians(90 + 70 * (rng.unit() - 0.5) * 2))
                                           : float(6.2832 * rng.unit());
                const float own = float(rng.unit());
                const double depth =
                    junction + 0.02 +
                    share * std::max(0.05, c.length_mm * c.direction.z - junction + 0.05);
                const double wall = std::max(0.004, c.state.diameter_mm / 2);
                const double u =
                    along_mm(face, c.entry_mm + c.direction * (depth / c.direction.z)) +
                    side * (wall + away);
                if (u < 0.01 || u > double(face.length_mm) - 0.01 ||
                    depth > s.tissue->layers.dermis_bottom_mm() - 0.02)
                    continue;
                const glm::vec3 at =
                    face.origin_mm + face.u * float(u) - glm::vec3(0, 0, float(depth));
                cells.push_back({{at, kinds[k].radius_mm * (0.85f + 0.3f * own)},
                                 {float(k), angle, own, float(opacity)}});
            }
        }
    }
    return cells;
}

}  // namespace render
