// The program: does what the command line says, or owns the window and everything in it.
#include "app/commands.h"

#include <cstdio>

#ifdef PAPILLA_WINDOW
#include "app/commands/input.h"
#include "app/commands/output_file.h"
#include "app/platform/window.h"
#include "app/render/annotation/annotate.h"
#include "app/render/annotation/font.h"
#include "app/render/gl/api.h"
#include "app/render/image.h"
#include "app/render/renderer.h"
#include "app/session/background.h"
#include "app/session/executor.h"
#include "app/ui/backend.h"
#include "app/ui/governor.h"
#include "app/ui/layout.h"
#include "app/ui/names.h"
#include "app/ui/pacer.h"
#include "app/ui/status_json.h"
#include "app/ui/ui.h"
#include "app/ui/workbench.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <optional>
#include <thread>

namespace {

constexpr double kBudget_s = 0.008;  // of simulation in a frame that must also be drawn

volatile std::sig_atomic_t told_to_stop = 0;

double now_s() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// Everything that the picture depends on: it is drawn again only when one of these changed.
struct PictureKey {
    session::View view;
    render::Pose pose;  ///< of the camera, which may still be on its way to the view's own
    bool flying = false;
    std::uint64_t world = 0;  ///< Playback::shown_count
    int width_px = 0, height_px = 0;
    float text_px = 0;
    ui::Fineness fineness;
    bool operator==(const PictureKey&) const = default;
};

/// The renderer, what it draws into, and what is drawn there now.
struct SkinPicture {
    render::Renderer renderer;
    render::Words words = render::english();
    render::Atlas atlas = {};
    render::gl::Surface surface = {};
    PictureKey key = {};
    float pixel_mm = 0.01f;
    std::optional<ui::Spot> told = {};  ///< where what stands there was last looked up,
    PictureKey told_key = {};           ///< and in which picture

    /// Whether what stands at a place is not known yet. While time runs it may be a little old.
    bool untold(ui::Spot at, bool playing) const {
        return !key.flying && (!told || !(*told == at) || (!playing && !(told_key == key)));
    }

    session::Picked pick(const sim::Snapshot& snapshot, ui::Spot at, float density) {
        told = at, told_key = key;
        const auto camera = render::make_camera(key.pose, key.width_px, key.height_px);
        return renderer.pick(
            snapshot, key.view, {.quality = render::Quality(key.fineness.level), .camera = &camera},
            {key.width_px, key.height_px}, {int(at.x * density), int(at.y * density)});
    }

