#include "app/session/command.h"

#include "app/session/json.h"

#include <cmath>
#include <optional>

namespace session {
namespace {

using sim::Error;
using sim::Result;

constexpr double kSlowest = 0.01, kFastest = 100;  // axis lengths per minute

Error wrong(std::string_view key, const Json& given, std::string_view must) {
    return {"is " + given_text(given) + ", must be " + std::string(must), pointer_append("", key)};
}

Result<Command> set_command(const Json& given, Gesture gesture) {
    if (!given.text()) return wrong("set", given, "a text such as \"technique.depth_mm=1.2\"");
    const std::string& assignment = *given.text();
    // The time is not part of the document: setting it is seeking.
    if (assignment.starts_with("time=")) {
        auto time_us = parse_time(std::string_view(assignment).substr(5));
        if (!time_us) return Error{time_us.error().what, "/time"};
        return Command{Seek{time_us.value()}};
    }
    return Command{SetField{assignment, gesture}};
}

Result<Command> verb(std::string_view key, const Json& given, Gesture gesture) {
    if (key == "set") return set_command(given, gesture);
    if (key == "seek") {
        if (!given.text()) return wrong(key, given, "a time such as \"30s\" or \"14d\"");
        auto time_us = parse_time(*given.text());
        if (!time_us) return Error{time_us.error().what, "/seek"};
        return Command{Seek{time_us.value()}};
    }
    if (key == "speed") {
        if (!given.number() || !(*given.number() >= kSlowest && *given.number() <= kFastest))
            return wrong(key, given, "a number in [0.01, 100]");
        return Command{SetSpeed{*given.number()}};
    }
    if (key == "open") {
        auto read = read_scene(given, "");
        if (!read) return Error{read.error().what, "/open" + read.error().where};
        return Command{OpenScene{std::move(read).value().scene}};
    }
    if (!given.boolean()) return wrong(key, given, "true or false");
    if (key == "play") return Command{Play{*given.boolean()}};
    if (!*given.boolean()) return wrong(key, given, "true");
    if (key == "undo") return Command{Undo{}};
    return Command{Redo{}};
}

bool is_verb(std::string_view key) {
    for (const std::string_view known : {"set", "seek", "speed", "open", "play", "undo", "redo"})
        if (key == known) return true;
    return false;
}

}  // namespace

Result<Command> parse_command(std::string_view text) {
    constexpr std::string_view kMust =
        "must be an object with one of set, seek, play, speed, undo, redo, open";
    auto json = parse_json(text, "command");
    if (!json) return json.error();
    if (!json.value().object())
        return Error{"is " + given_text(json.value()) + ", " + std::string(kMust), ""};
    Gesture gesture = 0;
    const Member* chosen = nullptr;
    for (const Member& member : *json.value().object()) {
        if (member.key == "gesture") {
            const double* number = member.value.number();
            if (!number || *number < 0 || *number > 9007199254740991.0 ||
                *number != std::floor(*number))
                return wrong("gesture", member.value, "a whole number from 0");
            gesture = Gesture(*number);
        } else if (!is_verb(member.key) || chosen) {
            return Error{"is one key too many, the command " + std::string(kMust),
                         pointer_append("", member.key)};
        } else {
            chosen = &member;
        }
    }
    if (!chosen) return Error{"says nothing to do, " + std::string(kMust), ""};
    return verb(chosen->key, chosen->value, gesture);
}

}  // namespace session
