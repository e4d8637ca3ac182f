#include "sim/field.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace sim {

std::string json_pointer(std::string_view path) {
    std::string pointer = "/";
    for (const char c : path) pointer += c == '.' ? '/' : c;
    return pointer;
}

std::string number_text(double value) {
    char text[32];
    // Whole numbers in full: "20", not "2e+01".
    if (std::fabs(value) < 1e15 && std::floor(value) == value) {
        std::snprintf(text, sizeof text, "%lld", static_cast<long long>(value));
        return text;
    }
    for (int digits = 1; digits <= 17; ++digits) {
        std::snprintf(text, sizeof text, "%.*g", digits, value);
        if (std::strtod(text, nullptr) == value) break;
    }
    return text;
}

std::string out_of_range_text(std::string_view given, const Field& field) {
    std::string text = "is ";
    text.append(given).append(", must ");
    if (!field.choices.empty()) {
        text += "be one of ";
        for (std::size_t i = 0; i < field.choices.size(); ++i)
            (i ? text += ", " : text).append(field.choices[i]);
        return text;
    }
    text.append("lie in [").append(number_text(field.low)).append(", ");
    text.append(number_text(field.high)).append("]");
    if (!field.unit.empty()) text.append(" ").append(field.unit);
    return text;
}

}  // namespace sim
