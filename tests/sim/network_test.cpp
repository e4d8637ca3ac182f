#include "sim/tissue/network.h"

#include "sim/base/noise.h"
#include "sim/tissue/network_parts.h"

#include <glm/geometric.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

namespace sim {
namespace {

using glm::dvec3;

Tissue at(std::string_view site, double age_years = 35, int seed = 7) {
    Skin skin;
    skin.site = site_named(site);
    skin.age_years = age_years;
    skin.seed = seed;
    Block block;
    block.floor_mm = layer_depths(skin).dermis_bottom_mm() + 0.8;
    return make_tissue(skin, block);
}

std::vector<const Tube*> tubes_of(const Tissue& tissue, Structure structure) {
    std::vector<const Tube*> found;
    for (const Tube& t : tissue.tubes)
        if (t.structure == structure) found.push_back(&t);
    return found;
}

std::set<int> individuals_of(const Tissue& tissue, Structure structure) {
    std::set<int> found;
    for (const Tube* t : tubes_of(tissue, structure)) found.insert(t->individual);
    return found;
}

double per_mm2(const Tissue& tissue, std::size_t count) {
    return double(count) / (tissue.block.width_mm * tissue.block.length_mm);
}

/// Where a loop begins and ends, and its highest point.
struct Ends {
    dvec3 first_mm{0}, last_mm{0}, apex_mm{0, 0, 1e9};
};

/// The loops of papillae by individual: those of hair bulbs are left out.
std::map<int, Ends> loops_of(const Tissue& tissue) {
    const std::set<int> bulbs = individuals_of(tissue, Structure::follicle);
    std::map<int, Ends> loops;
    for (const Tube* t : tubes_of(tissue, Structure::capillary)) {
        if (bulbs.count(t->individual)) continue;
        const auto [found, fresh] = loops.try_emplace(t->individual);
        if (fresh) found->second.first_mm = t->a_mm;
        found->second.last_mm = t->b_mm;
        for (const dvec3& p : {t->a_mm, t->b_mm})
            if (p.z < found->second.apex_mm.z) found->second.apex_mm = p;
    }
    return loops;
}

TEST(Network, LiesWithinTheBlockAndRunsOnToItsNeighbours) {
    for (const std::string_view id : site_ids()) {
        const Tissue tissue = at(id);
        for (const Tube& t : tissue.tubes)
            for (const dvec3& p : {t.a_mm, t.b_mm}) {
                const char* name = kStructureNames[std::size_t(t.structure)].data();
                // What is begun near a side may end a little beyond it; a hair of the scalp leans.
                const double beyond = 0.8;
                ASSERT_LE(std::fabs(p.x), tissue.block.width_mm / 2 + beyond) << id << " " << name;
                ASSERT_GE(p.y, -beyond) << id << " " << name;
                ASSERT_LE(p.y, tissue.block.length_mm + beyond) << id << " " << name;
                ASSERT_LE(p.z, tissue.block.floor_mm + 1e-9) << id << " " << name;
                ASSERT_TRUE(p.z > -1e-9 || t.structure == Structure::hair) << id << " " << name;
                ASSERT_GT(std::min(t.a_radius_mm, t.b_radius_mm), 0) << id << " " << name;
            }
    }
}

TEST(Network, ALoopKeepsToItsPapillaAndEachPapillaHasOneOrACorpuscle) {
    for (const char* site : {"cheek", "palm"}) {
        const Tissue tissue = at(site);
        const double wavelength = tissue.rete_wavelength_mm;
        const auto papilla_of = [&](const dvec3& p) {
            return nearest_cell(p.x / wavelength, p.y / wavelength,
                                std::uint64_t(tissue.skin.seed) ^ 22)
                .name;
        };
        const auto loops = loops_of(tissue);
        std::set<std::uint64_t> taken;
        for (const auto& [individual, loop] : loops)
            EXPECT_TRUE(taken.insert(papilla_of(loop.apex_mm)).second) << site;
        for (const Tube* t : tubes_of(tissue, Structure::capillary)) {
            const auto found = loops.find(t->individual);
            if (found == loops.end()) continue;
            // Between the ridges; below them branches go where they are wanted.
            for (const dvec3& p : {t->a_mm, t->b_mm})
                if (p.z < found->second.apex_mm.z + 0.8 * tissue.rete_height_mm) {
                    EXPECT_EQ(papilla_of(p), papilla_of(found->second.apex_mm)) << site;
                }
        }
        for (const int individual : individuals_of(tissue, Structure::touch_corpuscle))
            for (const Tube* t : tubes_of(tissue, Structure::touch_corpuscle))
                if (t->individual == individual) {
                    EXPECT_EQ(taken.count(papilla_of(t->a_mm)), 0u) << site;
                }
        EXPECT_EQ(taken.size() + individuals_of(tissue, Structure::touch_corpuscle).size(),
                  papillae(tissue).size())
            << site;
    }
}

// Blood that leaves a loop's end passes from branch to branch, each nearer to the plexus, and comes
// to a vessel of the right kind.
TEST(Network, EveryLoopIsFedByAnArterioleAndDrainedByAVenule) {
    for (const char* site : {"cheek", "eyelid", "palm"}) {
        const Tissue tissue = at(site);
        const std::set<int> bulbs = individuals_of(tissue, Structure::follicle);
        const auto loops = loops_of(tissue);
        ASSERT_GT(loops.size(), 500u) << site;
        for (const bool venous : {false, true}) {
            const Structure wide = venous ? Structure::venule : Structure::arteriole;
            // The far end of each loop's branch, which is of its wide part where it has one.
            std::map<int, dvec3> end_mm;
            for (const auto& [individual, loop] : loops)
                end_mm[individual] = venous ? loop.last_mm : loop.first_mm;
            std::set<int> met;
            for (const Tube* t : tubes_of(tissue, wide)) {
                if (!loops.count(t->individual)) continue;
                const bool first = met.insert(t->individual).second;
                if (venous)
                    end_mm[t->individual] = t->b_mm;
                else if (first)
                    end_mm[t->individual] = t->a_mm;
            }
            const auto next_of = [&](int individual) -> std::optional<int> {
                const dvec3 end = end_mm[individual];
                for (const Tube& t : tissue.tubes) {
                    if (!is_vessel(t.structure)) break;
                    if (t.individual == individual || bulbs.count(t.individual)) continue;
                    if (t.a_mm != end && t.b_mm != end) continue;
                    // Not another that ends here, too.
                    const auto own = end_mm.find(t.individual);
                    if (own != end_mm.end() && own->second == end) continue;
                    if (!loops.count(t.individual))
                        return t.structure == wide ? std::optional(-1) : std::nullopt;
                    return t.individual;
                }
                return {};
            };
            std::map<int, int> next;
            for (const auto& [individual, loop] : loops) {
                const auto to = next_of(individual);
                ASSERT_TRUE(to) << site << " a branch ends in nothing";
                next[individual] = *to;
            }
            for (const auto& [individual, loop] : loops) {
                int here = individual;
                std::size_t steps = 0;
                while (here >= 0 && ++steps <= loops.size()) here = next[here];
                ASSERT_EQ(here, -1) << site << " the blood goes round";
            }
        }
    }
}

TEST(Network, AscendingVesselsEndOnBothPlexuses) {
    const Tissue tissue = at("cheek");
    const double middle =
        0.5 * (parameter("anatomy.superficial_plexus_mm").value + tissue.layers.dermis_bottom_mm());
    for (const Structure kind : {Structure::arteriole, Structure::venule}) {
        std::map<int, Ends> vessels;
        for (const Tube* t : tubes_of(tissue, kind)) {
            const auto [found, fresh] = vessels.try_emplace(t->individual);
            if (fresh) found->second.first_mm = t->a_mm;
            found->second.last_mm = t->b_mm;
        }
        int ascending = 0;
        for (const auto& [individual, ends] : vessels) {
            // Those that cross the middle of the dermis upwards.
            if (!(ends.first_mm.z > middle && ends.last_mm.z < middle)) continue;
            ++ascending;
            for (const dvec3& end : {ends.first_mm, ends.last_mm}) {
                double nearest = 1e9;
                for (const Tube* t : tubes_of(tissue, kind))
                    if (t->individual != individual)
                        nearest =
                            std::min(nearest, segment_distance_mm(end, end, t->a_mm, t->b_mm));
                EXPECT_LT(nearest, 0.005);
            }
        }
        EXPECT_EQ(ascending, kind == Structure::arteriole ? 4 : 3);
    }
}

TEST(Network, EachArrectorJoinsItsFollicleToThePapillaryDermis) {
    for (const char* site : {"cheek", "scalp"}) {
        const Tissue tissue = at(site);
        EXPECT_EQ(individuals_of(tissue, Structure::arrector_muscle),
                  individuals_of(tissue, Structure::follicle));
        std::map<int, Ends> muscles;
        for (const Tube* t : tubes_of(tissue, Structure::arrector_muscle)) {
            const auto [found, fresh] = muscles.try_emplace(t->individual);
            if (fresh) found->second.first_mm = t->a_mm;
            found->second.last_mm = t->b_mm;
        }
        for (const auto& [individual, ends] : muscles) {
            double gap = 1e9;
            for (const Tube* t : tubes_of(tissue, Structure::follicle))
                if (t->individual == individual)
                    gap = std::min(
                        gap, segment_distance_mm(ends.first_mm, ends.first_mm, t->a_mm, t->b_mm) -
                                 t->a_radius_mm);
            EXPECT_LT(gap, 0) << site;
            EXPECT_EQ(tissue.layers.layer_at(ends.last_mm.z), Layer::papillary_dermis) << site;
        }
    }
}

// A lattice of some 4 by 2.4 mm can miss the mean by a row; the tables' own ranges are wider.
TEST(Network, CountsAreTheTables) {
    for (const char* id : {"cheek", "forearm", "scalp", "palm"}) {
        const Tissue tissue = at(id);
        const SiteRow& site = sites()[std::size_t(tissue.skin.site)];
        const double follicles = site.follicle == SiteRow::Follicle::none ? 0
                                 : site.follicle == SiteRow::Follicle::terminal
                                     ? parameter("anatomy.terminal_per_mm2").value
                                     : site.vellus_per_mm2.value;
        EXPECT_NEAR(per_mm2(tissue, individuals_of(tissue, Structure::follicle).size()), follicles,
                    0.4 * follicles + 0.1)
            << id;
        const double glands = parameter("anatomy.eccrine_glands_per_mm2").value;
        EXPECT_NEAR(per_mm2(tissue, individuals_of(tissue, Structure::sweat_coil).size()), glands,
                    0.4 * glands)
            << id;
        const bool glabrous = site.follicle == SiteRow::Follicle::none;
        const Value& corpuscles = parameter(glabrous ? "anatomy.touch_corpuscles_glabrous_per_mm2"
                                                     : "anatomy.touch_corpuscles_hairy_per_mm2");
        const double drawn =
            per_mm2(tissue, individuals_of(tissue, Structure::touch_corpuscle).size());
        EXPECT_LE(drawn, corpuscles.high) << id;
        EXPECT_GE(drawn, corpuscles.low) << id;
    }
}

TEST(Network, LoopsFlattenWithTheRidgesOfOldSkin) {
    const auto height_mm = [](const Tissue& tissue) {
        double sum = 0;
        int loops = 0;
        for (const auto& [individual, loop] : loops_of(tissue)) {
            // The limb by which the blood comes up to the arch.
            double limb = 0;
            for (const Tube* t : tubes_of(tissue, Structure::capillary))
                if (t->individual == individual && t->b_mm.z < loop.apex_mm.z + 0.012)
                    limb = std::max(limb, t->a_mm.z - t->b_mm.z);
            sum += limb, ++loops;
            if (loops == 60) break;
        }
        return sum / loops;
    };
    EXPECT_GT(height_mm(at("forearm", 25)), 1.8 * height_mm(at("forearm", 80)));
}

TEST(Network, AnotherSeedIsAnotherArrangementOfTheSameAnatomy) {
    const Tissue a = at("cheek", 35, 7), b = at("cheek", 35, 8);
    EXPECT_NE(tubes_of(a, Structure::follicle)[40]->a_mm,
              tubes_of(b, Structure::follicle)[40]->a_mm);
    EXPECT_NEAR(double(individuals_of(a, Structure::capillary).size()),
                double(individuals_of(b, Structure::capillary).size()), 40);
    EXPECT_EQ(individuals_of(a, Structure::follicle).size(),
              individuals_of(b, Structure::follicle).size());
}

}  // namespace
}  // namespace sim
