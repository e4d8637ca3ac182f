// Where each named widget landed in the last frame: lessons point at it, tests click it.
#pragma once
#include <algorithm>
#include <map>
#include <string>
#include <string_view>

namespace ui {

/// In window coordinates, y down; low is inside, high is not.
struct Rect {
    float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    float width() const { return x1 - x0; }
    float height() const { return y1 - y0; }
    float middle_x() const { return (x0 + x1) / 2; }
    float middle_y() const { return (y0 + y1) / 2; }
    bool empty() const { return x1 <= x0 || y1 <= y0; }
    bool contains(const Rect& o) const {
        return o.x0 >= x0 && o.x1 <= x1 && o.y0 >= y0 && o.y1 <= y1;
    }
    Rect clipped(const Rect& o) const {
        return {std::max(x0, o.x0), std::max(y0, o.y0), std::min(x1, o.x1), std::min(y1, o.y1)};
    }
    bool operator==(const Rect&) const = default;
};

struct Landmark {
    Rect rect;             ///< of the whole widget
    Rect panel_rect;       ///< of the panel it must lie in
    std::string panel;     ///< "choices", "top", ...
    bool scrolls = false;  ///< its panel scrolls up and down: it may lie above or below
    bool enabled = true;
    bool visible() const { return panel_rect.contains(rect); }
};

/// Names are paths: "technique.depth_mm", "view.section", "play".
using Landmarks = std::map<std::string, Landmark, std::less<>>;

}  // namespace ui
