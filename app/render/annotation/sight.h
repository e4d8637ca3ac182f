// What a picture lets one see, and what stands before it: asked by all that look for a place where
// a leader may end.
#pragma once
#include "app/render/annotation/picture.h"
#include "app/render/annotation/solids.h"

#include <algorithm>
#include <optional>
#include <span>

namespace render {

/// A place that might name something.
struct Candidate {
    glm::dvec3 at_mm{};
    glm::vec2 px{};
    float cost = 0;  ///< how much worse than the best place, in pixels of leader length
};

class Sight {
  public:
    /// @param zone   where leaders may end
    /// @param taken  boxes that cover part of it; both must outlive the Sight
    Sight(const Picture& picture, const Box& zone, std::span<const Box> taken);

    const Picture& picture;
    const sim::Tissue& tissue;
    const Box zone;
    const std::vector<SeenFace> faces;  ///< the section first
    const std::vector<Solid> solids;    ///< that can be named

    bool section_seen() const { return !faces.empty() && faces.front().section; }
    bool in_zone(const glm::vec2& px) const;
    /// A place in front of the eye and in the zone.
    std::optional<Candidate> place(const glm::dvec3& at_mm, float cost) const;
    /// Whether nothing but the thing itself is seen there.
    bool clear(Word name, const Candidate& candidate) const;
    /// What a place near a needle costs: needles press the skin in, and away from them the model's
    /// surfaces are where they are drawn.
    float near_needle(const glm::dvec3& at_mm) const;
    /// The layers under a place; the last one asked for is remembered, as many ask in a row.
    const sim::Column& column_under(const glm::dvec3& at_mm) const;
    /// How far needles push the skin above a place in, mm.
    double pushed_mm(const glm::dvec3& at_mm) const;
    bool under_blood(const glm::dvec3& at_mm) const;
    /// Shafts that a level leader from this place to the right end of the zone runs across.
    int shafts_to_the_right(const glm::vec2& px) const;
    /// Shares of a face's width, evenly spread over what the zone shows of it, from its ends
    /// inwards: labels stand outside.
    std::vector<double> columns(const SeenFace& face, int count) const;

    /// Calls visit(x_mm, y_mm) on a lattice over what the section leaves of the skin.
    template <class Visit>
    void over_top(int columns, int rows, Visit visit) const {
        const sim::Block& block = tissue.block;
        for (int j = 0; j < rows; ++j)
            for (int i = 0; i < columns; ++i) {
                const glm::dvec3 at{((i + 0.5) / columns - 0.5) * block.width_mm,
                                    front_mm_ + (j + 0.5) / rows * (block.length_mm - front_mm_),
                                    0};
                if (picture.behind_section_mm(at) > 0) visit(at.x, at.y);
            }
    }

  private:
    bool hidden_by(const Solid& solid, Word name, const glm::dvec3& at_mm, double air_mm) const;

    struct Remembered {
        double x_mm, y_mm;
        sim::Column bounds;
    };

    mutable std::optional<Remembered> column_;
    std::span<const Box> taken_;
    std::vector<Solid> obstacles_;
    std::vector<Shaft> shafts_;
    double front_mm_ = 0;  ///< the least y that the section leaves
};

/// The vertical line down a cut face on which all its layers are named.
struct Plumb {
    SeenFace face;
    double u = 0;
    float top_px = 0;  ///< of the first layer it names
};

/// Where most layers can be named; of such places one near the right end, rather on the section
/// than on a side seen askew. Empty where no cut face is seen.
std::optional<Plumb> find_plumb(const Sight& sight);

// Places for one kind of subject each; empty for words of other kinds. Whether they are clear is
// asked later, of the best ones only.
std::vector<Candidate> layer_places(const Sight& sight, const std::optional<Plumb>& plumb,
                                    sim::Layer layer);
std::vector<Candidate> detail_places(const Sight& sight, Word name);
std::vector<Candidate> structure_places(const Sight& sight, Word name);
std::vector<Candidate> wound_places(const Sight& sight, Word name);
std::vector<Candidate> relief_places(const Sight& sight, Word name);

}  // namespace render
