#include "app/render/renderer.h"

#include "app/render/frame.h"
#include "app/render/passes/cells.h"
#include "app/render/passes/current.h"
#include "app/render/passes/needles.h"
#include "app/render/passes/overlay.h"
#include "app/render/passes/picture.h"
#include "app/render/passes/structures.h"
#include "app/render/passes/surface_things.h"
#include "app/render/passes/tissue.h"
#include "app/render/scene/surface.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace render {

struct Renderer::Parts {
    explicit Parts(const gl::Capabilities& c, const RendererOptions& o)
        : capabilities(c), shaders(c.dialect, o.shader_folder) {}

    /// Shaded at the size that quality and resolution ask for.
    Frame frame_of(const sim::Snapshot& snapshot, const session::View& view,
                   const RenderOptions& options, glm::ivec2 size_px);
    /// Samples and uploads what the frame is drawn from.
    void prepare(const Frame& frame);
    IdPicture draw_ids(const sim::Snapshot& snapshot, const session::View& view,
                       const RenderOptions& options, glm::ivec2 size_px, const PixelBox& box);

    gl::Capabilities capabilities;
    ShaderLibrary shaders;
    Blocks blocks;
    PicturePass picture;
    TissuePass tissue;
    StructuresPass structures;
    NeedlePass needles;
    SurfaceThingsPass surface_things;
    CellPass cells;
    CurrentPass current;
    OverlayPass overlay;
    gl::Surface ids;
    int frames = 0;
};

namespace {

/// The most pixels that a CPU can shade thirty times a second.
constexpr double kLowPixels = 544.0 * 306.0;

using session::Style;

constexpr int kFramesPerCompile = 15;

glm::ivec2 shading_size(const RenderOptions& o, glm::ivec2 size_px, int limit_px) {
    const double wide = size_px.x, high = size_px.y;
    if (o.quality == Quality::high && 2 * std::max(wide, high) <= limit_px) return size_px * 2;
    double scale = std::clamp(double(o.resolution), 0.1, 1.0);
    if (o.quality == Quality::low) scale *= std::min(1.0, std::sqrt(kLowPixels / (wide * high)));
    if (scale > 0.999) return size_px;
    return {std::max(1, int(std::lround(wide * scale))),
            std::max(1, int(std::lround(high * scale)))};
}

}  // namespace

Renderer::Renderer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Renderer::Renderer(Renderer&&) noexcept = default;
Renderer& Renderer::operator=(Renderer&&) noexcept = default;
Renderer::~Renderer() = default;

sim::Result<Renderer> Renderer::make(const gl::Capabilities& capabilities,
                                     const RendererOptions& options) {
    auto parts = std::make_unique<Parts>(capabilities, options);
    if (const std::string wrong = gl::take_error(); !wrong.empty())
        return sim::Error{"the renderer could not be set up: " + wrong, "graphics"};
    return Renderer(std::move(parts));
}

void Renderer::set_letters(const Atlas& atlas) { parts_->overlay.set_letters(atlas); }
std::span<const sim::Error> Renderer::errors() const { return parts_->shaders.errors(); }
bool Renderer::reload() { return parts_->shaders.reload(); }
const gl::Capabilities& Renderer::capabilities() const { return parts_->capabilities; }

void Renderer::Parts::prepare(const Frame& frame) {
    tissue.prepare(frame);
    structures.prepare(frame);
    needles.prepare(frame);
    surface_things.prepare(frame);
    current.prepare(frame);
    blocks.upload(make_frame_block(frame));
    blocks.upload(gpu::DrawBlock{});
}

Frame Renderer::Parts::frame_of(const sim::Snapshot& snapshot, const session::View& view,
                                const RenderOptions& options, glm::ivec2 size_px) {
    const glm::ivec2 shading = shading_size(options, size_px, capabilities.texture_limit_px);
    Frame frame{.snapshot = snapshot,
                .view = view,
                .camera = options.camera ? *options.camera
                                         : make_camera(view, snapshot, size_px.x, size_px.y),
                .section = session::section_plane(view, snapshot.tissue->block),
                .faces = {},
                .width_px = shading.x,
                .height_px = shading.y,
                .quality = options.quality,
                .peel = effective_peel(view),
                .defines = {},
                .shaders = shaders,
                .blocks = blocks};
    frame.camera.pixel_mm *= float(size_px.y) / float(shading.y);
    frame.faces = visible_faces(frame.camera, view, snapshot.tissue->block);
    return frame;
}

