// The words of the program in one language: data, read from assets/content/strings.<language>.json.
#pragma once
#include "sim/base/result.h"

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace session {

class Json;

/// What stands for a {name} in a text.
struct Fill {
    std::string_view name;
    std::string text;
};

class Strings {
  public:
    std::string_view language() const { return language_; }
    bool has(std::string_view key) const { return texts_.find(key) != texts_.end(); }
    /// A text with its {placeholders} filled. A key that is missing comes back as "[key]", so that
    /// a gap is seen and does no harm.
    std::string text(std::string_view key, std::initializer_list<Fill> fills = {}) const;
    /// The text under "key.one" or "key.many", as the count asks; {count} is filled.
    std::string count(std::string_view key, double amount,
                      std::initializer_list<Fill> fills = {}) const;

  private:
    friend sim::Result<Strings> read_strings(const Json&, std::string_view);
    std::string filled(std::string_view key, const std::vector<Fill>& fills) const;

    std::string language_;
    std::map<std::string, std::string, std::less<>> texts_;
};

/// Reads {"papilla_strings": 1, "language": "en", "strings": {"key": "text", ...}}. Fails, with
/// "name:/json/pointer", on anything else.
sim::Result<Strings> read_strings(const Json& json, std::string_view name);
sim::Result<Strings> read_strings(std::string_view text, std::string_view name);

/// Of those built in. Fails naming the languages that there are.
sim::Result<Strings> strings_in(std::string_view language);
std::vector<std::string_view> languages();

}  // namespace session
