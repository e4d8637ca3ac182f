#include "app/render/scene/strata.h"

#include "app/render/scene/surface.h"
#include "sim/base/random.h"
#include "sim/world.h"

#include <gtest/gtest.h>

namespace {

using render::Presence;
using LayerRun = render::Run;  // gtest has a Run of its own
using render::Sheet;
using session::Part;

const sim::Tissue& tissue() {
    static const sim::World world = sim::make_world({}).value();
    return world.plan->tissue;
}

std::uint32_t bit(Part part) { return 1u << unsigned(part); }

session::View without(Part part) {
    session::View view;
    view.parts &= ~bit(part);
    return view;
}

render::Presences layers(const session::View& view) {
    return render::presences(view, render::effective_peel(view), tissue());
}

TEST(Strata, AWholeBlockIsOneRunUnderOneSurface) {
    const auto runs = render::runs_of(layers({}));
    ASSERT_EQ(runs.size(), 1u);
    EXPECT_EQ(runs[0].first, 0);
    EXPECT_EQ(render::sheets_of(layers({})), (std::vector<Sheet>{{0, false, Presence::solid}}));
}

TEST(Strata, AHiddenLayerLaysBareWhatIsAboveAndBelowIt) {
    const auto all = layers(without(Part::papillary_dermis));
    const auto runs = render::runs_of(all);
    ASSERT_EQ(runs.size(), 2u);
    EXPECT_EQ(runs[0], (LayerRun{0, 1, Presence::solid}));
    EXPECT_EQ(runs[1].first, 3);
    EXPECT_EQ(render::sheets_of(all), (std::vector<Sheet>{{0, false, Presence::solid},
                                                          {1, true, Presence::solid},
                                                          {3, false, Presence::solid}}));
    EXPECT_EQ((Sheet{1, true, Presence::solid}).bound(), 2);
}

TEST(Strata, AFadedLayerLaysBareTheTopOfTheNextAndIsAVeilWhereNothingCoversIt) {
    session::View view;
    view.faded = bit(Part::epidermis);
    EXPECT_EQ(render::sheets_of(layers(view)),
              (std::vector<Sheet>{{0, false, Presence::solid}, {2, false, Presence::solid}}));
    view.faded |= bit(Part::stratum_corneum);
    EXPECT_EQ(render::sheets_of(layers(view)), (std::vector<Sheet>{{0, false, Presence::veil},
                                                                   {1, false, Presence::veil},
                                                                   {2, false, Presence::solid}}));
}

TEST(Strata, HidingFromTheTopIsPeeling) {
    session::View peeled{.peel = 1};
    EXPECT_EQ(layers(without(Part::stratum_corneum)), layers(peeled));
    EXPECT_EQ(render::level_of(1, 1.3), 1.3);
    EXPECT_EQ(render::level_of(2, 1.3), 2);
}

// Property: the runs are the layers that are there, each once, in order; neighbours differ.
TEST(Strata, RunsHoldEveryLayerThatIsThereOnce) {
    sim::Random rng(4, 4);
    for (int i = 0; i < 300; ++i) {
        session::View view;
        view.parts = std::uint32_t(rng.below(32)) | bit(Part::vessels);
        view.faded = std::uint32_t(rng.below(32));
        view.peel = rng.below(2) ? rng.between(0, 4) : 0;
        const auto all = layers(view);
        render::Presences held;
        held.fill(Presence::absent);
        int before = -1;
        for (const LayerRun& run : render::runs_of(all)) {
            EXPECT_GT(run.first, before);
            before = run.last;
            for (int layer = run.first; layer <= run.last; ++layer)
                held[std::size_t(layer)] = run.presence;
        }
        EXPECT_EQ(held, all);
    }
}

}  // namespace
