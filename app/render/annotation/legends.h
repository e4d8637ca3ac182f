// Keys to colours, and the caption: when, where, and how far to believe it.
#pragma once
#include "app/render/annotation/pen.h"
#include "app/render/annotation/picture.h"

#include <span>
#include <string>
#include <vector>

namespace render {

/// Heat, where there is any, in the lower right corner, and collagen and cells stacked down the
/// upper right one.
/// @param taken  boxes that heat keeps clear of
std::vector<Box> draw_keys(const Picture& picture, std::span<const Box> taken, Pen& pen);

/// Lower left: time, stage or phase, place; below, smaller, which models and what is only
/// illustrative.
/// @param right_px  how far it may reach
std::vector<Box> draw_caption(const Picture& picture, Pen& pen, float right_px);

std::string time_text(const Words& words, sim::Microseconds time_us);

}  // namespace render
