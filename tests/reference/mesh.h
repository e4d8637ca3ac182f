// Body-fitted meshes: a plan (a quarter of the box, or radii of a cylinder) extruded through planes
// in depth.
#pragma once

#include "tests/reference/case.h"

#include <array>
#include <functional>
#include <map>
#include <numbers>

namespace reference {

using Line = std::vector<double>;

/// Points from breaks.front() to breaks.back() through all the breaks, spaced in proportion to
/// `size`; the same map at every level (1, 1.5, 2 ..), so that errors are smooth in the level.
inline Line graded(Line breaks, const std::function<double(double)>& size, double level) {
    std::sort(breaks.begin(), breaks.end());
    Line out{breaks.front()};
    constexpr int kFine = 4000;
    for (std::size_t b = 0; b + 1 < breaks.size(); ++b) {
        const double from = breaks[b], length = breaks[b + 1] - from;
        if (length < 1e-9) continue;
        // Clustered samples, as 1 / size may be integrably infinite at both ends.
        const auto place = [&](double u) {
            return from + length * u * u * u * (10 - 15 * u + 6 * u * u);
        };
        Line sum{0};
        for (int i = 0; i < kFine; ++i)
            sum.push_back(sum.back() + (place((i + 1.0) / kFine) - place(double(i) / kFine)) /
                                           size(place((i + 0.5) / kFine)));
        const int cells = int(std::lround(std::max(2.0, 2 * std::round(sum.back() / 2)) * level));
        int at = 0;
        for (int i = 1; i < cells; ++i) {
            const double want = sum.back() * i / cells;
            while (sum[std::size_t(at) + 1] < want) ++at;
            const double part =
                (want - sum[std::size_t(at)]) / (sum[std::size_t(at) + 1] - sum[std::size_t(at)]);
            out.push_back(place((at + part) / kFine));
        }
        out.push_back(breaks[b + 1]);
    }
    return out;
}

/// Spacing at a distance from an edge where the field is singular: (i / N)^3 points, second order
/// there.
inline double spacing(double grade, double distance_mm) {
    return grade * std::cbrt(0.3 * distance_mm * distance_mm) + 1e-12;
}

/// A plan element: a quadrilateral, or an interval of radius; its matrices are in mm and carry 2 pi
/// r.
struct Element {
    int corners = 4, needle = -1;
    std::array<int, 4> node{};
    std::array<std::array<double, 4>, 4> stiff{};                // integral of grad Ni . grad Nj
    std::array<double, 4> mass{};                                // integral of Ni
    std::array<double, 4> weight{};                              // of the Gauss points
    std::array<std::array<std::array<double, 2>, 4>, 4> grad{};  // [Gauss point][corner]
    std::array<std::array<double, 4>, 4> shape{};
};

struct Plan {
    bool axial = false;
    double copies = 4;  // of the meshed part in the whole box
    Line x, y;
    std::vector<Element> elements;

    int count() const { return int(x.size()); }
};

/// Bilinear shape functions, their gradients and the area element at a place of an element.
inline double shape_at(const Plan& plan, const Element& e, double a, double b,
                       std::array<double, 4>& N, std::array<std::array<double, 2>, 4>& G) {
    if (plan.axial) {
        const double r0 = plan.x[std::size_t(e.node[0])], r1 = plan.x[std::size_t(e.node[1])];
        N = {1 - a, a, 0, 0};
        G[0] = {-1 / (r1 - r0), 0}, G[1] = {1 / (r1 - r0), 0};
        return 2 * std::numbers::pi * (r0 + a * (r1 - r0)) * (r1 - r0);
    }
    N = {(1 - a) * (1 - b), a * (1 - b), a * b, (1 - a) * b};
    const double da[4] = {b - 1, 1 - b, b, -b}, db[4] = {a - 1, -a, a, 1 - a};
    double xa = 0, xb = 0, ya = 0, yb = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const std::size_t n = std::size_t(e.node[i]);
        xa += da[i] * plan.x[n], xb += db[i] * plan.x[n];
        ya += da[i] * plan.y[n], yb += db[i] * plan.y[n];
    }
    const double det = xa * yb - xb * ya;
    for (std::size_t i = 0; i < 4; ++i)
        G[i] = {(da[i] * yb - db[i] * ya) / det, (db[i] * xa - da[i] * xb) / det};
    return det;
}

inline void fill_matrices(Plan& plan) {
    const double g = 0.5 / std::sqrt(3.0);
    for (Element& e : plan.elements)
        for (std::size_t q = 0; q < 4; ++q) {
            const double a = q & 1 ? 0.5 + g : 0.5 - g, b = q & 2 ? 0.5 + g : 0.5 - g;
            e.weight[q] = 0.25 * shape_at(plan, e, a, b, e.shape[q], e.grad[q]);
            if (plan.axial) e.weight[q] = q < 2 ? 2 * e.weight[q] : 0;
            if (e.weight[q] < 0) refuse("a folded element");
            const std::size_t n = std::size_t(e.corners);
            for (std::size_t i = 0; i < n; ++i) {
                e.mass[i] += e.weight[q] * e.shape[q][i];
                for (std::size_t j = 0; j < n; ++j)
                    e.stiff[i][j] += e.weight[q] * (e.grad[q][i][0] * e.grad[q][j][0] +
                                                    e.grad[q][i][1] * e.grad[q][j][1]);
            }
        }
}

