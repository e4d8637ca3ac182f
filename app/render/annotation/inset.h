// A small map: where in the block the picture is cut.
#pragma once
#include "app/render/annotation/pen.h"
#include "app/render/annotation/picture.h"
#include "app/render/annotation/room.h"

namespace render {

/// The block seen from above, the front edge below: what the section took away is left blank, the
/// section is a line with arrows the way one looks, needles are dots, and a stroke along the line
/// is what the picture shows of it. Beside it the same for the depth. Drawn in flat and close
/// views, and in others when the section is not at the front.
void draw_inset(const Picture& picture, Room& room, Pen& pen);

}  // namespace render
