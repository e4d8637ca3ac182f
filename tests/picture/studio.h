// Scenes at an instant, drawn off screen in this process: as pictures and as pictures of ids.
#pragma once
#include "app/platform/offscreen.h"
#include "app/render/image.h"
#include "app/render/renderer.h"
#include "app/session/embedded.h"
#include "app/session/scene.h"
#include "sim/world.h"

#include <gtest/gtest.h>

#include <string>

namespace picture {

/// A shipped scene's scenario.
inline sim::Scenario preset(const char* name) {
    return session::read_scene(session::find_preset(name)->text, name).value().scene.scenario;
}

inline sim::World world_at(const sim::Scenario& scenario, sim::Microseconds time_us) {
    sim::World world = sim::make_world(scenario).value();
    sim::run_to(world, world.plan->timeline.tick_at(time_us));
    return world;
}

/// A context, and a renderer in it. Words are not drawn.
class Studio {
  public:
    explicit Studio(glm::ivec2 size, render::Quality quality = render::Quality::medium,
                    platform::Api api = platform::Api::core330)
        : size_px(size),
          options{.quality = quality},
          context_(platform::OffscreenContext::make(api).value()),
          renderer(render::Renderer::make(
                       render::gl::load(&platform::OffscreenContext::proc_address).value())
                       .value()),
          surface_(render::gl::make_surface({.size = size, .depth = true, .label = "studio"})) {}
    ~Studio() {
        EXPECT_EQ(render::gl::take_error(), "");
        for (const sim::Error& error : renderer.errors()) ADD_FAILURE() << error.text();
    }
    Studio(const Studio&) = delete;
    Studio& operator=(const Studio&) = delete;

    render::Image draw(const sim::Snapshot& snapshot, const session::View& view) {
        renderer.draw(snapshot, view, options, surface_.target());
        return render::read_pixels(surface_.target());
    }
    render::IdPicture ids(const sim::Snapshot& snapshot, const session::View& view) {
        return renderer.pick_all(snapshot, view, options, size_px);
    }

    const glm::ivec2 size_px;
    const render::RenderOptions options;

  private:
    platform::OffscreenContext context_;

  public:
    render::Renderer renderer;

  private:
    render::gl::Surface surface_;
};

}  // namespace picture