/// Radii of a cylinder with the area of the box, round one needle at its axis or none.
inline Plan radial_plan(const Case& c, double level, double grade) {
    Plan plan;
    plan.axial = true, plan.copies = 1;
    const double edge = std::sqrt(4 * c.half_x_mm * c.half_y_mm / std::numbers::pi);
    const double wall = c.needles.empty() ? 0 : c.needles[0].radius_mm;
    Line breaks{0, edge};
    if (wall > 0) breaks.push_back(wall);
    for (const auto& p : c.json["probes"].items()) {
        const double r = std::hypot(p.value()[0].get<double>(), p.value()[1].get<double>());
        if (r > 1e-9) breaks.push_back(r);
    }
    plan.x = graded(
        breaks,
        [&](double r) {
            return wall > 0 ? spacing(grade, std::abs(r - wall)) : grade * (0.1 + 0.5 * r);
        },
        level);
    plan.y.assign(plan.x.size(), 0);
    for (int i = 0; i + 1 < plan.count(); ++i) {
        Element e;
        e.corners = 2, e.node = {i, i + 1, 0, 0};
        e.needle = plan.x[std::size_t(i) + 1] < wall + 1e-9 ? 0 : -1;
        plan.elements.push_back(e);
    }
    fill_matrices(plan);
    return plan;
}

