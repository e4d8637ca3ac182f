// The block of skin: its surface and its cut faces.
#pragma once
#include "app/render/frame.h"
#include "app/render/gl/state.h"
#include "app/render/gl/texture.h"
#include "app/render/passes/bakes.h"
#include "app/render/passes/heights.h"
#include "app/render/scene/heat_volume.h"
#include "app/render/scene/profile.h"
#include "app/render/scene/skin.h"
#include "app/render/scene/strata.h"
#include "app/render/scene/structures.h"
#include "app/render/scene/surface.h"

#include <array>
#include <vector>

namespace render {

/// What was sampled from the tissue model and uploaded, and for which scene: refreshed when that
/// changes.
class TissuePass {
  public:
    /// Samples and uploads what this frame needs anew. @return whether anything changed
    void prepare(const Frame& frame);
    /// Goes on keeping the tissue of the faces in textures; draws into other targets than the
    /// frame's.
    void bake(const Frame& frame);
    void draw_faces(const Frame& frame);
    void draw_top(const Frame& frame);
    /// Whether some layer is faded, and those that are. @param state  PicturePass::begin_faded
    bool has_veils() const;
    void draw_veils(const Frame& frame, const gl::PassState& state);
    /// Programs that this scenario will come to need in this view.
    static std::vector<ProgramSource> coming(const Frame& frame);

  private:
    struct Scene {
        sim::Skin skin;
        sim::Block block;
        double concern_share = 1;
        Quality quality = Quality::medium;
        bool stained = false;
        std::uint32_t covering = 0;  ///< parts that hide what runs behind them
        std::vector<CutFace> faces;
        bool operator==(const Scene&) const = default;
    };
    /// A face's own vertices, and its place in the maps of distances.
    struct Strip {
        gl::Buffer buffer;
        gl::Mesh mesh;
        int vertices = 0;
        float atlas_from = 0, atlas_share = 0;  ///< of the maps' width
    };
    void sample_skin(const Frame& frame);
    void sample_faces(const Frame& frame);
    static void fill_strip(Strip& strip, const std::vector<float>& places_mm);
    void sample_heat(const Frame& frame);
    void draw_face(const Frame& frame, const CutFace& face, const Run& run,
                   const std::vector<std::string>& features);
    void draw_sheet(const Frame& frame, const Sheet& sheet, gl::PassState state,
                    std::vector<std::string> features);
    void bind_tissue() const;
    gpu::DrawBlock draw_block(const Frame& frame, const CutFace& face) const;

    Scene faces_of_;
    Heights heights_;
    std::vector<Run> runs_;
    std::vector<Sheet> sheets_;
    std::vector<double> marks_of_;
    HeatVolume heat_volume_;
    FaceBakes bakes_;
    sim::Skin skin_map_of_;
    Quality skin_map_quality_ = Quality::medium;
    gl::Texture marks_, skin_map_, palette_, upper_, lower_, vessels_, glands_, cuts_, heat_;
    std::array<Strip, kFaceSlots> strips_;  ///< by CutFace::slot
};

}  // namespace render
