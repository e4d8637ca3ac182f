// What a function that reads input returns: a value, or an error a person can act on.
#pragma once
#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace sim {

/// One thing that is wrong with what was given: where it stands and what would be accepted.
struct Error {
    std::string what;  ///< "is 9, must lie in [0.1, 8] mm"
    std::string
        where;  ///< "scar.json:/technique/depth_mm", or empty where there is no place to name

    /// The line a person reads: "scar.json:/technique/depth_mm: is 9, must lie in [0.1, 8] mm".
    std::string text() const { return where.empty() ? what : where + ": " + what; }
    bool operator==(const Error&) const = default;
};

/// A value of type T or an Error. Test with `if (!result)`, then read `value()` or `error()`.
template <class T>
class [[nodiscard]] Result {
  public:
    Result(T value) : held_(std::move(value)) {}
    Result(Error error) : held_(std::move(error)) {}

    explicit operator bool() const { return std::holds_alternative<T>(held_); }
    const T& value() const& { return assert(*this), std::get<T>(held_); }
    T& value() & { return assert(*this), std::get<T>(held_); }
    T&& value() && { return assert(*this), std::get<T>(std::move(held_)); }
    const Error& error() const { return assert(!*this), std::get<Error>(held_); }

  private:
    std::variant<T, Error> held_;
};

/// What a function returns that yields nothing: `Ok{}` or an Error.
struct Ok {};

}  // namespace sim
