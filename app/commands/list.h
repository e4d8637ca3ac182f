// What there is to choose from: `papilla list`.
#pragma once
#include "app/session/json.h"

#include <array>
#include <string>
#include <string_view>

namespace app {

inline constexpr std::array<std::string_view, 7> kLists = {"sites",   "devices", "views", "presets",
                                                           "lessons", "claims",  "fields"};

/// A list of objects, each with an "id". @pre `name` is one of kLists
session::Json list_json(std::string_view name);
/// One line an entry, for people.
std::string list_text(std::string_view name);

}  // namespace app
