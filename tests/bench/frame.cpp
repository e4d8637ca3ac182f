// What a picture costs on this machine, off screen, with everything in it: observe, draw, done.
// `papilla_bench_frame --quick` draws a few small ones, so that a test can see that it still works.
#include "app/platform/offscreen.h"
#include "app/render/gl/api.h"
#include "app/render/renderer.h"
#include "sim/snapshot.h"
#include "sim/world.h"
#include "tests/bench/measure.h"

#include <cstring>
#include <string>

namespace bench {
namespace {

struct Moment {
    const char* name;
    session::ViewName view;
    sim::Microseconds time_us;
};
constexpr Moment kMoments[] = {
    {"block, needles in", session::ViewName::block, 50 * sim::kMillisecond},
    {"block, three days", session::ViewName::block, 3 * sim::kDay},
    {"section, an hour", session::ViewName::section, sim::kHour},
    {"surface, a day", session::ViewName::surface, sim::kDay},
    {"cell, a week", session::ViewName::cell, 7 * sim::kDay},
};

int run(bool quick) {
    auto context = platform::OffscreenContext::make();
    if (!context) return std::fprintf(stderr, "%s\n", context.error().text().c_str()), 3;
    auto capabilities = render::gl::load(&platform::OffscreenContext::proc_address);
    if (!capabilities) return std::fprintf(stderr, "%s\n", capabilities.error().text().c_str()), 3;
    std::printf("%s\n", capabilities.value().renderer.c_str());
    auto made = render::Renderer::make(capabilities.value());
    if (!made) return std::fprintf(stderr, "%s\n", made.error().text().c_str()), 1;
    render::Renderer& renderer = made.value();

    const int width_px = quick ? 320 : 1280, height_px = quick ? 180 : 720;
    const auto surface =
        render::gl::make_surface({.size = {width_px, height_px}, .label = "bench"});
    for (const auto& [quality, quality_name] :
         {std::pair{render::Quality::low, "low"}, std::pair{render::Quality::medium, "medium"}}) {
        for (const Moment& moment : kMoments) {
            sim::World world = sim::make_world({}).value();
            sim::run_to(world, world.plan->timeline.tick_at(moment.time_us));
            session::View view{.name = moment.view};
            // The hand turns the block and time goes on, so that nothing can be kept from frame to
            // frame.
            const auto times = times_s(quick ? 1 : 30, [&] {
                view.turn_deg += 0.5;
                sim::step(world);
                renderer.draw(sim::observe(world), view, {.quality = quality}, surface.target());
                glFinish();
            });
            const std::string name = std::string("frame, ") + quality_name + ", " + moment.name;
            const bool held = quality == render::Quality::low;
            report(name, 1e3 * quantile(times, 0.5), "ms", held ? at_most(1e3 / 30) : Target{});
        }
    }
    if (const auto wrong = render::gl::take_error(); !wrong.empty())
        return std::fprintf(stderr, "OpenGL: %s\n", wrong.c_str()), 1;
    return renderer.errors().empty() ? 0 : 1;
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
    return bench::run(argc > 1 && std::strcmp(argv[1], "--quick") == 0);
}
