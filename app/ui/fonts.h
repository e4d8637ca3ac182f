// The letters of the interface, in the few sizes that are used.
#pragma once
#include <span>

struct ImFont;
struct ImFontAtlas;

namespace ui {

/// Font files in memory, which must outlive the atlas.
struct FontFiles {
    std::span<const unsigned char> regular, semibold;
};

/// Sizes in em, the height of body text: see fonts.cpp.
struct Fonts {
    ImFont* body = nullptr;
    ImFont* strong = nullptr;  ///< body size, semi-bold: headings
    ImFont* small = nullptr;   ///< units, sources, ticks
    ImFont* large = nullptr;   ///< the few numbers that a patient must see
};

/// Replaces all fonts of the atlas; it still has to be built and uploaded.
/// @param em_px    height of body text in window coordinates
/// @param density  pixels per window coordinate of the frame buffer (1 but on some HiDPI systems)
Fonts load_fonts(ImFontAtlas& atlas, const FontFiles& files, float em_px, float density);

}  // namespace ui
