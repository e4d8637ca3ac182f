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
#include <cmath>

namespace render {

struct Renderer::Parts {
    explicit Parts(const gl::Capabilities& c, const RendererOptions& o)
        : capabilities(c), shaders(c.dialect, o.shader_folder) {}

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
    int frames = 0;
};

namespace {

/// The most pixels that a CPU can shade thirty times a second.
constexpr double kLowPixels = 640.0 * 360.0;

constexpr int kFramesPerCompile = 15;

glm::ivec2 shading_size(const RenderOptions& o, const Target& target, int limit_px) {
    const double wide = target.width_px, high = target.height_px;
    if (o.quality == Quality::high && 2 * std::max(wide, high) <= limit_px)
        return {target.width_px * 2, target.height_px * 2};
    double scale = std::clamp(double(o.resolution), 0.1, 1.0);
    if (o.quality == Quality::low) scale *= std::min(1.0, std::sqrt(kLowPixels / (wide * high)));
    if (scale > 0.999) return {target.width_px, target.height_px};
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

void Renderer::draw(const sim::Snapshot& snapshot, const session::View& view,
                    const RenderOptions& options, const Target& target) {
    Parts& p = *parts_;
    const auto finished = [&](std::string_view pass) {
        if (!options.finished) return;
        glFinish();
        options.finished(pass);
    };
    const glm::ivec2 size = shading_size(options, target, p.capabilities.texture_limit_px);
    // Half-floats are what a CPU can least afford.
    const bool light = p.capabilities.float_targets && options.quality != Quality::low;
    Frame frame{.snapshot = snapshot,
                .view = view,
                .camera = options.camera
                              ? *options.camera
                              : make_camera(view, snapshot, target.width_px, target.height_px),
                .faces = {},
                .width_px = size.x,
                .height_px = size.y,
                .quality = options.quality,
                .peel = effective_peel(view),
                .light = light,
                .defines = {},
                .shaders = p.shaders,
                .blocks = p.blocks};
    frame.camera.pixel_mm *= float(target.height_px) / float(size.y);
    frame.faces = visible_faces(frame.camera, view, snapshot.tissue->block);
    if (frame.diagram()) frame.defines.push_back("DIAGRAM");
    if (options.quality == Quality::low) frame.defines.push_back("CHEAP");
    if (!light) frame.defines.push_back("TONEMAP_INLINE");

    p.tissue.prepare(frame);
    p.structures.prepare(frame);
    p.needles.prepare(frame);
    p.surface_things.prepare(frame);
    p.current.prepare(frame);
    p.blocks.upload(make_frame_block(frame));
    p.blocks.upload(gpu::DrawBlock{});
    finished("prepare");

    p.needles.draw_shadow(frame);
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
    p.surface_things.draw(frame);  // drops, hairs
    p.cells.draw(frame);
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
