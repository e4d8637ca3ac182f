// What gestures and keys do to a View: pure functions, so that they can be tested without a mouse.
#pragma once
#include "app/session/view.h"
#include "sim/snapshot.h"

namespace ui {

/// Turned and tilted as by dragging the block itself.
session::View turned(session::View view, float dx_px, float dy_px);
/// Moved so that the point under the mouse stays under it.
/// @param pixel_mm  size of a pixel there
session::View panned(session::View view, float dx_px, float dy_px, float pixel_mm);
/// Larger by so many powers of two; what lies (x, y) pixels right of and below the middle stays
/// there.
/// @param pixel_mm  size of a pixel there, before
session::View zoomed(session::View view, double powers, float x_px, float y_px, float pixel_mm);

/// A pixel of the picture: where in it, from its top left, and how large it is.
struct Place {
    float x_px = 0, y_px = 0;
    int width_px = 1, height_px = 1;
};
/// Size of a pixel at what is seen there, mm; beside the block, at what is looked at.
float pixel_mm_at(const session::View& view, const sim::Snapshot& snapshot, const Place& place);
/// `panned` and `zoomed` by what is seen at a place, as far as the camera goes.
session::View dragged(const session::View& view, const sim::Snapshot& snapshot, const Place& from,
                      float dx_px, float dy_px);
session::View zoomed_at(const session::View& view, const sim::Snapshot& snapshot,
                        const Place& place, double powers);

/// The cut moved further back by dragging up, and turned by dragging sideways.
session::View cut_moved(session::View view, float dy_px, float pixel_mm);
session::View cut_turned(session::View view, float dx_px);

/// The canonical picture of the named view.
session::View reset_camera(session::View view);
/// Another named view, seen canonically.
session::View standing_at(session::View view, session::ViewName name);

}  // namespace ui
