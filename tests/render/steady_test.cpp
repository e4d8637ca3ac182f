// Pictures hold still: what is kept from frame to frame looks as it did, and nothing shimmers.
#include "app/platform/offscreen.h"
#include "sim/world.h"
#include "tests/support/shimmer.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <optional>

namespace {

using platform::OffscreenContext;
using render::Quality;
using session::ViewName;

class Steady : public testing::Test {
  protected:
    void SetUp() override {
        auto made = OffscreenContext::make();
        ASSERT_TRUE(made) << made.error().text();
        context_.emplace(std::move(made).value());
        auto loaded = render::gl::load(&OffscreenContext::proc_address);
        ASSERT_TRUE(loaded) << loaded.error().text();
        auto renderer = render::Renderer::make(loaded.value());
        ASSERT_TRUE(renderer) << renderer.error().text();
        renderer_.emplace(std::move(renderer).value());
    }
    static sim::World at(sim::Microseconds time_us) {
        sim::World world = sim::make_world({}).value();
        sim::run_to(world, world.plan->timeline.tick_at(time_us));
        return world;
    }

    std::optional<OffscreenContext> context_;
    std::optional<render::Renderer> renderer_;
};

// A face is baked into textures while it stays the same, and then sampled: that must not be seen.
// It is filtered once more that way, as if by another rasteriser: held to what the web edition is.
TEST_F(Steady, BakedFacesLookAsIfEvaluatedDirectly) {
    const auto out = render::gl::make_surface({.size = {640, 360}, .label = "out"});
    for (const Quality quality : {Quality::low, Quality::medium})
        for (const auto& [name, time_us] :
             {std::pair{ViewName::block, 50 * sim::kMillisecond},
              std::pair{ViewName::section, sim::kHour}, std::pair{ViewName::cell, 7 * sim::kDay}}) {
            const sim::World world = at(time_us);
            const sim::Snapshot snapshot = sim::observe(world);
            const session::View view{.name = name};
            const auto draw = [&] {
                renderer_->draw(snapshot, view, {.quality = quality}, out.target());
                return render::read_pixels(out.target());
            };
            const render::Image direct = draw();
            for (int i = 0; i < 12; ++i) draw();
            const auto difference = render::compare(direct, draw());
            ASSERT_TRUE(difference);
            const auto& d = difference.value();
            EXPECT_GT(d.mean, 0.0) << "nothing was baked";
            EXPECT_LE(d.mean, 1.5) << int(name) << ' ' << int(quality);
            EXPECT_LE(d.worst_block, 6.0)
                << int(name) << ' ' << int(quality) << " at " << d.block_x << ", " << d.block_y;
        }
}

// Half as restless again as the reference is where a slow turn begins to look grainy.
TEST_F(Steady, ASlowTurnChangesLittleMoreThanManySamplesWould) {
    const sim::World world = at(50 * sim::kMillisecond);
    const sim::Snapshot snapshot = sim::observe(world);
    for (const Quality quality : {Quality::low, Quality::medium}) {
        const double turn = support::shimmer_ratio(*renderer_, snapshot, {.quality = quality});
        const double pan = support::shimmer_ratio(
            *renderer_, snapshot,
            {.quality = quality, .view = ViewName::section, .step_deg = 0, .step_mm = 0.004});
        std::printf("change over that of 4 x 4 samples, quality %d: turn %.2f, pan %.2f\n",
                    int(quality), turn, pan);
        EXPECT_LT(turn, 1.5);
        EXPECT_LT(pan, 1.5);
    }
}

}  // namespace
