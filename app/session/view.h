// How the block is looked at: plain data that never affects the simulation.
#pragma once
#include "sim/field.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace session {

enum class ViewName { block, section, surface, tip, cell, array };
enum class Style { realistic, diagram };
inline constexpr std::array<std::string_view, 6> kViewNames = {"block", "section", "surface",
                                                               "tip",   "cell",    "array"};
inline constexpr std::array<std::string_view, 2> kStyles = {"realistic", "diagram"};

/// What can be shown or hidden. "all" in a scene file means every one of them.
enum class Part {
    stratum_corneum,
    epidermis,
    papillary_dermis,
    reticular_dermis,
    fat,
    vessels,
    nerves,
    follicles,
    glands,
    needles,
    channels,
    cells,
    collagen,
    heat,
    labels,
    ruler
};
inline constexpr std::array<std::string_view, 16> kParts = {"stratum_corneum",
                                                            "epidermis",
                                                            "papillary_dermis",
                                                            "reticular_dermis",
                                                            "fat",
                                                            "vessels",
                                                            "nerves",
                                                            "follicles",
                                                            "glands",
                                                            "needles",
                                                            "channels",
                                                            "cells",
                                                            "collagen",
                                                            "heat",
                                                            "labels",
                                                            "ruler"};
inline constexpr std::uint32_t kAllParts = (1u << kParts.size()) - 1;

struct View {
    ViewName name = ViewName::block;
    Style style = Style::realistic;
    double peel = 0;                  ///< layers taken off from above, 0 none to 4 down to the fat
    double section_mm = 0;            ///< how far behind the front face the block is cut
    std::uint32_t parts = kAllParts;  ///< bit per Part
    // The free camera, on top of the named view; all 0 is the canonical picture.
    double turn_deg = 0;  ///< around the vertical
    double tilt_deg = 0;
    double zoom = 0;                    ///< powers of two; 1 is twice as large
    double pan_x_mm = 0, pan_y_mm = 0;  ///< in the plane of the picture

    bool shows(Part part) const { return (parts >> unsigned(part)) & 1u; }
    bool operator==(const View&) const = default;
};

/// The one list of what can be chosen about the picture; "view.layers" is written apart, as a list.
template <class V, class Visit>
void visit_fields(V& v, Visit&& visit) {
    using sim::choice;
    using sim::range;
    // clang-format off
    visit(choice("view.name", "View", "Where the camera stands", kViewNames), v.name);
    visit(choice("view.style", "Style", "Lifelike, or a flat diagram", kStyles), v.style);
    visit(range("view.peel", "Peel", "", "Layers taken off from above", 0, 4), v.peel);
    visit(range("view.section_mm", "Section", "mm", "How far in the block is cut", 0, 2.4), v.section_mm);
    visit(range("view.turn_deg", "Turn", "deg", "Around the vertical", -180, 180), v.turn_deg);
    visit(range("view.tilt_deg", "Tilt", "deg", "Up or down", -90, 90), v.tilt_deg);
    visit(range("view.zoom", "Zoom", "", "Powers of two", -1, 8), v.zoom);
    visit(range("view.pan_x_mm", "Pan across", "mm", "", -4, 4), v.pan_x_mm);
    visit(range("view.pan_y_mm", "Pan along", "mm", "", -4, 4), v.pan_y_mm);
    // clang-format on
}

}  // namespace session
