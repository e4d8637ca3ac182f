// The page of validation: what was computed, what it is held against, and on what ground.
#pragma once
#include <string>
#include <vector>

namespace validation {

/// What a reference is worth.
enum class Basis {
    analytic,     ///< a formula
    independent,  ///< another program's or scheme's solution of the same equations
    own_limit,    ///< this program on ever finer grids
    exact,        ///< a property that must hold whatever the numbers are
    input,        ///< the reference went in: tests the code alone
    tested,       ///< a published figure that nothing was fitted to
    pattern,      ///< a published finding without the settings that would give figures
    model_only,   ///< no published figure
    missing,      ///< published, but not about what this model computes
    conflict      ///< publications disagree
};

struct Row {
    std::string id, what, value, reference, error, tolerance;
    Basis basis = Basis::analytic;
    std::string source;
    bool holds = true;  ///< within the tolerance, or there is none
};

/// Paragraphs and tables, one after the other.
class Section {
  public:
    explicit Section(std::string title) : title_(std::move(title)) {}
    void say(const std::string& paragraph);
    void row(Row row);
    /// A table of its own kind.
    void table(const std::vector<std::string>& head,
               const std::vector<std::vector<std::string>>& rows);
    std::string text() const;
    const std::vector<Row>& misses() const { return misses_; }
    int rows() const { return rows_; }

    // The usual rows. Errors are of the value against the reference.
    void relative(const std::string& id, const std::string& what, double value, double reference,
                  int digits, const std::string& unit, double tolerance_percent, Basis basis,
                  const std::string& source);
    void absolute(const std::string& id, const std::string& what, double value, double reference,
                  int digits, const std::string& unit, double tolerance, Basis basis,
                  const std::string& source);
    /// A value that must lie on one side.
    void above(const std::string& id, const std::string& what, double value, double bound,
               int digits, const std::string& unit, Basis basis, const std::string& source);
    void below(const std::string& id, const std::string& what, double value, double bound,
               int digits, const std::string& unit, Basis basis, const std::string& source);

  private:
    void end_table() { in_rows_ = false; }
    std::string title_, body_;
    std::vector<Row> misses_;
    bool in_rows_ = false;
    int rows_ = 0;
};

std::string fixed(double value, int digits);
std::string percent(double part);  ///< signed, two digits after the point
/// A share that should be none: "< 0.001 %", or how much.
std::string tiny_percent(double part);

}  // namespace validation
