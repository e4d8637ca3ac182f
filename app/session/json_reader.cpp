#include "app/session/json_reader.h"

#include "app/session/names.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace session {
namespace {

const Json kNull;  // stands in for what is missing

bool is_word(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' ||
           c == '-' || c == '.';
}

bool is_no_finite_number(const std::string& word) {
    char* end = nullptr;
    return !std::isfinite(std::strtod(word.c_str(), &end)) && *end == '\0';
}

}  // namespace

void JsonReader::expect_keys(std::initializer_list<std::string_view> known) const {
    if (!json_->object()) return wrong_kind("an object");
    for (const Member& member : *json_->object()) {
        if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
        notes_->warnings.push_back(
            {"is not a known key, did you mean " +
                 std::string(nearest_name(member.key, {known.begin(), known.size()})) + "?",
             pointer_append(pointer_, member.key)});
    }
}

JsonReader JsonReader::at(std::string_view key) const {
    const Json* found = json_->find(key);
    const JsonReader member(found ? *found : kNull, *notes_, pointer_append(pointer_, key));
    if (!found) member.wrong("is missing");
    return member;
}

std::optional<JsonReader> JsonReader::maybe(std::string_view key) const {
    const Json* found = json_->find(key);
    if (!found || found->null()) return std::nullopt;
    return JsonReader(*found, *notes_, pointer_append(pointer_, key));
}

double JsonReader::number() const {
    if (const double* number = json_->number()) return *number;
    wrong_kind("a number");
    return 0;
}

std::string JsonReader::text() const {
    if (const std::string* text = json_->text()) return *text;
    wrong_kind("a text");
    return "";
}

std::size_t JsonReader::choice(std::span<const std::string_view> choices) const {
    if (const std::string* text = json_->text()) {
        const auto found = std::find(choices.begin(), choices.end(), *text);
        if (found != choices.end()) return std::size_t(found - choices.begin());
    }
    std::string wanted = "one of ";
    for (const std::string_view choice : choices)
        wanted += (choice == choices.front() ? "" : ", ") + std::string(choice);
    wrong_kind(wanted);
    return 0;
}

std::vector<JsonReader> JsonReader::entries(std::size_t most) const {
    std::vector<JsonReader> read;
    const Json::List* list = json_->list();
    if (!list)
        wrong_kind("a list");
    else if (list->size() > most)
        wrong("has " + std::to_string(list->size()) + " entries, must have at most " +
              std::to_string(most));
    else
        for (const Json& entry : *list)
            read.push_back({entry, *notes_, pointer_append(pointer_, std::to_string(read.size()))});
    return read;
}

std::vector<JsonReader> JsonReader::entries_exactly(std::size_t count) const {
    const Json::List* list = json_->list();
    if (list && list->size() == count) return entries(count);
    const std::string wanted = "a list of " + std::to_string(count) + " numbers";
    if (list)
        wrong("has " + std::to_string(list->size()) + " entries, must be " + wanted);
    else
        wrong_kind(wanted);
    return {};
}

std::vector<JsonReader::Named> JsonReader::members(std::size_t most) const {
    std::vector<Named> read;
    const Json::Object* object = json_->object();
    if (!object)
        wrong_kind("an object");
    else if (object->size() > most)
        wrong("has " + std::to_string(object->size()) + " entries, must have at most " +
              std::to_string(most));
    else
        for (const Member& member : *object)
            read.push_back({member.key, JsonReader(member.value, *notes_,
                                                   pointer_append(pointer_, member.key))});
    return read;
}

void JsonReader::wrong(std::string what) const {
    if (!notes_->error) notes_->error = {std::move(what), pointer_};
}

void JsonReader::wrong_kind(std::string_view wanted) const {
    wrong("is " + given_text(*json_) + ", must be " + std::string(wanted));
}

sim::Result<Json> parse_odd_numbers(std::string_view text, std::string_view name) {
    std::string out;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size();) {
        if (!quoted && is_word(text[i])) {
            std::string word;
            while (i < text.size() && is_word(text[i])) word += text[i++];
            out += is_no_finite_number(word) ? '"' + word + '"' : word;
            continue;
        }
        if (quoted && text[i] == '\\' && i + 1 < text.size())
            out += text[i++];
        else if (text[i] == '"')
            quoted = !quoted;
        out += text[i++];
    }
    return parse_json(out, name);
}

}  // namespace session
