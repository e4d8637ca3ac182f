// Names, rulers, legends and captions for one picture, placed by the camera that draws it.
#pragma once
#include "app/render/annotation/atlas.h"
#include "app/render/annotation/box.h"
#include "app/render/annotation/overlay.h"
#include "app/render/annotation/words.h"
#include "app/render/camera.h"
#include "app/session/view.h"
#include "sim/snapshot.h"

#include <span>
#include <string>
#include <vector>

namespace render {

/// Something that only the renderer knows the place of: a cell, a drop, a bundle of new fibres.
struct Feature {
    Word name;
    glm::vec3 world_mm{};
};

struct AnnotationOptions {
    int width_px = 0, height_px = 0;  ///< of the picture, > 0
    int max_labels = 7;
    bool caption = true;  ///< time, phase, place and basis at the foot; a page may say them itself
    bool legends = true;  ///< heat, collagen and cell keys
    std::span<const Feature> features;
};

/// A name with its leader, for tests and for picking: at `anchor_px` the picture shows `what`.
struct PlacedLabel {
    Word name;
    /// Id of the thing named, as in kWordRows: "reticular_dermis", "arteriole", "needle_tip".
    /// layer_named(), layer_of_detail() and structure_named() give the model's own enumerators.
    std::string_view what;
    std::string text;
    bool faded = false;        ///< shown as a veil: written paler
    glm::vec3 anchor_world{};  ///< on the structure
    glm::vec2 anchor_px{};     ///< where the leader ends
    glm::vec2 joint_px{};      ///< where it turns from level to slanting
    Box box_px;
};

/// A tick of the depth ruler, and the point of the block that it stands for.
struct PlacedTick {
    double depth_mm = 0;
    glm::vec3 world{};
    glm::vec2 px{};
};

struct Annotations {
    Overlay overlay;
    std::vector<PlacedLabel> labels;
    std::vector<PlacedTick> ticks;
    std::vector<Box> boxes_px;  ///< of all other text: ruler, scale bar, legends, caption
    bool tip_visible = false;
    glm::vec2 tip_px{};  ///< of the needle that close views look at
};

/// @param atlas  sets the size of everything: make_atlas(suggested_text_px(w, h) * text_scale)
Annotations annotate(const sim::Snapshot& snapshot, const session::View& view, const Camera& camera,
                     const Atlas& atlas, const Words& words, const AnnotationOptions& options);

/// 15 px for a picture of 1280 x 720; letters grow slower than the picture, and never fall
/// below 11.
float suggested_text_px(int width_px, int height_px);

}  // namespace render
