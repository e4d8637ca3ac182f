// What the page shows, as JSON: made from the same lists of fields and readouts as everything else.
#pragma once
#include "app/session/json.h"
#include "app/web/workbench.h"

namespace web {

/// Every choice: [{path, label, unit, help, kind, value, text, ...}]. `kind` is "number" (low,
/// high, position on its slider, step that a key moves), "flag", "choice" (choices: id, label) or
/// "set" (choices with `on`). `shown` is false where the field does not belong to what was chosen.
/// `idle`, where it is not empty, says why it makes no difference now.
session::Json fields_json(const Workbench& bench);

/// {readouts: [{id, label, unit, value, text, basis, source}], warnings (session::warnings_json),
/// stage, phase, ...} of the World shown.
session::Json readouts_json(const Workbench& bench);

/// Where the clock and the history stand: small, for every frame.
session::Json state_json(const Workbench& bench);

/// The time axis of this scenario: {bands: [{id, from, to}], marks: [{text, at}]}, positions 0
/// to 1.
session::Json axis_json(const Workbench& bench);

/// The layers under the depth slider, on its scale: [{id, from, to}], and how far the needle goes.
session::Json depth_scale_json(const Workbench& bench);

/// [{id, heading, text}]
session::Json description_json(const Workbench& bench);

/// [{name, label}]
session::Json presets_json(const Workbench& bench);

}  // namespace web
