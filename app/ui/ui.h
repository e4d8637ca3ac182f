// The desktop panels: reads a Model, gives back what the user proposes.
#pragma once
#include "app/ui/fonts.h"
#include "app/ui/hotkeys.h"
#include "app/ui/model.h"
#include "app/ui/output.h"
#include "app/ui/state.h"

#include <span>

namespace ui {

/// Draws all panels into the ImGui frame that has been begun, from top to bottom.
/// @param keys  pressed since the last frame
/// @param last  what the frame before gave back
/// @param em_px  height of body text, from em_for; the fonts were made for it
Output draw(const Model& model, State& state, const Fonts& fonts, float em_px,
            std::span<const KeyPress> keys, const Output& last);

}  // namespace ui
