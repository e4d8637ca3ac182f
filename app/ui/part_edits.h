// What the controls of layers and structures do to a View: shared by the panels and the page.
#pragma once
#include "app/session/view.h"

#include <array>
#include <string_view>

namespace ui {

/// How a part of the picture is seen.
enum class Showing { shown, faded, hidden };
inline constexpr std::array<std::string_view, 3> kShowings = {"shown", "faded", "hidden"};

Showing showing(const session::View& view, session::Part part);
session::View with(session::View view, session::Part part, Showing showing);

/// Tissue can be a veil; needles, moving things and words are there or not.
bool can_fade(session::Part part);

/// Only this one: the other layers and structures fade; asked for again, they are hidden; and
/// again, all are shown.
/// @pre can_fade(part)
session::View only(session::View view, session::Part part);

/// Everything as usual.
session::View with_all(session::View view);

}  // namespace ui
