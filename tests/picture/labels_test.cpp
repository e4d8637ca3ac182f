// Leaders end on what their labels name, and nothing that is hidden is named.
#include "app/render/annotation/annotate.h"
#include "tests/picture/studio.h"

#include <glm/common.hpp>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

namespace picture {
namespace {

using render::Word;
using session::Part;
using session::Thing;
using session::View;
using session::ViewName;

constexpr glm::ivec2 kSize_px{800, 450};

/// What a word may point at; empty for words that are no labels of things.
std::vector<Thing> things_named(Word word) {
    using enum Thing;
    switch (word) {
        case Word::stratum_corneum:  // also from outside, where it is what one sees
            return {stratum_corneum, skin,         pore,     rolling_scar,
                    boxcar_scar,     icepick_scar, fine_line};
        case Word::epidermis:
            return {granular_layer, spinous_layer, basal_layer};
        case Word::papillary_dermis:
            return {papillary_dermis};
        case Word::reticular_dermis:
            return {reticular_dermis};
        case Word::fat:
            return {fat};
        case Word::muscle:
            return {muscle};
        case Word::junction:
            return {basal_layer, papillary_dermis};
        case Word::granular_layer:
            return {granular_layer};
        case Word::spinous_layer:
            return {spinous_layer};
        case Word::basal_layer:
            return {basal_layer};
        case Word::rete_ridge:
            return {basal_layer, spinous_layer};
        case Word::papilla:
            return {papillary_dermis, capillary, touch_corpuscle};
        case Word::collagen_bundles:
            return {reticular_dermis};
        case Word::fat_cells:
            return {fat};
        case Word::needle_tip:
            return {needle, needle_coat};
        case Word::microchannel:
            return {channel};
        case Word::bleeding:
            return {blood};
        case Word::coagulated:
            return {coagulated};
        case Word::new_collagen:
            return {collagen_iii, collagen_i};
        case Word::fibroblasts:
            return {fibroblast};
        case Word::rolling_scar:
            return {rolling_scar};
        case Word::boxcar_scar:
            return {boxcar_scar};
        case Word::icepick_scar:
            return {icepick_scar};
        case Word::fine_line:
            return {fine_line};
        case Word::pore:
            return {pore};
        default:
            break;
    }
    const int structure = int(word) - int(Word::arteriole);
    if (structure >= 0 && structure < sim::kStructureCount)
        return {session::thing_of(sim::Structure(structure))};
    return {};
}

render::Annotations words_over(const sim::Snapshot& snapshot, const View& view) {
    static const render::Atlas atlas =
        render::make_atlas(render::suggested_text_px(kSize_px.x, kSize_px.y));
    return render::annotate(
        snapshot, view, render::make_camera(view, snapshot, kSize_px.x, kSize_px.y), atlas,
        render::english(), {.width_px = kSize_px.x, .height_px = kSize_px.y, .features = {}});
}

bool shows_near(const render::IdPicture& ids, const sim::Snapshot& snapshot,
                const render::PlacedLabel& label, const std::vector<Thing>& things) {
    constexpr int kDot_px = 3;  // the dot at a leader's end
    constexpr int kTip_px = 6;  // so far a needle's point is thinner than a pixel
    const int near_px = label.name == Word::needle_tip ? kTip_px : kDot_px;
    const glm::vec2 px = label.anchor_px;
    for (int y = int(px.y) - near_px; y <= int(px.y) + near_px; ++y)
        for (int x = int(px.x) - near_px; x <= int(px.x) + near_px; ++x) {
            if (x < 0 || y < 0 || x >= kSize_px.x || y >= kSize_px.y) continue;
            const Thing thing = render::picked_at(ids, snapshot, {x, y}).thing;
            if (std::find(things.begin(), things.end(), thing) != things.end()) return true;
        }
    return false;
}

struct Moment {
    const char* scene;
    sim::Microseconds time_us;
};

TEST(Labels, EveryLeaderEndsOnWhatItsLabelNames) {
    Studio studio(kSize_px, render::Quality::low);
    int labels = 0, missed = 0;
    for (const Moment& moment :
         {Moment{"clinic-pen-cheek-1.5", 0}, Moment{"clinic-pen-cheek-1.5", 60 * sim::kMillisecond},
          Moment{"clinic-pen-cheek-1.5", 14 * sim::kDay},
          Moment{"clinic-pen-scar-2.0", sim::kMinute}, Moment{"eyelid-too-deep", sim::kHour}}) {
        const sim::World world = world_at(preset(moment.scene), moment.time_us);
        const sim::Snapshot snapshot = sim::observe(world);
        for (std::size_t name = 0; name < session::kViewNames.size(); ++name)
            for (const double zoom : {0.0, 1.0}) {
                const View view{.name = ViewName(int(name)), .zoom = zoom};
                const render::Annotations words = words_over(snapshot, view);
                if (words.labels.empty()) continue;
                const render::IdPicture ids = studio.ids(snapshot, view);
                for (const render::PlacedLabel& label : words.labels) {
                    const std::vector<Thing> things = things_named(label.name);
                    ++labels;
                    EXPECT_FALSE(things.empty()) << label.text << " names no thing";
                    if (shows_near(ids, snapshot, label, things)) continue;
                    ++missed;
                    const glm::ivec2 at(
                        glm::clamp(label.anchor_px, glm::vec2(0), glm::vec2(kSize_px - 1)));
                    std::printf("%s in %s at %lld us, %s, zoom %g points at %s (%d, %d)\n",
                                label.text.c_str(), moment.scene, (long long)moment.time_us,
                                session::kViewNames[name].data(), zoom,
                                session::kThings[std::size_t(ids.thing_at(at.x, at.y))].data(),
                                at.x, at.y);
                }
            }
    }
    std::printf("%d labels, %d of them beside what they name\n", labels, missed);
    EXPECT_GT(labels, 150);
    // What is drawn over a place is not all known to the labels: blood over a channel's mouth.
    EXPECT_LE(missed, labels / 20);
}

TEST(Labels, NoneNamesWhatIsHidden) {
    int labels = 0;
    for (const sim::Microseconds time_us : {60 * sim::kMillisecond, sim::kMinute, 14 * sim::kDay}) {
        const sim::World world = world_at(preset("clinic-pen-cheek-1.5"), time_us);
        const sim::Snapshot snapshot = sim::observe(world);
        for (std::size_t name = 0; name < session::kViewNames.size(); ++name)
            for (int hidden = 0; hidden <= int(Part::heat); ++hidden) {
                View view{.name = ViewName(int(name))};
                view.parts &= ~(1u << unsigned(hidden));
                for (const render::PlacedLabel& label : words_over(snapshot, view).labels) {
                    ++labels;
                    const std::vector<Thing> things = things_named(label.name);
                    const bool seen = std::any_of(things.begin(), things.end(), [&](Thing thing) {
                        const auto part = session::part_of(thing);
                        return !part || view.shows(*part);
                    });
                    EXPECT_TRUE(seen)
                        << label.text << " without " << session::kParts[std::size_t(hidden)];
                }
            }
    }
    EXPECT_GT(labels, 500);
}

}  // namespace
}  // namespace picture
