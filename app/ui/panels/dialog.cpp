// Asks for the path of a scene file to open or save, and shows the keys.
#include "app/ui/compat.h"
#include "app/ui/hotkeys.h"
#include "app/ui/panels/panels.h"
#include "app/ui/theme.h"
#include "app/ui/widgets.h"

#include <imgui_stdlib.h>

#include <cstring>
#include <string>

namespace ui {
namespace {

constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                    ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                    ImGuiWindowFlags_AlwaysAutoResize;

void begin_card(Frame& frame, const char* name, float width) {
    const Rect window{0, 0, ImGui::GetIO().DisplaySize.x, ImGui::GetIO().DisplaySize.y};
    ImGui::SetNextWindowPos({window.middle_x(), window.height() * 0.42f}, 0, {0.5f, 0.5f});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {frame.px(1.4f), frame.px(1.2f)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, frame.px(0.5f));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme::kField);
    if (width > 0) ImGui::SetNextWindowContentSize({width, 0});
    ImGui::Begin(name, nullptr, kFlags);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(3);
    frame.panel = name;
    frame.panel_rect = window;
    frame.panel_scrolls = false;
}

}  // namespace

void dialog_panel(Frame& frame) {
    State& state = frame.state;
    if (state.dialog == Dialog::none) return;
    const bool open = state.dialog == Dialog::open;
    if (state.dialog_opened) ImGui::SetNextWindowFocus();
    begin_card(frame, "dialog", frame.px(28));
    compat::push_font(frame.fonts.strong);
    ImGui::TextUnformatted(open ? "Open a scene" : "Save the scene");
    ImGui::PopFont();
    quiet_text(frame, "Path of the file");
    ImGui::SetNextItemWidth(frame.px(28));
    if (state.dialog_opened) ImGui::SetKeyboardFocusHere();
    state.dialog_opened = false;
    const bool entered =
        ImGui::InputText("##path", &state.path,
                         ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    frame.mark("dialog.path");
    ImGui::Dummy({0, frame.px(0.2f)});
    const float wide = frame.px(6.5f), gap = frame.px(0.6f);
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - 2 * wide -
                         gap);
    const bool cancel = button(frame, "dialog.cancel", "Cancel", {.width = wide});
    ImGui::SameLine(0, gap);
    const bool done = button(frame, "dialog.done", open ? "Open" : "Save",
                             {.primary = true, .enabled = !state.path.empty(), .width = wide});
    if (cancel) state.dialog = Dialog::none;
    if ((done || entered) && !state.path.empty()) {
        if (open)
            frame.ask(OpenFile{state.path});
        else
            frame.ask(SaveFile{state.path});
        state.dialog = Dialog::none;
    }
    ImGui::End();
}

void help_panel(Frame& frame) {
    if (!frame.state.help) return;
    begin_card(frame, "help card", 0);
    compat::push_font(frame.fonts.strong);
    ImGui::TextUnformatted("Keys");
    ImGui::PopFont();
    const auto keys = key_help();
    const int half = (int(keys.size()) + 1) / 2;
    for (int row = 0; row < half; ++row) {
        for (int column = 0; column < 2; ++column) {
            const auto i = std::size_t(row + column * half);
            if (i >= keys.size()) continue;
            const float x = frame.px(1.4f) + float(column) * frame.px(22);
            if (column) ImGui::SameLine();
            ImGui::SetCursorPosX(x);
            ImGui::PushStyleColor(ImGuiCol_Text, theme::kAccent);
            ImGui::TextUnformatted(keys[i].keys.data());
            ImGui::PopStyleColor();
            ImGui::SameLine(x + frame.px(8.4f));
            ImGui::TextUnformatted(keys[i].what.data());
        }
    }
    ImGui::Dummy({frame.px(41), frame.px(0.3f)});
    if (button(frame, "help.close", "Close", {.key = "Esc"})) frame.state.help = false;
    ImGui::End();
}

}  // namespace ui
