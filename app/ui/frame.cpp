#include "app/ui/frame.h"

#include "app/ui/theme.h"

namespace ui {

void Frame::send(const session::Command& command) { out.commands.push_back(command); }

void Frame::ask(const AppCommand& command) { out.app.push_back(command); }

void Frame::redraw_in(double seconds) {
    if (out.redraw_in_s < 0 || seconds < out.redraw_in_s) out.redraw_in_s = seconds;
}

void Frame::mark(std::string_view name, const Rect& rect, bool enabled) {
    out.landmarks[std::string(name)] = {rect, panel_rect, panel, panel_scrolls, enabled};
}

void Frame::mark(std::string_view name, bool enabled) {
    const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    mark(name, {low.x, low.y, high.x, high.y}, enabled);
}

Panel::Panel(Frame& frame, const char* name, const Rect& rect, int number, bool scrolls,
             ImU32 colour, ImGuiWindowFlags flags) {
    flags |= ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
             ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings |
             ImGuiWindowFlags_NoBringToFrontOnFocus;
    if (!scrolls) flags |= ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
    ImGui::SetNextWindowPos({rect.x0, rect.y0});
    ImGui::SetNextWindowSize({rect.width(), rect.height()});
    if (number >= 0 && frame.state.focus_panel == number) {
        ImGui::SetNextWindowFocus();
        frame.state.focus_panel = -1;
    }
    if (colour) ImGui::PushStyleColor(ImGuiCol_WindowBg, colour);
    ImGui::Begin(name, nullptr, flags);
    if (colour) ImGui::PopStyleColor();
    if (number >= 0 && ImGui::IsWindowFocused(ImGuiFocusedFlags_RootAndChildWindows))
        frame.state.focused_panel = number;
    frame.panel = name;
    frame.panel_rect = rect;
    frame.panel_scrolls = scrolls;
}

Panel::~Panel() { ImGui::End(); }

void hairline(const Frame& frame, float x0, float y0, float x1, float y1) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Rect& r = frame.panel_rect;
    list.PushClipRect({r.x0, r.y0}, {r.x1, r.y1});
    list.AddLine({x0, y0}, {x1, y1}, theme::kLine);
    list.PopClipRect();
}

PopupMarks::PopupMarks(Frame& frame, std::string_view name)
    : frame_(frame), panel_(frame.panel), rect_(frame.panel_rect), scrolls_(frame.panel_scrolls) {
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    frame.panel = name;
    frame.panel_rect = {0, 0, size.x, size.y};
    frame.panel_scrolls = true;
}

PopupMarks::~PopupMarks() {
    frame_.panel = panel_;
    frame_.panel_rect = rect_;
    frame_.panel_scrolls = scrolls_;
}

}  // namespace ui
