// Descriptions: complete, plain, and true of the instant they describe.
#include "app/session/describe.h"

#include "app/session/embedded.h"
#include "sim/world.h"
#include "tests/session/random_scene.h"

#include <gtest/gtest.h>

namespace session {
namespace {

std::string described(const sim::Scenario& scenario, sim::Microseconds time_us) {
    sim::World world = sim::make_world(scenario).value();
    sim::run_to(world, world.plan->timeline.tick_at(time_us));
    return description_text(describe(sim::observe(world), strings_in("en").value()));
}
Scene preset(std::string_view name) {
    return read_scene(find_preset(name)->text, name).value().scene;
}

// A key that is missing shows as [key], a placeholder that nobody fills as {name}.
TEST(Describe, EveryWordIsThereForEverySiteStageAndConcern) {
    for (std::uint64_t seed = 0; seed < 34; ++seed) {
        Scene scene = test::random_scene(seed);
        scene.scenario.skin.site = sim::Site(int(seed % sim::site_ids().size()));
        scene.scenario.rf.on = false;
        for (const sim::Microseconds time_us :
             {sim::Microseconds(0), 900 * sim::kMillisecond, sim::kMinute, scene.time_us}) {
            const std::string text = described(scene.scenario, time_us);
            EXPECT_EQ(text.find_first_of("[]{}"), std::string::npos) << text;
        }
    }
    for (const char* name : {"rf-insulated-cheek", "rf-bare-abdomen"}) {
        const std::string text = described(preset(name).scenario, preset(name).time_us);
        EXPECT_EQ(text.find_first_of("[]{}"), std::string::npos) << text;
    }
}

TEST(Describe, EndsWithWhatItIsNot) {
    const std::string text = described({}, 0);
    EXPECT_TRUE(text.ends_with("This is education, not advice, and not a forecast.\n")) << text;
}

TEST(Describe, SentencesAreShort) {
    const std::string text =
        described(preset("rf-insulated-cheek").scenario, 90 * sim::kMillisecond);
    int words = 0, sentences = 0, longest = 0, here = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == ' ' || text[i] == '\n') ++here;
        const bool end = (text[i] == '.' || text[i] == ':') && i + 1 < text.size() &&
                         (text[i + 1] == ' ' || text[i + 1] == '\n');
        if (!end) continue;
        words += here, ++sentences, longest = std::max(longest, here), here = 0;
    }
    // Plain-language guides ask for 15 words a sentence at most on average, and never over 25.
    EXPECT_LT(double(words) / sentences, 12);
    EXPECT_LE(longest, 25);
}

TEST(Describe, TellsDepthSetAndReachedAndWhereTheTipIs) {
    const std::string text = described(preset("eyelid-too-deep").scenario, 20 * sim::kMillisecond);
    EXPECT_NE(text.find("The depth is set to 1.5 mm."), std::string::npos) << text;
    EXPECT_NE(text.find("below the dermis"), std::string::npos) << text;
    EXPECT_NE(text.find("The eye lies right below."), std::string::npos) << text;
    EXPECT_NE(text.find("stop at 0.5 mm"), std::string::npos) << text;
}

TEST(Describe, HeatCarriesTheRegulatorsWarningAndItsAbsenceIsSaid) {
    EXPECT_NE(described(preset("rf-bare-abdomen").scenario, 0).find("October 2025"),
              std::string::npos);
    const std::string without = described({}, 0);
    EXPECT_EQ(without.find("October 2025"), std::string::npos);
    EXPECT_NE(without.find("No heat is used."), std::string::npos);
}

TEST(Describe, NamesNoBrandAndGivesNoAdvice) {
    const std::string text = described(preset("rf-bare-abdomen").scenario, 30 * sim::kMillisecond);
    for (const char* word : {"should", "recommend", "safe", "Morpheus", "guarantee", "flaw"})
        EXPECT_EQ(text.find(word), std::string::npos) << word;
}

TEST(Strings, AMissingKeyIsSeenAndDoesNoHarm) {
    EXPECT_EQ(strings_in("en").value().text("no.such.key"), "[no.such.key]");
}

TEST(Strings, AnUnknownLanguageNamesThoseThatThereAre) {
    EXPECT_EQ(strings_in("xx").error().what, "is \"xx\", must be one of en");
}

}  // namespace
}  // namespace session
