// Reading a JSON value with reasons: the first thing wrong and every odd key, each with its place.
#pragma once
#include "app/session/json.h"

#include <array>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// What a reading found out. Reading goes on after an error, with stand-ins, and the first counts.
struct ReadNotes {
    std::optional<sim::Error> error;
    std::vector<sim::Error> warnings;  ///< unknown keys, each with the nearest known one
};

/// A value and its place in the file. What is missing or of another kind is noted, and read as 0,
/// an empty text, no entries. Refers to the Json and the notes, which must outlive it.
class JsonReader {
  public:
    JsonReader(const Json& json, ReadNotes& notes) : json_(&json), notes_(&notes) {}

    /// Warns of members that are not named here. Notes an error where this is no object.
    void expect_keys(std::initializer_list<std::string_view> known) const;
    /// The member with a key, which must be there.
    JsonReader at(std::string_view key) const;
    /// The member with a key; none where it is left out or null.
    std::optional<JsonReader> maybe(std::string_view key) const;

    double number() const;
    std::string text() const;
    /// Index of a text in a list of choices; 0 where it is none of them.
    std::size_t choice(std::span<const std::string_view> choices) const;
    /// As many numbers as the array has.
    template <std::size_t N>
    std::array<double, N> numbers() const {
        std::array<double, N> read{};
        const std::vector<JsonReader> given = entries_exactly(N);
        for (std::size_t i = 0; i < given.size(); ++i) read[i] = given[i].number();
        return read;
    }
    /// The entries of a list of at most so many.
    std::vector<JsonReader> entries(std::size_t most) const;
    /// The members of an object of at most so many, in their order.
    struct Named;
    std::vector<Named> members(std::size_t most) const;

    const Json& json() const { return *json_; }
    const std::string& pointer() const { return pointer_; }
    /// Notes an error here.
    void wrong(std::string what) const;
    /// "is 9, must be a number"
    void wrong_kind(std::string_view wanted) const;

  private:
    JsonReader(const Json& json, ReadNotes& notes, std::string pointer)
        : json_(&json), notes_(&notes), pointer_(std::move(pointer)) {}
    std::vector<JsonReader> entries_exactly(std::size_t count) const;

    const Json* json_;
    ReadNotes* notes_;
    std::string pointer_;
};

struct JsonReader::Named {
    std::string key;
    JsonReader value;
};

/// Parses as parse_json does, but what was written as a number and is none in JSON (NaN, -Infinity,
/// 1e999) becomes a text, so that a reader can say where it stands.
sim::Result<Json> parse_odd_numbers(std::string_view text, std::string_view name);

}  // namespace session
