#include "tests/sim/validation/page.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace validation {
namespace {

constexpr std::array<const char*, 10> kBasis = {
    "analytic", "independent solution", "own limit", "must hold", "input", "tested",
    "pattern",  "model only",           "missing",   "conflict"};

std::string with_unit(const std::string& number, const std::string& unit) {
    return unit.empty() ? number : number + " " + unit;
}

}  // namespace

std::string fixed(double value, int digits) {
    std::array<char, 64> text{};
    // -0.00 is 0.00.
    const double least = 0.5 * std::pow(10.0, -digits);
    std::snprintf(text.data(), text.size(), "%.*f", digits, std::fabs(value) < least ? 0.0 : value);
    return text.data();
}

std::string percent(double part) {
    return (part > 0.00005 ? "+" : "") + fixed(100 * part, 2) + " %";
}

std::string tiny_percent(double part) {
    return std::fabs(part) < 1e-5 ? "< 0.001 %" : fixed(100 * std::fabs(part), 3) + " %";
}

void Section::say(const std::string& paragraph) {
    end_table();
    body_ += "\n" + paragraph + "\n";
}

void Section::row(Row row) {
    if (!in_rows_)
        body_ +=
            "\n| id | what | value | reference | error | tolerance | basis | source |\n"
            "|---|---|---|---|---|---|---|---|\n";
    in_rows_ = true;
    ++rows_;
    const std::string verdict = row.holds ? "" : " **missed**";
    body_ += "| " + row.id + " | " + row.what + " | " + row.value + " | " + row.reference + " | " +
             row.error + verdict + " | " + row.tolerance + " | " + kBasis[std::size_t(row.basis)] +
             " | " + row.source + " |\n";
    if (!row.holds) misses_.push_back(std::move(row));
}

void Section::table(const std::vector<std::string>& head,
                    const std::vector<std::vector<std::string>>& rows) {
    end_table();
    const auto line = [&](const std::vector<std::string>& cells) {
        for (const std::string& cell : cells) body_ += "| " + cell + " ";
        body_ += "|\n";
    };
    body_ += "\n";
    line(head);
    for (std::size_t n = 0; n < head.size(); ++n) body_ += "|---";
    body_ += "|\n";
    for (const std::vector<std::string>& row : rows) line(row);
}

std::string Section::text() const { return "\n## " + title_ + "\n" + body_; }

void Section::relative(const std::string& id, const std::string& what, double value,
                       double reference, int digits, const std::string& unit,
                       double tolerance_percent, Basis basis, const std::string& source) {
    const double error = value / reference - 1.0;
    row({id, what, with_unit(fixed(value, digits), unit), with_unit(fixed(reference, digits), unit),
         percent(error), fixed(tolerance_percent, tolerance_percent < 1 ? 1 : 0) + " %", basis,
         source, std::fabs(error) <= 0.01 * tolerance_percent});
}

void Section::absolute(const std::string& id, const std::string& what, double value,
                       double reference, int digits, const std::string& unit, double tolerance,
                       Basis basis, const std::string& source) {
    const double error = value - reference;
    row({id, what, with_unit(fixed(value, digits), unit), with_unit(fixed(reference, digits), unit),
         with_unit(fixed(error, digits), unit), with_unit(fixed(tolerance, 1), unit), basis, source,
         std::fabs(error) <= tolerance});
}

void Section::above(const std::string& id, const std::string& what, double value, double bound,
                    int digits, const std::string& unit, Basis basis, const std::string& source) {
    row({id, what, with_unit(fixed(value, digits), unit),
         "above " + with_unit(fixed(bound, digits), unit), "", "", basis, source, value > bound});
}

void Section::below(const std::string& id, const std::string& what, double value, double bound,
                    int digits, const std::string& unit, Basis basis, const std::string& source) {
    row({id, what, with_unit(fixed(value, digits), unit),
         "below " + with_unit(fixed(bound, digits), unit), "", "", basis, source, value < bound});
}

}  // namespace validation
