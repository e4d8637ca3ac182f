// The document's laws: undo and redo are each other's inverse, a drag is one step, refusals change
// nothing.
#include "app/session/document.h"

#include "tests/session/random_scene.h"

#include <gtest/gtest.h>

namespace session {
namespace {

void apply(Document& document, const Command& command) {
    auto applied = document.apply(command);
    ASSERT_TRUE(applied) << applied.error().text();
}
double depth_mm(const Document& document) { return document.scenario().technique.depth_mm; }

TEST(Document, ADragIsOneUndoStep) {
    Document document;
    for (const char* depth : {"1.4", "1.3", "1.2", "1.1"})
        apply(document, SetField{std::string("technique.depth_mm=") + depth, 5});
    EXPECT_EQ(depth_mm(document), 1.1);
    apply(document, Undo{});
    EXPECT_EQ(depth_mm(document), 1.5);
    EXPECT_FALSE(document.can_undo());
    apply(document, Redo{});
    EXPECT_EQ(depth_mm(document), 1.1);
}

TEST(Document, TwoDragsAreTwoStepsAndGestureZeroNeverJoins) {
    Document document;
    apply(document, SetField{"technique.depth_mm=1.4", 5});
    apply(document, SetField{"technique.depth_mm=1.3", 6});
    apply(document, SetField{"technique.depth_mm=1.2", 0});
    apply(document, SetField{"technique.depth_mm=1.1", 0});
    for (const double expected : {1.2, 1.3, 1.4, 1.5}) {
        apply(document, Undo{});
        EXPECT_EQ(depth_mm(document), expected);
    }
    EXPECT_FALSE(document.can_undo());
}

TEST(Document, ADragBackToItsStartLeavesNothingToUndo) {
    Document document;
    apply(document, SetField{"technique.depth_mm=1.2", 7});
    apply(document, SetField{"technique.depth_mm=1.5", 7});
    EXPECT_FALSE(document.can_undo());
    apply(document, SetField{"technique.depth_mm=1.1", 7});
    apply(document, Undo{});
    EXPECT_EQ(depth_mm(document), 1.5);
}

TEST(Document, AnEditWithoutAChangeIsNoStep) {
    Document document;
    apply(document, SetField{"technique.depth_mm=1.5", 0});
    apply(document, EditView{document.view(), 0});
    EXPECT_FALSE(document.can_undo());
}

TEST(Document, AnEditAfterUndoForgetsWhatWasUndone) {
    Document document;
    apply(document, SetField{"technique.depth_mm=1.4"});
    apply(document, Undo{});
    apply(document, SetField{"skin.seed=9"});
    EXPECT_FALSE(document.can_redo());
}

TEST(Document, ADragGoesOnAsANewStepAfterUndo) {
    Document document;
    apply(document, SetField{"technique.depth_mm=1.4", 3});
    apply(document, Undo{});
    apply(document, SetField{"technique.depth_mm=1.3", 3});
    apply(document, Undo{});
    EXPECT_EQ(depth_mm(document), 1.5);
}

TEST(Document, RefusedEditsChangeNothingAndSayWhy) {
    Document document;
    sim::Scenario wrong = document.scenario();
    wrong.technique.depth_mm = 9;
    View tilted = document.view();
    tilted.peel = 5;
    Scene scene;
    scene.scenario = wrong;
    const Command refused[] = {EditScenario{wrong, 0}, EditView{tilted, 0},
                               SetField{"technique.depth_mm=9", 0},
                               SetField{"technique.depth_mm=3", 0},  // longer than the needle
                               OpenScene{scene}};
    for (const Command& command : refused) {
        auto applied = document.apply(command);
        ASSERT_FALSE(applied);
        EXPECT_FALSE(applied.error().what.empty());
        EXPECT_EQ(document.scenario(), sim::Scenario{});
        EXPECT_FALSE(document.can_undo());
    }
}

TEST(Document, TimeIsNotPartOfIt) {
    Document document;
    for (const Command& command : {Command{Seek{5}}, Command{Play{true}}, Command{SetSpeed{2}},
                                   Command{SetField{"time=2h", 0}}}) {
        apply(document, command);
        EXPECT_FALSE(document.can_undo());
        EXPECT_FALSE(document.dirty());
    }
}

TEST(Document, IsDirtyWhileItDiffersFromWhatWasSaved) {
    Document document;
    EXPECT_FALSE(document.dirty());
    apply(document, SetField{"technique.depth_mm=1.2"});
    EXPECT_TRUE(document.dirty());
    document.mark_saved();
    EXPECT_FALSE(document.dirty());
    apply(document, Undo{});
    EXPECT_TRUE(document.dirty());
    apply(document, Redo{});
    EXPECT_FALSE(document.dirty());
}

TEST(Document, OpeningStartsHistoryAnew) {
    Document document;
    apply(document, SetField{"technique.depth_mm=1.2"});
    apply(document, OpenScene{test::random_scene(4)});
    EXPECT_FALSE(document.can_undo());
    EXPECT_FALSE(document.dirty());
    EXPECT_EQ(document.scenario(), test::random_scene(4).scenario);
}

// 200 random walks of edits, undos and redos against the plainest model of a history.
TEST(Document, UndoAndRedoWalkTheListOfStates) {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        sim::Random rng(seed, 1);
        Document document;
        std::vector<sim::Scenario> states = {document.scenario()};
        std::size_t at = 0;
        for (int i = 0; i < 40; ++i) {
            const int what = rng.below(4);
            if (what == 0) {
                apply(document, Undo{});
                if (at > 0) --at;
            } else if (what == 1) {
                apply(document, Redo{});
                if (at + 1 < states.size()) ++at;
            } else {
                const sim::Scenario next = test::random_scene(rng.bits()).scenario;
                apply(document, EditScenario{next, 0});
                states.resize(at + 1);
                states.push_back(next);
                ++at;
            }
            ASSERT_EQ(document.scenario(), states[at]);
            ASSERT_EQ(document.can_undo(), at > 0);
            ASSERT_EQ(document.can_redo(), at + 1 < states.size());
        }
    }
}

}  // namespace
}  // namespace session
