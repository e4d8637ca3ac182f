// The few signs of the interface, drawn rather than set, so that they are sharp at any size.
#pragma once
#include <imgui.h>

namespace ui {

enum class Icon {
    none,
    play,
    pause,
    step_back,
    step_forward,
    undo,
    redo,
    camera,
    reset,
    down,
    right,
    needle,
    home,
    shown,
    faded,
    hidden,
    only,
    harm,
    caution,
    note
};

/// @param middle  centre of a square of `size`
void draw_icon(ImDrawList& list, Icon icon, ImVec2 middle, float size, ImU32 colour);

}  // namespace ui
