#include "app/ui/names.h"

#include "app/session/embedded.h"
#include "app/session/strings.h"

namespace ui {

std::vector<Preset> shipped_presets(std::string_view language) {
    const auto strings = session::strings_in(language);
    std::vector<Preset> list;
    for (const std::string_view name : session::preset_names()) {
        const std::string key = "preset." + std::string(name);
        const bool named = strings && strings.value().has(key);
        list.push_back({std::string(name), named ? strings.value().text(key) : std::string(name)});
    }
    return list;
}

std::string screenshot_name(std::time_t now) {
    char text[40];
    std::strftime(text, sizeof text, "papilla-%Y%m%d-%H%M%S.png", std::localtime(&now));
    return text;
}

}  // namespace ui
