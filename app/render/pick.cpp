#include "app/render/pick.h"

#include "app/render/scene/surface.h"
#include "shaders/interface.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace render {
namespace {

using glm::dvec3;
using glm::ivec2;
using session::Thing;

// What the shaders write is what the program reads.
static_assert(int(Thing::nothing) == gpu::kThingNothing);
static_assert(int(Thing::stratum_corneum) == gpu::kThingStratumCorneum);
static_assert(int(Thing::granular_layer) == gpu::kThingGranularLayer);
static_assert(int(Thing::spinous_layer) == gpu::kThingSpinousLayer);
static_assert(int(Thing::basal_layer) == gpu::kThingBasalLayer);
static_assert(int(Thing::papillary_dermis) == gpu::kThingPapillaryDermis);
static_assert(int(Thing::reticular_dermis) == gpu::kThingReticularDermis);
static_assert(int(Thing::fat) == gpu::kThingFat);
static_assert(int(Thing::muscle) == gpu::kThingMuscle);
static_assert(int(Thing::arteriole) == gpu::kThingArteriole);
static_assert(int(Thing::venule) == gpu::kThingVenule);
static_assert(int(Thing::capillary) == gpu::kThingCapillary);
static_assert(int(Thing::nerve) == gpu::kThingNerve);
static_assert(int(Thing::follicle) == gpu::kThingFollicle);
static_assert(int(Thing::hair) == gpu::kThingHair);
static_assert(int(Thing::sebaceous_gland) == gpu::kThingSebaceousGland);
static_assert(int(Thing::sweat_duct) == gpu::kThingSweatDuct);
static_assert(int(Thing::neutrophil) == gpu::kThingNeutrophil);
static_assert(int(Thing::channel) == gpu::kThingChannel);
static_assert(int(Thing::blood) == gpu::kThingBlood);
static_assert(int(Thing::collagen_iii) == gpu::kThingCollagenIII);
static_assert(int(Thing::collagen_i) == gpu::kThingCollagenI);
static_assert(int(Thing::coagulated) == gpu::kThingCoagulated);
static_assert(int(Thing::skin) == gpu::kThingSkin);
static_assert(int(Thing::pore) == gpu::kThingPore);
static_assert(int(Thing::needle) == gpu::kThingNeedle);
static_assert(int(Thing::needle_coat) == gpu::kThingNeedleCoat);
static_assert(int(Thing::plate) == gpu::kThingPlate);

/// Easily missed by a pixel or two.
bool is_small(Thing thing) {
    return (thing >= Thing::arteriole && thing <= Thing::blood) || thing == Thing::pore ||
           thing == Thing::needle || thing == Thing::needle_coat;
}

dvec3 place_of(const IdPicture& ids, ivec2 pixel) {
    const std::uint8_t* id = ids.image.pixel(pixel.x, pixel.y);
    const float depth = float(id[1] * 256 + id[2]) / 65535;
    const glm::vec4 clip(2 * (float(pixel.x) + 0.5f) / float(ids.image.width) - 1,
                         1 - 2 * (float(pixel.y) + 0.5f) / float(ids.image.height), 2 * depth - 1,
                         1);
    const glm::vec4 world = ids.world_from_clip * clip;
    return {double(world.x / world.w), double(world.y / world.w), double(-world.z / world.w)};
}

/// In the tissue, and so carried down with it where a needle pushes; hairs may be above.
bool layer_or_within(Thing thing) {
    return thing >= Thing::stratum_corneum && thing <= Thing::touch_corpuscle &&
           thing != Thing::hair;
}

/// The twin of what the cut faces do: common/deform.glsl.
double depth_at_rest_mm(const sim::Snapshot& s, const dvec3& p) {
    const std::vector<Dimple> pushed_by = dimples(s);
    const double below_mm =
        p.z - dimple_mm(pushed_by, p.x, p.y) - sim::relief_mm(*s.tissue, p.x, p.y);
    double depth = p.z;
    for (const Dimple& d : pushed_by)
        depth -= dimple_mm({d}, p.x, p.y) * std::exp(-std::max(below_mm, 0.0) / d.reach_mm);
    return depth;
}

double gap_mm(const sim::Tube& t, const dvec3& p) {
    const dvec3 ab = t.b_mm - t.a_mm;
    const double length2 = glm::dot(ab, ab);
    const double k = length2 > 0 ? std::clamp(glm::dot(p - t.a_mm, ab) / length2, 0.0, 1.0) : 0.0;
    return glm::length(p - t.a_mm - k * ab) - (t.a_radius_mm + k * (t.b_radius_mm - t.a_radius_mm));
}

/// Which of two structures that the faces paint alike is the nearer.
Thing nearer(const sim::Tissue& tissue, sim::Structure one, sim::Structure other, const dvec3& p) {
    sim::Structure nearest = one;
    double least_mm = 1e9;
    for (const sim::Tube& t : tissue.tubes) {
        if (t.structure != one && t.structure != other) continue;
        if (const double gap = gap_mm(t, p); gap < least_mm) least_mm = gap, nearest = t.structure;
    }
    return session::thing_of(nearest);
}

/// Where the concern has shaped the skin, the concern.
Thing skin_or_scar(const sim::Tissue& tissue, const dvec3& p) {
    constexpr double kShaped_mm = 0.015;  // deeper than the fine furrows of any skin
    sim::Tissue even{tissue.skin, tissue.block, tissue.layers, 0, 0, {}};
    even.skin.concern = sim::Concern::none;
    const double shape_mm = sim::relief_mm(tissue, p.x, p.y) - sim::relief_mm(even, p.x, p.y);
    if (shape_mm < kShaped_mm) return Thing::skin;
    switch (tissue.skin.concern) {
        case sim::Concern::rolling_scar:
            return Thing::rolling_scar;
        case sim::Concern::boxcar_scar:
            return Thing::boxcar_scar;
        case sim::Concern::icepick_scar:
            return Thing::icepick_scar;
        case sim::Concern::fine_lines:
            return Thing::fine_line;
        case sim::Concern::enlarged_pores:
            return Thing::pore;
        default:
            return Thing::skin;
    }
}

}  // namespace

