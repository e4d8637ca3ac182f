#include "app/session/names.h"

#include <algorithm>
#include <cassert>
#include <vector>

namespace session {

int edit_distance(std::string_view a, std::string_view b) {
    // Names are short; what is longer cannot be near and need not cost a square.
    constexpr std::size_t kLongest = 64;
    a = a.substr(0, kLongest);
    b = b.substr(0, kLongest);
    std::vector<int> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = int(j);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before_last.swap(last);
        last.swap(row);
        row[0] = int(i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const int change = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
    }
    return row[b.size()];
}

std::string_view nearest_name(std::string_view given, std::span<const std::string_view> names) {
    assert(!names.empty());
    return *std::min_element(names.begin(), names.end(),
                             [&](std::string_view a, std::string_view b) {
                                 return edit_distance(given, a) < edit_distance(given, b);
                             });
}

}  // namespace session
