// The closed list of things a user can do. Nothing changes except through one of these.
#pragma once
#include "app/session/scene.h"

#include <string>
#include <variant>

namespace session {

/// Edits that share a gesture number other than 0 (one drag of one slider) are one step of undo.
using Gesture = std::uint64_t;

struct EditScenario {
    sim::Scenario scenario;
    Gesture gesture = 0;
};
struct EditView {
    View view;
    Gesture gesture = 0;
};
struct SetField {
    std::string assignment;
    Gesture gesture = 0;
};  ///< "technique.depth_mm=1.2"
struct OpenScene {
    Scene scene;
};  ///< replaces everything; history starts anew
struct Undo {};
struct Redo {};
struct Play {
    bool on = true;
};
struct Seek {
    sim::Microseconds time_us = 0;
};
struct SetSpeed {
    double axis_per_minute = 1;
};  ///< 1: the whole axis in a minute

using Command =
    std::variant<EditScenario, EditView, SetField, OpenScene, Undo, Redo, Play, Seek, SetSpeed>;

/// A command from its JSON form, as the web page and scripts send it:
/// {"set": "technique.depth_mm=1.2", "gesture": 3} {"seek": "2h"} {"play": true} {"speed": 2}
/// {"undo": true}
/// {"redo": true} {"open": {scene}}. Fails naming what is wrong.
sim::Result<Command> parse_command(std::string_view json);

}  // namespace session
