// Keys to colours.
#pragma once
#include "app/render/annotation/pen.h"
#include "app/render/annotation/picture.h"
#include "app/render/annotation/room.h"

namespace render {

/// The stain's colours, the heat's, and those of new collagen and of cells, where they are seen.
void draw_keys(const Picture& picture, Room& room, Pen& pen);

}  // namespace render
