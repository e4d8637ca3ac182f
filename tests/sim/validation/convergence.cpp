// Finer and finer grids, and how far the production grid is from their limit.
#include "sim/base/exact_math.h"
#include "sim/models/rf_setup.h"
#include "tests/sim/validation/sections.h"
#include "tests/support/rf_rig.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace validation {
namespace {

using namespace sim;

/// Order by least squares: slope of log error over log fineness.
double order_of(const std::vector<double>& finer, const std::vector<double>& errors) {
    double n = 0, x = 0, y = 0, xx = 0, xy = 0;
    for (std::size_t i = 0; i < finer.size(); ++i) {
        const double u = std::log(finer[i]), v = std::log(std::fabs(errors[i]));
        n += 1, x += u, y += v, xx += u * u, xy += u * v;
    }
    return -(n * xy - x * y) / (n * xx - x * x);
}

std::vector<std::string> strings(const std::string& first, const std::vector<double>& values,
                                 int digits) {
    std::vector<std::string> out = {first};
    for (const double v : values) out.push_back(fixed(v, digits));
    return out;
}

/// Largest error of a warm ball that spreads in free space, K.
double ball_error_K(double finer) {
    RfProblem p;
    p.x_mm = p.y_mm = {-2, 2};
    p.depth_mm = {0, 4};
    p.layers = {RfLayer{.sigma_S_per_m = 0.2,
                        .conductivity_W_per_mK = 0.5,
                        .density_kg_per_m3 = 1000,
                        .specific_heat_J_per_kgK = 4000}};
    p.warm_spot = {{0, 0, 2}, 0.4, 80};
    RfLife life(p, RfDetail::production, finer);
    life.finer = 4 * finer * finer;  // steps: to see space alone
    life.live(0.3, false, kNoStand);
    const double before = 0.16, after = before + 2 * 0.125 * 0.3;
    const CellGrid& g = rf_grid(*life.setup);
    const auto middle = [](const std::vector<double>& e, int n) {
        return 0.5 * (e[std::size_t(n)] + e[std::size_t(n) + 1]);
    };
    double worst = 0;
    for (int k = 0; k < g.nz(); ++k)
        for (int j = 0; j < g.ny(); ++j)
            for (int i = 0; i < g.nx(); ++i) {
                const double r2 = std::pow(middle(g.x_mm, i), 2) + std::pow(middle(g.y_mm, j), 2) +
                                  std::pow(middle(g.depth_mm, k) - 2, 2);
                const double exact =
                    37 + 43 * std::pow(before / after, 1.5) * std::exp(-r2 / (2 * after));
                worst = std::max(
                    worst,
                    std::fabs(double(life.state.temperature_C[std::size_t(g.index(i, j, k))]) -
                              exact));
            }
    return worst;
}

/// Resistance of a bare needle along the middle of a square tube.
double line_ohm(double finer) {
    RfProblem p;
    p.x_mm = p.y_mm = {-2.4, 2.4};
    p.depth_mm = {0, 0.5};
    p.layers = {RfLayer{.sigma_S_per_m = 0.22,
                        .conductivity_W_per_mK = 0.4,
                        .density_kg_per_m3 = 1110,
                        .specific_heat_J_per_kgK = 3350}};
    p.needles = {{{.x_mm = 0, .y_mm = 0, .radius_mm = 0.12, .tip_mm = 0.48, .exposed_mm = 1}, 0}};
    p.electrode_share = {1.0};
    for (const Side side : {Side::x_low, Side::x_high, Side::y_low, Side::y_high})
        p.grounded[std::size_t(side)] = true;
    const RfLife life(p, RfDetail::production, finer);
    return life.setup->stands[0].rest_ohm;
}

struct Figures {
    double resistance_ohm, hot_ohm, mid_C, beside_C, peak_C, volume_mm3;
};

/// The pair at one fineness of grid and steps.
Figures pair_at(const RfRig& rig, double finer) {
    RfLife life(rig.problem(), RfDetail::production, finer);
    life.live(1e-3 * rig.pulse_ms, true, 0);
    const double depth_mm = rig.depth_mm - 0.5 * std::min(rig.exposed_mm, rig.depth_mm);
    Figures f{};
    f.resistance_ohm = life.setup->stands[0].rest_ohm;
    f.hot_ohm = measure_resistance_ohm(life.state, *life.setup, run_serially);
    f.mid_C = temperature_at(life.state, *life.setup, 0, 0, depth_mm);
    f.beside_C = temperature_at(life.state, *life.setup, 0.5 * rig.pitch_mm - 0.2, 0, depth_mm);
    f.peak_C = life.readout().temperature_max_C;
    life.live(0.05, false, 0);
    f.volume_mm3 = life.readout().coagulated.volume_mm3;
    return f;
}

/// Grids 1/2, 0.71, 1 and 1.41 times as fine as production, steps likewise.
void pair(Section& s, const std::string& id, const std::string& name, const RfRig& rig) {
    const std::vector<double> finer = {0.5, std::sqrt(0.5), 1.0, std::sqrt(2.0)};
    std::vector<Figures> at;
    for (const double f : finer) at.push_back(pair_at(rig, f));
    struct Quantity {
        const char* what;
        double Figures::*member;
        int digits;
        const char* unit;
        double percent, kelvin;
    };
    const Quantity quantities[] = {
        {"resistance at rest", &Figures::resistance_ohm, 0, "ohm", 3, 0},
        {"resistance at the end of the pulse", &Figures::hot_ohm, 0, "ohm", 3, 0},
        {"temperature between the needles", &Figures::mid_C, 2, "C", 5, 1.5},
        {"temperature 0.1 mm from a wall", &Figures::beside_C, 2, "C", 5, 1.5},
        {"hottest tissue", &Figures::peak_C, 1, "C", 5, 1.5},
        {"coagulated", &Figures::volume_mm3, 4, "mm3", 10, 0}};
    std::vector<std::vector<std::string>> lines;
    std::vector<double> limits;
    for (const Quantity& q : quantities) {
        std::vector<double> values;
        for (const Figures& f : at) values.push_back(f.*q.member);
        // The two finest, at first order, which an edge of insulation or a tip leaves.
        const double limit = values[3] + (values[3] - values[2]) / (std::sqrt(2.0) - 1);
        limits.push_back(limit);
        std::vector<std::string> line =
            strings(std::string(q.what) + ", " + q.unit, values, q.digits);
        line.push_back(fixed(limit, q.digits));
        lines.push_back(std::move(line));
    }
    s.say(name + ", " + fixed(rig.energy_mJ, 0) + " mJ a needle in " + fixed(rig.pulse_ms, 0) +
          " ms:");
    s.table({"", "grid x 0.5", "x 0.71", "production", "x 1.41", "limit"}, lines);
    for (std::size_t n = 0; n < std::size(quantities); ++n) {
        const Quantity& q = quantities[n];
        const double value = at[2].*q.member, error = value / limits[n] - 1;
        const bool holds = std::fabs(error) <= 0.01 * q.percent ||
                           (q.kelvin > 0 && std::fabs(value - limits[n]) <= q.kelvin);
        s.row(
            {id, q.what, fixed(value, q.digits) + " " + q.unit,
             fixed(limits[n], q.digits) + " " + q.unit,
             q.kelvin > 0 ? fixed(value - limits[n], 2) + " K" : percent(error),
             fixed(q.percent, 0) + " %" + (q.kelvin > 0 ? " or " + fixed(q.kelvin, 1) + " K" : ""),
             Basis::own_limit, "table above", holds});
    }
}

}  // namespace

