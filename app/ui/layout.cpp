#include "app/ui/layout.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

// In em. Found by looking: the smallest window is 1024x640 with text at 1.5, 45.5 by 28.4.
constexpr float kLeastWide = 45, kLeastHigh = 28;
constexpr float kSideNarrow = 16.6f, kSideWide = 20;
constexpr float kPictureLeast = 30;  // beside two panels
constexpr float kTopRow = 2.55f, kStatus = 1.75f;
constexpr float kTimeline = 8.4f, kTimelineCompact = 7.7f;
constexpr float kOneRow = 108;    // width from which the top bar needs one row only
constexpr float kLongNames = 73;  // width from which its second row has room for all names

}  // namespace

float em_for(float width, float height, double scale) {
    const float wanted = kBodyPx * float(scale);
    const float fits = std::min(width / kLeastWide, height / kLeastHigh);
    return std::max(8.0f, std::floor(std::min(wanted, fits)));
}

Layout make_layout(float width, float height, float em, bool bare) {
    Layout l;
    l.em = em;
    const float wide = width / em, high = height / em;
    const float side = std::round(std::clamp(0.235f * wide, kSideNarrow, kSideWide) * em);
    l.one_side = wide * em - 2 * side < kPictureLeast * em;
    l.compact = wide < kLongNames || high < 38;
    l.top_rows = wide >= kOneRow ? 1 : 2;
    const float top = bare ? 0 : std::round(kTopRow * em) * float(l.top_rows);
    const float status = bare ? 0 : std::round(kStatus * em);
    const float timeline = std::round((l.compact ? kTimelineCompact : kTimeline) * em);
    const float low = height - status - timeline;
    l.top = {0, 0, width, top};
    l.timeline = {0, low, width, height - status};
    l.status = {0, height - status, width, height};
    const float left = bare ? 0 : side;
    const float right = bare || l.one_side ? 0 : side;
    l.choices = {0, top, left, low};
    l.readouts = l.one_side ? l.choices : Rect{width - right, top, width, low};
    l.picture = {left, top, width - right, low};
    return l;
}

}  // namespace ui
