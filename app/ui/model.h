// All that the panels read: nothing here may be changed by them.
#pragma once
#include "app/session/document.h"
#include "app/session/playback.h"
#include "app/session/tell.h"
#include "app/session/warnings.h"
#include "app/ui/app_command.h"
#include "app/ui/curves.h"
#include "app/ui/output.h"
#include "sim/snapshot.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace ui {

struct Preset {
    std::string name;   ///< what OpenPreset takes
    std::string label;  ///< what a person reads
};

/// One line that tells how things stand.
struct Status {
    std::string message;  ///< the last error or what was just done; empty: a hint is shown
    bool error = false;
    std::string shader_error;  ///< stays until mended
    std::string renderer;      ///< GL_RENDERER
    double frame_ms = 0;       ///< of the last drawn picture
    std::string quality;       ///< what the governor holds: "low, 75 %"
};

/// The 3D picture as a texture, drawn elsewhere.
struct Picture {
    std::uintptr_t texture = 0;  ///< 0: none yet
    float pixel_mm = 0.01f;      ///< size of a window pixel at the point looked at
};

/// What stands at a place of the picture.
struct Pointed {
    Spot at;
    session::Told told;
};

struct Model {
    const session::Document& document;
    const session::Playback& player;
    const sim::Snapshot& snapshot;
    const Curves& curves;
    std::span<const session::Warning> warnings;  ///< of the snapshot
    const Status& status;
    Picture picture;
    std::span<const Preset> presets;
    std::string_view file;  ///< where the scene was last opened from or saved to; may be empty
    QualityChoice quality = QualityChoice::automatic;
    double text_scale = 1;
    bool reduced_motion = false;
    const Pointed* pointed = nullptr;  ///< what was last asked for; null: nothing yet
};

}  // namespace ui
