#include "app/ui/ui.h"

#include "app/ui/compat.h"
#include "app/ui/frame.h"
#include "app/ui/panels/panels.h"

namespace ui {

Output draw(const Model& model, State& state, const Fonts& fonts, float em_px,
            std::span<const KeyPress> keys, const Output& last) {
    Output out;
    for (const KeyPress& key : keys) press(key, model, state, last, out);
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const Layout layout = make_layout(size.x, size.y, em_px, state.bare);
    Frame frame{model, state, out, fonts, layout};
    compat::push_font(fonts.body);
    picture_panel(frame);
    top_bar(frame);
    choices_panel(frame);
    parts_panel(frame);
    readouts_panel(frame);
    timeline_panel(frame);
    status_line(frame);
    dialog_panel(frame);
    help_panel(frame);
    ImGui::PopFont();
    ImGuiIO& io = ImGui::GetIO();
    out.typing = io.WantTextInput;
    if (ImGui::IsMouseClicked(0) || ImGui::IsMouseClicked(1)) state.walking = false;
    // Takes effect in the next frame, so that Tab and Escape are still answered by ImGui in this
    // one.
    if (state.walking)
        io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    else
        io.ConfigFlags &= ~ImGuiConfigFlags_NavEnableKeyboard;
    if (out.typing) frame.redraw_in(0.5);
    return out;
}

}  // namespace ui
