#include "app/session/embedded.h"

#include <string>

namespace session {
namespace {

constexpr std::string_view kScenes = "scenes/";
constexpr std::string_view kEnding = ".json";

}  // namespace

const EmbeddedFile* find_embedded(std::string_view path) {
    for (const EmbeddedFile& file : embedded_files())
        if (file.path == path) return &file;
    return nullptr;
}

std::vector<std::string_view> preset_names() {
    std::vector<std::string_view> names;
    for (const EmbeddedFile& file : embedded_files()) {
        if (!file.path.starts_with(kScenes)) continue;
        const std::string_view name = file.path.substr(kScenes.size());
        names.push_back(name.substr(0, name.size() - kEnding.size()));
    }
    return names;
}

const EmbeddedFile* find_preset(std::string_view name) {
    return find_embedded(std::string(kScenes) + std::string(name) + std::string(kEnding));
}

}  // namespace session
