#include "app/commands/input.h"

#include "app/commands/output_file.h"
#include "app/session/embedded.h"
#include "app/session/names.h"

#include <cstdio>
#include <filesystem>

namespace app {
namespace {

using session::Scene;
using sim::Error;
using sim::Result;

struct SceneText {
    std::string text;
    std::string name;  ///< what errors call it
};

Error unknown(const std::string& name) {
    const auto presets = session::preset_names();
    const std::string nearest(session::nearest_name(name, presets));
    const bool near = session::edit_distance(name, nearest) <= int(nearest.size()) / 2;
    return {"is neither a file nor a preset, " +
                (near ? "did you mean " + nearest + "?" : "see papilla list presets"),
            name};
}

Result<SceneText> scene_text(const std::string& name) {
    if (const session::EmbeddedFile* preset = session::find_preset(name))
        return SceneText{std::string(preset->text), name};
    std::error_code ignored;
    const bool is_path = name.find('/') != name.npos || name.ends_with(".json");
    if (!is_path && !std::filesystem::exists(name, ignored)) return unknown(name);
    auto text = read_file(name);
    if (!text) return text.error();
    return SceneText{std::move(text).value(), name};
}

Error of_setting(Error error) {
    error.where = error.where.empty() ? "--set" : "--set:" + error.where;
    return error;
}

}  // namespace

Result<Scene> load_scene(const std::string& name, const std::vector<std::string>& settings) {
    auto text = scene_text(name);
    if (!text) return text.error();
    auto read = session::read_scene(text.value().text, text.value().name);
    if (!read) return read.error();
    for (const Error& warning : read.value().warnings) warn(warning);
    Scene scene = std::move(read).value().scene;
    for (const std::string& setting : settings) {
        auto changed = session::set_field(scene, setting);
        if (!changed) return of_setting(changed.error());
        scene = std::move(changed).value();
    }
    // Fields that only fit together are checked once all are set.
    if (auto valid = session::validate(scene); !valid) return of_setting(valid.error());
    return scene;
}

void complain(const Error& error) { std::fprintf(stderr, "papilla: %s\n", error.text().c_str()); }

void warn(const Error& warning) {
    std::fprintf(stderr, "papilla: warning: %s\n", warning.text().c_str());
}

}  // namespace app
