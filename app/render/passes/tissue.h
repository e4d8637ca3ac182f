// The block of skin: its surface and its cut faces.
#pragma once
#include "app/render/frame.h"
#include "app/render/gl/texture.h"
#include "app/render/scene/heat_volume.h"
#include "app/render/scene/profile.h"
#include "app/render/scene/structures.h"
#include "app/render/scene/surface.h"

#include <optional>

namespace render {

/// What was sampled from the tissue model and uploaded, and for which scene: refreshed when that
/// changes.
class TissuePass {
  public:
    /// Samples and uploads what this frame needs anew. @return whether anything changed
    void prepare(const Frame& frame);
    void draw_faces(const Frame& frame);
    void draw_top(const Frame& frame);
    /// Programs that this scenario will come to need in this view.
    static std::vector<ProgramSource> coming(const Frame& frame);

  private:
    struct Scene {
        sim::Skin skin;
        sim::Block block;
        double section_mm = -1, peel = -1;
        Quality quality = Quality::medium;
        std::vector<CutFace> faces;
        bool operator==(const Scene&) const = default;
    };
    void sample_surface(const Frame& frame);
    void sample_faces(const Frame& frame);
    void sample_heat(const Frame& frame);
    void draw_face(const Frame& frame, const CutFace& face,
                   const std::vector<std::string>& features);
    void bind_tissue() const;

    Scene surface_of_, faces_of_;
    Surface surface_;
    std::vector<glm::dvec4> pushed_by_;  ///< dimples that the heights were made with
    std::vector<double> marks_of_;
    HeatVolume heat_volume_;
    gl::Texture height_, marks_, upper_, lower_, vessels_, glands_, cuts_, heat_;
    gl::Mesh grid_, strip_;
    int atlas_columns_[2] = {0, 0};  ///< of the face across, and along
};

}  // namespace render