/// A quarter of the box: straight lines outside a square round each needle, an O-grid from the
/// square to the needle's circle and on to a square core inside it.
inline Plan quarter_plan(const Case& c, double level, double grade, int sides) {
    Plan plan;
    const int n = int(std::lround(sides * level));
    std::vector<Needle> near;
    double room = 1e9, radius = 0.1;
    for (const Needle& a : c.needles) {
        radius = a.radius_mm;
        for (double planes : {a.x_mm, a.y_mm})
            if (std::abs(planes) > 1e-9) room = std::min(room, std::abs(planes));
        room = std::min({room, c.half_x_mm - std::abs(a.x_mm), c.half_y_mm - std::abs(a.y_mm)});
        for (const Needle& b : c.needles) {
            const double apart = std::max(std::abs(a.x_mm - b.x_mm), std::abs(a.y_mm - b.y_mm));
            if (apart > 1e-9) room = std::min(room, apart / 2);
        }
        if (a.x_mm > -1e-9 && a.y_mm > -1e-9) near.push_back(a);
    }
    const double square = std::min(2.5 * radius, radius + 0.6 * (room - radius));
    Line fan;  // offsets of the lines that end on a side of the square
    for (int i = 0; i <= n; ++i)
        fan.push_back(square * std::tan((double(i) / n - 0.5) * std::numbers::pi / 2));

    const auto nearest = [&](double x_mm, double y_mm) -> const Needle* {
        for (const Needle& a : near)
            if (std::max(std::abs(x_mm - a.x_mm), std::abs(y_mm - a.y_mm)) < square) return &a;
        return nullptr;
    };
    Line radial{0, square - radius};
    std::array<Line, 2> lines;
    for (std::size_t axis = 0; axis < 2; ++axis) {
        double Needle::*at = axis == 0 ? &Needle::x_mm : &Needle::y_mm;
        const double end = axis == 0 ? c.half_x_mm : c.half_y_mm;
        Line breaks{0, end};
        std::set<double> centres;
        for (const Needle& a : near) centres.insert(a.*at);
        for (double a : centres)
            breaks.insert(breaks.end(), {std::max(0.0, a - square), a + square});
        for (const auto& p : c.json["probes"].items()) {
            const double x = std::abs(p.value()[0].get<double>()),
                         y = std::abs(p.value()[1].get<double>());
            if (const Needle* a = nearest(x, y)) {
                const double dx = std::abs(x - a->x_mm), dy = std::abs(y - a->y_mm),
                             d = std::hypot(dx, dy);
                if (axis == 0 && d > radius + 1e-9)
                    radial.push_back((d - radius) / (square * d / std::max(dx, dy) - radius) *
                                     (square - radius));
                continue;
            }
            const double here = axis == 0 ? x : y;
            if (std::none_of(centres.begin(), centres.end(),
                             [&](double a) { return std::abs(here - a) < square + 1e-9; }))
                breaks.push_back(here);
        }
        const Line rough = graded(
            breaks,
            [&](double v) {
                double d = 1e9;
                for (double a : centres) d = std::min(d, std::abs(v - a) - radius);
                return centres.empty() ? grade * (0.1 + 0.5 * v)
                                       : spacing(grade, std::max(d, 0.05));
            },
            level);
        for (double v : rough)
            if (std::none_of(centres.begin(), centres.end(),
                             [&](double a) { return std::abs(v - a) < square + 1e-9; }))
                lines[axis].push_back(v);
        for (double a : centres)
            for (double f : fan)
                if (a + f > -1e-9) lines[axis].push_back(std::abs(a + f) < 1e-9 ? 0 : a + f);
        std::sort(lines[axis].begin(), lines[axis].end());
    }

    std::map<std::pair<long, long>, int> known;
    const auto node = [&](std::array<double, 2> p) {
        const auto key = std::pair{std::lround(p[0] * 1e8), std::lround(p[1] * 1e8)};
        const auto [at, is_new] = known.try_emplace(key, plan.count());
        if (is_new) plan.x.push_back(key.first ? p[0] : 0), plan.y.push_back(key.second ? p[1] : 0);
        return at->second;
    };
    const auto add = [&](std::array<std::array<double, 2>, 4> p, int needle) {
        if (p[0][0] + p[1][0] + p[2][0] + p[3][0] < 1e-9 ||
            p[0][1] + p[1][1] + p[2][1] + p[3][1] < 1e-9)
            return;
        Element e;
        e.needle = needle;
        for (std::size_t i = 0; i < 4; ++i) e.node[i] = node(p[i]);
        plan.elements.push_back(e);
    };
    const auto& [xs, ys] = lines;
    for (std::size_t i = 0; i + 1 < xs.size(); ++i)
        for (std::size_t k = 0; k + 1 < ys.size(); ++k)
            if (!nearest((xs[i] + xs[i + 1]) / 2, (ys[k] + ys[k + 1]) / 2))
                add({{{xs[i], ys[k]},
                      {xs[i + 1], ys[k]},
                      {xs[i + 1], ys[k + 1]},
                      {xs[i], ys[k + 1]}}},
                    -1);
    const Line rings = graded(
        radial, [&](double d) { return spacing(grade, d); }, level);
    const double core = 0.5 * radius;
    const Line inner = graded(
        {0, 1}, [](double) { return 0.5; }, level);
    for (std::size_t which = 0; which < near.size(); ++which) {
        const Needle& a = near[which];
        // u, v: a place on the square [-1/2, 1/2]^2 in fan units; ring: 0 on the circle, 1 on the
        // square, -1 on the core's edge.
        const auto place = [&](double u, double v, double ring) -> std::array<double, 2> {
            const double turn = std::numbers::pi / 2;
            const double px = std::tan(u * turn), py = std::tan(v * turn), far = std::hypot(px, py);
            const double scale = ring >= 0 ? (1 - ring) * radius / far + ring * square
                                           : (1 + ring) * radius / far - ring * core;
            return {a.x_mm + px * scale, a.y_mm + py * scale};
        };
        const auto ring_of = [&](double from, double to, int needle) {
            for (int s = 0; s < 4; ++s)
                for (int i = 0; i < n; ++i) {
                    const double u0 = double(i) / n - 0.5, u1 = double(i + 1) / n - 0.5;
                    const auto p = [&](double u, double ring) {
                        return s == 0   ? place(0.5, u, ring)
                               : s == 1 ? place(-u, 0.5, ring)
                               : s == 2 ? place(-0.5, -u, ring)
                                        : place(u, -0.5, ring);
                    };
                    add({p(u0, from), p(u0, to), p(u1, to), p(u1, from)}, needle);
                }
        };
        for (std::size_t i = 0; i + 1 < rings.size(); ++i)
            ring_of(rings[i] / rings.back(), rings[i + 1] / rings.back(), -1);
        for (std::size_t i = 0; i + 1 < inner.size(); ++i)
            ring_of(-inner[i + 1], -inner[i], int(which));
        const auto core_at = [&](int i, int k) -> std::array<double, 2> {
            const double turn = std::numbers::pi / 2;
            return {a.x_mm + core * std::tan((double(i) / n - 0.5) * turn),
                    a.y_mm + core * std::tan((double(k) / n - 0.5) * turn)};
        };
        for (int i = 0; i < n; ++i)
            for (int k = 0; k < n; ++k)
                add({core_at(i, k), core_at(i + 1, k), core_at(i + 1, k + 1), core_at(i, k + 1)},
                    int(which));
    }
    fill_matrices(plan);
    return plan;
}

inline Line depth_planes(const Case& c, double level, double grade) {
    Line breaks{0, c.depth_mm}, edges, sheets{0};
    for (const Matter& m : c.layers)
        if (m.bottom_mm < c.depth_mm) breaks.push_back(m.bottom_mm), sheets.push_back(m.bottom_mm);
    for (const Needle& n : c.needles)
        for (double z : {n.tip_mm, n.tip_mm - n.exposed_mm})
            if (z > 1e-9) breaks.push_back(z), edges.push_back(z);
    for (const auto& p : c.json["probes"].items()) breaks.push_back(p.value()[2]);
    return graded(
        breaks,
        [&](double z) {
            double size = 1e9;
            for (double s : sheets) size = std::min(size, grade * (0.1 + 0.7 * std::abs(z - s)));
            for (double e : edges) size = std::min(size, spacing(grade, std::abs(z - e)));
            return size;
        },
        level);
}

}  // namespace reference
