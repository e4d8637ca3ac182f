#include "app/render/image.h"

#include "app/render/gl/api.h"

#include <glm/geometric.hpp>
#include <glm/vec3.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>

// The distribution's headers are not written for our warnings.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wunused-function"
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_PNG
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb/stb_image.h>
#include <stb/stb_image_write.h>
#pragma GCC diagnostic pop

namespace render {
namespace {

constexpr int kBlock_px = 8;

double linear(std::uint8_t value) {
    const double v = double(value) / 255;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

/// CIE Lab under D65, from linear sRGB.
glm::dvec3 lab_of(const glm::dvec3& rgb) {
    const double x = (0.4124 * rgb.r + 0.3576 * rgb.g + 0.1805 * rgb.b) / 0.95047;
    const double y = 0.2126 * rgb.r + 0.7152 * rgb.g + 0.0722 * rgb.b;
    const double z = (0.0193 * rgb.r + 0.1192 * rgb.g + 0.9505 * rgb.b) / 1.08883;
    const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
    return {116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))};
}

class Blocks {
  public:
    explicit Blocks(const Image& image)
        : wide_((image.width + kBlock_px - 1) / kBlock_px),
          high_((image.height + kBlock_px - 1) / kBlock_px) {
        std::array<double, 256> light{};
        for (int i = 0; i < 256; ++i) light[std::size_t(i)] = linear(std::uint8_t(i));
        for (int by = 0; by < high_; ++by)
            for (int bx = 0; bx < wide_; ++bx) {
                glm::dvec3 sum(0);
                double count = 0;
                for (int y = by * kBlock_px; y < std::min(image.height, (by + 1) * kBlock_px); ++y)
                    for (int x = bx * kBlock_px; x < std::min(image.width, (bx + 1) * kBlock_px);
                         ++x) {
                        const std::uint8_t* p = image.pixel(x, y);
                        sum += glm::dvec3(light[p[0]], light[p[1]], light[p[2]]);
                        ++count;
                    }
                lab_.push_back(lab_of(sum / count));
            }
    }
    int wide() const { return wide_; }
    int high() const { return high_; }
    const glm::dvec3& at(int x, int y) const { return lab_[std::size_t(y * wide_ + x)]; }

  private:
    int wide_, high_;
    std::vector<glm::dvec3> lab_;
};

}  // namespace

Image read_pixels(const Target& target) {
    Image image{target.width_px, target.height_px, {}};
    const std::size_t row = std::size_t(image.width) * 4;
    image.rgba.resize(row * std::size_t(image.height));
    glBindFramebuffer(GL_FRAMEBUFFER, target.framebuffer);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, image.width, image.height, GL_RGBA, GL_UNSIGNED_BYTE, image.rgba.data());
    // OpenGL's first row is the lowest.
    for (int y = 0; y < image.height / 2; ++y)
        std::swap_ranges(image.rgba.begin() + std::ptrdiff_t(row) * y,
                         image.rgba.begin() + std::ptrdiff_t(row) * (y + 1),
                         image.rgba.begin() + std::ptrdiff_t(row) * (image.height - 1 - y));
    return image;
}

sim::Result<sim::Ok> write_png(const Image& image, const std::string& path) {
    std::vector<std::uint8_t> rgb;
    rgb.reserve(image.rgba.size() / 4 * 3);
    for (std::size_t i = 0; i < image.rgba.size(); i += 4)
        rgb.insert(rgb.end(), {image.rgba[i], image.rgba[i + 1], image.rgba[i + 2]});
    const std::string partial = path + ".partial";
    std::error_code wrong;
    const bool written = stbi_write_png(partial.c_str(), image.width, image.height, 3, rgb.data(),
                                        image.width * 3) != 0;
    if (written) std::filesystem::rename(partial, path, wrong);
    if (!written || wrong) {
        std::error_code ignored;
        std::filesystem::remove(partial, ignored);
        return sim::Error{"cannot be written", path};
    }
    return sim::Ok{};
}

sim::Result<Image> read_png(const std::string& path) {
    int width = 0, height = 0, channels = 0;
    unsigned char* texels = stbi_load(path.c_str(), &width, &height, &channels, 4);
    if (!texels)
        return sim::Error{std::string("cannot be read as PNG: ") + stbi_failure_reason(), path};
    Image image{width, height, {texels, texels + std::size_t(width) * std::size_t(height) * 4}};
    stbi_image_free(texels);
    return image;
}

sim::Result<ImageDifference> compare(const Image& a, const Image& b) {
    const auto size = [](const Image& i) {
        return std::to_string(i.width) + "x" + std::to_string(i.height);
    };
    if (a.width != b.width || a.height != b.height)
        return sim::Error{"is " + size(a) + ", the other picture is " + size(b), "size"};
    const Blocks blocks_a(a), blocks_b(b);
    ImageDifference difference;
    for (int y = 0; y < blocks_a.high(); ++y)
        for (int x = 0; x < blocks_a.wide(); ++x) {
            const double d = glm::length(blocks_a.at(x, y) - blocks_b.at(x, y));
            difference.mean += d;
            if (d > difference.worst_block) {
                difference.worst_block = d;
                difference.block_x = x, difference.block_y = y;
            }
        }
    difference.mean /= double(blocks_a.wide()) * double(blocks_a.high());
    return difference;
}

Image difference_picture(const Image& a, const Image& b) {
    Image heat = a;
    const Blocks blocks_a(a), blocks_b(b);
    for (int y = 0; y < a.height; ++y)
        for (int x = 0; x < a.width; ++x) {
            const int bx = x / kBlock_px, by = y / kBlock_px;
            const double d =
                std::min(1.0, glm::length(blocks_a.at(bx, by) - blocks_b.at(bx, by)) / 10);
            const std::uint8_t* p = a.pixel(x, y);
            const double grey = 150 + (int(p[0]) + int(p[1]) + int(p[2])) / 3 * 0.35;
            std::uint8_t* out =
                &heat.rgba[(std::size_t(y) * std::size_t(a.width) + std::size_t(x)) * 4];
            out[0] = std::uint8_t(grey + (235 - grey) * d);
            out[1] = out[2] = std::uint8_t(grey * (1 - d));
            out[3] = 255;
        }
    return heat;
}

}  // namespace render
