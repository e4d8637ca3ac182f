// What gestures and keys do to a View: pure functions, so that they can be tested without a mouse.
#pragma once
#include "app/session/view.h"

namespace ui {

/// Turned and tilted as by dragging the block itself.
session::View turned(session::View view, float dx_px, float dy_px);
/// Moved so that the point under the mouse stays under it.
session::View panned(session::View view, float dx_px, float dy_px, float pixel_mm);
/// Larger by so many powers of two; what lies (x, y) pixels right of and below the middle stays
/// there.
session::View zoomed(session::View view, double powers, float x_px, float y_px, float pixel_mm);
/// The canonical picture of the named view.
session::View reset_camera(session::View view);
/// Another named view, seen canonically.
session::View standing_at(session::View view, session::ViewName name);

}  // namespace ui
