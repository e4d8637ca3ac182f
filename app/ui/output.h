// What one frame of the interface gives back: proposals, and where things are.
#pragma once
#include "app/session/command.h"
#include "app/ui/app_command.h"
#include "app/ui/landmarks.h"

#include <optional>
#include <vector>

namespace ui {

/// A place in the picture, window coordinates from its top left.
struct Spot {
    float x = 0, y = 0;
    bool operator==(const Spot&) const = default;
};

struct Output {
    std::vector<session::Command> commands;
    std::vector<AppCommand> app;
    Landmarks landmarks;
    Rect picture;                    ///< where the 3D picture goes
    std::optional<Spot> pointed_at;  ///< what stands there is wanted: the mouse rests on it
    double redraw_in_s = -1;         ///< when the frame will look different by itself; < 0: never
    bool typing = false;             ///< a text field has the keyboard
};

}  // namespace ui
