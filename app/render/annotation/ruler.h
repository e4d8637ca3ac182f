// The depth ruler at the section's edge.
#pragma once
#include "app/render/annotation/pen.h"
#include "app/render/annotation/picture.h"

#include <span>
#include <vector>

namespace render {

struct Ruler {
    std::vector<PlacedTick> ticks;
    std::vector<Box> boxes;           ///< numbers and names, with the room they need
    float left_px = 0, right_px = 0;  ///< how far it reaches, rail included
    bool shown = false;
};

/// Ticks in mm below the mean skin surface, at the left edge of the cut face or, where that is out
/// of the picture, at the picture's own edge; always where the camera projects their depth to.
/// @param taken  boxes it ends before
Ruler draw_ruler(const Picture& picture, std::span<const Box> taken, Pen& pen);

/// Where a ruler would stand that nothing is in the way of; empty where there is none, or where it
/// lies on the picture's own edge and ends before whatever else does.
Box ruler_room(const Picture& picture);

}  // namespace render
