// Solves an RF case at rising resolutions, extrapolates to none, and says how sure each figure is.
#include "tests/reference/report.h"

#include <chrono>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <sstream>

namespace {

using reference::Json;

/// Extrapolates every number of two or more equal trees, errors taken as second order in 1 / level.
void extrapolate(const std::vector<Json>& runs, const std::vector<double>& levels, Json& value,
                 Json& error) {
    const Json& last = runs.back();
    if (last.is_object() || last.is_array()) {
        value = last.is_object() ? Json::object() : Json::array(), error = value;
        for (const auto& item : last.items()) {
            std::vector<Json> inner;
            for (const Json& r : runs) {
                const bool known = last.is_object()
                                       ? r.is_object() && r.contains(item.key())
                                       : r.is_array() && std::stoul(item.key()) < r.size();
                inner.push_back(!known             ? Json()
                                : last.is_object() ? r[item.key()]
                                                   : r[std::stoul(item.key())]);
            }
            Json v, e;
            const bool plain = item.key() == "t_s" || item.key() == "zones";
            if (plain)
                v = item.value(), e = nullptr;
            else
                extrapolate(inner, levels, v, e);
            if (last.is_object()) {
                value[item.key()] = v;
                if (!plain || item.key() == "t_s") error[item.key()] = plain ? v : e;
            } else
                value.push_back(v), error.push_back(e);
        }
        return;
    }
    value = last, error = nullptr;
    if (!last.is_number() || runs.size() < 2 || !runs[runs.size() - 2].is_number()) return;
    const auto pair = [&](std::size_t fine) {
        const double f = runs[fine].get<double>(), c = runs[fine - 1].get<double>();
        const double ratio = std::pow(levels[fine] / levels[fine - 1], 2);
        return f + (f - c) / (ratio - 1);
    };
    const std::size_t n = runs.size() - 1;
    const double best = pair(n), fine = last.get<double>();
    double doubt = 0.3 * std::abs(best - fine);
    if (n > 1 && runs[n - 2].is_number()) doubt = std::max(doubt / 3, std::abs(best - pair(n - 1)));
    doubt = std::max(doubt, 1e-6 * std::abs(best));
    if (doubt == 0) {
        value = best, error = 0.0;
        return;
    }
    const double unit = std::pow(10.0, std::floor(std::log10(doubt)));
    const auto rounded = [](double v, double step, double up) {
        char text[40];
        std::snprintf(text, sizeof text, "%.12g", std::floor(v / step + up) * step);
        return std::stod(text);
    };
    value = rounded(best, unit / 10, 0.5), error = rounded(doubt, unit, 0.999);
}

}  // namespace

int main(int argc, char** argv) try {
    reference::Settings set;
    std::vector<double> levels{1, 1.5, 2};
    std::string path, raw_path;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const auto next = [&] { return i + 1 < argc ? std::string(argv[++i]) : std::string(); };
        if (word == "--cylinder")
            set.axial = true, set.grade = 0.12, set.steps_on = 60, set.steps_off = 60;
        else if (word == "--raw")
            raw_path = next();
        else if (word == "--grade")
            set.grade = std::stod(next());
        else if (word == "--steps")
            set.steps_on = set.steps_off = std::stod(next());
        else if (word == "--sides")
            set.sides = std::stoi(next());
        else if (word == "--levels") {
            levels.clear();
            std::stringstream list(next());
            for (std::string one; std::getline(list, one, ',');) levels.push_back(std::stod(one));
        } else
            path = word;
    }
    const reference::Case c = reference::read_case(path);
    std::vector<Json> runs;
    for (double level : levels) {
        const auto start = std::chrono::steady_clock::now();
        set.level = level;
        reference::Run run(c, set);
        runs.push_back(run.solve_case());
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        std::fprintf(stderr, "%s level %g: %zu cells, %d steps, %.1f cycles per solve, %.1f s\n",
                     path.c_str(), level, run.cells(), run.steps,
                     double(run.cycles) / double(std::max(run.solves, 1L)), took.count());
        if (!raw_path.empty())
            std::ofstream(raw_path, level == levels[0] ? std::ios::out : std::ios::app)
                << runs.back().dump() << "\n";
    }
    Json value, error;
    extrapolate(runs, levels, value, error);
    value["levels"] = levels;
    value["error"] = error;
    value["error"].erase("name");
    std::cout << value.dump(1) << "\n";
    return 0;
} catch (const std::exception& wrong) {
    std::fprintf(stderr, "rf_reference: %s\n", wrong.what());
    return 1;
}
