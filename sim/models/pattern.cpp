#include "sim/models/pattern.h"

#include "sim/base/exact_math.h"
#include "sim/base/random.h"

#include <algorithm>
#include <cmath>

namespace sim {
namespace {

// Needles keep clear of the block's own cut edges.
constexpr double kMargin_mm = 0.15;

bool inside(const Block& block, double x_mm, double y_mm) {
    return std::fabs(x_mm) <= block.width_mm / 2.0 - kMargin_mm && y_mm >= 0.0 &&
           y_mm <= block.length_mm - kMargin_mm;
}

}  // namespace

std::vector<Entry> entry_pattern(const Scenario& scenario, const Block& block) {
    const Device& device = scenario.device;
    const double pitch_mm = device.pitch_mm;
    const double angle_rad = scenario.technique.angle_deg * kPi / 180.0;
    // At 90 degrees exactly down, without the cosine's last bit.
    const glm::dvec3 direction = scenario.technique.angle_deg == 90.0
                                     ? glm::dvec3(0, 0, 1)
                                     : glm::dvec3(exact_cos(angle_rad), 0, exact_sin(angle_rad));

    std::vector<Entry> entries;
    const int middle = middle_column(device), front = middle_row(device);
    // The middle column is at x = 0, so that one needle stands in the middle of every picture.
    const auto column_x_mm = [&](int column) { return double(column - middle) * pitch_mm; };
    for (int row = front; row < device.rows; ++row)
        for (int column = 0; column < device.columns; ++column) {
            const double x_mm = column_x_mm(column), y_mm = double(row - front) * pitch_mm;
            if (inside(block, x_mm, y_mm))
                entries.push_back({{x_mm, y_mm, 0},
                                   direction,
                                   row,
                                   column,
                                   0,
                                   is_positive(scenario.rf.polarity, row, column)});
        }
    const auto hero = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) {
        return entry.row == front && entry.column == middle;
    });
    std::iter_swap(entries.begin(), hero);

    Random rng(std::uint64_t(scenario.skin.seed), "later passes"_purpose);
    for (int pass = 1; pass < scenario.technique.passes; ++pass) {
        const double shift_x_mm = rng.between(0.0, pitch_mm);
        // Not on the front face again: half a pitch either side of it stays with the first pass.
        const double shift_y_mm = rng.between(0.2, 0.8) * pitch_mm;
        for (int row = 0; double(row) * pitch_mm < block.length_mm; ++row)
            for (double x_mm = -block.width_mm / 2.0 + shift_x_mm; x_mm < block.width_mm / 2.0;
                 x_mm += pitch_mm) {
                const double y_mm = double(row) * pitch_mm + shift_y_mm;
                if (inside(block, x_mm, y_mm))
                    entries.push_back({{x_mm, y_mm, 0}, direction, row, 0, pass, false});
            }
    }
    return entries;
}

bool is_positive(Polarity polarity, int row, int column) {
    switch (polarity) {
        case Polarity::bipolar:
            return column % 2 == 0;
        case Polarity::checkerboard:
            return (row + column) % 2 == 0;
        default:
            return true;
    }
}

int middle_column(const Device& device) { return (device.columns - 1) / 2; }
int middle_row(const Device& device) { return (device.rows - 1) / 2; }

double density_per_cm2(const Scenario& scenario) {
    const double pitch_mm = scenario.device.pitch_mm;
    return double(scenario.technique.passes) * 100.0 / (pitch_mm * pitch_mm);
}

}  // namespace sim
