// Guessing which name was meant.
#pragma once
#include <span>
#include <string_view>

namespace session {

/// Letters to insert, drop, change or swap with a neighbour to turn one name into the other.
int edit_distance(std::string_view a, std::string_view b);

/// The name nearest to what was given, the first of equals. @pre names is not empty
std::string_view nearest_name(std::string_view given, std::span<const std::string_view> names);

}  // namespace session
