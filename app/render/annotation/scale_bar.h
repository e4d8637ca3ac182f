// A bar of a round length.
#pragma once
#include "app/render/annotation/pen.h"
#include "app/render/annotation/picture.h"
#include "app/render/annotation/room.h"

namespace render {

/// A round length: under the front edge of the block where the camera sees it in perspective, and
/// the length is that on the section; else in a corner, where it is that at the point looked at.
void draw_scale_bar(const Picture& picture, Room& room, Pen& pen);

/// 1, 2 or 5 times a power of ten, the largest that is at most `most`. @pre most > 0
double round_length(double most);
/// How many decimals such a length needs, at most 3.
int round_decimals(double length);

}  // namespace render
