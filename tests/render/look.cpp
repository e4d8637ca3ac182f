// Draws one picture to a PNG, for the eye of whoever works on the renderer:
//   look out.png [view] [time_us] [width height] [quality] [key=value ...]
#include "app/platform/offscreen.h"
#include "app/render/image.h"
#include "app/render/renderer.h"
#include "sim/world.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

template <std::size_t N>
int index_of(const std::array<std::string_view, N>& names, std::string_view name) {
    for (std::size_t i = 0; i < N; ++i)
        if (names[i] == name) return int(i);
    std::fprintf(stderr, "no such name: %.*s\n", int(name.size()), name.data());
    std::exit(2);
}

template <class T>
void put(T& field, const sim::Field& f, const std::string& text) {
    if constexpr (std::is_enum_v<T>) {
        for (std::size_t i = 0; i < f.choices.size(); ++i)
            if (f.choices[i] == text) field = T(int(i));
    } else if constexpr (std::is_same_v<T, bool>) {
        field = text == "true" || text == "1";
    } else {
        field = T(std::atof(text.c_str()));
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    sim::Scenario scenario;
    session::View view;
    sim::Microseconds time_us = 100 * sim::kMillisecond;
    int width = 1280, height = 720;
    render::RenderOptions options;
    render::RendererOptions setup;
    if (const char* folder = std::getenv("PAPILLA_SHADERS")) setup.shader_folder = folder;
    for (int i = 2; i < argc; ++i) {
        const std::string arg = argv[i];
        const auto equals = arg.find('=');
        const std::string key = arg.substr(0, equals), value = arg.substr(equals + 1);
        const auto set = [&](const sim::Field& f, auto& field) {
            if (f.path == key) put(field, f, value);
        };
        visit_fields(scenario, set);
        session::visit_fields(view, set);
        if (key == "time_us") time_us = std::atoll(value.c_str());
        if (key == "days")
            time_us = sim::Microseconds(std::atof(value.c_str()) * double(sim::kDay));
        if (key == "size") std::sscanf(value.c_str(), "%dx%d", &width, &height);
        if (key == "hide") view.parts &= ~(1u << index_of(session::kParts, value));
        if (key == "quality")
            options.quality = render::Quality(
                index_of(std::array<std::string_view, 3>{"low", "medium", "high"}, value));
    }
    auto world = sim::make_world(scenario);
    if (!world) return std::fprintf(stderr, "%s\n", world.error().text().c_str()), 1;
    sim::run_to(world.value(), world.value().plan->timeline.tick_at(time_us));
    const sim::Snapshot snapshot = sim::observe(world.value());

    auto context = platform::OffscreenContext::make();
    if (!context) return std::fprintf(stderr, "%s\n", context.error().text().c_str()), 3;
    auto capabilities = render::gl::load(&platform::OffscreenContext::proc_address);
    if (!capabilities) return std::fprintf(stderr, "%s\n", capabilities.error().text().c_str()), 3;
    auto renderer = render::Renderer::make(capabilities.value(), setup);
    if (!renderer) return std::fprintf(stderr, "%s\n", renderer.error().text().c_str()), 3;
    const auto out = render::gl::make_surface({.size = {width, height}, .label = "shot"});
    renderer.value().draw(snapshot, view, options, out.target());
    for (const sim::Error& e : renderer.value().errors())
        std::fprintf(stderr, "%s\n", e.text().c_str());
    if (const auto wrong = render::gl::take_error(); !wrong.empty())
        std::fprintf(stderr, "OpenGL: %s\n", wrong.c_str());
    const auto written = render::write_png(render::read_pixels(out.target()), argv[1]);
    if (!written) return std::fprintf(stderr, "%s\n", written.error().text().c_str()), 1;
    return renderer.value().errors().empty() ? 0 : 1;
}
