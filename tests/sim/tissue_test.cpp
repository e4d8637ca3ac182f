#include "sim/tissue/tissue.h"

#include "sim/base/random.h"
#include "sim/tissue/network.h"

#include <glm/geometric.hpp>
#include <glm/vec2.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace sim {
namespace {

Tissue at(std::string_view site, double age_years = 35) {
    Skin skin;
    skin.site = site_named(site);
    skin.age_years = age_years;
    skin.concern = Concern::none;
    Block block;
    block.floor_mm = layer_depths(skin).dermis_bottom_mm() + 0.8;
    return make_tissue(skin, block);
}

TEST(Tissue, MeanBoundsAreTheTablesAtEverySite) {
    for (const std::string_view id : site_ids()) {
        const Tissue tissue = at(id);
        for (const Layer layer : {Layer::stratum_corneum, Layer::viable_epidermis,
                                  Layer::papillary_dermis, Layer::reticular_dermis}) {
            double sum = 0;
            int n = 0;
            for (double x = -2; x < 2; x += 0.0231)
                for (double y = 0; y < 2.4; y += 0.0317) {
                    sum += bound_mm(tissue, layer, x, y);
                    ++n;
                }
            const double table_mm = tissue.layers.bottom_mm[std::size_t(layer)];
            // A fiftieth of a millimetre, or 3 %: lobules of fat are few in a block of 4 mm.
            EXPECT_NEAR(sum / n, table_mm, std::max(0.006, 0.03 * table_mm))
                << id << " " << kLayerNames[std::size_t(layer)];
        }
    }
}

TEST(Tissue, BoundsNeverCross) {
    for (const std::string_view id : site_ids()) {
        Tissue tissue = at(id);
        for (int concern = 0; concern < int(kConcerns.size()); ++concern) {
            tissue.skin.concern = Concern(concern);
            Random rng(3, "points"_purpose);
            for (int i = 0; i < 200; ++i) {
                const double x = rng.between(-2, 2), y = rng.between(0, 2.4);
                double above = relief_mm(tissue, x, y);
                for (int layer = 0; layer < kLayerCount; ++layer) {
                    const double bound = bound_mm(tissue, Layer(layer), x, y);
                    ASSERT_GT(bound, above) << id << " " << kConcerns[std::size_t(concern)];
                    above = bound;
                }
            }
        }
    }
}

TEST(Tissue, RidgesFlattenWithAge) {
    EXPECT_GT(at("forearm", 25).rete_height_mm, 1.5 * at("forearm", 75).rete_height_mm);
}

TEST(Tissue, IsAPureFunctionOfSkinAndBlock) {
    const Tissue a = at("cheek"), b = at("cheek");
    ASSERT_EQ(a.tubes.size(), b.tubes.size());
    for (std::size_t i = 0; i < a.tubes.size(); ++i) {
        EXPECT_EQ(a.tubes[i].a_mm, b.tubes[i].a_mm);
        EXPECT_EQ(a.tubes[i].b_radius_mm, b.tubes[i].b_radius_mm);
    }
}

TEST(Tissue, VesselsLieInTheDermisAndNoneInTheEpidermis) {
    const Tissue tissue = at("cheek");
    for (const Tube& tube : tissue.tubes)
        if (is_vessel(tube.structure)) {
            for (const glm::dvec3& p : {tube.a_mm, tube.b_mm}) {
                EXPECT_GT(p.z, bound_mm(tissue, Layer::viable_epidermis, p.x, p.y) - 0.002);
            }
        }
}

TEST(Tissue, APalmHasNoFolliclesAndAScalpHasLongOnes) {
    const auto deepest = [](const Tissue& tissue) {
        double deep = -1;
        for (const Tube& tube : tissue.tubes)
            if (tube.structure == Structure::follicle) deep = std::max(deep, tube.b_mm.z);
        return deep;
    };
    EXPECT_LT(deepest(at("palm")), 0);
    EXPECT_GT(deepest(at("scalp")), at("scalp").layers.dermis_bottom_mm());
    EXPECT_LT(deepest(at("cheek")), at("cheek").layers.dermis_bottom_mm());
}

// A brute-force walk along the track, point against segment, has to agree with the closed form.
TEST(Tissue, CrossedVesselsAreThoseThatAWalkAlongTheTrackTouches) {
    const Tissue tissue = at("cheek");
    Random rng(9, "tracks"_purpose);
    for (int track = 0; track < 60; ++track) {
        const glm::dvec3 a(rng.between(-1.8, 1.8), rng.between(0, 2.2), 0);
        const glm::dvec3 b = a + glm::dvec3(0, 0, rng.between(0.05, 1.2));
        std::vector<int> walked;
        for (const Tube& tube : tissue.tubes) {
            if (!is_vessel(tube.structure)) continue;
            if (glm::length(glm::dvec2(tube.a_mm - a)) > 0.2 + glm::length(tube.b_mm - tube.a_mm))
                continue;
            double nearest = 1e9;
            for (int i = 0; i <= 4000; ++i) {
                const glm::dvec3 p = a + (b - a) * (double(i) / 4000.0);
                const glm::dvec3 along = tube.b_mm - tube.a_mm;
                const double t =
                    std::clamp(glm::dot(p - tube.a_mm, along) / glm::dot(along, along), 0.0, 1.0);
                nearest = std::min(nearest, glm::length(p - tube.a_mm - along * t));
            }
            if (nearest <= 0.09 + std::max(tube.a_radius_mm, tube.b_radius_mm) &&
                (walked.empty() ||
                 std::find(walked.begin(), walked.end(), tube.individual) == walked.end()))
                walked.push_back(tube.individual);
        }
        const Track straight{a, b, 0.09};
        EXPECT_EQ(vessels_crossed(tissue, {&straight, 1}), int(walked.size())) << track;
    }
}

}  // namespace
}  // namespace sim
