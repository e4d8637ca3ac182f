#include "app/render/annotation/words.h"

#include <cmath>
#include <cstdint>

namespace render {
namespace {

constexpr bool in_order() {
    for (std::size_t i = 0; i < kWordCount; ++i)
        if (kWordRows[i].word != Word(i)) return false;
    return true;
}
static_assert(in_order(), "kWordRows must list the words in the order of the enumeration");

}  // namespace

Words english() {
    Words words;
    for (const WordRow& row : kWordRows) words.text[std::size_t(row.word)] = row.english;
    return words;
}

bool set_word(Words& words, std::string_view id, std::string_view text) {
    for (const WordRow& row : kWordRows)
        if (row.id == id) return words.text[std::size_t(row.word)] = text, true;
    return false;
}

std::string filled(std::string_view pattern, std::initializer_list<std::string_view> values) {
    std::string out;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool slot = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}';
        const std::size_t index = slot ? std::size_t(pattern[i + 1] - '0') : values.size();
        if (index < values.size()) {
            out += values.begin()[index];
            i += 2;
        } else {
            out += pattern[i];
        }
    }
    return out;
}

std::string number(const Words& words, double value, int decimals) {
    std::int64_t scale = 1;
    for (int i = 0; i < decimals; ++i) scale *= 10;
    const auto scaled = std::int64_t(std::llround(std::fabs(value) * double(scale)));
    std::string out = value < 0 && scaled != 0 ? "−" : "";
    out += std::to_string(scaled / scale);
    if (decimals > 0) {
        std::string tail = std::to_string(scaled % scale);
        tail.insert(0, std::size_t(decimals) - tail.size(), '0');
        out += words[Word::decimal_point] + tail;
    }
    return out;
}

}  // namespace render
