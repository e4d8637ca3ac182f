// What can be named in a picture, and where each of it can be seen.
#pragma once
#include "app/render/annotation/picture.h"

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

/// Names this view would like to show, the most important first. Depends on nothing that moves, so
/// the room kept for labels does not change from frame to frame.
std::vector<Word> names_for(const session::View& view, const sim::Snapshot& snapshot);

/// Those of `names` that can be seen, in the same order.
/// All layers of a cut face are named down one plumb line, so their labels stand in their order.
/// @param zone   where anchors may lie
/// @param taken  boxes that cover part of it
std::vector<Subject> find_subjects(const Picture& picture, const std::vector<Word>& names,
                                   const Box& zone, std::span<const Box> taken = {});

/// The layer that a word names; empty if it names something else.
std::optional<sim::Layer> layer_named(Word word);
std::optional<sim::Structure> structure_named(Word word);

}  // namespace render
