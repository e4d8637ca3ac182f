// What can be named in a picture, and where each of it can be seen.
#pragma once
#include "app/render/annotation/picture.h"

#include <optional>
#include <span>
#include <vector>

namespace render {

/// A place at which a leader may end: on the structure, seen, and clear of what lies before it.
struct Anchor {
    glm::vec3 world{};
    glm::vec2 px{};
    float cost = 0;  ///< how much worse than the best place, in pixels of leader length
};

struct Subject {
    Word name;
    std::vector<Anchor> anchors;  ///< not empty, at most kMostAnchors, best first
};
inline constexpr std::size_t kMostAnchors = 8;

/// Names this view would like to show, the most important first: layers and needles from afar, what
/// they consist of from nearby, what cells make from close to. Depends on nothing that moves but
/// the zoom, so the room kept for labels does not change from frame to frame.
/// @param pixel_mm  size of a pixel at what is looked at
std::vector<Word> names_for(const session::View& view, const sim::Snapshot& snapshot,
                            double pixel_mm);

/// Those of `names` that can be seen, in the same order.
/// All layers of a cut face are named down one plumb line, so their labels stand in their order.
/// @param zone   where anchors may lie
/// @param taken  boxes that cover part of it
std::vector<Subject> find_subjects(const Picture& picture, const std::vector<Word>& names,
                                   const Box& zone, std::span<const Box> taken = {});

/// The layer that a word names; empty if it names something else.
std::optional<sim::Layer> layer_named(Word word);
std::optional<sim::Structure> structure_named(Word word);
/// The layer that a word names a part of, such as the basal layer of the epidermis.
std::optional<sim::Layer> layer_of_detail(Word word);
/// A place or a stretch of tissue rather than a thing in it.
bool is_region(Word word);
/// What shows and hides that which a word names; empty for what is always there.
std::optional<session::Part> part_of(Word word);
session::Part part_of(sim::Structure structure);

/// Rows of the epidermis as tissue_face draws them: the share of its height that is granular, and
/// the height of the cells at the junction.
inline constexpr double kGranularShare = 0.20, kBasalRow_mm = 0.013;

}  // namespace render
