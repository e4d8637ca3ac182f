// What a picture costs on this machine, off screen, with everything in it: observe, words, draw,
// done; and where the time goes. `papilla_bench_frame --quick` draws a few small ones, so that a
// test can see that it still works.
#include "app/platform/offscreen.h"
#include "app/render/annotation/annotate.h"
#include "app/render/gl/api.h"
#include "app/render/renderer.h"
#include "sim/snapshot.h"
#include "sim/world.h"
#include "tests/bench/measure.h"
#include "tests/support/shimmer.h"

#include <cstdlib>
#include <cstring>
#include <map>
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

/// Milliseconds of each pass, the same frame drawn again and again.
class PassTimes {
  public:
    explicit PassTimes(double (*clock_s)()) : clock_s_(clock_s) {}
    void begin() { last_s_ = clock_s_(); }
    void finished(std::string_view pass) {
        const double now = clock_s_();
        const std::string name(pass);
        if (!times_.contains(name)) order_.push_back(name);
        times_[name].push_back(1e3 * (now - last_s_));
        last_s_ = now;
    }
    /// Medians, in the order of drawing.
    void print() {
        std::printf("   ");
        for (const std::string& name : order_) {
            std::sort(times_[name].begin(), times_[name].end());
            std::printf(" %s %.1f", name.c_str(), quantile(times_[name], 0.5));
        }
        std::printf("\n");
    }

  private:
    double (*clock_s_)();
    std::vector<std::string> order_;
    std::map<std::string, std::vector<double>> times_;
    double last_s_ = 0;
};

/// The default scene from one moment on: the hand turns the block and time goes on, so that nothing
/// of what changes can be kept from frame to frame.
class Film {
  public:
    Film(render::Renderer& renderer, render::Quality quality, const Moment& moment,
         const render::Atlas& atlas, const render::Target& target)
        : renderer_(renderer), quality_(quality), atlas_(atlas), target_(target) {
        sim::run_to(world_, world_.plan->timeline.tick_at(moment.time_us));
        view_.name = moment.view;
    }
    void draw(PassTimes* passes = nullptr) {
        if (passes) passes->begin();
        view_.turn_deg += 0.5;
        sim::step(world_);
        const sim::Snapshot snapshot = sim::observe(world_);
        const render::Camera camera =
            render::make_camera(view_, snapshot, target_.width_px, target_.height_px);
        const render::Annotations words = render::annotate(
            snapshot, view_, camera, atlas_, render::english(),
            {.width_px = target_.width_px, .height_px = target_.height_px, .features = {}});
        if (passes) passes->finished("model");
        render::RenderOptions options{.quality = quality_, .overlay = &words.overlay};
        if (passes) options.finished = [&](std::string_view pass) { passes->finished(pass); };
        renderer_.draw(snapshot, view_, options, target_);
        glFinish();
    }

  private:
    render::Renderer& renderer_;
    render::Quality quality_;
    const render::Atlas& atlas_;
    render::Target target_;
    sim::World world_ = sim::make_world({}).value();
    session::View view_;
};

void report_shimmer(render::Renderer& renderer, bool quick) {
    sim::World world = sim::make_world({}).value();
    sim::run_to(world, world.plan->timeline.tick_at(50 * sim::kMillisecond));
    const sim::Snapshot snapshot = sim::observe(world);
    for (const auto& [quality, name] :
         {std::pair{render::Quality::low, "low"}, std::pair{render::Quality::medium, "medium"}}) {
        support::Orbit orbit{.quality = quality, .frames = quick ? 2 : 16};
        report(std::string("change in a slow turn over 4x4 samples', ") + name,
               support::shimmer_ratio(renderer, snapshot, orbit), "", at_most(1.5));
        orbit.view = session::ViewName::section;
        orbit.step_deg = 0, orbit.step_mm = 0.004;
        report(std::string("change in a slow pan over 4x4 samples', ") + name,
               support::shimmer_ratio(renderer, snapshot, orbit), "", at_most(1.5));
    }
}

/// Triangles that reach the rasteriser in one frame.
unsigned triangles_of(Film& film) {
    unsigned query = 0, count = 0;
    glGenQueries(1, &query);
    glBeginQuery(GL_PRIMITIVES_GENERATED, query);
    film.draw();
    glEndQuery(GL_PRIMITIVES_GENERATED);
    glGetQueryObjectuiv(query, GL_QUERY_RESULT, &count);
    glDeleteQueries(1, &query);
    return count;
}

int run(bool quick, double (*clock_s)()) {
    auto context = platform::OffscreenContext::make();
    if (!context) return std::fprintf(stderr, "%s\n", context.error().text().c_str()), 3;
    auto capabilities = render::gl::load(&platform::OffscreenContext::proc_address);
    if (!capabilities) return std::fprintf(stderr, "%s\n", capabilities.error().text().c_str()), 3;
    std::printf("%s\n", capabilities.value().renderer.c_str());
    const char* shaders = std::getenv("PAPILLA_SHADERS");  // a folder that is being worked on
    auto made =
        render::Renderer::make(capabilities.value(), {.shader_folder = shaders ? shaders : ""});
    if (!made) return std::fprintf(stderr, "%s\n", made.error().text().c_str()), 1;
    render::Renderer& renderer = made.value();

    const int width_px = quick ? 320 : 1280, height_px = quick ? 180 : 720;
    const auto surface =
        render::gl::make_surface({.size = {width_px, height_px}, .label = "bench"});
    const render::Atlas atlas = render::make_atlas(render::suggested_text_px(width_px, height_px));
    renderer.set_letters(atlas);
    for (const auto& [quality, quality_name] :
         {std::pair{render::Quality::low, "low"}, std::pair{render::Quality::medium, "medium"},
          std::pair{render::Quality::high, "high"}}) {
        for (const Moment& moment : kMoments) {
            Film film(renderer, quality, moment, atlas, surface.target());
            const std::string name = std::string("frame, ") + quality_name + ", " + moment.name;
            if (&moment == kMoments)
                report(std::string("triangles, ") + quality_name, triangles_of(film), "");
            const auto times = times_s(
                quick ? 1 : 30, [&] { film.draw(); }, clock_s);
            const bool held = quality == render::Quality::low;
            report(name, 1e3 * quantile(times, 0.5), "ms", held ? at_most(1e3 / 30) : Target{});
            report(name + ", the quickest", 1e3 * times.front(), "ms");
            PassTimes passes(clock_s);
            (void)times_s(quick ? 1 : 12, [&] { film.draw(&passes); });
            passes.print();
        }
    }
    report_shimmer(renderer, quick);
    if (const auto wrong = render::gl::take_error(); !wrong.empty())
        return std::fprintf(stderr, "OpenGL: %s\n", wrong.c_str()), 1;
    for (const sim::Error& error : renderer.errors())
        std::fprintf(stderr, "%s\n", error.text().c_str());
    return renderer.errors().empty() ? 0 : 1;
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
    const auto is = [&](const char* option) { return argc > 1 && !std::strcmp(argv[1], option); };
    return bench::run(is("--quick"), is("--cpu") ? bench::processor_s : bench::now_s);
}
