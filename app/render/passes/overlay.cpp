#include "app/render/passes/overlay.h"

#include "app/render/gl/state.h"

namespace render {

OverlayPass::OverlayPass() {
    buffer_ = gl::make_buffer({}, gl::Usage::changing, "overlay");
    mesh_ = gl::make_mesh(
        {.streams = {{&buffer_, {{0, 2}, {1, 2}, {2, 4, true}}}}, .label = "overlay"});
}

void OverlayPass::set_letters(const Atlas& atlas) {
    letters_ = gl::make_texture(
        {.size = {atlas.width, atlas.height, 0}, .format = gl::Format::r8, .label = "letters"});
    gl::fill(letters_, std::as_bytes(std::span(atlas.coverage)));
}

void OverlayPass::draw(const Frame& f, const Overlay& overlay) {
    if (!letters_ || overlay.triangles.empty()) return;
    if (!f.shaders.use({"pass/overlay.vert", "pass/overlay.frag", {}})) return;
    gl::fill(buffer_, gl::bytes_of(overlay.triangles));
    gpu::DrawBlock d{};
    d.options = {float(overlay.width_px), float(overlay.height_px), 0, 0};
    f.blocks.upload(d);
    gl::apply({.depth_test = false, .depth_write = false, .blend = gl::Blend::over});
    gl::bind(letters_, int(Sampler::letters));
    gl::draw_vertices(mesh_, gl::Shape::triangles, int(overlay.triangles.size()));
}

}  // namespace render
