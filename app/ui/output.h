// What one frame of the interface gives back: proposals, and where things are.
#pragma once
#include <vector>

#include "app/session/command.h"
#include "app/ui/app_command.h"
#include "app/ui/landmarks.h"

namespace ui {

struct Output {
    std::vector<session::Command> commands;
    std::vector<AppCommand> app;
    Landmarks landmarks;
    Rect picture;                ///< where the 3D picture goes
    double redraw_in_s = -1;     ///< when the frame will look different by itself; < 0: never
    bool typing = false;         ///< a text field has the keyboard
    bool navigating = false;     ///< the keyboard walks through widgets: arrows and space are theirs
};

}  // namespace ui
