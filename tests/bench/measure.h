// How the bench programs take times and print them.
#pragma once
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <string_view>
#include <vector>

namespace bench {

inline double now_s() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// Of all processors that this process has used.
inline double processor_s() { return double(std::clock()) / CLOCKS_PER_SEC; }

/// Seconds of each of up to `repeats` calls, ascending; the first call, which warms up, is not
/// counted. A slow machine makes fewer calls, not a long wait.
template <class Work>
std::vector<double> times_s(int repeats, Work&& work, double (*clock_s)() = now_s) {
    constexpr double kEnough_s = 2.0;
    work();
    std::vector<double> times;
    const double begin_s = now_s();
    for (int i = 0; i < repeats && (i == 0 || now_s() - begin_s < kEnough_s); ++i) {
        const double start_s = clock_s();
        work();
        times.push_back(clock_s() - start_s);
    }
    std::sort(times.begin(), times.end());
    return times;
}

/// The value below which a share of ascending times lies.
inline double quantile(const std::vector<double>& ascending, double share) {
    return ascending[std::min(ascending.size() - 1, std::size_t(share * double(ascending.size())))];
}

/// What a figure is held against. The ratio is above 1 where the figure is better than it need be.
struct Target {
    enum class Kind { none, at_most, at_least } kind = Kind::none;
    double value = 0;
};
inline Target at_most(double value) { return {Target::Kind::at_most, value}; }
inline Target at_least(double value) { return {Target::Kind::at_least, value}; }

/// One line: name, figure, unit; and, where there is a target, it and the ratio. bench.py prints
/// the same.
inline void report(std::string_view name, double value, std::string_view unit, Target target = {}) {
    std::printf("%-52.*s %10.3g %-6.*s", int(name.size()), name.data(), value, int(unit.size()),
                unit.data());
    if (target.kind == Target::Kind::at_most)
        std::printf(" at most  %8.3g  ratio %6.2f", target.value,
                    target.value / std::max(value, 1e-12));
    if (target.kind == Target::Kind::at_least)
        std::printf(" at least %8.3g  ratio %6.2f", target.value, value / target.value);
    std::printf("\n");
    std::fflush(stdout);
}

}  // namespace bench
