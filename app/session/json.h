// A JSON value of our own: cheap to include, never throws; the parser behind it is nlohmann's.
#pragma once
#include "sim/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace session {

struct Member;

/// null, true or false, a number, a text, a list or an object whose members keep their order.
/// Numbers are doubles: whole ones are exact to 2^53, which holds a year of microseconds.
class Json {
  public:
    using List = std::vector<Json>;
    using Object = std::vector<Member>;

    Json();
    Json(bool value);
    Json(double value);
    Json(int value);
    Json(std::int64_t value);
    Json(std::string value);
    Json(std::string_view value);
    Json(const char* value);
    Json(List value);
    Json(Object value);

    /// The value as one kind, or null where it is another.
    const bool* boolean() const { return std::get_if<bool>(&held_); }
    const double* number() const { return std::get_if<double>(&held_); }
    const std::string* text() const { return std::get_if<std::string>(&held_); }
    const List* list() const { return std::get_if<List>(&held_); }
    const Object* object() const { return std::get_if<Object>(&held_); }
    bool null() const { return std::holds_alternative<std::nullptr_t>(held_); }

    /// The member with a key; null if there is none, or this is no object.
    const Json* find(std::string_view key) const;
    /// Appends a member. @pre an object
    void add(std::string_view key, Json value);
    /// Appends to a list. @pre a list
    void add(Json value);

    bool operator==(const Json&) const;

  private:
    std::variant<std::nullptr_t, bool, double, std::string, List, Object> held_;
};

struct Member {
    std::string key;
    Json value;
    bool operator==(const Member& other) const { return key == other.key && value == other.value; }
};

/// Parses strict JSON in UTF-8.
/// Fails with `where` "name:line:column" on broken text, and with "name:/json/pointer" on a key
/// given twice or more than 32 levels of nesting.
sim::Result<Json> parse_json(std::string_view text, std::string_view name);

/// Two spaces a level; what fits in 110 columns stays on one line. Numbers read back as the same
/// double; NaN and infinity, which JSON has not, become null.
std::string write_json(const Json& json);

/// A number as people and JSON write it: "90", not "9e+01"; reads back as the same double.
std::string plain_number(double value);

/// How an error names a value: `9`, `"elbow"`, `a list`.
std::string given_text(const Json& json);

/// One more key on a JSON pointer, escaped: ("/skin", "a/b") -> "/skin/a~1b".
std::string pointer_append(std::string_view pointer, std::string_view key);

}  // namespace session
