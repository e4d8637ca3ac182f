// What differs between Dear ImGui 1.86 (Debian 12), 1.90 (Debian 13) and 1.92, in one place.
#pragma once
#include <imgui.h>

#include <cstdint>

namespace ui::compat {

inline void push_font(ImFont* font) {
#if IMGUI_VERSION_NUM >= 19200
    ImGui::PushFont(font, font->LegacySize);
#else
    ImGui::PushFont(font);
#endif
}

inline float font_px(const ImFont* font) {
#if IMGUI_VERSION_NUM >= 19200
    return font->LegacySize;
#else
    return font->FontSize;
#endif
}

inline ImTextureID texture_id(std::uintptr_t name) { return (ImTextureID)name; }

/// The next item may be covered by later ones, which then take the mouse.
inline void allow_overlap_next() {
#if IMGUI_VERSION_NUM >= 18990
    ImGui::SetNextItemAllowOverlap();
#endif
}
inline void allow_overlap_last() {
#if IMGUI_VERSION_NUM < 18990
    ImGui::SetItemAllowOverlap();
#endif
}

// Keys and mouse for tests, which have no backend.
enum class Key { enter, backspace, escape, tab, space, left, right, up, down };

/// Once per context, where no backend does it.
inline void number_keys() {
#if IMGUI_VERSION_NUM < 18700
    for (int i = 0; i < ImGuiKey_COUNT; ++i) ImGui::GetIO().KeyMap[i] = i;
#endif
}

inline void key(Key which, bool down) {
    ImGuiIO& io = ImGui::GetIO();
    static const ImGuiKey kKeys[] = {ImGuiKey_Enter,      ImGuiKey_Backspace, ImGuiKey_Escape,
                                     ImGuiKey_Tab,        ImGuiKey_Space,     ImGuiKey_LeftArrow,
                                     ImGuiKey_RightArrow, ImGuiKey_UpArrow,   ImGuiKey_DownArrow};
#if IMGUI_VERSION_NUM >= 18700
    io.AddKeyEvent(kKeys[int(which)], down);
#else
    io.KeysDown[kKeys[int(which)]] = down;
#endif
}

}  // namespace ui::compat
