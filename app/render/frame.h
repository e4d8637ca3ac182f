// What all passes of one frame share.
#pragma once
#include "app/render/camera.h"
#include "app/render/gl/geometry.h"
#include "app/render/options.h"
#include "app/render/scene/faces.h"
#include "app/render/shader_library.h"
#include "shaders/interface.h"

#include <string>
#include <vector>

namespace render {

inline constexpr float kVeil = 0.18f;  ///< alpha of what is faded

/// The uniform blocks on the GPU.
class Blocks {
  public:
    Blocks();
    void upload(const gpu::FrameBlock& frame);
    void upload(const gpu::DrawBlock& draw);

  private:
    gl::Buffer frame_, draw_;
};

struct Frame {
    const sim::Snapshot& snapshot;
    const session::View& view;
    Camera camera;
    session::SectionPlane section;
    std::vector<CutFace> faces;       ///< seen by the camera
    int width_px = 0, height_px = 0;  ///< of the shading
    Quality quality = Quality::medium;
    double peel = 0;
    bool light = true;                 ///< the scene's pixels hold light; false: display values
    bool light_targets = true;         ///< surfaces that hold half-floats can be drawn into
    std::vector<std::string> defines;  ///< that every pass is compiled with
    bool ids = false;  ///< of what is seen instead of its looks: pass/pick_x.frag for pass/x.frag
    ShaderLibrary& shaders;
    Blocks& blocks;

    bool diagram() const { return view.style == session::Style::diagram; }
    /// A thin section as a laboratory shows it: only what the plane itself cuts, and no lamp.
    bool stained() const { return view.style >= session::Style::he; }
    ProgramSource program(const char* vertex, const char* fragment,
                          const std::vector<std::string>& more = {}) const {
        ProgramSource source{vertex, fragment, defines};
        if (ids) source.fragment.insert(source.fragment.find('/') + 1, "pick_");
        source.defines.insert(source.defines.end(), more.begin(), more.end());
        return source;
    }
};

/// Everything of the frame block that follows from snapshot, view and camera.
gpu::FrameBlock make_frame_block(const Frame& frame);

/// Whether a needle stands in the part of the block that is left.
bool is_standing(const sim::NeedleView& needle, const session::SectionPlane& section);

/// Whether a channel or what it leaves around it shows in a face.
bool is_near_channel(const Frame& frame, const CutFace& face);

/// World position of a needle's tip and its unit direction back to the plate.
glm::vec3 tip_world(const sim::NeedleView& needle);
glm::vec3 plate_direction(const sim::NeedleView& needle);

glm::vec3 linear_from_srgb(const glm::vec3& srgb);

}  // namespace render
