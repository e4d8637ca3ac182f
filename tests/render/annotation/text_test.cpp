#include "app/render/annotation/atlas.h"
#include "app/render/annotation/caption.h"
#include "app/render/annotation/pen.h"
#include "app/render/annotation/ruler.h"
#include "app/render/annotation/scale_bar.h"
#include "app/render/annotation/utf8.h"
#include "app/render/annotation/words.h"
#include "app/render/ramp.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace {

using render::Face;
using render::Word;

const render::Atlas& atlas() {
    static const render::Atlas made = render::make_atlas(15);
    return made;
}

bool drawn(const render::Atlas& a, Face face, char32_t c) {
    const render::Glyph& g = a.glyph(face, c);
    const glm::vec2 size(a.width, a.height);
    const glm::ivec2 low(g.low_uv * size), high(g.high_uv * size);
    for (int y = low.y; y < high.y; ++y)
        for (int x = low.x; x < high.x; ++x)
            if (a.coverage[std::size_t(y * a.width + x)] > 100) return true;
    return false;
}

TEST(Atlas, EveryLetterThatAnnotationsUseIsThereInEveryFace) {
    const render::Words words = render::english();
    std::set<char32_t> used;
    for (const std::string& text : words.text)
        for (std::size_t i = 0; i < text.size();) used.insert(render::next_code_point(text, i));
    for (const char32_t c : U"µ°²³·–—“”×≥≤−ÄÖÜäöüßéèçñøåłşőžČ") used.insert(c);
    const auto& known = atlas().code_points;
    for (const char32_t c : used) {
        if (c == U' ' || c == 0) continue;
        EXPECT_TRUE(std::binary_search(known.begin(), known.end(), c)) << std::uint32_t(c);
        for (int f = 0; f < render::kFaceCount; ++f)
            EXPECT_TRUE(drawn(atlas(), Face(f), c)) << std::uint32_t(c) << " in face " << f;
    }
}

TEST(Atlas, TheWhiteTexelAndItsNeighboursAreSolid) {
    for (const float size : {8.0f, 15.0f, 40.0f}) {
        const render::Atlas a = render::make_atlas(size);
        const glm::vec2 at = a.white_uv * glm::vec2(a.width, a.height);
        for (int y = int(at.y) - 1; y <= int(at.y); ++y)
            for (int x = int(at.x) - 1; x <= int(at.x); ++x)
                EXPECT_EQ(a.coverage[std::size_t(y * a.width + x)], 255) << size;
        EXPECT_LE(a.width, 4096);
        EXPECT_LE(a.height, 4096);
    }
}

TEST(Atlas, ALettersSizeIsTheOneAskedFor) {
    // Inter's capitals are 0.727 of the size (2048 of 2816 units).
    EXPECT_NEAR(atlas().face(Face::regular).ascent_px, 15 * 2048.0 / 2816.0, 0.05);
    EXPECT_LT(render::text_width_px(atlas(), Face::regular, "AV"),
              render::text_width_px(atlas(), Face::regular, "A") +
                  render::text_width_px(atlas(), Face::regular, "V"));  // kerned
    EXPECT_GT(render::text_width_px(atlas(), Face::semibold, "Epidermis"),
              render::text_width_px(atlas(), Face::regular, "Epidermis"));
}

TEST(Pen, TextEndsWhereItsWidthSays) {
    render::Overlay overlay;
    render::Pen pen(atlas(), overlay);
    const float end = pen.text(Face::regular, {10, 20}, "Depth 1.50 mm", render::kOnLight.ink);
    EXPECT_NEAR(end - 10, render::text_width_px(atlas(), Face::regular, "Depth 1.50 mm"), 1e-3);
    EXPECT_EQ(overlay.triangles.size(), 6u * 11);  // eleven letters, two spaces
}

TEST(Pen, ShapesStayWithinHalfAFeatherOfTheirOutline) {
    render::Overlay overlay;
    render::Pen pen(atlas(), overlay);
    pen.plate({{10, 10}, {60, 30}}, 5, render::kOnLight.ink, 1);
    for (const render::OverlayVertex& v : overlay.triangles) {
        EXPECT_GE(v.px.x, 9.49f);
        EXPECT_LE(v.px.x, 60.51f);
        EXPECT_GE(v.px.y, 9.49f);
        EXPECT_LE(v.px.y, 30.51f);
        EXPECT_TRUE(v.rgba >> 24 < 255 || (v.px.x >= 10.4f && v.px.x <= 59.6f));
    }
}

TEST(Words, IdsAreUniqueAndSettable) {
    std::set<std::string_view> ids;
    for (const render::WordRow& row : render::kWordRows)
        EXPECT_TRUE(ids.insert(row.id).second) << row.id;
    render::Words words = render::english();
    EXPECT_TRUE(render::set_word(words, "epidermis", "Oberhaut"));
    EXPECT_EQ(words[Word::epidermis], "Oberhaut");
    EXPECT_FALSE(render::set_word(words, "no such word", ""));
}

TEST(Words, NumbersTakeTheLanguagesPointAndRoundToTheLastPlace) {
    render::Words words = render::english();
    EXPECT_EQ(render::number(words, 1.495, 2), "1.50");
    EXPECT_EQ(render::number(words, 0.049, 1), "0.0");
    EXPECT_EQ(render::number(words, -0.049, 1), "0.0");
    EXPECT_EQ(render::number(words, -1.5, 1), "−1.5");
    EXPECT_EQ(render::number(words, 37, 0), "37");
    render::set_word(words, "decimal_point", ",");
    EXPECT_EQ(render::number(words, 0.07, 2), "0,07");
    EXPECT_EQ(render::filled("({0}–{1}) {2}", {"a", "b"}), "(a–b) {2}");
}

TEST(Words, TimeIsSaidInTheUnitThatFits) {
    const render::Words w = render::english();
    EXPECT_EQ(render::time_text(w, 2500), "2.5 ms");
    EXPECT_EQ(render::time_text(w, 120 * sim::kMillisecond), "120 ms");
    EXPECT_EQ(render::time_text(w, 90 * sim::kSecond), "1 min");
    EXPECT_EQ(render::time_text(w, 5 * sim::kHour + 20 * sim::kMinute), "5 h 20 min");
    EXPECT_EQ(render::time_text(w, 14 * sim::kDay), "Day 14");
    EXPECT_EQ(render::time_text(w, sim::kYear / 2), "Month 6");
}

TEST(ScaleBar, LengthsAreRoundAndTheLargestThatFit) {
    EXPECT_DOUBLE_EQ(render::round_length(0.74), 0.5);
    EXPECT_DOUBLE_EQ(render::round_length(0.2), 0.2);
    EXPECT_DOUBLE_EQ(render::round_length(1.0), 1.0);
    EXPECT_NEAR(render::round_length(0.019), 0.01, 1e-12);
}

/// CIE L*: what is left of a colour without colour vision, roughly.
double lightness(const glm::vec3& srgb) {
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    const double y = 0.2126 * linear(srgb.r) + 0.7152 * linear(srgb.g) + 0.0722 * linear(srgb.b);
    return 116 * std::cbrt(y) - 16;
}

TEST(Ramp, HotterIsAlwaysLighter) {
    double before = -1;
    for (int i = 0; i <= 64; ++i) {
        const double now = lightness(render::ramp_srgb(float(i) / 64));
        EXPECT_GT(now, before) << i;
        before = now;
    }
    EXPECT_FLOAT_EQ(render::ramp_position(render::kRampLow_C), 0);
    EXPECT_FLOAT_EQ(render::ramp_position(render::kRampHigh_C), 1);
}

}  // namespace
