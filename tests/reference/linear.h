// The sparse matrix of an extruded mesh and its conjugate gradients.
#pragma once

#include "tests/reference/mesh.h"

namespace reference {

/// Who touches whom in the plan; the depth index runs fastest in every field: [plan node][plane].
struct Pattern {
    int nodes = 0, planes = 0;
    std::vector<int> start, other;  // neighbours of a plan node, ascending
    std::vector<std::array<std::array<int, 4>, 4>>
        entry;  // of an element's corners, -1 on the diagonal

    Pattern(const Plan& plan, int plane_count) : nodes(plan.count()), planes(plane_count) {
        std::vector<std::set<int>> touch(std::size_t(nodes), std::set<int>{});
        for (const Element& e : plan.elements)
            for (int i = 0; i < e.corners; ++i)
                for (int j = 0; j < e.corners; ++j)
                    if (i != j) touch[std::size_t(e.node[i])].insert(e.node[j]);
        for (const auto& row : touch) {
            start.push_back(int(other.size()));
            other.insert(other.end(), row.begin(), row.end());
        }
        start.push_back(int(other.size()));
        for (const Element& e : plan.elements) {
            entry.emplace_back();
            for (int i = 0; i < e.corners; ++i)
                for (int j = 0; j < e.corners; ++j) {
                    const auto from = other.begin() + start[std::size_t(e.node[i])];
                    const auto to = other.begin() + start[std::size_t(e.node[i]) + 1];
                    entry.back()[i][j] =
                        i == j ? -1 : int(std::lower_bound(from, to, e.node[j]) - other.begin());
                }
        }
    }
    std::size_t size() const { return std::size_t(nodes) * std::size_t(planes); }
};

struct Matrix {
    const Pattern* pattern;
    Line diagonal, down, side;  // `down` couples a plane to the next; `side` is [entry][plane]

    explicit Matrix(const Pattern& p)
        : pattern(&p),
          diagonal(p.size()),
          down(p.size()),
          side(p.other.size() * std::size_t(p.planes)) {}

    /// Adds integral of value grad u . grad v; `value` is [element][gap between planes]. Depth is
    /// lumped.
    void add_stiffness(const Plan& plan, const Line& z, const Line& value, double scale) {
        const std::size_t gaps = z.size() - 1, planes = z.size();
        for (std::size_t e = 0; e < plan.elements.size(); ++e) {
            const Element& el = plan.elements[e];
            for (std::size_t i = 0; i < std::size_t(el.corners); ++i) {
                const std::size_t row = std::size_t(el.node[i]) * planes;
                for (std::size_t k = 0; k < gaps; ++k) {
                    const double v = scale * value[e * gaps + k], dz = z[k + 1] - z[k];
                    const double across = v * el.stiff[i][i] * dz / 2, along = v * el.mass[i] / dz;
                    diagonal[row + k] += across + along, diagonal[row + k + 1] += across + along;
                    down[row + k] -= along;
                }
                for (std::size_t j = 0; j < std::size_t(el.corners); ++j) {
                    if (i == j) continue;
                    const std::size_t at = std::size_t(pattern->entry[e][i][j]) * planes;
                    for (std::size_t k = 0; k < gaps; ++k) {
                        const double v =
                            scale * value[e * gaps + k] * el.stiff[i][j] * (z[k + 1] - z[k]) / 2;
                        side[at + k] += v, side[at + k + 1] += v;
                    }
                }
            }
        }
    }

    void multiply(const Line& in, Line& out) const {
        const std::size_t planes = std::size_t(pattern->planes);
        for (std::size_t p = 0; p < std::size_t(pattern->nodes); ++p) {
            double* y = &out[p * planes];
            const double *x = &in[p * planes], *d = &diagonal[p * planes], *w = &down[p * planes];
            for (std::size_t k = 0; k < planes; ++k) y[k] = d[k] * x[k];
            for (std::size_t k = 0; k + 1 < planes; ++k) y[k] += w[k] * x[k + 1];
            for (std::size_t k = 1; k < planes; ++k) y[k] += w[k - 1] * x[k - 1];
            for (int a = pattern->start[p]; a < pattern->start[p + 1]; ++a) {
                const double* s = &side[std::size_t(a) * planes];
                const double* q = &in[std::size_t(pattern->other[std::size_t(a)]) * planes];
                for (std::size_t k = 0; k < planes; ++k) y[k] += s[k] * q[k];
            }
        }
    }
};

/// Modified incomplete Cholesky without fill; positive couplings go to the diagonal first.
struct Preconditioner {
    const Matrix* A;
    Line inverse;
    std::vector<char> held;

