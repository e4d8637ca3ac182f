// The colours of the interface: paper, ink and one accent; and ImGui's style made from them.
#pragma once
#include <imgui.h>

namespace ui::theme {

constexpr ImU32 rgb(unsigned hex, unsigned alpha = 255) {
    return IM_COL32((hex >> 16) & 255, (hex >> 8) & 255, hex & 255, alpha);
}

// Contrast on kPanel: ink 14:1, quiet 5.6:1, accent 5.9:1, warning 6.6:1 (WCAG asks 4.5:1 of text).
inline constexpr ImU32 kPaper = rgb(0xF1ECE4);  ///< behind the panels
inline constexpr ImU32 kPanel = rgb(0xFBF9F5);
inline constexpr ImU32 kField = rgb(0xFFFFFF);  ///< where something is typed or chosen
inline constexpr ImU32 kHover = rgb(0xEFE9DF);
inline constexpr ImU32 kPressed = rgb(0xE3DBCD);
inline constexpr ImU32 kLine = rgb(0xDED6C9);
inline constexpr ImU32 kEdge =
    rgb(0xA79C8B);  ///< of controls, 2.6:1; their text carries the meaning
inline constexpr ImU32 kInk = rgb(0x2A2622);
inline constexpr ImU32 kQuiet = rgb(0x6B6258);
inline constexpr ImU32 kAccent = rgb(0x17676F);
inline constexpr ImU32 kAccentHover = rgb(0x1E7983);
inline constexpr ImU32 kAccentPale = rgb(0xD9E8E8);
inline constexpr ImU32 kOnAccent = rgb(0xFFFFFF);
inline constexpr ImU32 kWarning = rgb(0x9C2F1F);
inline constexpr ImU32 kWarningPale = rgb(0xF8E3DC);

/// Sets every colour and distance of ImGui's style.
void apply(ImGuiStyle& style, float em);

}  // namespace ui::theme
