// The two fonts' files, compiled in by embed_font.py.
#pragma once
#include <span>

namespace render {

std::span<const unsigned char> font_regular();
std::span<const unsigned char> font_semibold();

}  // namespace render
