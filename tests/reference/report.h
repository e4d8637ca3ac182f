// What a run says at one time, in the keys of the format.
#pragma once

#include "tests/reference/bioheat.h"

namespace reference {

inline double Run::probe(const Json& place) const {
    double x = std::abs(place[0].get<double>()), y = std::abs(place[1].get<double>());
    const double z = place[2];
    if (plan_.axial) x = std::hypot(x, y), y = 0;
    std::size_t g = 0;
    while (g + 1 < gaps_ && z_[g + 1] < z) ++g;
    const double up = (z - z_[g]) / (z_[g + 1] - z_[g]);
    std::array<double, 4> N;
    std::array<std::array<double, 2>, 4> G;
    for (const Element& e : plan_.elements) {
        double a = 0.5, b = 0.5, miss = 1;
        for (int turn = 0; turn < 12; ++turn) {  // Newton on the bilinear map
            shape_at(plan_, e, a, b, N, G);
            double px = -x, py = -y, xa = 0, xb = 0, ya = 0, yb = 0;
            const double da[4] = {b - 1, 1 - b, b, -b}, db[4] = {a - 1, -a, a, 1 - a};
            for (std::size_t i = 0; i < std::size_t(e.corners); ++i) {
                const double nx = plan_.x[std::size_t(e.node[i])],
                             ny = plan_.y[std::size_t(e.node[i])];
                px += N[i] * nx, py += N[i] * ny;
                xa += da[i] * nx, xb += db[i] * nx, ya += da[i] * ny, yb += db[i] * ny;
            }
            miss = std::hypot(px, py);
            if (plan_.axial) {
                a -= px / (plan_.x[std::size_t(e.node[1])] - plan_.x[std::size_t(e.node[0])]);
            } else {
                const double det = xa * yb - xb * ya;
                a -= (px * yb - py * xb) / det, b -= (py * xa - px * ya) / det;
            }
        }
        if (miss > 1e-6 || a < -1e-6 || a > 1 + 1e-6 || b < -1e-6 || b > 1 + 1e-6) continue;
        double T = 0;
        for (std::size_t i = 0; i < std::size_t(e.corners); ++i) {
            const std::size_t n = std::size_t(e.node[i]) * planes_ + g;
            T += N[i] * ((1 - up) * T_[n] + up * T_[n + 1]);
        }
        return T;
    }
    refuse("a probe lies outside the mesh");
}

/// Volume by 5 places along each direction of the elements that the zone's edge crosses, extents
/// along mesh lines, ln(Omega) taken as linear.
inline Json Run::damage(const Line& omega) const {
    Line level(omega.size());
    for (std::size_t i = 0; i < omega.size(); ++i) level[i] = std::log(std::max(omega[i], 1e-300));
    std::vector<std::size_t> root(omega.size());
    std::iota(root.begin(), root.end(), std::size_t{0});
    const auto find = [&](std::size_t i) {
        while (root[i] != i) i = root[i] = root[root[i]];
        return i;
    };
    double volume = 0, x = -1, y = -1, low = 1e9, high = -1;
    const auto reach = [&](double px, double py, double pz) {
        x = std::max(x, px), y = std::max(y, py), low = std::min(low, pz),
        high = std::max(high, pz);
    };
    for (const Element& e : plan_.elements)
        for (std::size_t g = 0; g < gaps_; ++g) {
            if (is_metal(e, g)) continue;
            const std::size_t corners = std::size_t(e.corners);
            const double dz = z_[g + 1] - z_[g];
            std::size_t in = 0;
            const auto edge = [&](std::size_t p, std::size_t kp, std::size_t q, std::size_t kq) {
                const std::size_t a = p * planes_ + kp, b = q * planes_ + kq;
                const bool here = level[a] >= 0, there = level[b] >= 0;
                if (here && there) root[find(a)] = find(b);
                if (here) reach(plan_.x[p], plan_.y[p], z_[kp]);
                if (there) reach(plan_.x[q], plan_.y[q], z_[kq]);
                if (here == there) return;
                const double s = level[a] / (level[a] - level[b]);
                reach(plan_.x[p] + s * (plan_.x[q] - plan_.x[p]),
                      plan_.y[p] + s * (plan_.y[q] - plan_.y[p]), z_[kp] + s * (z_[kq] - z_[kp]));
            };
            for (std::size_t i = 0; i < corners; ++i) {
                const std::size_t p = std::size_t(e.node[i]),
                                  q = std::size_t(e.node[(i + 1) % corners]);
                in += (level[p * planes_ + g] >= 0) + std::size_t(level[p * planes_ + g + 1] >= 0);
                edge(p, g, q, g), edge(p, g + 1, q, g + 1), edge(p, g, p, g + 1);
            }
            if (in == 2 * corners)
                for (std::size_t i = 0; i < corners; ++i) volume += e.mass[i] * dz;
            if (in == 0 || in == 2 * corners) continue;
            const int places = plan_.axial ? 60 : 6;
            std::array<double, 4> N;
            std::array<std::array<double, 2>, 4> G;
            for (int a = 0; a < places; ++a)
                for (int b = 0; b < (plan_.axial ? 1 : places); ++b) {
                    const double w =
                        shape_at(plan_, e, (a + 0.5) / places, (b + 0.5) / places, N, G);
                    double u0 = 0, u1 = 0;
                    for (std::size_t i = 0; i < corners; ++i) {
                        u0 += N[i] * level[std::size_t(e.node[i]) * planes_ + g];
                        u1 += N[i] * level[std::size_t(e.node[i]) * planes_ + g + 1];
                    }
                    double part = u0 >= 0 ? 1 : 0;
                    if ((u0 >= 0) != (u1 >= 0)) part = u0 >= 0 ? u0 / (u0 - u1) : u1 / (u1 - u0);
                    volume += w * dz * part / (plan_.axial ? places : places * places);
                }
        }
    if (high < 0)
        return {{"volume_mm3", 0.0},
                {"zones", 0},
                {"x_mm", nullptr},
                {"y_mm", nullptr},
                {"z_mm", nullptr}};
    std::map<std::size_t, std::array<bool, 2>> zones;  // whether a zone touches either mirror
    for (std::size_t i = 0; i < level.size(); ++i)
        if (tissue_[i] && level[i] >= 0) {
            auto& touch = zones[find(i)];
            touch[0] |= plan_.axial || plan_.x[i / planes_] == 0;
            touch[1] |= plan_.axial || plan_.y[i / planes_] == 0;
        }
    // A ring round a needle on a mirror touches it on both sides of the metal and is one zone.
    int count = 0;
    for (const auto& [name, touch] : zones) count += (touch[0] ? 1 : 2) * (touch[1] ? 1 : 2);
    if (plan_.axial) y = x;
    return {{"volume_mm3", volume * plan_.copies},
            {"zones", count},
            {"x_mm", {-x, x}},
            {"y_mm", {-y, y}},
            {"z_mm", {low, high}}};
}

inline Json Run::report(double t_s, bool on) {
    potential(T_);
    const Json drive = case_.json.value("drive", Json::object());
    Json out{{"t_s", t_s}};
    if (!case_.needles.empty()) {
        out["resistance_ohm"] = 1 / conductance_S_;
        double watts = 0;
        if (on)
            watts = drive.contains("total_W")
                        ? drive["total_W"].get<double>()
                        : std::pow(drive["difference_V"].get<double>(), 2) * conductance_S_;
        out["power_W"] = watts;
    }
    double stored = 0, tissue = -1e9, surface = -1e9;
    for (std::size_t i = 0; i < T_.size(); ++i) {
        stored += plan_.copies * capacity_[i] * (T_[i] - T0_[i]);
        if (!tissue_[i]) continue;
        tissue = std::max(tissue, T_[i]);
        if (i % planes_ == 0) surface = std::max(surface, T_[i]);
    }
    out["energy_J"] = energy_J_, out["stored_J"] = stored, out["lost_J"] = lost_J_;
    out["peak_tissue_C"] = tissue, out["peak_surface_C"] = surface;
    out["probes_C"] = Json::object();
    for (const auto& p : case_.json["probes"].items()) out["probes_C"][p.key()] = probe(p.value());
    out["damage"] = Json::object();
    for (std::size_t r = 0; r < omega_.size(); ++r)
        out["damage"][case_.reactions[r].name] = damage(omega_[r]);
    return out;
}

}  // namespace reference
