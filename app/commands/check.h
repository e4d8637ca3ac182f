// `papilla check`: validates scene and content files.
#pragma once
#include <string>
#include <vector>

namespace app {

/// Says of each file what it is, or what is wrong with it; warnings and errors go to stderr.
/// @return whether all are valid
bool check_files(const std::vector<std::string>& files);

}  // namespace app
