// Pictures drawn by the program itself, and what it says of the same instant.
#pragma once
#include "app/render/camera.h"
#include "app/render/image.h"
#include "app/session/json.h"
#include "sim/world.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <unistd.h>

namespace picture {

inline constexpr int kWidth_px = 1920, kHeight_px = 1080;

/// Runs the program; returns what it printed. Fails the test if it did not end with 0.
inline std::string papilla(const std::string& arguments) {
    std::string said;
    FILE* pipe = popen((PAPILLA " " + arguments).c_str(), "r");
    std::array<char, 4096> part;
    while (pipe && std::fgets(part.data(), int(part.size()), pipe)) said += part.data();
    EXPECT_EQ(pipe ? pclose(pipe) : -1, 0) << arguments;
    return said;
}

/// A section without words, with the parts named.
inline render::Image section(const std::string& scene, const std::string& parts, const char* name) {
    // Tests run side by side: the file's name is this process's own.
    const std::string png =
        testing::TempDir() + "papilla_" + name + "_" + std::to_string(getpid()) + ".png";
    papilla("shot " + scene + " --view section --size 1920x1080 --set view.layers=" + parts +
            " --png " + png);
    auto image = render::read_png(png);
    std::remove(png.c_str());
    EXPECT_TRUE(image) << (image ? "" : image.error().text());
    return image ? std::move(image).value() : render::Image{};
}

inline double readout(const std::string& json_text, const char* id) {
    const auto json = session::parse_json(json_text, "run");
    EXPECT_TRUE(json);
    const session::Json* value = json.value().find("readouts")->find(id)->find("value");
    return value->number() ? *value->number() : -1;
}

/// Depth of a pixel row of the flat section, by the camera that drew it.
class Ruler {
  public:
    explicit Ruler(const sim::Scenario& scenario) {
        const sim::World world = sim::make_world(scenario).value();
        const sim::Snapshot snapshot = sim::observe(world);
        session::View view;
        view.name = session::ViewName::section;
        const render::Camera camera = render::make_camera(view, snapshot, kWidth_px, kHeight_px);
        const auto row = [&](float depth_mm) {
            return double(
                render::pixel_from_world(camera, {0, 0, -depth_mm}, kWidth_px, kHeight_px).y);
        };
        zero_px_ = row(0);
        px_per_mm_ = row(1) - row(0);
        middle_px_ = int(render::pixel_from_world(camera, {0, 0, 0}, kWidth_px, kHeight_px).x);
    }
    double depth_mm(double row_px) const { return (row_px - zero_px_) / px_per_mm_; }
    int row_px(double depth_mm) const { return int(zero_px_ + depth_mm * px_per_mm_); }
    double px_per_mm() const { return px_per_mm_; }
    int middle_px() const { return middle_px_; }  ///< column of the needle that readouts describe

  private:
    double zero_px_ = 0, px_per_mm_ = 1;
    int middle_px_ = 0;
};

}  // namespace picture
