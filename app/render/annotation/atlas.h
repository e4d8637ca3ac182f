// The letters: a coverage texture and the metrics to set text with it. Made once per text size.
#pragma once
#include <glm/vec2.hpp>

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace render {

/// Small is for what supports a label: units, ranges, tick values.
enum class Face { regular, semibold, small, small_semibold };
inline constexpr int kFaceCount = 4;

struct Glyph {
    glm::vec2 low_px{}, high_px{};  ///< corners of the quad from the pen on the baseline, y down
    glm::vec2 low_uv{}, high_uv{};
    float advance_px = 0;
};

/// One weight at one size.
struct FaceMetrics {
    float size_px = 0;
    float ascent_px =
        0;  ///< of a capital letter, above the baseline: what centres a line optically
    float descent_px = 0;           ///< below the baseline, > 0
    float line_px = 0;              ///< from baseline to baseline
    std::vector<Glyph> glyphs;      ///< as in `Atlas::code_points`
    std::vector<float> kerning_px;  ///< read by kerning_px()
};

struct Atlas {
    float text_px = 0;  ///< what it was made for
    int width = 0, height = 0;
    std::vector<std::uint8_t> coverage;  ///< width * height, top row first
    glm::vec2 white_uv{};                ///< the middle of a solid block of 255
    std::vector<char32_t> code_points;   ///< sorted; one without a glyph is drawn as '?'
    std::array<FaceMetrics, kFaceCount> faces;

    const FaceMetrics& face(Face f) const { return faces[std::size_t(f)]; }
    const Glyph& glyph(Face f, char32_t code_point) const;
};

/// @param text_px  size of a label's letters in pixels of the picture, in [8, 96]
Atlas make_atlas(float text_px);

/// Extra space between two letters that follow each other.
float kerning_px(const FaceMetrics& face, char32_t left, char32_t right);

/// Width of a line of UTF-8 text.
float text_width_px(const Atlas& atlas, Face face, std::string_view text);

}  // namespace render
