// Cell edges for grids of tests.
#pragma once
#include <vector>

namespace sim {

inline std::vector<double> even_edges(double length_mm, int cells) {
    std::vector<double> edges;
    for (int n = 0; n <= cells; ++n) edges.push_back(length_mm * n / cells);
    return edges;
}

/// Cells from 0 that grow by a factor each.
inline std::vector<double> graded_edges(double first_mm, double growth, double length_mm) {
    std::vector<double> edges = {0.0};
    for (double h = first_mm; edges.back() + 1.5 * h < length_mm; h *= growth)
        edges.push_back(edges.back() + h);
    edges.push_back(length_mm);
    return edges;
}

}  // namespace sim
