// A bar of a round length.
#pragma once
#include "app/render/annotation/pen.h"
#include "app/render/annotation/picture.h"

#include <span>

namespace render {

/// A round length: under the front edge of the block where the camera sees it in perspective, else
/// at the lower right, where the length is that at the point looked at. Returns the room taken.
/// @param taken  boxes it keeps clear of; the lower right must be free
Box draw_scale_bar(const Picture& picture, std::span<const Box> taken, Pen& pen);
inline constexpr float kCornerBar_px = 150;  ///< longest, at unit size

/// 1, 2 or 5 times a power of ten, the largest that is at most `most`. @pre most > 0
double round_length(double most);
/// How many decimals such a length needs, at most 3.
int round_decimals(double length);

}  // namespace render
