// The scenes and content files that every build carries inside.
#pragma once
#include <span>
#include <string_view>
#include <vector>

namespace session {

struct EmbeddedFile {
    std::string_view path;  ///< below assets/: "scenes/clinic-pen-cheek-1.5.json"
    std::string_view text;
};

/// Sorted by path. Defined by the build, from assets/scenes and assets/content.
std::span<const EmbeddedFile> embedded_files();

/// Null if there is none.
const EmbeddedFile* find_embedded(std::string_view path);

/// Names of the shipped scenes, as a SCENE on the command line: "clinic-pen-cheek-1.5".
std::vector<std::string_view> preset_names();
const EmbeddedFile* find_preset(std::string_view name);

}  // namespace session
