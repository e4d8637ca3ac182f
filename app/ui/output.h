// What one frame of the interface gives back: proposals, and where things are.
#pragma once
#include "app/session/command.h"
#include "app/ui/app_command.h"
#include "app/ui/landmarks.h"

#include <vector>

namespace ui {

struct Output {
    std::vector<session::Command> commands;
    std::vector<AppCommand> app;
    Landmarks landmarks;
    Rect picture;             ///< where the 3D picture goes
    double redraw_in_s = -1;  ///< when the frame will look different by itself; < 0: never
    bool typing = false;      ///< a text field has the keyboard
};

}  // namespace ui
