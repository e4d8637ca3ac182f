// A field of something the user can choose: its name, unit, range and words.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace sim {

/// Exactly one of `choices` (enumerators), a numeric range, or neither (a yes or no).
struct Field {
    std::string_view path;   ///< "technique.depth_mm": group and key of the scene file
    std::string_view label;  ///< "Set depth"
    std::string_view unit;   ///< "mm", empty for counts
    std::string_view help;   ///< one plain sentence
    double low = 0, high = 0;
    std::span<const std::string_view> choices = {};
};

constexpr Field range(std::string_view path, std::string_view label, std::string_view unit,
                      std::string_view help, double low, double high) {
    return {path, label, unit, help, low, high, {}};
}
constexpr Field choice(std::string_view path, std::string_view label, std::string_view help,
                       std::span<const std::string_view> choices) {
    return {path, label, "", help, 0, double(choices.size()) - 1, choices};
}
constexpr Field flag(std::string_view path, std::string_view label, std::string_view help) {
    return {path, label, "", help, 0, 1, {}};
}

/// A field's value as a number: the number itself, 0 or 1, or the enumerator's index.
template <class T>
constexpr double as_number(const T& value) {
    return static_cast<double>(value);
}

/// "/technique/depth_mm" for "technique.depth_mm".
std::string json_pointer(std::string_view path);

/// The shortest text that reads back as the same number. @pre the program never calls setlocale
std::string number_text(double value);

/// "is 9, must lie in [0.1, 8] mm": how every range error reads.
std::string out_of_range_text(std::string_view given, const Field& field);

}  // namespace sim
