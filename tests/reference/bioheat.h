// One run of a case on one mesh: potential, Pennes heat, Arrhenius damage.
#pragma once

#include "tests/reference/linear.h"

#include <numeric>

namespace reference {

struct Settings {
    double level = 1, grade = 0.3, steps_on = 24, steps_off = 30;
    int sides = 8;
    bool axial = false;
};

class Run {
  public:
    Run(const Case& c, const Settings& s)
        : case_(c),
          set_(s),
          plan_(s.axial ? radial_plan(c, s.level, s.grade)
                        : quarter_plan(c, s.level, s.grade, s.sides)),
          z_(depth_planes(c, s.level, s.grade)),
          planes_(z_.size()),
          gaps_(planes_ - 1),
          pattern_(plan_, int(planes_)),
          heat_(pattern_),
          capacity_(pattern_.size()),
          uptake_(pattern_.size()),
          uptake_C_(pattern_.size()),
          steady_W_(pattern_.size()),
          T_(pattern_.size(), 37.0),
          phi_(pattern_.size()),
          joule_(pattern_.size()),
          tissue_(pattern_.size()),
          cold_(pattern_.size()),
          held_(pattern_.size()) {
        build_heat();
        build_electrodes();
        start_temperature();
        for (std::size_t r = 0; r < c.reactions.size(); ++r) omega_.emplace_back(T_.size());
    }

    Json solve_case();
    std::size_t cells() const { return plan_.elements.size() * gaps_; }
    int steps = 0;
    long cycles = 0, solves = 0;

  private:
    bool is_metal(const Element& e, std::size_t gap) const {
        return e.needle >= 0 && (z_[gap] + z_[gap + 1]) / 2 < case_.needles[0].tip_mm;
    }
    const Matter& matter(const Element& e, std::size_t gap) const {
        return is_metal(e, gap) ? case_.metal : case_.layer_at((z_[gap] + z_[gap + 1]) / 2);
    }
    /// Calls visit(plan node, volume share of it at either plane) for the corners of an element.
    template <class Visit>
    void each_share(std::size_t e, std::size_t k, Visit&& visit) const {
        const Element& el = plan_.elements[e];
        for (std::size_t i = 0; i < std::size_t(el.corners); ++i)
            for (std::size_t m = 0; m < 2; ++m)
                visit(std::size_t(el.node[i]) * planes_ + k + m,
                      el.mass[i] * (z_[k + 1] - z_[k]) / 2);
    }
    void build_heat();
    void build_electrodes();
    void start_temperature();
    double sphere_share(const Element& e, std::size_t gap, const Json& ball) const;
    void potential(const Line& T);
    double advance(double dt, double theta, double watts, double volts, const Line& middle);
    void phase(double from_s, double to_s, bool on, const Line& reports, Json& out);
    Json report(double t_s, bool on);
    Json damage(const Line& omega) const;
    double probe(const Json& place) const;
    double power_of(double volts, double watts) const {
        return watts > 0 ? watts : volts * volts * conductance_S_;
    }

