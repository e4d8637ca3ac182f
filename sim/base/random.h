// Our own random numbers: counter-based, so that a value depends on its name and not on who asked
// first.
#pragma once
#include <cstdint>

namespace sim {

/// SplitMix64's finaliser: a bijection that scatters nearby inputs (Steele, Lea & Flood 2014).
constexpr std::uint64_t scatter(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

/// A stream of random numbers named by (seed, purpose): `Random rng(seed, "follicle"_purpose)`.
class Random {
  public:
    constexpr Random(std::uint64_t seed, std::uint64_t purpose)
        : state_(scatter(seed ^ scatter(purpose))) {}

    constexpr std::uint64_t bits() { return scatter(state_ += 0x9e3779b97f4a7c15ULL); }
    /// Uniform in [0, 1), 53 random bits.
    constexpr double unit() { return double(bits() >> 11) * 0x1p-53; }
    constexpr double between(double low, double high) { return low + (high - low) * unit(); }
    /// Integer in [0, count). @pre count > 0
    constexpr int below(int count) { return int(unit() * double(count)); }

  private:
    std::uint64_t state_;
};

/// FNV-1a of a name: the purpose of a stream.
constexpr std::uint64_t operator""_purpose(const char* text, unsigned long length) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (unsigned long i = 0; i < length; ++i)
        hash = (hash ^ std::uint64_t(static_cast<unsigned char>(text[i]))) * 0x100000001b3ULL;
    return hash;
}

}  // namespace sim
