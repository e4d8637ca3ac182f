// Names that the window gives to things: of the shipped scenes, of a picture's file.
#pragma once
#include "app/ui/model.h"

#include <ctime>
#include <string>
#include <string_view>
#include <vector>

namespace ui {

/// The shipped scenes, called what the strings of a language call them.
std::vector<Preset> shipped_presets(std::string_view language);

/// "papilla-20260131-142501.png"
std::string screenshot_name(std::time_t now);

}  // namespace ui
