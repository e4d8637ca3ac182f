#include "app/session/strings.h"

#include "app/session/embedded.h"
#include "app/session/json.h"

namespace session {
namespace {

constexpr std::string_view kBeginning = "content/strings.";
constexpr std::string_view kEnding = ".json";

}  // namespace

std::string Strings::text(std::string_view key, std::initializer_list<Fill> fills) const {
    return filled(key, fills);
}

std::string Strings::count(std::string_view key, double amount,
                           std::initializer_list<Fill> fills) const {
    std::vector<Fill> all = fills;
    all.push_back({"count", plain_number(amount)});
    return filled(std::string(key) + (amount == 1 ? ".one" : ".many"), all);
}

std::string Strings::filled(std::string_view key, const std::vector<Fill>& fills) const {
    const auto found = texts_.find(key);
    if (found == texts_.end()) return "[" + std::string(key) + "]";
    std::string out;
    std::string_view rest = found->second;
    while (!rest.empty()) {
        const auto open = rest.find('{');
        const auto close = rest.find('}', open);
        out += rest.substr(0, open);
        if (open == rest.npos || close == rest.npos) break;
        const std::string_view name = rest.substr(open + 1, close - open - 1);
        std::string filling = "{" + std::string(name) + "}";
        for (const Fill& fill : fills)
            if (fill.name == name) filling = fill.text;
        out += filling;
        rest.remove_prefix(close + 1);
    }
    return out;
}

sim::Result<Strings> read_strings(const Json& json, std::string_view name) {
    const auto wrong = [&](std::string_view pointer, std::string what) {
        return sim::Error{std::move(what), std::string(name) + ":" + std::string(pointer)};
    };
    const Json* language = json.find("language");
    const Json* strings = json.find("strings");
    if (!language || !language->text() || language->text()->empty())
        return wrong("/language", "must be a text such as \"en\"");
    if (!strings || !strings->object()) return wrong("/strings", "must be an object of texts");
    Strings read;
    read.language_ = *language->text();
    for (const Member& member : *strings->object()) {
        const std::string* text = member.value.text();
        const std::string pointer = pointer_append("/strings", member.key);
        if (!text) return wrong(pointer, "is " + given_text(member.value) + ", must be a text");
        int depth = 0;
        for (const char c : *text) {
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth < 0 || depth > 1) break;
        }
        if (depth != 0) return wrong(pointer, "has a { or } without its partner");
        read.texts_.emplace(member.key, *text);
    }
    return read;
}

sim::Result<Strings> read_strings(std::string_view text, std::string_view name) {
    auto json = parse_json(text, name);
    if (!json) return json.error();
    return read_strings(json.value(), name);
}

std::vector<std::string_view> languages() {
    std::vector<std::string_view> list;
    for (const EmbeddedFile& file : embedded_files())
        if (file.path.starts_with(kBeginning)) {
            const std::string_view rest = file.path.substr(kBeginning.size());
            list.push_back(rest.substr(0, rest.size() - kEnding.size()));
        }
    return list;
}

sim::Result<Strings> strings_in(std::string_view language) {
    const std::string path = std::string(kBeginning) + std::string(language) + std::string(kEnding);
    if (const EmbeddedFile* file = find_embedded(path)) return read_strings(file->text, path);
    std::string known;
    for (const std::string_view one : languages())
        known += (known.empty() ? "" : ", ") + std::string(one);
    return sim::Error{"is \"" + std::string(language) + "\", must be one of " + known, ""};
}

}  // namespace session
