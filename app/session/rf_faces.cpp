#include "app/session/rf_faces.h"

#include <algorithm>

namespace session {
namespace {

struct Name {
    std::string_view text;  ///< without capitals and underscores
    Sides sides;
};

constexpr Sides kXLow = {true}, kXHigh = {false, true}, kYLow = {false, false, true},
                kYHigh = {false, false, false, true}, kSurface = {false, false, false, false, true},
                kFloor = {false, false, false, false, false, true},
                kAround = {true, true, true, true};

constexpr Name kNames[] = {
    {"xlow", kXLow},       {"xmin", kXLow},    {"xminus", kXLow},  {"-x", kXLow},
    {"x-", kXLow},         {"left", kXLow},    {"xhigh", kXHigh},  {"xmax", kXHigh},
    {"xplus", kXHigh},     {"+x", kXHigh},     {"x+", kXHigh},     {"right", kXHigh},
    {"ylow", kYLow},       {"ymin", kYLow},    {"yminus", kYLow},  {"-y", kYLow},
    {"y-", kYLow},         {"front", kYLow},   {"yhigh", kYHigh},  {"ymax", kYHigh},
    {"yplus", kYHigh},     {"+y", kYHigh},     {"y+", kYHigh},     {"back", kYHigh},
    {"surface", kSurface}, {"zlow", kSurface}, {"zmin", kSurface}, {"zminus", kSurface},
    {"-z", kSurface},      {"z-", kSurface},   {"top", kSurface},  {"floor", kFloor},
    {"zhigh", kFloor},     {"zmax", kFloor},   {"zplus", kFloor},  {"+z", kFloor},
    {"z+", kFloor},        {"bottom", kFloor}, {"base", kFloor},   {"sides", kAround},
    {"lateral", kAround},
};

}  // namespace

Sides sides_named(std::string_view name) {
    std::string plain;
    for (const char c : name)
        if (c != '_' && c != ' ') plain += c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
    for (const Name& known : kNames)
        if (known.text == plain) return known.sides;
    return {};
}

std::string side_names_text() {
    return "one of x_low, x_high, y_low, y_high, surface, floor, sides (or x_min, -x, left, top, "
           "z_max, bottom and so on)";
}

}  // namespace session