Section convergence() {
    Section s("Convergence");
    s.say(
        "Cells are made smaller along all axes by the same factor; x 1 is the production grid. "
        "The expected order is 2 where the solution is smooth. At the end of an insulation and at "
        "the rim of a tip it is not: the field grows without bound there, so a pair's figures "
        "approach their limit at about first order, and that is how they are extrapolated.");
    const std::vector<double> finer = {0.5, std::sqrt(0.5), 1.0, std::sqrt(2.0)};
    std::vector<double> ball, line;
    for (const double f : finer) ball.push_back(ball_error_K(f)), line.push_back(line_ohm(f));
    const double limit_ohm = line_ohm(2.0 * std::sqrt(2.0));
    std::vector<double> line_errors;
    for (const double ohm : line) line_errors.push_back(100 * (ohm / limit_ohm - 1));
    s.table({"", "grid x 0.5", "x 0.71", "production", "x 1.41"},
            {strings("conduction of a warm ball, largest error, K", ball, 4),
             strings("line electrode, error of resistance, %", line_errors, 3)});
    const double order = order_of(finer, ball);
    s.row({"G1", "order of conduction", fixed(order, 2), "2", "", "0.3", Basis::analytic,
           "heat kernel", std::fabs(order - 2) < 0.3});
    const double line_order = order_of(finer, line_errors);
    s.row({"G2", "order of a bare line's resistance", fixed(line_order, 2), "2", "", "above 1",
           Basis::own_limit, "grid x 2.83", line_order > 1});
    pair(s, "G3", "Insulated pair, tips of 0.3 mm", {.rows = 1, .columns = 2});
    pair(s, "G4", "Bare pair", {.rows = 1, .columns = 2, .energy_mJ = 120, .exposed_mm = 1.5});
    return s;
}

}  // namespace validation
