// Computes every row of docs/validation-rf.md and compares the page with the file, or writes it:
// rf_validation <root of the project> [--write].
#include "app/session/executor.h"
#include "tests/sim/validation/sections.h"

#include <cstdio>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

namespace validation {
namespace {

constexpr const char* kHead = R"(# Validation of the RF model

Written by `rf_validation` (tests/sim/validation), which ctest runs: it computes every figure below and fails when a
row misses its tolerance (but for those explained at the end) or the page is not what is computed.
`rf_validation . --write` rewrites the page.

**What is solved.** div(sigma grad V) = 0 and Pennes' equation with boiling on one graded grid of the whole array, cut
down by its mirror planes; damage as Arrhenius integrals. Needle walls are not stairs: faces carry the true way to the
wall. Current and heat take turns; steps grow from 1 ms. The *production grid* is the one that the interactive program
uses. Everything here ran on it unless a row says otherwise, in double precision for the current and single for
temperature.

**What a basis is worth.** *analytic*: a formula. *independent solution*: the same equations solved by other code.
*own limit*: this program on ever finer grids. *must hold*: a property, whatever the numbers. *input*: the reference
went into the tables, so the row tests code alone. *tested*: a published figure that nothing was fitted to, with needle
and energy assumed where the study's were not visible. *pattern*: a published finding without figures to match.
*model only*: no published figure was seen. *missing*: published, but not about what this model computes. *conflict*:
publications disagree. No parameter was tuned to any row. Ids R01 to R13 are those of the science tables' validation
list; its RF rows hold none that was calibrated, and R11, an outcome score, is only quoted there.
)";

/// What misses its tolerance and is known to. Any other miss fails the test.
struct Known {
    const char *id, *what;  ///< of the row, as the page has them
    const char* why;
};
constexpr Known kKnown[] = {
    {"pair-collapse", "resistance, 0.10 s",
     "Tissue that boils dries in sheets thinner than a cell, in series with the current. Half and "
     "a "
     "quarter of the steps and a grid 1.41 times as fine leave it near 5.9 kohm here; the "
     "reference "
     "calls its own figure weak. Probe temperatures and zones agree; the hottest spot in the sheet "
     "(115 against 130 C) does not."},
    {"pair-insulated-power", "collagen, volume, 0.50 s",
     "A zone of 0.01 mm3 that hugs the ends of the bare tips, about a cell thick, where the field "
     "is singular."},
    {"U", "height, 0.8 mm deep",
     "Tissue between the shallow tip and the surface keeps more heat here; the report's run "
     "differs at the junction by 5 K as well. Its treatment of the upper layers was not seen."},
    {"R05", "7x7 bare, 40 mJ: coagulated in all",
     "Of seven columns four are of one sign and three of the other, which carry the current of "
     "four: four specks of 0.003 mm3 at tips in the second column from either end (66 C). An inner "
     "needle at 40 mJ leaves none (57 C). The "
     "study's low energy is not known."}};

const Known* known(const Row& row) {
    for (const Known& k : kKnown)
        if (row.id == k.id && row.what == k.what) return &k;
    return nullptr;
}

std::string misses_text(const std::vector<Row>& misses) {
    std::string text = "\n## What misses, and why\n";
    if (misses.empty()) text += "\nNothing.\n";
    for (const Row& row : misses) {
        const Known* k = known(row);
        text += "\n- **" + row.id + ", " + row.what + "** (" + row.value + " against " +
                row.reference + "). " + (k ? k->why : "Not explained.") + "\n";
    }
    return text;
}

std::optional<std::string> contents(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
}

/// The first line in which two pages differ, for a person to see.
void show_difference(const std::string& computed, const std::string& stored) {
    std::size_t at = 0, line = 1, start = 0;
    while (at < computed.size() && at < stored.size() && computed[at] == stored[at])
        if (computed[at++] == '\n') ++line, start = at;
    const auto rest = [&](const std::string& text) {
        return text.substr(start, text.find('\n', start) - start);
    };
    std::printf("docs/validation-rf.md:%zu: differs from what is computed; --write mends it\n",
                line);
    std::printf("  computed: %s\n  page:     %s\n", rest(computed).c_str(), rest(stored).c_str());
}

int run(const std::string& root, bool write) {
    const std::vector<std::function<Section()>> makers = {// The longest first, to fill two workers.
                                                          [] { return convergence(); },
                                                          [&] { return independent_solutions(root + "/tests/reference"); },
                                                          [] { return published(); },
                                                          [] { return arrays(); },
                                                          [] { return unit_cell(); },
                                                          [] { return insulation(); },
                                                          [] { return balances(); },
                                                          [] { return analytic_limits(); }};
    std::vector<std::optional<Section>> made(makers.size());
    session::make_pool(2)(int(makers.size()),
                          [&](int n) { made[std::size_t(n)] = makers[std::size_t(n)](); });
    std::string page = kHead;
    int rows = 0;
    std::vector<Row> misses;
    for (const std::size_t n : {7U, 6U, 0U, 1U, 4U, 2U, 5U, 3U}) {
        page += made[n]->text();
        rows += made[n]->rows();
        misses.insert(misses.end(), made[n]->misses().begin(), made[n]->misses().end());
    }
    page += misses_text(misses);
    std::printf("%s\n%d rows, %zu missed\n", page.c_str(), rows, misses.size());
    bool all_known = true;
    for (const Row& row : misses) {
        all_known = all_known && known(row);
        std::printf("missed%s: %s %s: %s against %s, %s\n", known(row) ? " as known" : "",
                    row.id.c_str(), row.what.c_str(), row.value.c_str(), row.reference.c_str(),
                    row.error.c_str());
    }
    const std::string path = root + "/docs/validation-rf.md";
    if (write) std::ofstream(path, std::ios::binary) << page;
    const std::string stored = contents(path).value_or("");
    if (stored != page && !write) show_difference(page, stored);
    return (write || stored == page) && all_known ? 0 : 1;
}

}  // namespace
}  // namespace validation

int main(int count, char** arguments) {
    if (count < 2) {
        std::fprintf(stderr, "usage: rf_validation <root of the project> [--write]\n");
        return 1;
    }
    return validation::run(arguments[1], count > 2 && std::string(arguments[2]) == "--write");
}
