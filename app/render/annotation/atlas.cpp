#include "app/render/annotation/atlas.h"

#include "app/render/annotation/font.h"
#include "app/render/annotation/utf8.h"

#include <algorithm>
#include <cassert>
#include <cmath>

// Our own copy of the rasteriser with internal linkage: the distribution's libstb is not there for
// wasm.
#define STB_RECT_PACK_IMPLEMENTATION
#define STBRP_STATIC
#define STB_TRUETYPE_IMPLEMENTATION
#define STBTT_STATIC
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wshadow"
#include <stb/stb_rect_pack.h>
#include <stb/stb_truetype.h>
#pragma GCC diagnostic pop

namespace render {
namespace {

constexpr char32_t kKernFirst = 33, kKernLast = 126;  // printable ASCII, without the space
constexpr std::size_t kKernCount = kKernLast - kKernFirst + 1;
constexpr int kWhite_px = 4;  // side of the solid block

/// Latin, Latin-1, Latin Extended-A, and the signs that science and typesetting need.
std::vector<char32_t> all_code_points() {
    std::vector<char32_t> out;
    for (char32_t c = 0x20; c < 0x7f; ++c) out.push_back(c);
    for (char32_t c = 0xa0; c < 0x180; ++c) out.push_back(c);
    for (char32_t c : U"ΩαβδεθλμπρστφωΔ–—‘’‚“”„†•…‰‹›€™←↑→↓−∞≈≠≤≥₂₃½¼¾")
        if (c) out.push_back(c);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

stbtt_fontinfo font_info(std::span<const unsigned char> file) {
    stbtt_fontinfo info{};
    [[maybe_unused]] const int ok = stbtt_InitFont(&info, file.data(), 0);
    assert(ok && "the build embedded a file that is no font");
    return info;
}

float kerning_units(const stbtt_fontinfo& info, int left_glyph, int right_glyph) {
    return float(stbtt_GetGlyphKernAdvance(&info, left_glyph, right_glyph));
}

/// One packing attempt; false if the atlas is too small.
bool pack(Atlas& atlas) {
    std::fill(atlas.coverage.begin(), atlas.coverage.end(), std::uint8_t(0));
    stbtt_pack_context context;
    if (!stbtt_PackBegin(&context, atlas.coverage.data(), atlas.width, atlas.height - kWhite_px,
                         atlas.width, 1, nullptr))
        return false;
    bool fits = true;
    for (int f = 0; f < kFaceCount && fits; ++f) {
        FaceMetrics& face = atlas.faces[std::size_t(f)];
        const auto file =
            Face(f) == Face::regular || Face(f) == Face::small ? font_regular() : font_semibold();
        std::vector<int> code_points(atlas.code_points.begin(), atlas.code_points.end());
        std::vector<stbtt_packedchar> packed(code_points.size());
        stbtt_pack_range range{};
        range.font_size = STBTT_POINT_SIZE(face.size_px);
        range.array_of_unicode_codepoints = code_points.data();
        range.num_chars = int(code_points.size());
        range.chardata_for_range = packed.data();
        // Letters start at any third of a pixel across; down they sit on whole pixels.
        const unsigned oversample = face.size_px < 24 ? 3 : face.size_px < 48 ? 2 : 1;
        stbtt_PackSetOversampling(&context, oversample, 1);
        fits = stbtt_PackFontRanges(&context, file.data(), 0, &range, 1) != 0;
        face.glyphs.resize(packed.size());
        const glm::vec2 texel = 1.0f / glm::vec2(atlas.width, atlas.height);
        for (std::size_t i = 0; i < packed.size(); ++i) {
            const stbtt_packedchar& p = packed[i];
            face.glyphs[i] = {{p.xoff, p.yoff},
                              {p.xoff2, p.yoff2},
                              glm::vec2(p.x0, p.y0) * texel,
                              glm::vec2(p.x1, p.y1) * texel,
                              p.xadvance};
        }
    }
    stbtt_PackEnd(&context);
    return fits;
}

void measure(FaceMetrics& face, std::span<const unsigned char> file) {
    const stbtt_fontinfo info = font_info(file);
    const float scale = stbtt_ScaleForMappingEmToPixels(&info, face.size_px);
    int ascent, descent, gap, x0, y0, x1, y1;
    stbtt_GetFontVMetrics(&info, &ascent, &descent, &gap);
    stbtt_GetCodepointBox(&info, 'H', &x0, &y0, &x1, &y1);
    face.ascent_px = float(y1) * scale;
    face.descent_px = float(-descent) * scale;
    face.line_px = std::round(1.36f * face.size_px);

    std::array<int, kKernCount> glyphs;
    for (std::size_t i = 0; i < kKernCount; ++i)
        glyphs[i] = stbtt_FindGlyphIndex(&info, int(kKernFirst + i));
    face.kerning_px.resize(kKernCount * kKernCount);
    for (std::size_t a = 0; a < kKernCount; ++a)
        for (std::size_t b = 0; b < kKernCount; ++b)
            face.kerning_px[a * kKernCount + b] = scale * kerning_units(info, glyphs[a], glyphs[b]);
}

}  // namespace

Atlas make_atlas(float text_px) {
    Atlas atlas;
    atlas.text_px = std::clamp(text_px, 8.0f, 96.0f);
    atlas.code_points = all_code_points();
    for (int f = 0; f < kFaceCount; ++f) {
        FaceMetrics& face = atlas.faces[std::size_t(f)];
        const bool small = Face(f) == Face::small || Face(f) == Face::small_semibold;
        face.size_px = small ? std::max(0.84f * atlas.text_px, 8.0f) : atlas.text_px;
        measure(face, Face(f) == Face::regular || Face(f) == Face::small ? font_regular()
                                                                         : font_semibold());
    }
    atlas.width = atlas.height = 256;
    do {
        (atlas.width > atlas.height ? atlas.height : atlas.width) *= 2;
        atlas.coverage.assign(std::size_t(atlas.width * atlas.height), 0);
    } while (!pack(atlas));
    for (int y = atlas.height - kWhite_px; y < atlas.height; ++y)
        for (int x = 0; x < kWhite_px; ++x) atlas.coverage[std::size_t(y * atlas.width + x)] = 255;
    atlas.white_uv = glm::vec2(kWhite_px / 2, atlas.height - kWhite_px / 2) /
                     glm::vec2(atlas.width, atlas.height);
    return atlas;
}

const Glyph& Atlas::glyph(Face f, char32_t code_point) const {
    auto at = std::lower_bound(code_points.begin(), code_points.end(), code_point);
    if (at == code_points.end() || *at != code_point)
        at = std::lower_bound(code_points.begin(), code_points.end(), U'?');
    return face(f).glyphs[std::size_t(at - code_points.begin())];
}

float kerning_px(const FaceMetrics& face, char32_t left, char32_t right) {
    const auto kerned = [](char32_t c) { return c >= kKernFirst && c <= kKernLast; };
    if (!kerned(left) || !kerned(right)) return 0;
    return face.kerning_px[(left - kKernFirst) * kKernCount + (right - kKernFirst)];
}

float text_width_px(const Atlas& atlas, Face face, std::string_view text) {
    float width = 0;
    char32_t before = 0;
    for (std::size_t i = 0; i < text.size();) {
        const char32_t c = next_code_point(text, i);
        width += atlas.glyph(face, c).advance_px + kerning_px(atlas.face(face), before, c);
        before = c;
    }
    return width;
}

}  // namespace render
