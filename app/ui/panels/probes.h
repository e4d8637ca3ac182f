// The probes: numbered rings on the cut face, and temperature over time where they stand.
#pragma once
#include "app/session/probes.h"
#include "app/ui/frame.h"

namespace ui {

/// A page of the plot: a row for each probe to set its place, and the curves.
void probes_page(Frame& frame, float height);

/// Rings over the picture where the cut face is seen; each can be dragged along it.
void probe_rings(Frame& frame, const Rect& picture);

}  // namespace ui
