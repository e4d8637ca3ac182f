// Pictures as values: read from the screen, written, read back and compared as an eye would.
#pragma once
#include "app/render/gl/target.h"
#include "sim/base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace render {

/// 8-bit RGBA, top row first.
struct Image {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgba;

    const std::uint8_t* pixel(int x, int y) const {
        return &rgba[(std::size_t(y) * std::size_t(width) + std::size_t(x)) * 4];
    }
};

/// What was drawn into a target. Waits for the GPU.
Image read_pixels(const Target& target);

/// Writes a PNG without alpha, to a file beside it that is renamed when whole. Fails naming the
/// path.
sim::Result<sim::Ok> write_png(const Image& image, const std::string& path);
/// Fails naming the path and why.
sim::Result<Image> read_png(const std::string& path);

/// Differences of the means over 8 by 8 pixels, in CIE Lab: edges that moved by a fraction of a
/// pixel do not count.
struct ImageDifference {
    double worst_block = 0, mean = 0;  ///< dE 1976
    int block_x = 0, block_y = 0;      ///< where the worst one is, in blocks
};

/// The same picture by the house rule: worst block at most 3, mean at most 0.5.
inline constexpr double kWorstBlockAllowed = 3.0, kMeanAllowed = 0.5;

/// Fails where the sizes differ.
sim::Result<ImageDifference> compare(const Image& a, const Image& b);
/// Grey where two pictures of one size agree, red where they differ: dE 10 is full red.
Image difference_picture(const Image& a, const Image& b);

}  // namespace render
