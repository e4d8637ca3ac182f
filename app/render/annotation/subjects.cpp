#include "app/render/annotation/subjects.h"

#include "app/render/annotation/sight.h"

#include <glm/geometric.hpp>

namespace render {
namespace {

std::vector<Candidate> places(const Sight& sight, const std::optional<Plumb>& plumb, Word name) {
    const auto part = part_of(name);
    if (part && !sight.picture.view.shows(*part)) return {};
    if (const auto layer = layer_named(name)) return layer_places(sight, plumb, *layer);
    if (structure_named(name)) return structure_places(sight, name);
    if (layer_of_detail(name)) return detail_places(sight, name);
    std::vector<Candidate> out = wound_places(sight, name);
    return out.empty() ? relief_places(sight, name) : out;
}

/// The cheapest that are clear, spaced out. Most candidates are never looked at.
std::vector<Anchor> best_of(const Sight& sight, Word name, std::vector<Candidate> candidates) {
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.cost < b.cost; });
    std::vector<Anchor> out;
    for (const Candidate& c : candidates) {
        const bool new_place = std::none_of(out.begin(), out.end(), [&](const Anchor& a) {
            return glm::length(a.px - c.px) < 12 * sight.picture.unit();
        });
        if (new_place && sight.clear(name, c))
            out.push_back({world_from_tissue(c.at_mm), c.px, c.cost});
        if (out.size() == kMostAnchors) break;
    }
    return out;
}

}  // namespace

std::vector<Subject> find_subjects(const Picture& picture, const std::vector<Word>& names,
                                   const Box& zone, std::span<const Box> taken) {
    const Sight sight(picture, zone, taken);
    const std::optional<Plumb> plumb = find_plumb(sight);
    std::vector<Subject> out;
    for (const Word name : names) {
        std::vector<Anchor> anchors = best_of(sight, name, places(sight, plumb, name));
        if (!anchors.empty()) out.push_back({name, std::move(anchors)});
    }
    return out;
}

}  // namespace render
