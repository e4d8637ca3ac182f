#include "app/session/scene.h"

#include "app/session/assign.h"
#include "app/session/json.h"
#include "app/session/names.h"

#include <cstdlib>
#include <limits>

namespace session {
namespace {

using sim::Error;
using sim::Field;
using sim::Ok;
using sim::Result;

std::string_view group_of(std::string_view path) { return path.substr(0, path.find('.')); }
std::string_view leaf_of(std::string_view path) {
    const auto dot = path.find('.');
    return dot == path.npos ? path : path.substr(dot + 1);
}

// -- a whole file ------------------------------------------------------------------------------

std::vector<std::string_view> group_names() {
    std::vector<std::string_view> names;
    for (const std::string_view path : field_paths())
        if (names.empty() || names.back() != group_of(path)) names.push_back(group_of(path));
    return names;
}

// What was meant by an unknown key: of the same group rather than of another.
std::string meant(std::string_view group, std::string_view key) {
    std::string best;
    int least = std::numeric_limits<int>::max();
    const auto offer = [&](std::string_view compared, std::string_view shown, int handicap) {
        const int distance = edit_distance(key, compared) + handicap;
        if (distance < least) least = distance, best = shown;
    };
    if (group.empty()) offer("papilla", "papilla", 0);
    if (group.empty())
        for (const std::string_view name : group_names()) offer(name, name, 0);
    for (const std::string_view path : field_paths()) {
        const bool same = group_of(path) == group;
        offer(leaf_of(path), same ? leaf_of(path) : path, same ? 0 : 1);
    }
    return "is not a known key, did you mean " + best + "?";
}

struct Reader {
    std::string name;
    ReadScene read;

