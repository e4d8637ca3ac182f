// Finding and reading what a command was given.
#pragma once
#include "app/session/scene.h"

#include <string>
#include <vector>

namespace app {

/// Reads a scene: a preset's name or a file, then every `--set path=value` in order. Warnings go to
/// stderr. Fails as read_scene does, with `where` naming the file or the "--set".
sim::Result<session::Scene> load_scene(const std::string& name,
                                       const std::vector<std::string>& settings);

/// "papilla: FILE:/json/pointer: is 9, must lie in [0.1, 8] mm" on stderr.
void complain(const sim::Error& error);
void warn(const sim::Error& warning);

}  // namespace app
