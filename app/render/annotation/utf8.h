// Reading UTF-8 a code point at a time.
#pragma once
#include <string_view>

namespace render {

/// The code point at `at`, which moves past it; U+FFFD for a byte that does not belong.
/// @pre at < text.size()
constexpr char32_t next_code_point(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return char32_t(static_cast<unsigned char>(text[i])); };
    const char32_t first = byte(at++);
    if (first < 0x80) return first;
    const int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
    if (more == 0) return 0xfffd;
    char32_t c = first & (0x3fu >> more);
    for (int i = 0; i < more; ++i) {
        if (at >= text.size() || (byte(at) & 0xc0) != 0x80) return 0xfffd;
        c = c << 6 | (byte(at++) & 0x3f);
    }
    return c;
}

}  // namespace render
