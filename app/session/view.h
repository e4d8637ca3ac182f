// How the block is looked at: plain data that never affects the simulation.
#pragma once
#include "sim/field.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace session {

enum class ViewName { block, section, surface, tip, cell, array };
/// How the same tissue is looked at: lifelike, as a flat diagram, or through what papers show of a
/// section: two stains, sirius red between crossed polarisers, and optical coherence tomography.
enum class Style { realistic, diagram, he, trichrome, picrosirius, oct };
inline constexpr std::array<std::string_view, 6> kViewNames = {"block", "section", "surface",
                                                               "tip",   "cell",    "array"};
inline constexpr std::array<std::string_view, 6> kStyles = {"realistic", "diagram",     "he",
                                                            "trichrome", "picrosirius", "oct"};

/// What can be shown or hidden.
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
    ruler,
    current
};
inline constexpr std::array<std::string_view, 17> kParts = {"stratum_corneum",
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
                                                            "ruler",
                                                            "current"};
inline constexpr std::uint32_t kAllParts = (1u << kParts.size()) - 1;
/// What is shown unless asked otherwise, and "all" in a scene file: the lines of the current come
/// only on request.
inline constexpr std::uint32_t kUsualParts = kAllParts & ~(1u << unsigned(Part::current));

/// A place on the cut face whose temperature is plotted over time.
struct Probe {
    double x_mm = 0;  ///< to the right of the block's middle, along the face
    double depth_mm = 0;
    bool operator==(const Probe&) const = default;
};
inline constexpr int kProbeCount = 3;
/// None: at its usual place, which follows the needles (probes.h).
using Probes = std::array<std::optional<Probe>, kProbeCount>;

struct View {
    ViewName name = ViewName::block;
    Style style = Style::realistic;
    double peel = 0;              ///< layers taken off from above, 0 none to 4 down to the fat
    double section_mm = 0;        ///< how far behind the front face the block is cut
    double section_turn_deg = 0;  ///< of the cut about the vertical, from the front face
    std::uint32_t parts = kUsualParts;  ///< bit per Part
    std::uint32_t faded = 0;            ///< bit per Part: those shown only as a veil
    Probes probes = {};
    // The free camera, on top of the named view; all 0 is the canonical picture.
    double turn_deg = 0;  ///< around the vertical
    double tilt_deg = 0;
    double zoom = 0;                    ///< powers of two; 1 is twice as large
    double pan_x_mm = 0, pan_y_mm = 0;  ///< in the plane of the picture

    bool shows(Part part) const { return (parts >> unsigned(part)) & 1u; }
    bool fades(Part part) const { return shows(part) && ((faded >> unsigned(part)) & 1u); }
    bool operator==(const View&) const = default;
};

/// The one list of what can be chosen about the picture; "view.layers", "view.faded" and
/// "view.probes" are written apart, as lists.
template <class V, class Visit>
void visit_fields(V& v, Visit&& visit) {
    using sim::choice;
    using sim::range;
    // clang-format off
    visit(choice("view.name", "View", "Where the camera stands", kViewNames), v.name);
    visit(choice("view.style", "Style", "Lifelike, a flat diagram, or a stain of the laboratory", kStyles), v.style);
    visit(range("view.peel", "Peel", "", "Layers taken off from above", 0, 4), v.peel);
    visit(range("view.section_mm", "Section", "mm", "How far in the block is cut", 0, 2.4), v.section_mm);
    visit(range("view.section_turn_deg", "Section turn", "deg", "Of the cut about the vertical", -60, 60), v.section_turn_deg);
    visit(range("view.turn_deg", "Turn", "deg", "Around the vertical", -180, 180), v.turn_deg);
    visit(range("view.tilt_deg", "Tilt", "deg", "Up or down", -90, 90), v.tilt_deg);
    visit(range("view.zoom", "Zoom", "", "Powers of two", -1, 8), v.zoom);
    visit(range("view.pan_x_mm", "Pan across", "mm", "", -6, 6), v.pan_x_mm);
    visit(range("view.pan_y_mm", "Pan along", "mm", "", -6, 6), v.pan_y_mm);
    // clang-format on
}

}  // namespace session