Camera cropped(const Camera& camera, ivec2 size_px, const PixelBox& box) {
    const glm::vec2 size(size_px), wide = size / glm::vec2(box.size);
    const glm::vec2 middle = (glm::vec2(box.low) + 0.5f * glm::vec2(box.size)) / size;
    Camera crop = camera;
    // What is shifted is x / w, so each column of x takes a share of that of w.
    for (int column = 0; column < 4; ++column) {
        glm::vec4& c = crop.clip_from_world[column];
        c.x = wide.x * (c.x + (1 - 2 * middle.x) * c.w);
        c.y = wide.y * (c.y + (2 * middle.y - 1) * c.w);
    }
    crop.world_from_clip = glm::inverse(crop.clip_from_world);
    return crop;
}

session::Picked picked_at(const IdPicture& ids, const sim::Snapshot& snapshot, ivec2 pixel) {
    session::Picked picked{ids.thing_at(pixel.x, pixel.y), {}};
    if (picked.thing == Thing::nothing) return picked;
    picked.at_mm = place_of(ids, pixel);
    if (layer_or_within(picked.thing)) picked.at_mm.z = depth_at_rest_mm(snapshot, picked.at_mm);
    const sim::Tissue& tissue = *snapshot.tissue;
    using enum sim::Structure;
    if (picked.thing == Thing::sweat_duct)
        picked.thing = nearer(tissue, sweat_duct, sweat_coil, picked.at_mm);
    if (picked.thing == Thing::follicle)
        picked.thing = nearer(tissue, follicle, arrector_muscle, picked.at_mm);
    if (picked.thing == Thing::nerve)
        picked.thing = nearer(tissue, nerve, touch_corpuscle, picked.at_mm);
    if (picked.thing == Thing::skin) picked.thing = skin_or_scar(tissue, picked.at_mm);
    return picked;
}

ivec2 nearest_small(const IdPicture& ids, ivec2 from) {
    ivec2 nearest = from;
    int least = 1 << 30;
    for (int y = 0; y < ids.image.height; ++y)
        for (int x = 0; x < ids.image.width; ++x) {
            const ivec2 away = ivec2(x, y) - from;
            const int distance2 = away.x * away.x + away.y * away.y;
            if (distance2 < least && is_small(ids.thing_at(x, y)))
                least = distance2, nearest = {x, y};
        }
    return nearest;
}

}  // namespace render
