// The few kinds of control that the panels are made of.
#pragma once
#include "app/ui/frame.h"
#include "app/ui/icons.h"
#include "sim/field.h"
#include "sim/tissue/tables.h"

#include <optional>
#include <span>
#include <string_view>

namespace ui {

struct ButtonLook {
    Icon icon = Icon::none;
    bool on = false;       ///< pressed in, as the chosen one of several
    bool primary = false;  ///< the one thing to do next
    bool plain = false;    ///< no frame until the mouse is over it
    bool enabled = true;
    bool arrow = false;  ///< opens a menu
    std::string_view help = {};
    std::string_view key = {};    ///< its shortcut, shown with the help
    float width = 0, height = 0;  ///< 0: as wide as its label, as high as a line
    int corners = 15;  ///< ImDrawFlags_RoundCorners: rounded corners of a button in a row
};

/// @param name  its landmark
bool button(Frame& frame, std::string_view name, std::string_view label,
            const ButtonLook& look = {});
float button_width(const Frame& frame, std::string_view label, const ButtonLook& look = {});

/// A row of buttons of which one is on. @return the one that was clicked, or -1
int segments(Frame& frame, std::string_view name, std::span<const std::string_view> names,
             std::span<const std::string_view> labels, int on, std::string_view help = {},
             float width = 0);

/// Explains the last item when the mouse rests on it or the keyboard stands on it.
void explain(Frame& frame, std::string_view text, std::string_view key = {});

struct SliderLook {
    float width = 0, height = 0;
    bool thick = false;
};
/// @param position  0 to 1
/// @return the new position while it is dragged or moved by keys
std::optional<double> slider(Frame& frame, std::string_view name, double position,
                             const SliderLook& look);

/// A text field with a number. @return the text once it is finished
std::optional<std::string> value_box(Frame& frame, std::string_view name, std::string_view text,
                                     float width);

/// A list of choices behind a button. @return the one that was chosen, or -1
/// @param swatches  a colour before each label; may be empty
int choice_list(Frame& frame, std::string_view name, std::span<const std::string> labels,
                std::span<const std::string_view> names, int on, float width,
                std::span<const ImU32> swatches = {});

/// A small letter that says how a number stands, with its source as a tooltip.
void badge(Frame& frame, sim::Basis basis, std::string_view source);
std::string_view basis_words(sim::Basis basis);
/// The citations behind "H3" or "duck1990,henriques1947".
std::string source_words(std::string_view source);

/// Text of one line in the small quiet letters.
void quiet_text(const Frame& frame, std::string_view text);
/// Text whose right end is at the right edge of the panel or of `right_x`.
void right_text(std::string_view text, float right_x);

}  // namespace ui
