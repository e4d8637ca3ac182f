// The colours of finished pictures say what the simulation says: how dark a skin is, how red, how
// marked, and how much of its collagen is of type III.
#include "app/render/pick.h"
#include "sim/tissue/tables.h"
#include "tests/picture/studio.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace picture {
namespace {

using session::Part;
using session::Style;
using session::Thing;
using session::View;
using session::ViewName;

constexpr std::uint32_t bit(Part part) { return 1u << unsigned(part); }

// -- the skin from outside --

constexpr glm::ivec2 kSkin_px{256, 160};

/// CIE Lab of display values in sRGB, against white D65.
glm::dvec3 lab(const std::uint8_t* rgb) {
    const auto linear = [](double v) {
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    const double r = linear(rgb[0] / 255.0), g = linear(rgb[1] / 255.0), b = linear(rgb[2] / 255.0);
    const auto f = [](double t) {
        return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    };
    const double x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505),
                 y = f(0.2126 * r + 0.7152 * g + 0.0722 * b),
                 z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.0891);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

sim::Scenario clinic_on(sim::Tone tone) {
    sim::Scenario scenario = preset("clinic-pen-cheek-1.5");
    scenario.skin.tone = tone;
    return scenario;
}

/// Distance from the nearest channel, or from where one would be, mm.
double from_channels_mm(const sim::Snapshot& snapshot, const glm::dvec2& at) {
    double least = 1e9;
    for (const sim::ChannelView& c : snapshot.channels)
        least = std::min(least, glm::length(glm::dvec2(c.entry_mm) - at));
    return least;
}

/// The mean colour of the bare skin from above.
/// @param low_mm, high_mm  only so far from the nearest channel
glm::dvec3 mean_skin(Studio& studio, const sim::Scenario& scenario, sim::Microseconds time_us,
                     double low_mm = 0, double high_mm = 1e10) {
    const sim::World world = world_at(scenario, time_us);
    const sim::Snapshot snapshot = sim::observe(world);
    View view{.name = ViewName::surface};
    view.parts &= ~(bit(Part::needles) | bit(Part::channels) | bit(Part::labels) |
                    bit(Part::ruler) | bit(Part::follicles));
    const render::Image image = studio.draw(snapshot, view);
    const render::IdPicture ids = studio.ids(snapshot, view);
    glm::dvec3 sum{0};
    int count = 0;
    for (int y = 0; y < kSkin_px.y; ++y)
        for (int x = 0; x < kSkin_px.x; ++x) {
            if (ids.thing_at(x, y) != Thing::skin) continue;
            const glm::dvec2 at(render::picked_at(ids, snapshot, {x, y}).at_mm);
            const double away_mm = from_channels_mm(snapshot, at);
            if (away_mm < low_mm || away_mm > high_mm) continue;
            sum += lab(image.pixel(x, y));
            ++count;
        }
    EXPECT_GT(count, 500);
    return sum / double(std::max(count, 1));
}

// -- sirius red between crossed polarisers --

constexpr glm::ivec2 kSection_px{640, 400};

/// How collagen shows: brighter than a fifth, and not blue.
bool is_collagen(const std::uint8_t* p) {
    const int most = std::max({p[0], p[1], p[2]});
    return most >= 51 && p[2] <= 0.6 * most;
}
bool is_type_iii(const std::uint8_t* p) { return p[1] > p[0]; }

/// Distance from the wall that the nearest channel had when the needle left it, mm.
double wall_mm(const sim::Snapshot& snapshot, const glm::dvec3& at) {
    const double first_mm = snapshot.scenario->device.needle_diameter_mm / 2 *
                            sim::parameter("insertion.recoil_ratio").value;
    double least = 1e9;
    for (const sim::ChannelView& c : snapshot.channels) {
        const glm::dvec3 from = at - glm::dvec3(c.entry_mm.x, c.entry_mm.y, 0);
        const double along = std::clamp(glm::dot(from, c.direction), 0.0, c.length_mm);
        least = std::min(least, glm::length(from - along * c.direction) - first_mm);
    }
    return least;
}

struct CollagenShare {
    int type_i = 0, type_iii = 0;
    int count() const { return type_i + type_iii; }
    double share_i() const { return double(type_i) / std::max(count(), 1); }
};

/// Tells the types apart in the dermis of a section.
/// @param low_mm, high_mm  only so far from the first wall of the nearest channel
CollagenShare measure(const render::Image& image, const render::IdPicture& ids,
                      const sim::Snapshot& snapshot, double low_mm, double high_mm) {
    CollagenShare share;
    for (int y = 0; y < kSection_px.y; ++y)
        for (int x = 0; x < kSection_px.x; ++x) {
            const Thing thing = ids.thing_at(x, y);
            const std::uint8_t* p = image.pixel(x, y);
            const bool is_dermis = thing == Thing::papillary_dermis ||
                                   thing == Thing::reticular_dermis ||
                                   thing == Thing::collagen_iii || thing == Thing::collagen_i;
            if (!is_dermis || !is_collagen(p)) continue;
            const double wall = wall_mm(snapshot, render::picked_at(ids, snapshot, {x, y}).at_mm);
            if (wall < low_mm || wall > high_mm) continue;
            ++(is_type_iii(p) ? share.type_iii : share.type_i);
        }
    return share;
}

TEST(SkinColour, IsDarkerFromToneToTone) {
    Studio studio(kSkin_px, render::Quality::low);
    double lighter = 101;
    for (const sim::Tone tone : {sim::Tone::I, sim::Tone::II, sim::Tone::III, sim::Tone::IV,
                                 sim::Tone::V, sim::Tone::VI}) {
        const double lightness = mean_skin(studio, clinic_on(tone), 0).x;
        std::printf("tone %d: L* %.1f\n", int(tone) + 1, lightness);
        EXPECT_LT(lightness, lighter - 1) << "tone " << int(tone) + 1;  // one is just seen
        lighter = lightness;
    }
}

// Between the punctures: on them lie crusts, and under them blood that has lost its oxygen.
TEST(SkinColour, ReddensTheDayAfterOnEveryTone) {
    Studio studio(kSkin_px, render::Quality::low);
    constexpr double kClear_mm = 0.35;
    for (int tone = 0; tone < int(sim::kTones.size()); ++tone) {
        const sim::Scenario scenario = clinic_on(sim::Tone(tone));
        const double rise =
            mean_skin(studio, scenario, sim::kDay, kClear_mm).y - mean_skin(studio, scenario, 0).y;
        std::printf("tone %d: a* rises by %.1f in a day\n", tone + 1, rise);
        // Melanin hides most of it in VI.
        EXPECT_GT(rise, tone < 5 ? 0.5 : 0.1) << "tone " << tone + 1;
    }
}

// After weeks the redness is gone, and what is left are dark marks: stronger in darker skin.
TEST(SkinColour, DarkMarksLowerLightness) {
    Studio studio(kSkin_px, render::Quality::low);
    constexpr double kMark_mm = 0.15, kClear_mm = 0.40;
    double before = 0;
    for (const sim::Tone tone : {sim::Tone::IV, sim::Tone::V, sim::Tone::VI}) {
        const sim::Scenario scenario = clinic_on(tone);
        const double fall = mean_skin(studio, scenario, 30 * sim::kDay, kClear_mm).x -
                            mean_skin(studio, scenario, 30 * sim::kDay, 0, kMark_mm).x;
        std::printf("tone %d: L* %.1f lower at marks\n", int(tone) + 1, fall);
        EXPECT_GT(fall, before + 0.3) << "tone " << int(tone) + 1;
        before = fall;
    }
}

TEST(Picrosirius, ShowsTheModelsShareOfCollagenTypes) {
    constexpr double kAllowed = 0.05;
    // The column that heals reaches 0.15 mm from the first wall and ends softly.
    constexpr double kYoung_mm = 0.10, kOld_mm = 0.19;
    Studio studio(kSection_px);
    const sim::Scenario scenario = preset("clinic-pen-cheek-1.5");
    View view{.name = ViewName::section, .style = Style::picrosirius};
    view.parts &= ~(bit(Part::needles) | bit(Part::labels) | bit(Part::ruler) | bit(Part::cells));
    for (const int days : {0, 14, 30, 90}) {
        const sim::World world = world_at(scenario, days * sim::kDay);
        const sim::Snapshot snapshot = sim::observe(world);
        const render::Image image = studio.draw(snapshot, view);
        const render::IdPicture ids = studio.ids(snapshot, view);
        const CollagenShare old = measure(image, ids, snapshot, kOld_mm, 1e9);
        const double rest = 1 - sim::parameter("anatomy.collagen3_share").value;
        EXPECT_GT(old.count(), 5000);
        EXPECT_NEAR(old.share_i(), rest, kAllowed) << "away from channels, day " << days;
        std::printf("day %d: type I %.3f of %d px, model %.3f", days, old.share_i(), old.count(),
                    rest);
        if (days > 0) {
            const CollagenShare young = measure(image, ids, snapshot, 0.005, kYoung_mm);
            EXPECT_GT(young.count(), 1000);
            EXPECT_NEAR(young.share_i(), 1 - snapshot.type_iii_share, kAllowed) << "day " << days;
            // The column is told from the dermis around it by most of what the model says.
            EXPECT_LT(young.share_i(), old.share_i() - 0.5 * (rest - (1 - snapshot.type_iii_share)))
                << "day " << days;
            std::printf("; at channels %.3f of %d px, model %.3f", young.share_i(), young.count(),
                        1 - snapshot.type_iii_share);
        }
        std::printf("\n");
    }
}

}  // namespace
}  // namespace picture