    const Case& case_;
    Settings set_;
    Plan plan_;
    Line z_;
    std::size_t planes_, gaps_;
    Pattern pattern_;
    Matrix heat_;  // conduction, perfusion, convection: W/K
    Line capacity_, uptake_, uptake_C_, steady_W_, T_, T0_, phi_;
    Line rate_, phi_before_, joule_;          // joule_: W at a unit difference
    std::vector<char> tissue_, cold_, held_;  // cold_: temperature held; held_: potential held
    std::vector<Line> omega_;
    double conductance_S_ = 0, energy_J_ = 0, lost_J_ = 0;
};

inline void Run::build_heat() {
    Line k(plan_.elements.size() * gaps_);
    for (std::size_t e = 0; e < plan_.elements.size(); ++e)
        for (std::size_t g = 0; g < gaps_; ++g) {
            const Matter& m = matter(plan_.elements[e], g);
            k[e * gaps_ + g] = m.k_W_per_mK;
            double source = m.metabolic_W_per_m3;
            if (const Json s = case_.json.value("source_W_per_m3", Json()); s.is_number())
                source += s.get<double>();
            else if (s.is_object())
                source += s["sphere"]["W_per_m3"].get<double>() *
                          sphere_share(plan_.elements[e], g, s["sphere"]);
            each_share(e, g, [&](std::size_t i, double mm3) {
                capacity_[i] += 1e-9 * mm3 * m.heat_J_per_m3K;
                steady_W_[i] += 1e-9 * mm3 * source;
                uptake_[i] += 1e-9 * mm3 * m.perfusion_W_per_m3K;
                uptake_C_[i] += 1e-9 * mm3 * m.perfusion_W_per_m3K * case_.blood_C;
                tissue_[i] |= !is_metal(plan_.elements[e], g);
            });
        }
    heat_.add_stiffness(plan_, z_, k, 1e-3);
    const auto face = [&](std::size_t i, double mm2, const Face& f) {
        uptake_[i] += 1e-6 * mm2 * f.h_W_per_m2K;
        uptake_C_[i] += 1e-6 * mm2 * f.h_W_per_m2K * f.outside_C;
        if (f.fixed) cold_[i] = 1, T_[i] = f.outside_C;
    };
    const double right = *std::max_element(plan_.x.begin(), plan_.x.end());
    const double back = *std::max_element(plan_.y.begin(), plan_.y.end());
    for (const Element& e : plan_.elements)
        for (std::size_t i = 0; i < std::size_t(e.corners); ++i) {
            const std::size_t n = std::size_t(e.node[i]) * planes_,
                              m = std::size_t(e.node[(i + 1) % 4]);
            face(n, e.mass[i], case_.surface);
            face(n + gaps_, e.mass[i], case_.others);
            const std::size_t here = std::size_t(e.node[i]);
            double side_mm = 0;
            if (plan_.axial)
                side_mm = plan_.x[here] == right ? 2 * std::numbers::pi * right : 0;
            else if (plan_.x[here] == right && plan_.x[m] == right)
                side_mm = std::abs(plan_.y[here] - plan_.y[m]);
            else if (plan_.y[here] == back && plan_.y[m] == back)
                side_mm = std::abs(plan_.x[here] - plan_.x[m]);
            if (side_mm > 0)
                for (std::size_t g = 0; g < gaps_; ++g)
                    for (std::size_t end : {here, plan_.axial ? here : m})
                        for (std::size_t up : {0, 1})
                            face(end * planes_ + g + up, side_mm * (z_[g + 1] - z_[g]) / 4,
                                 case_.others);
        }
    for (std::size_t i = 0; i < uptake_.size(); ++i) heat_.diagonal[i] += uptake_[i];
}

inline void Run::build_electrodes() {
    std::vector<char> conducts(pattern_.size());
    const double right = *std::max_element(plan_.x.begin(), plan_.x.end());
    const double back = *std::max_element(plan_.y.begin(), plan_.y.end());
    for (std::size_t p = 0; p < std::size_t(plan_.count()); ++p)
        for (std::size_t k = 0; k < planes_; ++k) {
            const bool x = plan_.x[p] == right && case_.ground_x;
            const bool y = !plan_.axial && plan_.y[p] == back && case_.ground_y;
            const bool middle = !plan_.axial && ((case_.anti_x && plan_.x[p] == 0) ||
                                                 (case_.anti_y && plan_.y[p] == 0));
            if (x || y || middle || (case_.ground_floor && k == gaps_)) held_[p * planes_ + k] = 1;
        }
    for (std::size_t e = 0; e < plan_.elements.size(); ++e)
        for (std::size_t g = 0; g < gaps_; ++g) {
            const Element& el = plan_.elements[e];
            const bool metal = is_metal(el, g);
            const Needle* n = nullptr;
            if (metal) {
                double best = 1e9;
                for (const Needle& a : case_.needles) {
                    const double d = std::hypot(plan_.x[std::size_t(el.node[0])] - a.x_mm,
                                                plan_.y[std::size_t(el.node[0])] - a.y_mm);
                    if (d < best) best = d, n = &a;
                }
            }
            each_share(e, g, [&](std::size_t i, double) {
                if (!metal)
                    conducts[i] = 1;
                else if (z_[g] > n->tip_mm - n->exposed_mm - 1e-9)
                    held_[i] = 1, phi_[i] = n->volt;
            });
        }
    for (std::size_t i = 0; i < conducts.size(); ++i)
        if (!conducts[i]) held_[i] = 1;
}

/// How much of an element lies in a sphere, by 8 places along each of its directions.
inline double Run::sphere_share(const Element& e, std::size_t gap, const Json& ball) const {
    double inside = 0, all = 0;
    std::array<double, 4> N;
    std::array<std::array<double, 2>, 4> G;
    for (int a = 0; a < 8; ++a)
        for (int b = 0; b < (plan_.axial ? 1 : 8); ++b) {
            const double w = shape_at(plan_, e, (a + 0.5) / 8, (b + 0.5) / 8, N, G);
            double x = 0, y = 0;
            for (std::size_t i = 0; i < std::size_t(e.corners); ++i)
                x += N[i] * plan_.x[std::size_t(e.node[i])],
                    y += N[i] * plan_.y[std::size_t(e.node[i])];
            for (int k = 0; k < 8; ++k) {
                const double z = z_[gap] + (k + 0.5) / 8 * (z_[gap + 1] - z_[gap]);
                all += w;
                if (std::hypot(x, y, z - ball["centre_mm"][2].get<double>()) <
                    ball["radius_mm"].get<double>())
                    inside += w;
            }
        }
    return inside / all;
}

/// Sets T0_ everywhere, then T_; what a held face takes at once is lost.
inline void Run::start_temperature() {
    const Json& start = case_.json["initial_C"];
    T0_.assign(T_.size(), start.is_number() ? start.get<double>() : 0);
    for (std::size_t i = 0; i < T0_.size(); ++i) {
        if (start.is_object()) {
            const Json& g = start["gaussian"];
            const double base = g["base_C"], peak = g["peak_C"], sigma = g["sigma_mm"];
            const std::size_t p = i / planes_;
            const double below_mm = z_[i % planes_] - g["centre_mm"][2].get<double>();
            const double away = std::hypot(plan_.x[p], plan_.y[p], below_mm);
            T0_[i] = base + (peak - base) * std::exp(-away * away / (2 * sigma * sigma));
        }
        if (cold_[i])
            lost_J_ += plan_.copies * capacity_[i] * (T0_[i] - T_[i]);
        else
            T_[i] = T0_[i];
    }
}

/// Solves for the potential at a unit difference, and shares its heat out to the nodes.
inline void Run::potential(const Line& T) {
    if (case_.needles.empty()) return;
    Line sigma(plan_.elements.size() * gaps_);
    for (std::size_t e = 0; e < plan_.elements.size(); ++e)
        for (std::size_t g = 0; g < gaps_; ++g) {
            double mean_C = 0;
            each_share(e, g, [&](std::size_t i, double) { mean_C += T[i]; });
            mean_C /= 2 * plan_.elements[e].corners;
            if (!is_metal(plan_.elements[e], g))
                sigma[e * gaps_ + g] =
                    case_.sigma(matter(plan_.elements[e], g).sigma_S_per_m, mean_C);
        }
    Matrix A(pattern_);
    A.add_stiffness(plan_, z_, sigma, 1e-3);
    const Line last = phi_;
    if (!phi_before_.empty())
        for (std::size_t i = 0; i < phi_.size(); ++i) phi_[i] += phi_[i] - phi_before_[i];
    phi_before_ = last;
    Line product(phi_.size());
    A.multiply(phi_, product);
    cycles += solve(A, held_, Line(phi_.size()), phi_, 1e-5, solves ? dot(phi_, product) : 0);
    ++solves;
    std::fill(joule_.begin(), joule_.end(), 0.0);
    for (std::size_t e = 0; e < plan_.elements.size(); ++e) {
        const Element& el = plan_.elements[e];
        const std::size_t corners = std::size_t(el.corners);
        for (std::size_t g = 0; g < gaps_; ++g) {
            const double s = 1e-3 * sigma[e * gaps_ + g], dz = z_[g + 1] - z_[g];
            if (s == 0) continue;
            std::array<double, 4> u[2];
            for (std::size_t i = 0; i < corners; ++i)
                for (std::size_t m = 0; m < 2; ++m)
                    u[m][i] = phi_[std::size_t(el.node[i]) * planes_ + g + m];
            for (std::size_t i = 0; i < corners; ++i) {
                const std::size_t n = std::size_t(el.node[i]) * planes_ + g;
                const double along =
                    s * el.mass[i] * (u[1][i] - u[0][i]) * (u[1][i] - u[0][i]) / dz;
                joule_[n] += along / 2, joule_[n + 1] += along / 2;
            }
            for (std::size_t m = 0; m < 2; ++m)
                for (std::size_t q = 0; q < 4; ++q) {
                    double gx = 0, gy = 0;
                    for (std::size_t i = 0; i < corners; ++i)
                        gx += el.grad[q][i][0] * u[m][i], gy += el.grad[q][i][1] * u[m][i];
                    const double watts = s * el.weight[q] * (gx * gx + gy * gy) * dz / 2;
                    for (std::size_t i = 0; i < corners; ++i)
                        joule_[std::size_t(el.node[i]) * planes_ + g + m] += watts * el.shape[q][i];
                }
        }
    }
    conductance_S_ = plan_.copies * std::accumulate(joule_.begin(), joule_.end(), 0.0);
}

/// One step of the theta scheme, heat and conductivity taken at `middle`; returns the energy
/// delivered.
inline double Run::advance(double dt, double theta, double watts, double volts,
                           const Line& middle) {
    double scale = 0;
    if (watts > 0 || volts > 0) {
        potential(middle);
        scale = watts > 0 ? watts / conductance_S_ : volts * volts;
    }
    const std::size_t n = T_.size();
    Matrix A = heat_;
    for (double& v : A.diagonal) v *= theta;
    for (double& v : A.down) v *= theta;
    for (double& v : A.side) v *= theta;
    for (std::size_t i = 0; i < n; ++i) A.diagonal[i] += capacity_[i] / dt;
    Line load(n), change = rate_;  // a guess: the last step's rate
    change.resize(n);
    for (double& v : change) v *= dt;
    heat_.multiply(T_, load);
    for (std::size_t i = 0; i < n; ++i)
        load[i] = scale * joule_[i] + steady_W_[i] + uptake_C_[i] - load[i];
    solve(A, cold_, load, change, 1e-6, std::abs(dot(load, change)));
    rate_ = change;
    for (double& v : rate_) v /= dt;
    Line average(n), flow(n);
    for (std::size_t i = 0; i < n; ++i) average[i] = T_[i] + theta * change[i];
    heat_.multiply(average, flow);
    for (std::size_t i = 0; i < n; ++i) {
        lost_J_ += plan_.copies * dt * (uptake_[i] * average[i] - uptake_C_[i]);
        if (cold_[i])
            lost_J_ +=
                plan_.copies * dt * (scale * joule_[i] + steady_W_[i] + uptake_C_[i] - flow[i]);
    }
    for (std::size_t r = 0; r < omega_.size(); ++r) {
        const Reaction& a = case_.reactions[r];
        constexpr double kGas = 8.314462618, kZero = 273.15;
        for (std::size_t i = 0; i < n; ++i) {
            const double e0 = std::log(a.A_per_s) - a.Ea_J_per_mol / (kGas * (T_[i] + kZero));
            const double e1 =
                std::log(a.A_per_s) - a.Ea_J_per_mol / (kGas * (T_[i] + change[i] + kZero));
            const double d = e1 - e0;
            omega_[r][i] +=
                dt * std::exp(e0) * (std::abs(d) < 1e-9 ? 1 + d / 2 : std::expm1(d) / d);
        }
    }
    for (std::size_t i = 0; i < n; ++i) T_[i] += change[i];
    ++steps;
    return scale * conductance_S_ * dt +
           plan_.copies * dt * std::accumulate(steady_W_.begin(), steady_W_.end(), 0.0);
}

/// Crank-Nicolson with sigma extrapolated to the middle of the step; the first two steps are four
/// backward Euler halves, which damp what a switched source excites.
inline void Run::phase(double from_s, double to_s, bool on, const Line& reports, Json& out) {
    const Json drive = case_.json.value("drive", Json::object());
    const bool power = drive.contains("total_W");
    const double watts = on && power ? drive["total_W"].get<double>() : 0;
    const double volts =
        on && !power && !case_.needles.empty() ? drive["difference_V"].get<double>() : 0;
    const double length = to_s - from_s, degree = on ? 2 : 3;
    Line breaks{from_s, to_s};
    for (double t : reports)
        if (t > from_s + 1e-9 && t < to_s - 1e-9) breaks.push_back(t);
    const Line times = graded(
        breaks,
        [&](double t) {
            const double part = std::max((t - from_s) / length, 1e-12);
            return length * degree * std::pow(part, 1 - 1 / degree) /
                   (on ? set_.steps_on : set_.steps_off);
        },
        set_.level);
    Line before = T_;
    double last_dt = 0;
    for (std::size_t s = 0; s + 1 < times.size(); ++s) {
        const double dt = times[s + 1] - times[s];
        if (s < 2)
            for (int half = 0; half < 2; ++half) {
                const Line start = T_;
                Line middle = T_;
                if (last_dt > 0)
                    for (std::size_t i = 0; i < middle.size(); ++i)
                        middle[i] += dt / 4 * (T_[i] - before[i]) / last_dt;
                energy_J_ += advance(dt / 2, 1, watts, volts, middle);
                before = start, last_dt = dt / 2;
            }
        else {
            Line middle = T_;
            for (std::size_t i = 0; i < middle.size(); ++i)
                middle[i] += dt / 2 * (T_[i] - before[i]) / last_dt;
            before = T_, last_dt = dt;
            energy_J_ += advance(dt, 0.5, watts, volts, middle);
        }
        for (double t : reports)
            if (std::abs(t - times[s + 1]) < 1e-9) out.push_back(report(t, on));
    }
}

inline Json Run::solve_case() {
    const Json& j = case_.json;
    Json out{{"name", j["name"]}};
    potential(T0_);
    if (!case_.needles.empty()) out["initial_resistance_ohm"] = 1 / conductance_S_;
    out["reports"] = Json::array();
    const Line reports = j["report_at_s"];
    const double end = *std::max_element(reports.begin(), reports.end());
    const Json drive = j.value("drive", Json::object());
    double t = 0;
    for (const Json& p : j.value("pulses", Json::array())) {
        double on = p["on_s"];
        const double off = p["off_s"], until = t + on + off;
        if (drive.value("control", "") == "energy")
            on = std::min(on, drive["total_J"].get<double>() / drive["total_W"].get<double>());
        if (t < end - 1e-9 && !case_.needles.empty())
            phase(t, t + on, true, reports, out["reports"]), t += on;
        if (t < end - 1e-9 && until > t)
            phase(t, std::min(until, end), false, reports, out["reports"]);
        t = until;
    }
    if (t < end - 1e-9) phase(t, end, false, reports, out["reports"]);
    return out;
}

}  // namespace reference
