#include "app/render/image.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace {

render::Image flat(int width, int height, std::uint8_t value) {
    render::Image image{width, height, {}};
    image.rgba.assign(std::size_t(width) * std::size_t(height) * 4, value);
    for (std::size_t i = 3; i < image.rgba.size(); i += 4) image.rgba[i] = 255;
    return image;
}

TEST(Image, APngReadsBackTheSameAndLeavesNoPartialFile) {
    render::Image image = flat(13, 7, 90);
    image.rgba[4] = 200;
    const auto folder = std::filesystem::temp_directory_path() / "papilla_image_test";
    std::filesystem::create_directories(folder);
    const std::string path = (folder / "a.png").string();
    ASSERT_TRUE(render::write_png(image, path));
    const auto back = render::read_png(path);
    ASSERT_TRUE(back);
    EXPECT_EQ(back.value().rgba, image.rgba);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
    std::filesystem::remove_all(folder);
}

TEST(Image, WritingWhereThereIsNoFolderNamesThePath) {
    const auto written = render::write_png(flat(2, 2, 0), "/nonexistent/x.png");
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().where, "/nonexistent/x.png");
}

TEST(Image, EqualPicturesDoNotDifferAndAnEdgeThatMovesByAPixelCountsLittle) {
    EXPECT_EQ(render::compare(flat(64, 64, 128), flat(64, 64, 128)).value().worst_block, 0);
    render::Image a = flat(64, 64, 200), b = a;
    for (int y = 0; y < 64; ++y)
        for (int c = 0; c < 3; ++c) {
            a.rgba[(std::size_t(y) * 64 + 20) * 4 + std::size_t(c)] = 150;
            b.rgba[(std::size_t(y) * 64 + 21) * 4 + std::size_t(c)] = 150;
        }
    EXPECT_LT(render::compare(a, b).value().worst_block,
              1e-9);  // within one block: the mean is the same
}

TEST(Image, AChangedPatchIsFoundAndPlaced) {
    render::Image a = flat(64, 64, 200), b = a;
    for (int y = 16; y < 24; ++y)
        for (int x = 40; x < 48; ++x) b.rgba[(std::size_t(y) * 64 + std::size_t(x)) * 4] = 40;
    const auto d = render::compare(a, b).value();
    EXPECT_GT(d.worst_block, render::kWorstBlockAllowed);
    EXPECT_EQ(d.block_x, 5);
    EXPECT_EQ(d.block_y, 2);
}

TEST(Image, PicturesOfDifferentSizesCannotBeCompared) {
    EXPECT_FALSE(render::compare(flat(8, 8, 0), flat(8, 9, 0)));
}

}  // namespace