    Error at(std::string_view pointer, std::string what) const {
        const bool both = !name.empty() && !pointer.empty();
        return {std::move(what), name + (both ? ":" : "") + std::string(pointer)};
    }
    void warn(std::string_view group, std::string_view pointer, std::string_view key) {
        read.warnings.push_back(at(pointer, meant(group, key)));
    }
    Result<Ok> value(std::string_view group, std::string_view key, const Json& given) {
        const std::string pointer =
            pointer_append(group.empty() ? "" : pointer_append("", group), key);
        const std::string path = (group.empty() ? "" : std::string(group) + ".") + std::string(key);
        bool known = false;
        auto outcome = assign_path(read.scene, path, given, known);
        if (!known) warn(group, pointer, key);
        if (!outcome) return at(pointer, outcome.error().what);
        return outcome;
    }
    Result<Ok> version(const Json& given) const {
        const std::string reads = std::to_string(kSceneVersion);
        const double* number = given.number();
        if (number && *number == kSceneVersion) return Ok{};
        if (number && *number > kSceneVersion)
            return at("/papilla", "is " + given_text(given) +
                                      ", newer than this program, which reads " + "scene version " +
                                      reads);
        return at("/papilla", "is " + given_text(given) + ", must be " + reads);
    }
    Result<Ok> group(const std::string& key, const Json& given) {
        if (!given.object())
            return at(pointer_append("", key), "is " + given_text(given) + ", must be an object");
        for (const Member& member : *given.object())
            if (auto outcome = value(key, member.key, member.value); !outcome) return outcome;
        return Ok{};
    }
    Result<Ok> member(const Member& member) {
        if (member.key == "papilla") return version(member.value);
        for (const std::string_view name_known : group_names())
            if (name_known == member.key && name_known != "time")
                return group(member.key, member.value);
        return value("", member.key, member.value);
    }
};

// The strict grammar of JSON numbers, so that "0x1", "nan" and "1,5" are refused as text.
Json parsed_text(std::string_view text) {
    if (text == "true") return true;
    if (text == "false") return false;
    bool digit = false, plain = !text.empty();
    for (const char c : text) {
        digit |= c >= '0' && c <= '9';
        plain &= (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
    }
    if (plain && digit) {
        const std::string copy(text);
        char* end = nullptr;
        const double number = std::strtod(copy.c_str(), &end);
        if (end == copy.c_str() + copy.size()) return number;
    }
    return text;
}

Json split(std::string_view text, char separator, Json (*parsed)(std::string_view)) {
    Json list = Json::List{};
    while (!text.empty()) {
        const auto end = text.find(separator);
        list.add(parsed(text.substr(0, end)));
        text = end == text.npos ? "" : text.substr(end + 1);
    }
    return list;
}
Json split_layers(std::string_view text) {
    return split(text, ',', [](std::string_view part) { return Json(part); });
}
// "auto,0.8:1.2,auto": x and depth of each probe that was placed.
Json split_probes(std::string_view text) {
    return split(text, ',', [](std::string_view probe) {
        return probe.find(':') == probe.npos ? Json(probe) : split(probe, ':', parsed_text);
    });
}

Json probes_json(const Probes& probes) {
    Json list = Json::List{};
    for (const std::optional<Probe>& probe : probes)
        list.add(probe ? Json(Json::List{probe->x_mm, probe->depth_mm}) : Json("auto"));
    return list;
}

}  // namespace

std::vector<std::string_view> field_paths() {
    std::vector<std::string_view> paths;
    Scene scene;
    visit_scene_fields(scene, [&](const Field& field, auto&) { paths.push_back(field.path); });
    paths.push_back("view.layers");
    paths.push_back("view.faded");
    paths.push_back("view.probes");
    paths.push_back("time");
    return paths;
}

Result<ReadScene> read_scene(std::string_view text, std::string_view name) {
    auto json = parse_json(text, name);
    if (!json) return json.error();
    return read_scene(json.value(), name);
}

Result<ReadScene> read_scene(const Json& json, std::string_view name) {
    Reader reader{std::string(name), {}};
    if (!json.object())
        return reader.at("",
                         "is " + given_text(json) + ", must be an object with skin, device, ...");
    for (const Member& member : *json.object())
        if (auto outcome = reader.member(member); !outcome) return outcome.error();
    if (auto valid = validate(reader.read.scene); !valid)
        return reader.at(valid.error().where, valid.error().what);
    return std::move(reader.read);
}

Json scene_json(const Scene& scene) {
    Json json = Json::Object{{"papilla", kSceneVersion}};
    Json group = Json::Object{};
    std::string_view group_name;
    visit_scene_fields(scene, [&]<class T>(const Field& field, const T& value) {
        if (group_name != group_of(field.path)) {
            if (!group_name.empty()) json.add(group_name, std::move(group));
            group = Json::Object{};
            group_name = group_of(field.path);
        }
        if constexpr (std::is_enum_v<T>)
            group.add(leaf_of(field.path), field.choices[std::size_t(value)]);
        else
            group.add(leaf_of(field.path), value);
    });
    Json layers = Json::List{};
    const bool all = (scene.view.parts & kUsualParts) == kUsualParts;
    if (all) layers.add("all");
    for (std::size_t i = 0; i < kParts.size(); ++i)
        if (scene.view.shows(Part(int(i))) && !(all && (kUsualParts >> i & 1u)))
            layers.add(kParts[i]);
    group.add("layers", std::move(layers));
    Json faded = Json::List{};
    for (std::size_t i = 0; i < kParts.size(); ++i)
        if (scene.view.faded >> i & 1u) faded.add(kParts[i]);
    group.add("faded", std::move(faded));
    group.add("probes", probes_json(scene.view.probes));
    json.add(group_name, std::move(group));
    json.add("time", time_text(scene.time_us));
    return json;
}

std::string write_scene(const Scene& scene) { return write_json(scene_json(scene)); }

Result<Scene> set_field(const Scene& scene, std::string_view assignment) {
    const auto equals = assignment.find('=');
    if (equals == assignment.npos || equals == 0)
        return Error{"is \"" + std::string(assignment) +
                         "\", must be path=value such as technique.depth_mm=1.2",
                     ""};
    const std::string_view path = assignment.substr(0, equals);
    const std::string_view text = assignment.substr(equals + 1);
    Json given = parsed_text(text);
    if (path == "view.layers" || path == "view.faded") given = split_layers(text);
    if (path == "view.probes") given = split_probes(text);
    if (path == "time") given = text;
    Scene changed = scene;
    bool known = false;
    auto outcome = assign_path(changed, path, given, known);
    const std::string pointer = sim::json_pointer(path);
    if (!known)
        return Error{"is not a known field, did you mean " +
                         std::string(nearest_name(path, field_paths())) + "?",
                     pointer};
    if (!outcome) return Error{outcome.error().what, pointer};
    return changed;
}

Result<Ok> validate(const Probe& probe) {
    constexpr double kSide_mm = 2, kDeepest_mm = 8;
    // Written so that NaN fails.
    if (!(probe.x_mm >= -kSide_mm && probe.x_mm <= kSide_mm))
        return Error{"has x " + plain_number(probe.x_mm) + ", must lie in [-2, 2] mm", ""};
    if (!(probe.depth_mm >= 0 && probe.depth_mm <= kDeepest_mm))
        return Error{"has depth " + plain_number(probe.depth_mm) + ", must lie in [0, 8] mm", ""};
    return Ok{};
}

Result<Ok> validate(const View& view) {
    Error first;
    session::visit_fields(view, [&]<class T>(const Field& field, const T& value) {
        const double number = sim::as_number(value);
        // Written so that NaN fails.
        if (first.what.empty() && !(number >= field.low && number <= field.high))
            first = {sim::out_of_range_text(plain_number(number), field),
                     sim::json_pointer(field.path)};
    });
    if (!first.what.empty()) return first;
    if ((view.parts & ~kAllParts) != 0)
        return Error{"names parts that there are not", "/view/layers"};
    if ((view.faded & ~kAllParts) != 0)
        return Error{"names parts that there are not", "/view/faded"};
    for (const std::optional<Probe>& probe : view.probes)
        if (probe)
            if (auto valid = validate(*probe); !valid)
                return Error{valid.error().what, "/view/probes"};
    return Ok{};
}

Result<Ok> validate(const Scene& scene) {
    if (auto valid = sim::validate(scene.scenario); !valid) return valid;
    if (auto valid = validate(scene.view); !valid) return valid;
    if (scene.time_us < 0 || scene.time_us > sim::kYear)
        return Error{"must lie in [0, 12mo]", "/time"};
    return Ok{};
}

}  // namespace session
