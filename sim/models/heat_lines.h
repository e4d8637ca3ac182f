// Lines of cells for the heat step: factored, turned and summed, four numbers abreast. Private to
// heat.cpp and heat_model.cpp.
#pragma once
#include "sim/models/grid.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace sim {

/// Rows that are solved abreast along x lie abreast in memory: a layer's values for x are cut into
/// strips of so many rows, x by x within a strip; the last strip is filled up with zeros.
inline constexpr int kHeatLanes = 16;
inline int turned_strips(const CellGrid& grid) { return (grid.ny() + kHeatLanes - 1) / kHeatLanes; }
inline std::size_t turned_layer(const CellGrid& grid) {
    return std::size_t(turned_strips(grid)) * std::size_t(grid.nx()) * kHeatLanes;
}
inline std::size_t turned_at(const CellGrid& grid, int i, int j, int k) {
    return std::size_t(k) * turned_layer(grid) +
           std::size_t(j / kHeatLanes * grid.nx() + i) * kHeatLanes + std::size_t(j % kHeatLanes);
}

/// Four numbers abreast, read and written anywhere.
using Four = float __attribute__((vector_size(16)));
inline Four four(const float* from) {
    Four out;
    std::memcpy(&out, from, sizeof out);
    return out;
}
inline void put(Four values, float* to) { std::memcpy(to, &values, sizeof values); }

/// Four rows of four become four columns. Written with vectors: compilers make sixteen single moves
/// of a loop.
inline void turn_block(const float* from, std::ptrdiff_t from_stride, float* to,
                       std::ptrdiff_t to_stride) {
    Four r[4];
    for (int n = 0; n < 4; ++n) r[n] = four(from + n * from_stride);
    const Four a = __builtin_shufflevector(r[0], r[1], 0, 4, 1, 5),
               b = __builtin_shufflevector(r[2], r[3], 0, 4, 1, 5),
               c = __builtin_shufflevector(r[0], r[1], 2, 6, 3, 7),
               d = __builtin_shufflevector(r[2], r[3], 2, 6, 3, 7);
    r[0] = __builtin_shufflevector(a, b, 0, 1, 4, 5);
    r[1] = __builtin_shufflevector(a, b, 2, 3, 6, 7);
    r[2] = __builtin_shufflevector(c, d, 0, 1, 4, 5);
    r[3] = __builtin_shufflevector(c, d, 2, 3, 6, 7);
    for (int n = 0; n < 4; ++n) put(r[n], to + n * to_stride);
}

/// Rows become columns: to[i * to_stride + row] = from[row * from_stride + i].
inline void turn(const float* from, int rows, int width, std::ptrdiff_t from_stride, float* to,
                 std::ptrdiff_t to_stride) {
    for (int row = 0; row < rows; row += 4)
        for (int i = 0; i < width; i += 4) {
            if (row + 4 <= rows && i + 4 <= width) {
                turn_block(from + row * from_stride + i, from_stride, to + i * to_stride + row,
                           to_stride);
                continue;
            }
            for (int m = row; m < std::min(rows, row + 4); ++m)
                for (int n = i; n < std::min(width, i + 4); ++n)
                    to[n * to_stride + m] = from[m * from_stride + n];
        }
}

/// In one order on every compiler, and quicker than one after the other.
inline double sum(const float* values, int count) {
    constexpr int kParts = 8;
    double parts[kParts] = {};
    int n = 0;
    for (; n + kParts <= count; n += kParts)
        for (int p = 0; p < kParts; ++p) parts[p] += double(values[n + p]);
    for (; n < count; ++n) parts[0] += double(values[n]);
    double total = 0;
    for (const double part : parts) total += part;
    return total;
}

/// Parallel lines of cells: line l of cell c is at [c * stride + l].
struct Lines {
    int cells, lines, stride;
    const float* conductance;  ///< W/K, to the next cell of the line
    const float* capacity;     ///< J/K
    const float* low;          ///< W/K out of the first cell of each line, or null
    const float* high;         ///< and out of the last
};

/// Gauss's elimination of (C + h K). The pivots are sums of what cells keep, without a difference
/// (Grassmann, Taksar & Heyman 1985, Oper Res 33:1107), and the inverse is made for the carry as
/// it was rounded: heat that is not carried on is kept, to the last bits, however long the step.
inline void factor(const Lines& s, float h, float* keep, float* carry, float* inverse) {
    std::fill(keep, keep + s.lines, 0.0F);
    for (int cell = 0; cell < s.cells; ++cell) {
        const std::ptrdiff_t at = std::ptrdiff_t(cell) * s.stride;
        const float* capacity = s.capacity + at;
        const float* conductance = s.conductance + at;
        float* __restrict f = carry + at;
        float* __restrict inv = inverse + at;
        for (int l = 0; l < s.lines; ++l) keep[l] += capacity[l];
        if (cell == 0 && s.low != nullptr)
            for (int l = 0; l < s.lines; ++l) keep[l] += h * s.low[l];
        if (cell + 1 == s.cells && s.high != nullptr)
            for (int l = 0; l < s.lines; ++l) keep[l] += h * s.high[l];
        for (int l = 0; l < s.lines; ++l) {
            const float g = h * conductance[l];
            f[l] = g / (keep[l] + g);
            inv[l] = (1.0F - f[l]) / keep[l];
            keep[l] *= f[l];
        }
    }
}

}  // namespace sim
