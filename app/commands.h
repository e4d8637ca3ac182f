// The command line: run, shot, describe, check, rf, list; and what opening the window needs.
#pragma once
#include "app/session/scene.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace app {

/// The exit status of the program.
enum class Exit {
    done = 0,
    bad_input = 1,  ///< a file, a value or a place to write to
    bad_usage = 2,  ///< no such command or option, or an option's value makes no sense
    no_gl = 3,
    differs = 4,  ///< the picture is not the reference
};

enum class Mode { explore, learn, train, present };
inline constexpr std::array<std::string_view, 4> kModes = {"explore", "learn", "train", "present"};

/// What the window is to open with: `papilla [SCENE] [--set path=value] [--lang xx] [--mode m]`.
struct WindowRequest {
    session::Scene scene;
    std::string scene_name;       ///< as given; empty: the default scene
    std::string language = "en";  ///< one that there are strings for
    Mode mode = Mode::explore;
};

/// A command was done and `exit` is its status, or `window` says what to open.
struct CommandOutcome {
    Exit exit = Exit::done;
    std::optional<WindowRequest> window;
};

/// Reads the command line and does what it says, but for opening the window. Results go to stdout,
/// errors to stderr as "papilla: FILE:/json/pointer: ...". Never throws.
CommandOutcome run_command_line(int argc, char** argv);

}  // namespace app
