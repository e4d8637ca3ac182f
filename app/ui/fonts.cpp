#include "app/ui/fonts.h"

#include <imgui.h>

#include <cmath>

namespace ui {
namespace {

// Latin with accents, Greek (units, symbols), punctuation, sub- and superscripts, arrows, signs.
constexpr ImWchar kRanges[] = {0x0020, 0x024F, 0x0370, 0x03FF, 0x2010, 0x203A, 0x2070,
                               0x209C, 0x20AC, 0x20AC, 0x2126, 0x2126, 0x2190, 0x2193,
                               0x2212, 0x2212, 0x2248, 0x2248, 0x2260, 0x2265, 0};

ImFont* add(ImFontAtlas& atlas, std::span<const unsigned char> file, float px, float density) {
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.OversampleH = 2;
    config.OversampleV = 1;
    config.PixelSnapH = true;
    // A whole number of pixels has even stems.
    ImFont* font =
        atlas.AddFontFromMemoryTTF(const_cast<unsigned char*>(file.data()), int(file.size()),
                                   std::round(px * density), &config, kRanges);
    font->Scale = 1 / density;
    return font;
}

}  // namespace

Fonts load_fonts(ImFontAtlas& atlas, const FontFiles& files, float em_px, float density) {
    atlas.Clear();
    // ImGui measures a font by its line, which for Inter is 1.21 of what typographers call its
    // size.
    constexpr float kLine = 1.21f;
    const auto set = [&](std::span<const unsigned char> file, float em) {
        return add(atlas, file, em * kLine * em_px, density);
    };
    return {set(files.regular, 1), set(files.semibold, 1), set(files.regular, 0.84f),
            set(files.semibold, 1.85f)};
}

}  // namespace ui
