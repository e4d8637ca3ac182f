// The needle in the picture ends where the simulation says its tip is.
#include "app/session/embedded.h"
#include "app/session/scene.h"
#include "tests/picture/drawn.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace picture {
namespace {

constexpr const char* kTissue =
    "stratum_corneum,epidermis,papillary_dermis,reticular_dermis,fat,vessels,nerves,follicles,"
    "glands";

int chroma(const std::uint8_t* rgb) {
    return std::max({rgb[0], rgb[1], rgb[2]}) - std::min({rgb[0], rgb[1], rgb[2]});
}

// The lowest row near the middle column where grey steel took the place of tissue. The needle's
// soft shadow darkens the tissue further down but leaves it its colour.
double drawn_tip_mm(const std::string& scene, const Ruler& ruler) {
    const render::Image with = section(scene, std::string(kTissue) + ",needles", "with");
    const render::Image without = section(scene, kTissue, "without");
    int lowest = -1;
    for (int y = 0; y < kHeight_px; ++y)
        for (int x = ruler.middle_px() - 3; x <= ruler.middle_px() + 3; ++x) {
            const int before = chroma(without.pixel(x, y)), after = chroma(with.pixel(x, y));
            if (before > 15 && after < 0.7 * before) lowest = y;
        }
    return ruler.depth_mm(lowest + 1);
}

struct Case {
    const char* preset;
    const char* depth;
};
class Tip : public testing::TestWithParam<Case> {};

TEST_P(Tip, IsDrawnAtTheReachedDepth) {
    const std::string set = std::string(" --set technique.depth_mm=") + GetParam().depth;
    const std::string scene = GetParam().preset + set + " --at 60ms";
    const std::string said =
        papilla(std::string("run ") + GetParam().preset + set + " --until 60ms --json -");

    auto preset =
        session::read_scene(session::find_preset(GetParam().preset)->text, GetParam().preset);
    ASSERT_TRUE(preset);
    sim::Scenario scenario = preset.value().scene.scenario;
    scenario.technique.depth_mm = std::atof(GetParam().depth);
    const Ruler ruler(scenario);
    const double drawn_mm = drawn_tip_mm(scene, ruler);
    std::printf("%s set %s mm: reached %.3f mm, drawn %.3f mm\n", GetParam().preset,
                GetParam().depth, readout(said, "reached_depth_mm"), drawn_mm);
    EXPECT_NEAR(readout(said, "tip_depth_mm"), readout(said, "reached_depth_mm"), 1e-9);
    // Design 4: within 0.02 mm. A point thinner than a pixel shows a little late.
    EXPECT_NEAR(drawn_mm, readout(said, "reached_depth_mm"), 0.02);
}

INSTANTIATE_TEST_SUITE_P(Picture, Tip,
                         testing::Values(Case{"clinic-pen-cheek-1.5", "0.5"},
                                         Case{"clinic-pen-cheek-1.5", "1.5"},
                                         Case{"clinic-pen-cheek-1.5", "2.5"},
                                         Case{"eyelid-too-deep", "1.5"}));

}  // namespace
}  // namespace picture
