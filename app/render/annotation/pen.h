// Draws text and soft-edged shapes into an Overlay.
#pragma once
#include "app/render/annotation/atlas.h"
#include "app/render/annotation/box.h"
#include "app/render/annotation/overlay.h"

#include <glm/vec3.hpp>

#include <cstdint>
#include <span>
#include <string_view>

namespace render {

/// sRGB and how opaque, 0 to 1.
struct Colour {
    glm::vec3 srgb{};
    float opacity = 1;
    Colour faded(float by) const { return {srgb, opacity * by}; }
};
std::uint32_t packed(const Colour& colour);

/// The few colours of all annotations.
struct Inks {
    Colour ink, faint;
    Colour paper;   ///< what text stands on
    Colour accent;  ///< what was set and reached
};
inline constexpr Inks kOnLight{{{0.13f, 0.12f, 0.12f}, 1},
                               {{0.36f, 0.34f, 0.33f}, 1},
                               {{0.992f, 0.984f, 0.972f}, 0.86f},
                               {{0.02f, 0.33f, 0.47f}, 1}};
/// For pictures with a black ground.
inline constexpr Inks kOnDark{{{0.93f, 0.93f, 0.92f}, 1},
                              {{0.72f, 0.72f, 0.72f}, 1},
                              {{0.10f, 0.10f, 0.11f}, 0.82f},
                              {{0.45f, 0.80f, 0.95f}, 1}};

/// All edges fade over one pixel, so nothing depends on multisampling.
class Pen {
  public:
    /// @param atlas, overlay, inks  must outlive the pen
    Pen(const Atlas& atlas, Overlay& overlay, const Inks& inks = kOnLight)
        : atlas_(atlas), overlay_(overlay), inks_(inks) {}

    /// Sets one line; the baseline is moved to a whole pixel.
    /// @param left_px  where the pen starts, on the baseline
    /// Returns where the pen ends.
    float text(Face face, const glm::vec2& left_px, std::string_view text, const Colour& colour);

    /// A filled box with round corners.
    /// @param feather_px  over which its edge fades; 1 is crisp, more makes a shadow
    void plate(const Box& box, float radius_px, const Colour& colour, float feather_px = 1);

    /// What text stands on: a plate with a faint shadow.
    void paper(const Box& box);

    void line(const glm::vec2& a, const glm::vec2& b, float width_px, const Colour& colour);
    /// A line that stays visible on any ground: its ink within a halo of paper.
    void haloed_line(std::span<const glm::vec2> points, float width_px, const Colour& colour);
    void dashes(const glm::vec2& a, const glm::vec2& b, float width_px, float dash_px,
                const Colour& colour);
    void dot(const glm::vec2& middle, float radius_px, const Colour& colour);
    /// Convex, in either direction of turn.
    void polygon(std::span<const glm::vec2> corners, const Colour& colour);
    /// A crisp box whose colour runs from left to right.
    void gradient(const Box& box, const Colour& left, const Colour& right);

    const Atlas& atlas() const { return atlas_; }
    const Inks& inks() const { return inks_; }
    float unit_px() const { return atlas_.text_px / 15; }  ///< 1 at the size drawn for

  private:
    void triangle(const glm::vec2& a, std::uint32_t a_rgba, const glm::vec2& b,
                  std::uint32_t b_rgba, const glm::vec2& c, std::uint32_t c_rgba);
    /// Fills a convex outline given counterclockwise on a y-down picture or otherwise; its edge
    /// fades from `feather_px / 2` inside to as much outside.
    void convex(std::span<const glm::vec2> corners, const Colour& colour, float feather_px);

    const Atlas& atlas_;
    Overlay& overlay_;
    const Inks& inks_;
};

/// A line of text centred in height on y by its capitals: the baseline to set it on.
float baseline_px(const FaceMetrics& face, float middle_y_px);

}  // namespace render
