// What the panels themselves remember from frame to frame: which folds are open, what is being
// typed. Losing it would cost nothing but a click.
#pragma once
#include "app/session/command.h"
#include "app/ui/landmarks.h"

#include <array>
#include <optional>
#include <string>

namespace ui {

enum class Dialog { none, open, save };
enum class PlotPage { cells, matrix, heat, probes, energy, current };
enum class Side { choices, readouts };

/// The folds of the left panel, in order of appearance.
inline constexpr std::array<const char*, 5> kSections = {"technique", "skin", "device", "rf",
                                                         "course"};

struct State {
    bool sources = false;
    bool help = false;
    bool parts = false;         ///< the panel that looks inside is open
    bool bare = false;          ///< only the picture and the time
    Side side = Side::choices;  ///< which of the two panels is seen where there is room for one
    PlotPage plot = PlotPage::cells;
    std::array<bool, kSections.size()> open = {true, true, false, false, false};

    Dialog dialog = Dialog::none;
    bool dialog_opened = false;  ///< in this frame: its text field takes the keyboard
    std::string path;

    /// A value that is being typed: it becomes a command when it is finished.
    std::string editing, edited_text;

    session::Gesture gesture = 0;  ///< the newest one; each drag takes the next number
    double wheel_s = -1;  ///< when the wheel last turned: turns in quick succession are one gesture
    session::Gesture wheel_gesture = 0;
    /// A drag of the cut turns it rather than moving it; none: not yet known.
    std::optional<bool> cut_turns;
    Rect hovered;  ///< what the mouse rests on, and since when: for tooltips
    double hovered_since_s = 0;
    float rest_x = 0, rest_y = 0;  ///< where the mouse rests on the picture, and since when
    double rested_since_s = -1;    ///< < 0: it does not
    double waiting_since_s = -1;   ///< for the simulation; < 0: not waiting
    /// The keyboard walks through widgets, since Tab or F6 and until Escape or a click: arrows and
    /// space are theirs. Otherwise they move the time.
    bool walking = false;
    int focus_panel = -1;  ///< panel that takes the keyboard in the next frame (F6)
    int focused_panel = 0;
};

}  // namespace ui
