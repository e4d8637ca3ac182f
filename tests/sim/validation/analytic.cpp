// Formulas that the model must reproduce on its own grids.
#include "sim/base/exact_math.h"
#include "sim/models/rf_run.h"
#include "tests/sim/validation/sections.h"
#include "tests/support/rf_rig.h"

#include <cmath>
#include <limits>

namespace validation {
namespace {

using namespace sim;

constexpr double kHeat_W_per_mK = 0.5, kCapacity_J_per_m3K = 4e6;

/// Tissue of one kind without needles, insulated all around.
RfProblem plain(double half_mm, double depth_mm) {
    RfProblem p;
    p.x_mm = p.y_mm = {-half_mm, half_mm};
    p.depth_mm = {0, depth_mm};
    p.layers = {RfLayer{.sigma_S_per_m = 0.2,
                        .conductivity_W_per_mK = kHeat_W_per_mK,
                        .density_kg_per_m3 = 1000,
                        .specific_heat_J_per_kgK = kCapacity_J_per_m3K / 1000}};
    p.lifts_mm = {0};
    return p;
}

std::vector<double> probed(const RfProblem& p, std::vector<std::array<double, 3>> places,
                           double at_s) {
    return run_rf(p, {std::move(places), {at_s}}).value().reports.front().probes_C;
}

void conduction(Section& s) {
    RfProblem p = plain(3, 4);
    p.warm_spot = {{0, 0, 2}, 0.3, 80};
    for (const double t_s : {0.1, 0.5}) {
        const double spread = 0.09 / (0.09 + 2 * 0.125 * t_s);  // sigma^2 before and after, mm2
        const std::vector<double> got = probed(p, {{0, 0, 2}, {0.4, 0, 2}}, t_s);
        const std::string at = fixed(t_s, 1) + " s";
        s.absolute("A1", "warm Gaussian ball, middle, " + at, got[0],
                   37 + 43 * std::pow(spread, 1.5), 2, "C", 0.3, Basis::analytic, "heat kernel");
        s.absolute("A1", "the same, 0.4 mm off", got[1],
                   37 + 43 * std::pow(spread, 1.5) * std::exp(-0.16 * spread / (2 * 0.09)), 2, "C",
                   0.3, Basis::analytic, "heat kernel");
    }
    p = plain(1, 4);
    p.sides[std::size_t(Side::surface)] = {HeatSide::Kind::convection, 10, 2000};
    p.junction_mm = 0.03;  // cells of 0.02 mm
    for (const double t_s : {0.1, 2.0}) {
        const RfRun run = run_rf(p, {{}, {t_s}}).value();
        const double u = 2000 * std::sqrt(0.125e-6 * t_s) / kHeat_W_per_mK;
        s.absolute("A2", "surface under a plate of 10 C, 2000 W/(m2 K), " + fixed(t_s, 1) + " s",
                   run.reports[0].peak_surface_C, 10 + 27 * std::exp(u * u) * std::erfc(u), 2, "C",
                   0.3, Basis::analytic, "Carslaw & Jaeger 1959, 2.7");
    }
}

void perfusion(Section& s) {
    RfProblem p = plain(0.5, 1);
    p.layers[0].perfusion_per_s = 0.02;
    p.source = {{}, std::numeric_limits<double>::infinity(), 4e5};
    s.absolute("A3", "uniform source against perfusion, steady", probed(p, {{0, 0, 0.5}}, 2000)[0],
               37 + 4e5 / (0.02 * 1060 * 3770), 3, "C", 0.1, Basis::analytic, "Pennes 1948");
    p = plain(4, 8);
    p.layers[0].perfusion_per_s = 0.2;
    p.source = {{0, 0, 4}, 0.8, 8e7};
    const double per_mm = std::sqrt(0.2 * 1060 * 3770 / kHeat_W_per_mK) * 1e-3;  // 1 / 0.8 mm
    const double a = 0.8 * per_mm, full_K = 8e7 / (0.2 * 1060 * 3770);
    const std::vector<double> got = probed(p, {{0, 0, 4}, {1.2, 0, 4}}, 120);
    s.absolute("A4", "source in a ball of 0.8 mm, perfused, steady: middle", got[0],
               37 + full_K * (1 - (1 + a) * std::exp(-a)), 2, "C", 0.5, Basis::analytic,
               "Green's function");
    s.absolute(
        "A4", "the same, 1.2 mm from the middle", got[1],
        37 + full_K * (a * std::cosh(a) - std::sinh(a)) * std::exp(-1.2 * per_mm) / (1.2 * per_mm),
        2, "C", 0.5, Basis::analytic, "Green's function");
}

/// A bare needle along the middle of a square tube at 0 V, 2 mm of it.
RfProblem line_in_a_tube() {
    RfProblem p = plain(0.8, 2.0);
    p.layers[0] = {.sigma_S_per_m = 0.22,
                   .conductivity_W_per_mK = 0.4,
                   .density_kg_per_m3 = 1110,
                   .specific_heat_J_per_kgK = 3350};
    // A hair of tissue under the tip, narrow enough to carry what the needle there would.
    p.needles = {{{.x_mm = 0, .y_mm = 0, .radius_mm = 0.12, .tip_mm = 1.98, .exposed_mm = 2}, 0}};
    p.electrode_share = {1.0};
    for (const Side side : {Side::x_low, Side::x_high, Side::y_low, Side::y_high})
        p.grounded[std::size_t(side)] = true;
    p.drive.control = RfDrive::Control::power;
    p.drive.power_W = 0.8;
    p.pulses = {{0.1, 0, 0}};
    return p;
}

/// Rise after the pulse around an endless needle in which the same current flows, at a distance
/// from its middle: cells of a micrometre along the radius.
double radial_rise_K(double current_A_per_m, double at_mm) {
    constexpr int kCells = 800;
    constexpr double h = 1e-6, wall = 0.12e-3, tissue_J = 1110 * 3350.0, steel_J = 7900 * 500.0;
    std::vector<double> rise(kCells, 0.0), flow(kCells + 1, 0.0), lower(kCells), diagonal(kCells);
    const double dt = 5e-4;  // implicit
    for (int step = 0; step < 200; ++step) {
        std::vector<double> upper(kCells, 0.0), right(kCells);
        for (int n = 0; n < kCells; ++n) {
            const double r0 = n * h, r1 = r0 + h, r = r0 + 0.5 * h;
            const bool steel = r < wall;
            const double per_dt = (steel ? steel_J : tissue_J) * r * h / dt;
            const auto between = [&](double face) {
                const double way = face < wall - 0.1 * h   ? 15.0
                                   : face > wall + 0.1 * h ? 0.4
                                                           : 2 / (1 / 15.0 + 1 / 0.4);
                return way * face / h;
            };
            const double low = n > 0 ? between(r0) : 0, high = n + 1 < kCells ? between(r1) : 0;
            const double made = steel ? 0.0
                                      : current_A_per_m * current_A_per_m / (4 * kPi * kPi * 0.22) *
                                            std::log(r1 / r0);
            lower[std::size_t(n)] = -low, upper[std::size_t(n)] = -high;
            diagonal[std::size_t(n)] = per_dt + low + high;
            right[std::size_t(n)] = per_dt * rise[std::size_t(n)] + made;
        }
        for (std::size_t n = 1; n < kCells; ++n) {
            const double by = lower[n] / diagonal[n - 1];
            diagonal[n] -= by * upper[n - 1];
            right[n] -= by * right[n - 1];
        }
        for (std::size_t n = kCells; n-- > 0;)
            rise[n] = (right[n] - (n + 1 < kCells ? upper[n] * rise[n + 1] : 0)) / diagonal[n];
    }
    return rise[std::size_t(at_mm * 1e-3 / h)];
}

void line_electrode(Section& s) {
    const RfProblem p = line_in_a_tube();
    const std::vector<std::array<double, 3>> places = {
        {0, 0, 0.8}, {0.14, 0, 0.8}, {0.2, 0, 0.8}, {0.3, 0, 0.8}};
    const RfRun run = run_rf(p, {places, {0.1}}).value();
    s.relative("A5", "line electrode in a square tube: resistance", run.initial_resistance_ohm,
               std::log(1.0787 * 1.6 / 0.24) / (2 * kPi * 0.22 * 2e-3), 1, "ohm", 0.5,
               Basis::analytic, "shape factor, Incropera table 4.1");
    const double current_A_per_m = std::sqrt(0.8 / run.initial_resistance_ohm) / 2e-3;
    const char* names[] = {"middle of the steel", "0.02 mm from its wall", "0.08 mm", "0.18 mm"};
    for (std::size_t n = 0; n < places.size(); ++n)
        s.absolute("A6", "temperature after 0.1 s at 0.8 W: " + std::string(names[n]),
                   run.reports[0].probes_C[n], 37 + radial_rise_K(current_A_per_m, places[n][0]), 2,
                   "C", 0.5, Basis::independent, "one dimension, along the radius");
}

}  // namespace

Section analytic_limits() {
    Section s("Analytic limits");
    s.say("Tolerances are of the temperatures themselves, whose rises here are 1 to 43 K.");
    conduction(s);
    perfusion(s);
    line_electrode(s);
    return s;
}

}  // namespace validation
