// What every panel function is handed, and how a panel is begun and a widget remembered.
#pragma once
#include "app/ui/fonts.h"
#include "app/ui/layout.h"
#include "app/ui/model.h"
#include "app/ui/output.h"
#include "app/ui/state.h"

#include <imgui.h>

#include <string>
#include <string_view>

namespace ui {

struct Frame {
    const Model& model;
    State& state;
    Output& out;
    const Fonts& fonts;
    const Layout& layout;

    // the panel that is being filled
    std::string panel = {};
    Rect panel_rect = {};
    bool panel_scrolls = false;

    float px(float ems) const { return ems * layout.em; }
    void send(const session::Command& command);
    void ask(const AppCommand& command);
    /// Something will look different after so long without any input: a tooltip, a blinking cursor.
    void redraw_in(double seconds);
    /// The number of the gesture that starts now.
    session::Gesture new_gesture() { return ++state.gesture; }

    /// Remembers the last item under a name.
    void mark(std::string_view name, bool enabled = true);
    void mark(std::string_view name, const Rect& rect, bool enabled = true);
};

/// A fixed panel while it lives. Numbered panels take the keyboard in turn by F6.
class Panel {
  public:
    Panel(Frame& frame, const char* name, const Rect& rect, int number, bool scrolls = false,
          ImU32 colour = 0, ImGuiWindowFlags flags = 0);
    ~Panel();
    Panel(const Panel&) = delete;
    Panel& operator=(const Panel&) = delete;
};

/// A hairline, in the current panel, that may run to its very edge.
void hairline(const Frame& frame, float x0, float y0, float x1, float y1);

/// A popup or list that is open while it lives; its widgets may lie anywhere in the window.
class PopupMarks {
  public:
    PopupMarks(Frame& frame, std::string_view name);
    ~PopupMarks();
    PopupMarks(const PopupMarks&) = delete;
    PopupMarks& operator=(const PopupMarks&) = delete;

  private:
    Frame& frame_;
    std::string panel_;
    Rect rect_;
    bool scrolls_;
};

}  // namespace ui
