// Where the panels stand: a pure function of the window's size and the text's.
#pragma once
#include "app/ui/landmarks.h"

namespace ui {

struct Layout {
    Rect top, choices, picture, readouts, timeline, status;
    float em = 15;          ///< height of body text; every distance is a multiple of it
    bool one_side = false;  ///< room for one side panel only: choices and readouts share it by tabs
    bool compact = false;   ///< room is scarce: short names in the top bar, a lower time axis
    int top_rows = 2;
};

/// Body text at scale 1, in window coordinates.
inline constexpr float kBodyPx = 15;

/// Height of body text: as asked for, but no larger than the window can hold.
float em_for(float width, float height, double scale);

/// @param bare  no side panels, no top bar
Layout make_layout(float width, float height, float em, bool bare);

}  // namespace ui
