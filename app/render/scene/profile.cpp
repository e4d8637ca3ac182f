#include "app/render/scene/profile.h"

namespace render {

Profile::Profile()
    : upper(std::size_t(kProfileColumns) * kFaceSlots * 4),
      lower(std::size_t(kProfileColumns) * kFaceSlots * 4) {}

void sample_face(Profile& profile, const CutFace& face, const sim::Tissue& tissue,
                 double concern_share) {
    using sim::Layer;
    const auto offset = [&](Layer layer, double x, double y) {
        return float(sim::bound_mm(tissue, layer, x, y, concern_share) -
                     tissue.layers.bottom_mm[std::size_t(layer)]);
    };
    for (int i = 0; i < kProfileColumns; ++i) {
        const float u = (float(i) + 0.5f) / float(kProfileColumns) * face.length_mm;
        const glm::vec3 at = face.origin_mm + face.u * u;
        const double x = double(at.x), y = double(at.y);
        const std::size_t texel = (std::size_t(face.slot()) * kProfileColumns + std::size_t(i)) * 4;
        profile.upper[texel] = float(sim::relief_mm(tissue, x, y, concern_share));
        profile.upper[texel + 1] = offset(Layer::stratum_corneum, x, y);
        profile.upper[texel + 2] = offset(Layer::viable_epidermis, x, y);
        profile.upper[texel + 3] = offset(Layer::papillary_dermis, x, y);
        profile.lower[texel] = offset(Layer::reticular_dermis, x, y);
        profile.lower[texel + 1] = offset(Layer::hypodermis, x, y);
    }
}

}  // namespace render
