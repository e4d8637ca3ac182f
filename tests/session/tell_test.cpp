// Names and sentences: one for every thing, plain, and with the model's own numbers.
#include "app/session/tell.h"

#include "sim/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace session {
namespace {

struct Instant {
    explicit Instant(sim::Microseconds time_us, const sim::Scenario& scenario = {})
        : world(sim::make_world(scenario).value()) {
        sim::run_to(world, world.plan->timeline.tick_at(time_us));
    }
    Told told(Thing thing, const glm::dvec3& at_mm) const {
        return tell(sim::observe(world), strings_in("en").value(), {thing, at_mm});
    }
    sim::World world;
};

TEST(Tell, EveryThingHasItsOwnNameAndOnePlainSentence) {
    const Instant in(60 * sim::kMillisecond), later(14 * sim::kDay);
    std::set<std::string> names;
    for (std::size_t i = 1; i < kThings.size(); ++i)
        for (const Instant* instant : {&in, &later}) {
            const Told told = instant->told(Thing(int(i)), {0.1, 0.0, 0.3});
            const std::string all = told.name + told.sentence + told.figures;
            // A key that is missing shows as [key], a placeholder that nobody fills as {name}.
            EXPECT_EQ(all.find_first_of("[]{}"), std::string::npos) << all;
            EXPECT_GT(told.name.size(), 2u);
            EXPECT_EQ(std::count(told.sentence.begin(), told.sentence.end(), '.'), 1) << all;
            EXPECT_TRUE(told.sentence.ends_with(".")) << all;
            EXPECT_LE(std::count(told.sentence.begin(), told.sentence.end(), ' '), 24) << all;
            EXPECT_EQ(told.sentence.find_first_of("0123456789"), std::string::npos)
                << "numbers come from the model: " << all;
            for (const char* word : {"should", "recommend", "safe", "best", "must"})
                EXPECT_EQ(all.find(word), std::string::npos) << all;
            names.insert(told.name);
        }
    EXPECT_EQ(names.size(), kThings.size() - 1);
    EXPECT_EQ(in.told(Thing::nothing, {}).name, "");
}

TEST(Tell, FiguresAreTheModels) {
    const Instant in(60 * sim::kMillisecond);
    const sim::Tissue& tissue = *sim::observe(in.world).tissue;
    const auto number_after = [](const std::string& text, const char* word) {
        const auto at = text.find(word);
        return at == std::string::npos ? -1.0
                                       : std::stod(text.substr(at + std::string(word).size()));
    };
    const glm::dvec3 at{0.4, 0.0, 0.12};
    const double surface = sim::relief_mm(tissue, at.x, at.y);
    const std::string layer = in.told(Thing::papillary_dermis, at).figures;
    const auto bottom = [&](sim::Layer one) { return sim::bound_mm(tissue, one, at.x, at.y); };
    EXPECT_NEAR(number_after(layer, "from "), bottom(sim::Layer::viable_epidermis) - surface,
                0.006);
    EXPECT_NEAR(number_after(layer, " to "), bottom(sim::Layer::papillary_dermis) - surface, 0.006);
    EXPECT_NEAR(number_after(layer, "about "),
                tissue.layers.bottom_mm[2] - tissue.layers.bottom_mm[1], 0.006);

    // On a tube of known width, its width.
    for (const sim::Tube& tube : tissue.tubes) {
        if (tube.structure != sim::Structure::arteriole) continue;
        const std::string vessel = in.told(Thing::arteriole, tube.a_mm).figures;
        EXPECT_NEAR(number_after(vessel, "about "), 2 * tube.a_radius_mm, 0.002);
        EXPECT_NEAR(number_after(vessel, "This one is "), tube.a_mm.z, 0.006);
        EXPECT_NE(vessel.find("illustrative"), std::string::npos);
        break;
    }
    const sim::Snapshot s = sim::observe(in.world);
    EXPECT_NEAR(number_after(in.told(Thing::needle, s.needles.front().entry_mm).figures, "tip is "),
                s.tip_depth_mm, 0.006);
}

TEST(Thing, LayersAndStructuresAreHiddenByTheirParts) {
    EXPECT_EQ(layer_of(Thing::basal_layer), sim::Layer::viable_epidermis);
    EXPECT_EQ(part_of(Thing::basal_layer), Part::epidermis);
    for (int i = 0; i < sim::kStructureCount; ++i) {
        const Thing thing = thing_of(sim::Structure(i));
        EXPECT_EQ(structure_of(thing), sim::Structure(i));
        EXPECT_EQ(kThings[std::size_t(thing)], sim::kStructureNames[std::size_t(i)]);
        EXPECT_EQ(part_of(thing) == Part::vessels, sim::is_vessel(sim::Structure(i)));
    }
    EXPECT_EQ(structure_of(Thing::neutrophil), std::nullopt);
    EXPECT_EQ(part_of(Thing::muscle), std::nullopt);
}

}  // namespace
}  // namespace session
