#include "sim/models/rf_problem.h"

#include "sim/field.h"
#include "sim/tissue/tables.h"

#include <cassert>
#include <cmath>
#include <string>

namespace sim {
namespace {

/// Written so that NaN lies in no range.
struct Range {
    double low, high;
    std::string_view unit;
    bool open_low = false;  ///< low itself is outside
    bool has(double v) const { return (open_low ? v > low : v >= low) && v <= high; }
};

constexpr Range above_zero_to(double high, std::string_view unit) { return {0, high, unit, true}; }

/// Collects the first thing that is wrong.
class Checker {
  public:
    void in(const std::string& where, double value, const Range& range) {
        if (range.has(value)) return;
        fail(where, "is " + number_text(value) + ", must lie in " + (range.open_low ? "(" : "[") +
                        number_text(range.low) + ", " + number_text(range.high) + "]" +
                        (range.unit.empty() ? "" : " " + std::string(range.unit)));
    }
    void fail(const std::string& where, const std::string& what) {
        if (error_.what.empty()) error_ = {what, where};
    }
    bool ok() const { return error_.what.empty(); }
    Result<Ok> result() const {
        if (ok()) return Ok{};
        return error_;
    }

  private:
    Error error_;
};

constexpr double kLargest_mm = 200, kSmallest_mm = 0.05;
constexpr double kLeastGap_mm = 0.02;  // two cells must fit between needles
constexpr std::size_t kMostNeedles = 400, kMostPulses = 1000, kMostLayers = 100;

void check_box(const RfProblem& p, Checker& check) {
    const auto span = [&](const char* where, const std::array<double, 2>& s) {
        for (const double v : s) check.in(where, v, {-kLargest_mm, kLargest_mm, "mm"});
        if (check.ok() && s[1] - s[0] < kSmallest_mm)
            check.fail(where, "goes from " + number_text(s[0]) + " to " + number_text(s[1]) +
                                  " mm, must be at least " + number_text(kSmallest_mm) +
                                  " mm wide");
    };
    span("/box_mm/x", p.x_mm);
    span("/box_mm/y", p.y_mm);
    span("/box_mm/z", p.depth_mm);
    if (p.depth_mm[0] != 0)
        check.fail("/box_mm/z/0",
                   "is " + number_text(p.depth_mm[0]) + " mm, must be 0, the skin surface");
}

void check_layers(const RfProblem& p, Checker& check) {
    if (p.layers.empty() || p.layers.size() > kMostLayers)
        check.fail("/layers", "has " + std::to_string(p.layers.size()) +
                                  " entries, must have 1 to " + std::to_string(kMostLayers));
    for (std::size_t n = 0; n < p.layers.size(); ++n) {
        const RfLayer& l = p.layers[n];
        const std::string at = "/layers/" + std::to_string(n) + "/";
        if (n + 1 < p.layers.size())
            check.in(at + "thickness_mm", l.thickness_mm, above_zero_to(kLargest_mm, "mm"));
        check.in(at + "sigma_S_per_m", l.sigma_S_per_m, above_zero_to(1e4, "S/m"));
        check.in(at + "conductivity_W_per_mK", l.conductivity_W_per_mK,
                 above_zero_to(1e4, "W/(m K)"));
        check.in(at + "density_kg_per_m3", l.density_kg_per_m3, above_zero_to(3e4, "kg/m3"));
        check.in(at + "specific_heat_J_per_kgK", l.specific_heat_J_per_kgK,
                 above_zero_to(1e5, "J/(kg K)"));
        check.in(at + "perfusion_per_s", l.perfusion_per_s, {0, 10, "1/s"});
        check.in(at + "metabolic_W_per_m3", l.metabolic_W_per_m3, {0, 1e9, "W/m3"});
    }
}

void check_materials(const RfProblem& p, Checker& check) {
    constexpr Range kTemperature = {-50, 500, "C"};
    check.in("/blood/rho_kg_per_m3", p.blood_density_kg_per_m3, {0, 3e4, "kg/m3"});
    check.in("/blood/c_J_per_kgK", p.blood_specific_heat_J_per_kgK, {0, 1e5, "J/(kg K)"});
    check.in("/blood/temperature_C", p.blood_C, kTemperature);
    check.in("/sigma_per_K", p.rise.per_K, {0, 0.2, "1/K"});
    check.in("/reference_C", p.rise.reference_C, kTemperature);
    if (p.rise.dry_factor != 1.0) {
        check.in("/sigma_collapse/factor", p.rise.dry_factor, {1e-4, 1, ""});
        check.in("/sigma_collapse/from_C", p.rise.from_C, kTemperature);
        check.in("/sigma_collapse/to_C", p.rise.to_C, {p.rise.from_C, 1000, "C", true});
    }
    check.in("/needle/conductivity_W_per_mK", p.steel_conductivity_W_per_mK,
             above_zero_to(1e4, "W/(m K)"));
    check.in("/needle/density_kg_per_m3", p.steel_density_kg_per_m3, above_zero_to(3e4, "kg/m3"));
    check.in("/needle/specific_heat_J_per_kgK", p.steel_specific_heat_J_per_kgK,
             above_zero_to(1e5, "J/(kg K)"));
    check.in("/initial_C", p.initial_C, kTemperature);
    if (p.warm_spot) {
        check.in("/initial_C/gaussian/sigma_mm", p.warm_spot->sigma_mm, {0.01, kLargest_mm, "mm"});
        check.in("/initial_C/gaussian/peak_C", p.warm_spot->peak_C, kTemperature);
        for (const double v : p.warm_spot->centre_mm)
            check.in("/initial_C/gaussian/centre_mm", v, {-kLargest_mm, kLargest_mm, "mm"});
    }
    if (p.source) {
        check.in("/source_W_per_m3", p.source->W_per_m3, {-1e12, 1e12, "W/m3"});
        if (!std::isinf(p.source->radius_mm))
            check.in("/source_W_per_m3/sphere/radius_mm", p.source->radius_mm,
                     {0.01, kLargest_mm, "mm"});
        for (const double v : p.source->centre_mm)
            check.in("/source_W_per_m3/sphere/centre_mm", v, {-kLargest_mm, kLargest_mm, "mm"});
    }
    for (std::size_t s = 0; s < p.sides.size(); ++s) {
        const char* where = Side(s) == Side::surface ? "/surface" : "/other_faces";
        if (p.sides[s].kind == HeatSide::Kind::adiabatic) continue;
        check.in(where, p.sides[s].outside_C, {-200, 500, "C"});
        check.in(where, p.sides[s].convection_W_per_m2K, {0, 1e6, "W/(m2 K)"});
    }
    const double gas_J_per_molK = parameter("damage.gas_constant_J_per_molK").value;
    for (std::size_t n = 0; n < p.damage.size(); ++n) {
        const std::string at = "/arrhenius/" + std::to_string(n);
        check.in(at + "/A_per_s", p.damage[n].A_per_s, above_zero_to(1e300, "1/s"));
        check.in(at + "/Ea_J_per_mol", p.damage[n].E_over_R_K * gas_J_per_molK,
                 above_zero_to(1e7, "J/mol"));
    }
}

void check_needles(const RfProblem& p, Checker& check) {
    if (p.needles.size() > kMostNeedles)
        return check.fail("/needles", "has " + std::to_string(p.needles.size()) +
                                          " entries, must have at most " +
                                          std::to_string(kMostNeedles));
    const double most_lift_mm = *std::max_element(p.lifts_mm.begin(), p.lifts_mm.end());
    for (std::size_t n = 0; n < p.needles.size() && check.ok(); ++n) {
        const NeedleShape& s = p.needles[n].shape;
        const std::string at = "/needles/" + std::to_string(n) + "/";
        check.in(at + "radius_mm", s.radius_mm, {0.01, 5, "mm"});
        check.in(at + "tip_depth_mm", s.tip_mm,
                 {most_lift_mm, p.depth_mm[1] - kLeastGap_mm, "mm", true});
        check.in(at + "exposed_mm", s.exposed_mm, {kLeastGap_mm, 1e3, "mm"});
        check.in(at + "x_mm", s.x_mm, {p.x_mm[0] + s.radius_mm, p.x_mm[1] - s.radius_mm, "mm"});
        check.in(at + "y_mm", s.y_mm, {p.y_mm[0] + s.radius_mm, p.y_mm[1] - s.radius_mm, "mm"});
        for (std::size_t m = 0; m < n && check.ok(); ++m) {
            const NeedleShape& o = p.needles[m].shape;
            const double gap_mm = std::sqrt((s.x_mm - o.x_mm) * (s.x_mm - o.x_mm) +
                                            (s.y_mm - o.y_mm) * (s.y_mm - o.y_mm)) -
                                  s.radius_mm - o.radius_mm;
            if (gap_mm >= kLeastGap_mm) continue;
            check.fail("/needles/" + std::to_string(n),
                       (gap_mm < 0 ? "overlaps needle " : "comes too close to needle ") +
                           std::to_string(m) + ": walls must be at least " +
                           number_text(kLeastGap_mm) + " mm apart");
        }
    }
}

void check_drive(const RfProblem& p, Checker& check) {
    if (p.pulses.size() > kMostPulses)
        check.fail("/pulses", "has " + std::to_string(p.pulses.size()) +
                                  " entries, must have at most " + std::to_string(kMostPulses));
    for (std::size_t n = 0; n < p.pulses.size(); ++n) {
        const std::string at = "/pulses/" + std::to_string(n) + "/";
        check.in(at + "on_s", p.pulses[n].on_s, above_zero_to(3600, "s"));
        check.in(at + "off_s", p.pulses[n].off_s, {0, 3600, "s"});
    }
    if (p.pulses.empty() || p.needles.empty()) return;
    switch (p.drive.control) {
        case RfDrive::Control::voltage:
            check.in("/drive/difference_V", p.drive.voltage_V, above_zero_to(2000, "V"));
            break;
        case RfDrive::Control::energy:
            check.in("/drive/total_J", p.drive.energy_J, above_zero_to(2000, "J"));
            [[fallthrough]];
        case RfDrive::Control::power:
            check.in("/drive/total_W", p.drive.power_W, above_zero_to(2000, "W"));
    }
    // Current flows between two electrodes, or from one to a side of the box.
    bool way = std::find(p.grounded.begin(), p.grounded.end(), true) != p.grounded.end();
    for (const RfNeedle& needle : p.needles)
        way = way || needle.electrode != p.needles.front().electrode;
    if (!way)
        check.fail("/ground_faces",
                   "is empty, and all needles are of one electrode: there is no way "
                   "for the current");
}

bool near(double a, double b) { return std::fabs(a - b) < 1e-9; }

bool same_side(const RfProblem& p, Side a, Side b) {
    const HeatSide &l = p.sides[std::size_t(a)], &h = p.sides[std::size_t(b)];
    return p.grounded[std::size_t(a)] == p.grounded[std::size_t(b)] && l.kind == h.kind &&
           l.outside_C == h.outside_C && l.convection_W_per_m2K == h.convection_W_per_m2K;
}

Fold::Plane plane_of(const RfProblem& p, bool across_x) {
    const std::array<double, 2>& span = across_x ? p.x_mm : p.y_mm;
    const std::size_t axis = across_x ? 0 : 1;
    const double at_mm = 0.5 * (span[0] + span[1]);
    const Fold::Plane none{.at_mm = at_mm};
    if (!same_side(p, across_x ? Side::x_low : Side::y_low, across_x ? Side::x_high : Side::y_high))
        return none;
    if (p.warm_spot && !near(p.warm_spot->centre_mm[axis], at_mm)) return none;
    if (p.source && !std::isinf(p.source->radius_mm) && !near(p.source->centre_mm[axis], at_mm))
        return none;
    bool even = true, odd = !p.needles.empty();
    for (const RfNeedle& n : p.needles) {
        const double x = across_x ? 2 * at_mm - n.shape.x_mm : n.shape.x_mm;
        const double y = across_x ? n.shape.y_mm : 2 * at_mm - n.shape.y_mm;
        const auto image = std::find_if(p.needles.begin(), p.needles.end(), [&](const RfNeedle& m) {
            return near(m.shape.x_mm, x) && near(m.shape.y_mm, y) &&
                   near(m.shape.radius_mm, n.shape.radius_mm) &&
                   near(m.shape.tip_mm, n.shape.tip_mm) &&
                   near(m.shape.exposed_mm, n.shape.exposed_mm);
        });
        if (image == p.needles.end()) return none;
        const double here_V = p.electrode_share[std::size_t(n.electrode)],
                     there_V = p.electrode_share[std::size_t(image->electrode)];
        even = even && here_V == there_V;
        odd = odd && here_V == -there_V;
    }
    return {.at_mm = at_mm, .folded = even || odd, .odd = odd && !even};
}

}  // namespace

double RfProblem::train_s() const {
    double sum = 0;
    for (const RfPulse& pulse : pulses) sum += pulse.on_s + pulse.off_s;
    return sum;
}

Result<Ok> validate(const RfProblem& problem) {
    assert(!problem.lifts_mm.empty());
    Checker check;
    check_box(problem, check);
    check_layers(problem, check);
    check_materials(problem, check);
    if (check.ok()) check_needles(problem, check);
    check_drive(problem, check);
    return check.result();
}

Fold fold_of(const RfProblem& problem) {
    return {plane_of(problem, true), plane_of(problem, false)};
}

}  // namespace sim
