// When, where, and how far to believe it.
#pragma once
#include "app/render/annotation/pen.h"
#include "app/render/annotation/picture.h"
#include "app/render/annotation/room.h"

#include <string>

namespace render {

/// Time, stage or phase, place; below, smaller, the stain in plain words, which models are behind
/// the picture and what is only illustrative. Set as wide or as narrow as hides least.
void draw_caption(const Picture& picture, Room& room, Pen& pen);

std::string time_text(const Words& words, sim::Microseconds time_us);

}  // namespace render