    void draw(const sim::Snapshot& snapshot, const PictureKey& wanted) {
        if (wanted.width_px != key.width_px || wanted.height_px != key.height_px)
            surface = render::gl::make_surface(
                {.size = {wanted.width_px, wanted.height_px}, .label = "skin"});
        if (wanted.text_px != key.text_px)
            renderer.set_letters(atlas = render::make_atlas(wanted.text_px));
        key = wanted;
        const auto camera = render::make_camera(key.pose, key.width_px, key.height_px);
        pixel_mm = camera.pixel_mm;
        render::AnnotationOptions options;
        options.width_px = key.width_px, options.height_px = key.height_px;
        options.caption = false;  // the panels say it
        // Words would hop about while the camera flies.
        render::Annotations notes;
        if (!key.flying)
            notes = render::annotate(snapshot, key.view, camera, atlas, words, options);
        renderer.draw(snapshot, key.view,
                      {.quality = render::Quality(key.fineness.level),
                       .resolution = key.fineness.scale,
                       .overlay = key.flying ? nullptr : &notes.overlay,
                       .camera = &camera},
                      surface.target());
        glFinish();  // or a processor that plays graphics card would draw later, when nobody looks
                     // at the clock
    }
};

int refuse(const sim::Error& error) {
    app::complain(error);
    return int(app::Exit::no_gl);
}

int run_window(const app::WindowRequest& request) {
    auto made = platform::Window::make("Papilla", 1280, 720);
    if (!made) return refuse(made.error());
    platform::Window& window = made.value();
    const auto gl = render::gl::load(&platform::Window::proc_address);
    if (!gl) return refuse(gl.error());
    const char* shaders = std::getenv("PAPILLA_SHADERS");  // a folder to read and reload them from
    auto renderer = render::Renderer::make(gl.value(), {.shader_folder = shaders ? shaders : ""});
    if (!renderer) return refuse(renderer.error());
    SkinPicture picture{.renderer = std::move(renderer).value()};
    ui::Backend backend(window.handle(), {render::font_regular(), render::font_semibold()});
    ui::Governor governor(gl.value().renderer);
    ui::Pacer pacer;
    render::Flight flight;
    ui::Workbench bench(
        request.scene, ui::shipped_presets(request.language),
        {.open = [](const std::string& name) { return app::load_scene(name, {}); },
         .save = [](const std::string& path,
                    const std::string& text) { return app::write_file(path, text); }},
        session::make_background_worker(
            session::make_pool(std::clamp(int(std::thread::hardware_concurrency()), 1, 4)), {},
            [] { platform::Window::wake(); }));
    bench.status.renderer = gl.value().renderer;
    bench.reduced_motion = std::getenv("PAPILLA_REDUCED_MOTION") != nullptr;
    bench.state.bare = request.mode == app::Mode::present;
    std::signal(SIGTERM, [](int) { told_to_stop = 1; });
    std::signal(SIGINT, [](int) { told_to_stop = 1; });
    const char* status_file = std::getenv("PAPILLA_STATUS");  // how things stand, for scripts

    ui::Output output;
    std::uint64_t frames = 0;
    double last_s = now_s(), reloaded_s = last_s;
    while (!bench.quitting() && !window.closing() && !told_to_stop) {
        ui::Moment moment{.now_s = now_s(),
                          .computing = bench.computing(),
                          .awaiting = bench.awaiting(),
                          .playing = bench.player().playing(),
                          .flying = flight.under_way(),
                          .coarse = !(picture.key.fineness == governor.still())};
        window.wait(pacer.wait_s(moment));
        if (window.take_happened()) pacer.happened();
        moment.now_s = now_s();
        moment.changed = bench.work(moment.now_s - last_s, kBudget_s);
        last_s = moment.now_s;
        if (shaders && moment.now_s - reloaded_s > 0.5) {
            reloaded_s = moment.now_s;
            if (picture.renderer.reload()) picture.key = {}, pacer.happened();
        }
        if (!pacer.take(moment)) continue;

        int width = 0, height = 0, wide_px = 0, high_px = 0;
        window.size(width, height);
        window.framebuffer_size(wide_px, high_px);
        if (wide_px <= 0 || high_px <= 0) continue;  // minimised
        const float density = window.pixel_density();
        const float em_px = ui::em_for(float(width), float(height),
                                       bench.text_scale * double(window.content_scale()));
        governor.choose(bench.quality);
        const ui::Rect place =
            ui::make_layout(float(width), float(height), em_px, bench.state.bare).picture;
        session::View seen = bench.document().view();
        seen.probes = {};  // the panels draw them
        PictureKey key{.view = seen,
                       .pose = {},
                       .world = bench.player().shown_count(),
                       .width_px = std::max(1, int(std::lround(place.width() * density))),
                       .height_px = std::max(1, int(std::lround(place.height() * density))),
                       .text_px = std::round(em_px * density),
                       .fineness = picture.key.fineness};
        key.pose = flight.follow(
            seen, render::make_pose(seen, bench.snapshot(), key.width_px, key.height_px),
            moment.now_s, bench.reduced_motion);
        key.flying = flight.under_way();
        const bool moved = !(key == picture.key);
        if (moved)
            key.fineness = governor.moving();
        else if (pacer.at_rest(moment))
            key.fineness = governor.still();
        if (!place.empty() && !(key == picture.key)) {
            const double start_s = now_s();
            picture.draw(bench.snapshot(), key);
            const double took_ms = 1000 * (now_s() - start_s);
            if (moved)
                pacer.moved(now_s()), governor.drawn(bench.status.frame_ms = took_ms);
            else
                governor.rested(took_ms);
        }
        if (const auto path = bench.take_screenshot()) {
            const std::string name =
                path->empty() ? ui::screenshot_name(std::time(nullptr)) : *path;
            const auto written =
                render::write_png(render::read_pixels(picture.surface.target()), name);
            bench.say(written ? "Saved " + name + "." : written.error().text(), !written);
        }
        const auto errors = picture.renderer.errors();
        bench.status.shader_error = errors.empty() ? "" : errors.front().text();
        bench.status.quality = governor.words();

        render::gl::begin_clear({0, wide_px, high_px}, {0.945f, 0.925f, 0.894f, 1});
        backend.begin(em_px, density);
        std::vector<ui::KeyPress> keys;
        for (const platform::WindowKey& k : window.take_keys())
            keys.push_back({k.key, k.shift, k.control, k.repeat, k.text});
        const ui::Model model =
            bench.model({picture.surface.colour.handle.name(), picture.pixel_mm * density});
        output = ui::draw(model, bench.state, backend.fonts(), em_px, keys, output);
        if (output.pointed_at && picture.untold(*output.pointed_at, bench.player().playing())) {
            bench.tell(*output.pointed_at,
                       picture.pick(bench.snapshot(), *output.pointed_at, density));
            pacer.happened();
        }
        backend.end();
        window.present();
        ++frames;
        if (status_file)
            if (const auto told = app::write_file(
                    status_file, ui::status_json(model, bench.state, output, frames));
                !told)
                app::complain(told.error()), status_file = nullptr;
        pacer.redraw_in(output.redraw_in_s);
        if (!output.commands.empty() || !output.app.empty()) pacer.happened();
        bench.take(output);
    }
    return 0;
}

}  // namespace
#endif

int main(int argc, char** argv) {
    const app::CommandOutcome outcome = app::run_command_line(argc, argv);
    if (!outcome.window) return int(outcome.exit);
#ifdef PAPILLA_WINDOW
    return run_window(*outcome.window);
#else
    std::fputs("papilla: this build has no window; see 'papilla --help'\n", stderr);
    return int(app::Exit::no_gl);
#endif
}
