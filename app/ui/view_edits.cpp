#include "app/ui/view_edits.h"

#include "app/render/camera.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr double kTurn_deg_per_px = 0.35, kTilt_deg_per_px = 0.25;
constexpr double kCutPerDrag = 1.5;  // seen at a slant, the cut goes further than the hand

double in_range(const session::View& view, std::string_view path, double value) {
    session::visit_fields(view, [&]<class T>(const sim::Field& field, const T&) {
        if (field.path == path) value = std::clamp(value, field.low, field.high);
    });
    return value;
}

}  // namespace

session::View turned(session::View v, float dx_px, float dy_px) {
    double turn = v.turn_deg - double(dx_px) * kTurn_deg_per_px;
    turn = std::remainder(turn, 360.0);
    v.turn_deg = in_range(v, "view.turn_deg", turn);
    v.tilt_deg = in_range(v, "view.tilt_deg", v.tilt_deg + double(dy_px) * kTilt_deg_per_px);
    return v;
}

session::View panned(session::View v, float dx_px, float dy_px, float pixel_mm) {
    v.pan_x_mm = in_range(v, "view.pan_x_mm", v.pan_x_mm - double(dx_px) * double(pixel_mm));
    v.pan_y_mm = in_range(v, "view.pan_y_mm", v.pan_y_mm + double(dy_px) * double(pixel_mm));
    return v;
}

session::View zoomed(session::View v, double powers, float x_px, float y_px, float pixel_mm) {
    const double before = v.zoom;
    v.zoom = in_range(v, "view.zoom", before + powers);
    const double shrink = 1 - std::exp2(before - v.zoom);  // of the size of a pixel
    return panned(v, float(-double(x_px) * shrink), float(-double(y_px) * shrink), pixel_mm);
}

float pixel_mm_at(const session::View& view, const sim::Snapshot& snapshot, const Place& place) {
    const int width = place.width_px, height = place.height_px;
    const render::Camera camera = render::make_camera(view, snapshot, width, height);
    const auto seen = render::point_under(camera, view, *snapshot.tissue, {place.x_px, place.y_px},
                                          width, height);
    return seen ? render::pixel_mm_at(camera, *seen) : camera.pixel_mm;
}

session::View dragged(const session::View& view, const sim::Snapshot& snapshot, const Place& from,
                      float dx_px, float dy_px) {
    return render::within_reach(panned(view, dx_px, dy_px, pixel_mm_at(view, snapshot, from)),
                                snapshot, from.width_px, from.height_px);
}

session::View zoomed_at(const session::View& view, const sim::Snapshot& snapshot,
                        const Place& place, double powers) {
    const int width = place.width_px, height = place.height_px;
    session::View closest = view;
    closest.zoom = in_range(view, "view.zoom", view.zoom + powers);
    powers = render::within_reach(closest, snapshot, width, height).zoom - view.zoom;
    return render::within_reach(
        zoomed(view, powers, place.x_px - float(width) / 2, place.y_px - float(height) / 2,
               pixel_mm_at(view, snapshot, place)),
        snapshot, width, height);
}

session::View cut_moved(session::View v, float dy_px, float pixel_mm) {
    v.section_mm = in_range(v, "view.section_mm",
                            v.section_mm - double(dy_px) * double(pixel_mm) * kCutPerDrag);
    return v;
}

session::View cut_turned(session::View v, float dx_px) {
    v.section_turn_deg =
        in_range(v, "view.section_turn_deg", v.section_turn_deg - double(dx_px) * kTurn_deg_per_px);
    return v;
}

session::View reset_camera(session::View v) {
    v.turn_deg = v.tilt_deg = v.zoom = v.pan_x_mm = v.pan_y_mm = 0;
    return v;
}

session::View standing_at(session::View v, session::ViewName name) {
    v = reset_camera(v);
    v.name = name;
    return v;
}

}  // namespace ui