IdPicture Renderer::Parts::draw_ids(const sim::Snapshot& snapshot, const session::View& view,
                                    const RenderOptions& options, glm::ivec2 size_px,
                                    const PixelBox& box) {
    Frame frame = frame_of(snapshot, view, options, size_px);
    frame.ids = true;
    frame.width_px = box.size.x, frame.height_px = box.size.y;
    frame.camera = cropped(frame.camera, size_px, box);
    prepare(frame);
    if (ids.size != box.size)
        ids = gl::make_surface({.size = box.size, .depth = true, .label = "ids"});
    gl::begin_clear(ids.target(), {0, 1, 1, 1});
    needles.draw_plate(frame);  // glass first: all that is seen through it covers it
    tissue.draw_faces(frame);
    tissue.draw_top(frame);
    structures.draw(frame);
    needles.draw(frame);
    surface_things.draw(frame);
    cells.draw(frame);
    glBindVertexArray(0);
    glUseProgram(0);
    IdPicture drawn{read_pixels(ids.target()), frame.camera.world_from_clip};
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    return drawn;
}

session::Picked Renderer::pick(const sim::Snapshot& snapshot, const session::View& view,
                               const RenderOptions& options, glm::ivec2 size_px, glm::ivec2 pixel,
                               int reach_px) {
    const IdPicture near = parts_->draw_ids(snapshot, view, options, size_px,
                                            {pixel - reach_px, glm::ivec2(2 * reach_px + 1)});
    return picked_at(near, snapshot, nearest_small(near, glm::ivec2(reach_px)));
}

IdPicture Renderer::pick_all(const sim::Snapshot& snapshot, const session::View& view,
                             const RenderOptions& options, glm::ivec2 size_px) {
    return parts_->draw_ids(snapshot, view, options, size_px, {{0, 0}, size_px});
}

void Renderer::draw(const sim::Snapshot& snapshot, const session::View& view,
                    const RenderOptions& options, const Target& target) {
    Parts& p = *parts_;
    const auto finished = [&](std::string_view pass) {
        if (!options.finished) return;
        glFinish();
        options.finished(pass);
    };
    // Half-floats are what a CPU can least afford.
    const bool light = p.capabilities.float_targets && options.quality != Quality::low;
    Frame frame = p.frame_of(snapshot, view, options, {target.width_px, target.height_px});
    const glm::ivec2 size{frame.width_px, frame.height_px};
    frame.light = light;
    frame.light_targets = p.capabilities.float_targets;
    if (frame.diagram()) frame.defines.push_back("DIAGRAM");
    if (frame.stained()) {
        constexpr std::array<const char*, 4> kStains = {"HE", "TRICHROME", "PICROSIRIUS", "OCT"};
        frame.defines.insert(frame.defines.end(),
                             {"STAIN", kStains[std::size_t(view.style) - std::size_t(Style::he)]});
    }
    if (options.quality == Quality::low) frame.defines.push_back("CHEAP");
    if (!light) frame.defines.push_back("TONEMAP_INLINE");

    p.prepare(frame);
    finished("prepare");
    p.tissue.bake(frame);
    finished("bake");

    p.needles.draw_shadow(frame);
    p.surface_things.draw_shadow(frame);
    finished("shadow");
    gl::begin_clear(p.picture.scene(size, light).target(), {0.9f, 0.9f, 0.88f, 1});
    p.picture.draw_backdrop(frame);
    finished("backdrop");
    p.tissue.draw_faces(frame);  // layers, structures, channels, heat
    finished("faces");
    p.tissue.draw_top(frame);
    finished("top");
    p.structures.draw(frame);
    finished("structures");
    p.needles.draw(frame);
    if (p.tissue.has_veils() || p.structures.has_veils()) {
        const gl::PassState state = p.picture.begin_faded(frame);
        p.tissue.draw_veils(frame, state);
        p.structures.draw_veils(frame, state);
        p.picture.end_faded(frame);
    }
    if (!frame.stained()) p.surface_things.draw(frame);  // drops, hairs
    // Between polarisers and to tomography cells give no light of their own.
    const auto style = view.style;
    if (style != session::Style::picrosirius && style != session::Style::oct) p.cells.draw(frame);
    p.current.draw(frame);
    p.needles.draw_plate(frame);  // glass, last of the scene
    finished("things");
    p.picture.finish(frame, light, target);
    finished("picture");
    if (options.overlay) p.overlay.draw(frame, *options.overlay);
    finished("words");
    // What comes later is compiled now and then meanwhile, not all at once and never in a single
    // picture, so that the first channel or the first heat does not stop the film.
    if (++p.frames % kFramesPerCompile == 0) (void)p.shaders.make_ahead(TissuePass::coming(frame));
    glBindVertexArray(0);
    glUseProgram(0);
}

}  // namespace render