    Preconditioner(const Matrix& matrix, const std::vector<char>& fixed)
        : A(&matrix), inverse(matrix.diagonal.size()), held(fixed) {
        const Pattern& P = *A->pattern;
        const std::size_t planes = std::size_t(P.planes);
        Line d = A->diagonal, upper(d.size());
        for (std::size_t p = 0; p < std::size_t(P.nodes); ++p)
            for (std::size_t k = 0; k < planes; ++k) {
                const std::size_t i = p * planes + k;
                const auto below = [&](double l, std::size_t j) {
                    if (!held[j]) d[i] -= l * inverse[j] * (l + 0.97 * (upper[j] - l));
                };
                if (held[i]) continue;
                for (int a = P.start[p]; a < P.start[p + 1]; ++a) {
                    const std::size_t j = std::size_t(P.other[std::size_t(a)]) * planes + k;
                    const double v = A->side[std::size_t(a) * planes + k], l = std::min(v, 0.0);
                    if (!held[j]) d[i] += std::max(v, 0.0);
                    if (j < i)
                        below(l, j);
                    else if (!held[j])
                        upper[i] += l;
                }
                if (k > 0) below(A->down[i - 1], i - 1);
                if (k + 1 < planes && !held[i + 1]) upper[i] += A->down[i];
                if (!(d[i] > 0)) refuse("the preconditioner broke down");
                inverse[i] = 1 / d[i];
            }
    }

    void apply(const Line& r, Line& z) const {
        const Pattern& P = *A->pattern;
        const std::size_t planes = std::size_t(P.planes), nodes = std::size_t(P.nodes);
        for (std::size_t p = 0; p < nodes; ++p) {
            double* y = &z[p * planes];
            for (std::size_t k = 0; k < planes; ++k) y[k] = r[p * planes + k];
            for (int a = P.start[p]; a < P.start[p + 1] && P.other[std::size_t(a)] < int(p); ++a)
                subtract(a, z, y);
            const double *w = &inverse[p * planes], *c = &A->down[p * planes];
            for (std::size_t k = 0; k < planes; ++k) y[k] *= w[k];
            for (std::size_t k = 1; k < planes; ++k) y[k] -= c[k - 1] * w[k] * y[k - 1];
        }
        Line sum(planes);
        for (std::size_t p = nodes; p-- > 0;) {
            double* y = &z[p * planes];
            std::fill(sum.begin(), sum.end(), 0.0);
            for (int a = P.start[p + 1] - 1; a >= P.start[p] && P.other[std::size_t(a)] > int(p);
                 --a)
                subtract(a, z, sum.data());
            const double *w = &inverse[p * planes], *c = &A->down[p * planes];
            for (std::size_t k = 0; k < planes; ++k) y[k] += sum[k] * w[k];
            for (std::size_t k = planes - 1; k-- > 0;) y[k] -= c[k] * w[k] * y[k + 1];
        }
    }

  private:
    void subtract(int a, const Line& z, double* y) const {
        const std::size_t planes = std::size_t(A->pattern->planes);
        const double* s = &A->side[std::size_t(a) * planes];
        const double* q = &z[std::size_t(A->pattern->other[std::size_t(a)]) * planes];
        for (std::size_t k = 0; k < planes; ++k) y[k] -= std::min(s[k], 0.0) * q[k];
    }
};

inline double dot(const Line& a, const Line& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

/// Conjugate gradients on A x = b, x kept where held; returns the iterations. Stops where the
/// error's energy is below tolerance^2 times the solution's (`scale` if given).
inline int solve(const Matrix& A, const std::vector<char>& held, const Line& b, Line& x,
                 double tolerance, double scale = 0) {
    const std::size_t n = x.size();
    const Preconditioner M(A, held);
    Line r(n), z(n), p(n), q(n);
    A.multiply(x, r);
    for (std::size_t i = 0; i < n; ++i) r[i] = held[i] ? 0 : b[i] - r[i];
    M.apply(r, z);
    p = z;
    double rz = dot(r, z);
    if (scale == 0) scale = rz;
    int count = 0;
    for (; count < 5000 && rz > tolerance * tolerance * scale && rz > 0; ++count) {
        A.multiply(p, q);
        for (std::size_t i = 0; i < n; ++i)
            if (held[i]) q[i] = 0;
        const double alpha = rz / dot(p, q);
        for (std::size_t i = 0; i < n; ++i) x[i] += alpha * p[i], r[i] -= alpha * q[i];
        M.apply(r, z);
        const double next = dot(r, z), beta = next / rz;
        rz = next;
        for (std::size_t i = 0; i < n; ++i) p[i] = z[i] + beta * p[i];
    }
    if (count == 5000) refuse("conjugate gradients did not converge");
    return count;
}

}  // namespace reference
