// How much work a picture may cost, and what is laid over it.
#pragma once
#include "app/render/annotation/overlay.h"
#include "app/render/camera.h"

#include <functional>
#include <string>
#include <string_view>

namespace render {

/// low: shaded at up to 544x306 and enlarged, for drawing by the CPU; high: four samples a pixel.
enum class Quality { low, medium, high };

struct RenderOptions {
    Quality quality = Quality::medium;
    float resolution = 1;              ///< of the shading, in (0, 1]: what a governor lowers first
    const Overlay* overlay = nullptr;  ///< words, drawn last; null: none
    const Camera* camera = nullptr;    ///< null: the view's own; another while it flies there
    /// Told the name of every pass once the GPU has finished it, for whoever takes the time:
    /// waiting makes the frame slower. Empty: nobody waits.
    std::function<void(std::string_view pass)> finished = {};
};

struct RendererOptions {
    std::string
        shader_folder;  ///< read shaders from there and reload what changes; empty: built in
};

}  // namespace render
