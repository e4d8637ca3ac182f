// The panels, in the order in which they are drawn.
#pragma once
#include "app/ui/frame.h"

namespace ui {

void top_bar(Frame& frame);         ///< views, style, layers, undo, the program itself
void choices_panel(Frame& frame);   ///< what was chosen: every field of the scenario
void parts_panel(Frame& frame);     ///< what is seen of the block; in the place of the choices
void readouts_panel(Frame& frame);  ///< what follows from it: numbers, and curves over time
void picture_panel(Frame& frame);   ///< the 3D picture, turned and moved by the mouse
void timeline_panel(Frame& frame);  ///< the one time axis
void status_line(Frame& frame);     ///< errors, progress, and how the drawing goes
void dialog_panel(Frame& frame);    ///< asks for a path, when one is needed
void help_panel(Frame& frame);      ///< the keys

/// The tabs "What was chosen" and "What happens" where both share one place.
void side_tabs(Frame& frame);

/// The curves; part of the readouts panel.
void plot(Frame& frame, float height);

}  // namespace ui
