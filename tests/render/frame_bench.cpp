// Prints what a frame costs: frame_bench [size] [frames]. Not a test: machines differ, compare
// ratios.
#include "app/platform/offscreen.h"
#include "app/render/image.h"
#include "app/render/renderer.h"
#include "sim/world.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

int main(int argc, char** argv) {
    int width = 1280, height = 720;
    if (argc > 1) std::sscanf(argv[1], "%dx%d", &width, &height);
    const int frames = argc > 2 ? std::atoi(argv[2]) : 9;
    auto world = sim::make_world({}).value();
    auto context = platform::OffscreenContext::make();
    if (!context) return std::fprintf(stderr, "%s\n", context.error().text().c_str()), 3;
    const auto capabilities = render::gl::load(&platform::OffscreenContext::proc_address).value();
    render::RendererOptions setup;
    if (const char* folder = std::getenv("PAPILLA_SHADERS")) setup.shader_folder = folder;
    auto renderer = render::Renderer::make(capabilities, setup).value();
    const int qualities = argc > 3 ? std::atoi(argv[3]) : 3;
    const auto out = render::gl::make_surface({.size = {width, height}, .label = "bench"});
    std::printf(
        "%s, %dx%d, ms of all cores together: first, then median (scene still) and median (needle "
        "moving)\n",
        capabilities.renderer.c_str(), width, height);
    // Processor time: on a busy machine the clock on the wall says nothing. Software GL only.
    const auto now_ms = [] { return 1000.0 * double(std::clock()) / double(CLOCKS_PER_SEC); };
    const auto quality_names = {"low", "medium", "high"};
    int quality = 0;
    for (const char* quality_name : quality_names) {
        if (quality == qualities) break;
        for (std::size_t name = 0; name < session::kViewNames.size(); ++name) {
            session::View view;
            view.name = session::ViewName(int(name));
            const auto time_one = [&](sim::Microseconds time_us) {
                sim::World at = world;
                sim::run_to(at, at.plan->timeline.tick_at(time_us));
                const sim::Snapshot snapshot = sim::observe(at);
                const double start_ms = now_ms();
                renderer.draw(snapshot, view, {.quality = render::Quality(quality)}, out.target());
                // A single pixel makes the driver finish.
                (void)render::read_pixels({out.framebuffer.name(), 1, 1});
                return now_ms() - start_ms;
            };
            const double first = time_one(60'000);
            std::vector<double> still, moving;
            for (int i = 0; i < frames; ++i) still.push_back(time_one(60'000));
            for (int i = 0; i < frames; ++i) moving.push_back(time_one(1000 + 100 * i));
            std::sort(still.begin(), still.end());
            std::sort(moving.begin(), moving.end());
            std::printf("%-7s %-8s %7.1f %7.1f %7.1f\n", quality_name,
                        session::kViewNames[name].data(), first, still[still.size() / 2],
                        moving[moving.size() / 2]);
        }
        ++quality;
    }
    return 0;
}
