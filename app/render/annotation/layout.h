// Where labels stand beside a picture: boundary labelling in one or two columns. Pure geometry.
#pragma once
#include "app/render/annotation/box.h"

#include <span>
#include <vector>

namespace render {

/// A place at which a label's leader may end.
struct Spot {
    glm::vec2 px{};
    float cost = 0;  ///< in pixels of leader length
};

struct Request {
    glm::vec2 size_px{};
    std::vector<Spot> spots;  ///< not empty
    bool needed = true;  ///< else left out rather than led across `avoided` or over `longest_px`
};

/// A straight thing in the picture, such as a needle.
struct Strip {
    glm::vec2 a{}, b{};
};

/// Labels in a column share the edge that faces the picture.
struct Column {
    bool open = false;
    float edge_px = 0;              ///< x of that edge
    float low_px = 0, high_px = 0;  ///< free range of y
};

struct LayoutRules {
    Box frame;  ///< the picture
    Column left, right;
    std::vector<Box> obstacles;  ///< that no leader and no label may touch
    std::vector<Strip> avoided;  ///< that leaders had better not cross
    std::size_t most = 7;        ///< labels
    float longest_px = 1e6f;     ///< leader of a label that is not needed
    float gap_px = 4;            ///< between labels of a column
    float stub_px = 10;          ///< level part of a leader, at the label
    float dot_px = 4;            ///< room about the end of a leader
};

struct Placement {
    std::size_t request = 0, spot = 0;
    bool left = false;
    Box box;
    glm::vec2 joint{};  ///< where the level part ends
};

/// Places requests, the most important first, up to the most there may be. One that cannot stand
/// without a crossing, an overlap or a covered dot makes room for the next in the line; of two in
/// conflict the less important goes.
///
/// Leaders of one column are ordered so that none cross (uncrossing two always shortens both); the
/// left column takes the leftmost anchors, so leaders of different columns cannot meet.
std::vector<Placement> place_labels(const LayoutRules& rules, std::span<const Request> requests);

/// Heights of the middles of things stacked in this order, each as near to its wish as the others
/// let it; neighbours that would overlap move as one block.
/// @param wished    sorted
/// @param pitch_px  least distance from one middle to the next
std::vector<float> spread(std::span<const float> wished, float pitch_px, float low_px,
                          float high_px);

}  // namespace render
