// The same cases solved by other code: tests/reference.
#include "app/session/json.h"
#include "app/session/rf_case.h"
#include "sim/models/rf_run.h"
#include "tests/sim/validation/sections.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace validation {
namespace {

using namespace sim;
using session::Json;

std::string contents(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

double number(const Json& json, const char* key) {
    const Json* found = json.find(key);
    return found && found->number() ? *found->number() : std::nan("");
}

/// A figure held against the reference, whose own error widens the tolerance.
struct Comparison {
    Section& s;
    const std::string& id;
    const char* source = "tests/reference";

    void share(const std::string& what, double value, double reference, double error, int digits,
               const std::string& unit, double percent_allowed) const {
        const double off = value / reference - 1;
        const double allowed = 0.01 * percent_allowed + error / reference;
        s.row({id, what, fixed(value, digits) + " " + unit, fixed(reference, digits) + " " + unit,
               percent(off), fixed(percent_allowed, 0) + " %", Basis::independent, source,
               std::fabs(off) <= allowed});
    }
    void kelvin(const std::string& what, double value, double reference, double error) const {
        const double off = value - reference;
        s.row({id, what, fixed(value, 2) + " C", fixed(reference, 2) + " C", fixed(off, 2) + " K",
               "5 % or 1.5 K", Basis::independent, source,
               std::fabs(off) <= std::max(1.5, 0.05 * (reference - 37)) + error});
    }
};

void compare(Section& s, const std::string& folder, const std::string& name) {
    const Json result =
        session::parse_json(contents(folder + "/results/" + name + ".json"), name).value();
    const session::RfCase c =
        session::read_rf_case(contents(folder + "/cases/" + name + ".json"), name).value().rf_case;
    const RfRun run = run_rf(c.problem, c.questions).value();
    const Json& errors = *result.find("error");
    const Comparison compare{s, name};
    if (result.find("initial_resistance_ohm"))
        compare.share("resistance at rest", run.initial_resistance_ohm,
                      number(result, "initial_resistance_ohm"),
                      number(errors, "initial_resistance_ohm"), 0, "ohm", 3);
    // At the end of the last pulse that reports see, and at the end.
    const Json::List &reports = *result.find("reports")->list(),
                     &margins = *errors.find("reports")->list();
    for (std::size_t n = 0; n < reports.size(); ++n) {
        const RfReport& got = run.reports[n];
        const std::string at = ", " + fixed(got.t_s, 2) + " s";
        if (!c.problem.needles.empty())
            compare.share("resistance" + at, got.resistance_ohm,
                          number(reports[n], "resistance_ohm"),
                          number(margins[n], "resistance_ohm"), 0, "ohm", 3);
        // The probe that is furthest off.
        std::size_t worst = 0;
        std::vector<double> wanted, margin;
        for (std::size_t p = 0; p < c.probe_names.size(); ++p) {
            wanted.push_back(number(*reports[n].find("probes_C"), c.probe_names[p].c_str()));
            margin.push_back(number(*margins[n].find("probes_C"), c.probe_names[p].c_str()));
            if (std::fabs(got.probes_C[p] - wanted[p]) >
                std::fabs(got.probes_C[worst] - wanted[worst]))
                worst = p;
        }
        compare.kelvin("worst probe, " + c.probe_names[worst] + at, got.probes_C[worst],
                       wanted[worst], margin[worst]);
        if (n + 1 < reports.size()) continue;
        for (std::size_t d = 0; d < c.process_names.size(); ++d) {
            const Json &zone = *reports[n].find("damage")->find(c.process_names[d]),
                       &zone_margin = *margins[n].find("damage")->find(c.process_names[d]);
            const double volume = number(zone, "volume_mm3");
            if (volume < 0.005) continue;  // specks
            compare.share(c.process_names[d] + ", volume" + at, got.damage[d].volume_mm3, volume,
                          number(zone_margin, "volume_mm3"), 4, "mm3", 10);
        }
    }
}

}  // namespace

Section independent_solutions(const std::string& folder) {
    Section s("Independent solutions");
    s.say(
        "Finite elements fitted to the needles, other meshes and other solvers, extrapolated "
        "(tests/reference, whose README says how and how well). Its estimate of its own error "
        "widens each tolerance. Of the probes the one that is furthest off is shown; 5 % is of "
        "the rise above 37 C. Zones smaller than 0.005 mm3 are left out.");
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder + "/results"))
        names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) compare(s, folder, name);
    return s;
}

}  // namespace validation
