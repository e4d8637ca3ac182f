// Where panels stand: in the corner where they hide least of the block.
#pragma once
#include "app/render/annotation/picture.h"

#include <optional>
#include <span>
#include <vector>

namespace render {

enum class Corner { top_left, top_right, bottom_left, bottom_right };

/// One of several forms that a panel can have.
struct Shape {
    glm::vec2 size_px{};
    float worse = 0;  ///< than the first, in covered areas of 100 letters
};

/// Hands out room for panels, each clear of those before it.
///
/// What a corner hides is judged by the picture that the view opens with, without the free camera,
/// so a panel stays where it is while one turns, pans and zooms.
class Room {
  public:
    /// @param picture  must outlive the room
    explicit Room(const Picture& picture);

    struct Stand {
        std::size_t shape = 0;
        Box box;
    };
    /// The shape and the corner that hide least; the earlier ones where that is the same. Empty
    /// where all would leave the picture, or fill more than `most` of its height.
    std::optional<Stand> place(std::span<const Shape> shapes, std::span<const Corner> corners,
                               float most = 0.62f);
    /// What is in the way from now on.
    void take(const Box& box) { taken_.push_back(box); }
    const std::vector<Box>& taken() const { return taken_; }

  private:
    Box stacked(const glm::vec2& size_px, Corner corner) const;
    float harm(const Box& box) const;

    const Picture& picture_;
    std::vector<glm::vec2> outline_;  ///< of the block in the view's own picture, in turn
    Box ruler_;                       ///< of that picture
    std::vector<Box> taken_;
};

}  // namespace render
