#include "app/shot.h"

#include "app/platform/offscreen.h"
#include "app/render/annotation/annotate.h"
#include "app/render/image.h"
#include "app/render/renderer.h"
#include "app/session/executor.h"
#include "sim/world.h"

#include <cstdlib>

namespace app {
namespace {

using sim::Error;
using sim::Ok;
using sim::Result;

ShotOutcome no_gl(const Error& error) { return {ShotEnd::no_gl, error}; }
ShotOutcome bad_input(const Error& error) { return {ShotEnd::bad_input, error}; }

// Words are laid out by the camera that draws, as in the window.
render::Annotations words_for(const sim::Snapshot& snapshot, const ShotRequest& request,
                              const render::Atlas& atlas) {
    const render::Camera camera =
        render::make_camera(request.scene.view, snapshot, request.width_px, request.height_px);
    return render::annotate(
        snapshot, request.scene.view, camera, atlas, render::english(),
        {.width_px = request.width_px, .height_px = request.height_px, .features = {}});
}

Result<render::Image> draw(render::Renderer& renderer, const sim::Snapshot& snapshot,
                           const ShotRequest& request) {
    const render::Atlas atlas =
        render::make_atlas(render::suggested_text_px(request.width_px, request.height_px));
    renderer.set_letters(atlas);
    const render::Annotations annotations = words_for(snapshot, request, atlas);
    const render::gl::Surface surface = render::gl::make_surface(
        {.size = {request.width_px, request.height_px}, .depth = true, .label = "shot"});
    if (!surface.complete) return Error{"the context cannot draw a picture of this size", ""};
    renderer.draw(
        snapshot, request.scene.view,
        {.quality = render::Quality(int(request.quality)), .overlay = &annotations.overlay},
        surface.target());
    if (const std::string error = render::gl::take_error(); !error.empty())
        return Error{"OpenGL: " + error, ""};
    return render::read_pixels(surface.target());
}

// What each pixel shows: its session::Thing in red, and green and blue that tell things apart.
Result<Ok> write_ids(render::Renderer& renderer, const sim::Snapshot& snapshot,
                     const ShotRequest& request) {
    render::Image image = renderer
                              .pick_all(snapshot, request.scene.view,
                                        {.quality = render::Quality(int(request.quality))},
                                        {request.width_px, request.height_px})
                              .image;
    for (std::size_t i = 0; i < image.rgba.size(); i += 4) {
        image.rgba[i + 1] = std::uint8_t(image.rgba[i] * 73);
        image.rgba[i + 2] = std::uint8_t(image.rgba[i] * 151);
    }
    return render::write_png(image, request.ids);
}

ShotOutcome compare_with(const std::string& reference, const render::Image& image,
                         const std::string& png) {
    auto expected = render::read_png(reference);
    if (!expected) return bad_input(expected.error());
    auto difference = render::compare(expected.value(), image);
    if (!difference) return {ShotEnd::differs, {difference.error().what, reference}};
    const render::ImageDifference& d = difference.value();
    if (d.worst_block <= render::kWorstBlockAllowed && d.mean <= render::kMeanAllowed)
        return {ShotEnd::done, {}};
    // The heat map lies beside the picture, for whoever has to look.
    const std::string map = png + ".difference.png";
    auto written = render::write_png(render::difference_picture(expected.value(), image), map);
    const auto tenth = [](double value) { return sim::number_text(double(int(value * 10)) / 10); };
    return {ShotEnd::differs,
            {"differs from " + reference + ": worst block " + tenth(d.worst_block) + " dE at (" +
                 std::to_string(d.block_x * 8) + ", " + std::to_string(d.block_y * 8) +
                 ") px, mean " + tenth(d.mean) + " dE; at most 3 and 0.5 are the same picture" +
                 (written ? ", see " + map : ""),
             png}};
}

}  // namespace

ShotOutcome take_shot(const ShotRequest& request) {
    auto world = sim::make_world(request.scene.scenario);
    if (!world) return bad_input(world.error());
    auto context = platform::OffscreenContext::make();
    if (!context) return no_gl(context.error());
    auto capabilities = render::gl::load(platform::OffscreenContext::proc_address);
    if (!capabilities) return no_gl(capabilities.error());
    // As in the window: a folder of shaders that are being worked on.
    const char* shaders = std::getenv("PAPILLA_SHADERS");
    auto renderer =
        render::Renderer::make(capabilities.value(), {.shader_folder = shaders ? shaders : ""});
    if (!renderer) return no_gl(renderer.error());
    if (!renderer.value().errors().empty()) return no_gl(renderer.value().errors().front());

    sim::run_to(world.value(), world.value().plan->timeline.tick_at(request.scene.time_us),
                session::make_pool(request.threads));
    auto image = draw(renderer.value(), sim::observe(world.value()), request);
    if (!image) return no_gl(image.error());
    if (auto written = render::write_png(image.value(), request.png); !written)
        return bad_input(written.error());
    if (!request.ids.empty())
        if (auto written = write_ids(renderer.value(), sim::observe(world.value()), request);
            !written)
            return bad_input(written.error());
    if (request.reference.empty()) return {ShotEnd::done, {}};
    return compare_with(request.reference, image.value(), request.png);
}

}  // namespace app
