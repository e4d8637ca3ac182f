// One picture of one instant, off screen: `papilla shot`, and the golden-image runner.
#pragma once
#include "app/session/scene.h"

#include <array>
#include <string>
#include <string_view>

namespace app {

enum class Quality { low, medium, high };
inline constexpr std::array<std::string_view, 3> kQualities = {"low", "medium", "high"};

/// Everything a picture depends on; checked by the command line before anything is drawn.
struct ShotRequest {
    session::Scene scene;
    int width_px = 960, height_px = 540;
    Quality quality = Quality::medium;
    int threads = 1;        ///< for the simulation
    std::string png;        ///< file to write
    std::string reference;  ///< PNG to compare with; empty: none
    std::string ids;        ///< PNG to write what each pixel shows to; empty: none
};

/// Why there is no picture, or not the one wanted. Each has its own exit status.
enum class ShotEnd { done, bad_input, no_gl, differs };

struct ShotOutcome {
    ShotEnd end = ShotEnd::done;
    sim::Error error;  ///< set unless done
};

/// Simulates to the scene's time, draws, writes the PNG and compares it. In a build without a
/// renderer (APP_WINDOW off) it always ends with no_gl.
ShotOutcome take_shot(const ShotRequest& request);

}  // namespace app
