// What the keys do. They come from the window, not from ImGui, whose key numbers differ between
// releases.
#pragma once
#include "app/ui/model.h"
#include "app/ui/output.h"
#include "app/ui/state.h"

#include <span>
#include <string>
#include <string_view>

namespace ui {

/// A key as GLFW counts it: printing keys by their capital letter in ASCII, others from 256.
struct KeyPress {
    int key = 0;
    bool shift = false, control = false;
    bool repeat = false;  ///< held down
    /// What the key prints under the keyboard's own layout ("+"), empty if nothing.
    std::string text = {};
};

namespace keys {
inline constexpr int kEscape = 256, kTab = 258, kRight = 262, kLeft = 263, kDown = 264, kUp = 265,
                     kPageUp = 266, kPageDown = 267, kHome = 268, kEnd = 269, kF1 = 290, kF2 = 291,
                     kF6 = 295, kF10 = 299;
}

/// Sends what a key means.
/// @param last  of the frame before: whether a text field has the keyboard
void press(const KeyPress& key, const Model& model, State& state, const Output& last, Output& out);

struct KeyHelp {
    std::string_view keys, what;
};
std::span<const KeyHelp> key_help();

}  // namespace ui
