// How restless a slowly turning block looks, beside what many samples a pixel would show.
#pragma once
#include "app/render/image.h"
#include "app/render/renderer.h"

#include <cmath>
#include <vector>

namespace support {

struct Orbit {
    render::Quality quality = render::Quality::medium;
    session::ViewName view = session::ViewName::block;
    double step_deg = 0.2;  ///< between frames
    double step_mm = 0;     ///< of a pan instead
    int frames = 6;
    int width_px = 320, height_px = 180;
};

/// The mean of boxes of `share` x `share` pixels.
inline render::Image shrunk(const render::Image& from, int share) {
    render::Image to{from.width / share, from.height / share, {}};
    to.rgba.resize(std::size_t(to.width) * std::size_t(to.height) * 4);
    for (int y = 0; y < to.height; ++y)
        for (int x = 0; x < to.width; ++x)
            for (int c = 0; c < 4; ++c) {
                int sum = 0;
                for (int j = 0; j < share; ++j)
                    for (int i = 0; i < share; ++i)
                        sum += from.rgba[(std::size_t(y * share + j) * std::size_t(from.width) +
                                          std::size_t(x * share + i)) *
                                             4 +
                                         std::size_t(c)];
                to.rgba[(std::size_t(y) * std::size_t(to.width) + std::size_t(x)) * 4 +
                        std::size_t(c)] = static_cast<unsigned char>(sum / (share * share));
            }
    return to;
}

/// Mean absolute change from frame to frame, in 8-bit steps, of an orbit drawn `share` times as
/// large and shrunk.
inline double restlessness(render::Renderer& renderer, const sim::Snapshot& snapshot,
                           const Orbit& orbit, render::Quality quality, int share) {
    const auto surface = render::gl::make_surface(
        {.size = {orbit.width_px * share, orbit.height_px * share}, .label = "orbit"});
    session::View view{.name = orbit.view};
    // What the renderer keeps from frame to frame is to be there from the first one on.
    for (int i = 0; share == 1 && i < 12; ++i)
        renderer.draw(snapshot, view, {.quality = quality}, surface.target());
    double changed = 0;
    render::Image last;
    for (int i = 0; i < orbit.frames; ++i) {
        renderer.draw(snapshot, view, {.quality = quality}, surface.target());
        render::Image now = shrunk(render::read_pixels(surface.target()), share);
        for (std::size_t k = 0; i > 0 && k < now.rgba.size(); ++k)
            changed += std::abs(int(now.rgba[k]) - int(last.rgba[k]));
        last = std::move(now);
        view.turn_deg += orbit.step_deg;
        view.pan_x_mm += orbit.step_mm;
    }
    return changed / double(last.rgba.size() * std::size_t(orbit.frames - 1));
}

/// Restlessness over that of a reference with 4 x 4 samples a pixel: near 1 where nothing shimmers.
inline double shimmer_ratio(render::Renderer& renderer, const sim::Snapshot& snapshot,
                            const Orbit& orbit) {
    const double reference =
        restlessness(renderer, snapshot, orbit, render::Quality::high, 2);  // of 2 x 2 itself
    return restlessness(renderer, snapshot, orbit, orbit.quality, 1) / reference;
}

}  // namespace support
