// Heat in the picture lies where the simulation has it.
#include "app/session/embedded.h"
#include "app/session/scene.h"
#include "tests/picture/drawn.h"

#include <algorithm>
#include <cstdlib>

namespace picture {
namespace {

constexpr const char* kTissue = "stratum_corneum,epidermis,papillary_dermis,reticular_dermis,fat";

int changed_pixels(const render::Image& a, const render::Image& b, int* top = nullptr,
                   int* bottom = nullptr) {
    int count = 0;
    for (int y = 0; y < kHeight_px; ++y)
        for (int x = kWidth_px / 4; x < 3 * kWidth_px / 4; ++x) {  // clear of the legend
            int change = 0;
            for (int c = 0; c < 3; ++c)
                change = std::max(change, std::abs(int(a.pixel(x, y)[c]) - int(b.pixel(x, y)[c])));
            if (change < 24) continue;
            ++count;
            if (top) *top = std::min(*top, y);
            if (bottom) *bottom = std::max(*bottom, y);
        }
    return count;
}

TEST(HeatPicture, HidingHeatHidesOnlyHeatAndMorePowerColoursMore) {
    const std::string weak = "rf-insulated-cheek --at 152ms --set rf.power_W_per_pin=0.2";
    const std::string strong = "rf-insulated-cheek --at 152ms";
    const render::Image cold = section(strong, kTissue, "cold");
    const int weak_px = changed_pixels(section(weak, std::string(kTissue) + ",heat", "weak"), cold);
    int top = kHeight_px, bottom = 0;
    const int strong_px = changed_pixels(section(strong, std::string(kTissue) + ",heat", "strong"),
                                         cold, &top, &bottom);
    EXPECT_GT(weak_px, 1000);
    EXPECT_GT(strong_px, weak_px);

    // The coagulated zone lies inside the coloured rows, and the fat far below is not coloured.
    auto preset = session::read_scene(session::find_preset("rf-insulated-cheek")->text, "preset");
    const Ruler ruler(preset.value().scene.scenario);
    const std::string said = papilla("run rf-insulated-cheek --until 152ms --json -");
    EXPECT_LT(ruler.depth_mm(top), readout(said, "coagulated_top_mm"));
    EXPECT_GT(ruler.depth_mm(bottom), readout(said, "coagulated_bottom_mm"));
    EXPECT_LT(ruler.depth_mm(bottom), readout(said, "coagulated_bottom_mm") + 0.6);
}

}  // namespace
}  // namespace picture
