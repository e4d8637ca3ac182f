// The tissue at rest, kept in textures: a cut face is evaluated once, texel by texel, and then only
// sampled, until the face, what it shows or the distance to the eye changes.
#pragma once
#include "app/render/frame.h"
#include "app/render/gl/target.h"

#include <glm/vec2.hpp>

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace render {

/// A rectangle of a face: mm along it and mm deep.
struct FaceWindow {
    glm::vec2 low_mm{}, size_mm{};
    bool covers(const FaceWindow& other) const;
};

/// What of a face the camera sees, and how large a pixel is in its middle.
struct FaceSight {
    FaceWindow window;
    glm::vec2 pixel_mm{};    ///< along the face and down
    float footprint_mm = 0;  ///< the longer side of a pixel laid onto the face, which is slanted
};
/// Empty where nothing of the face is in the picture.
std::optional<FaceSight> sight_of(const Camera& camera, const CutFace& face, double floor_mm,
                                  int width_px, int height_px);

class FaceBakes {
  public:
    /// All that the tissue at rest follows from, apart from the face.
    struct Scene {
        sim::Skin skin;
        sim::Block block;
        double concern_share = 1;  ///< of its relief that is left
        int atlas_columns = 0;
        std::uint32_t parts = 0, faded = 0;
        session::Style style = session::Style::realistic;
        std::vector<std::string> defines;
        bool operator==(const Scene&) const = default;
    };

    /// Nothing is in use until `work` says so in this frame.
    void begin();
    /// Bakes on, a slice a frame, what is seen of a face and stays as it is from frame to frame.
    /// Needs the tissue's textures and the frame block bound; draws into own surfaces.
    /// @param draw  the face's; its window is set here
    void work(const Frame& frame, const CutFace& face, const Scene& scene, gpu::DrawBlock draw);

    /// Binds what was baked of a face and says where it lies on it: `window` of the draw block.
    /// Empty where it must be evaluated directly.
    std::optional<glm::vec4> use(const CutFace& face) const;

  private:
    struct Bake {
        CutFace face;
        Scene scene;
        FaceWindow window;
        glm::vec2 texel_mm{};
        float footprint_mm = 0;  ///< that its detail was filtered for
        gl::Surface surface;     ///< colour and gloss; height and part
        int rows_done = 0;
        bool is_of(const CutFace& f, const Scene& s) const { return face == f && scene == s; }
        /// Whether it is right for this sight; or, `roughly`, good enough until a better one is
        /// there.
        bool suits(const FaceSight& sight, bool roughly = false) const;
    };
    struct Slot {
        Bake shown, coming;
        CutFace last_face;  ///< of the frame before
        Scene last_scene;
        bool usable = false;
    };
    void bake_slice(const Frame& frame, Bake& bake, gpu::DrawBlock draw);

    std::array<Slot, kFaceSlots> slots_;  ///< by CutFace::slot
    gl::Mesh whole_ = gl::make_mesh({.label = "bake"});
};

}  // namespace render
