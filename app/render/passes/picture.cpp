#include "app/render/passes/picture.h"

#include "app/render/gl/api.h"

namespace render {

PicturePass::PicturePass() : whole_(gl::make_mesh({.label = "whole picture"})) {}

void PicturePass::draw_backdrop(const Frame& f) {
    if (!f.shaders.use(f.program("pass/whole_picture.vert", "pass/backdrop.frag"))) return;
    gl::apply({.depth_test = false, .depth_write = false});
    gl::draw_vertices(whole_, gl::Shape::triangles, 3);
}

const gl::Surface& PicturePass::scene(glm::ivec2 size, bool light) {
    if (scene_.size != size || scene_light_ != light || !scene_.framebuffer) {
        scene_light_ = light;
        veils_ = {};  // it shares the scene's depth
        scene_ = gl::make_surface({.size = size,
                                   .format = light ? gl::Format::rgba16f : gl::Format::rgba8,
                                   .depth = true,
                                   .label = "scene"});
    }
    return scene_;
}

gl::PassState PicturePass::begin_faded(const Frame& f) {
    if (!f.light) return {};
    if (!under_.framebuffer || under_.size != scene_.size)
        under_ = gl::make_surface(
            {.size = scene_.size, .format = gl::Format::rgba16f, .label = "under veils"});
    if (!veils_.framebuffer)
        veils_ = gl::make_surface({.size = scene_.size,
                                   .format = gl::Format::rgba16f,
                                   .second = gl::Format::r16f,
                                   .depth_of = &scene_.depth,
                                   .label = "veils"});
    gl::begin(veils_.target());
    gl::apply({});  // clearing heeds the masks
    const float nothing[] = {0, 0, 0, 1}, no_weight[] = {0, 0, 0, 0};
    glClearBufferfv(GL_COLOR, 0, nothing);
    glClearBufferfv(GL_COLOR, 1, no_weight);
    return {.depth_write = false, .blend = gl::Blend::veils};
}

void PicturePass::end_faded(const Frame& f) {
    if (!f.light) return;
    // They are mixed as the eye sees them, not as light: over the bright wall a veil would be lost.
    // So the picture under them must be read, and what is drawn into cannot be.
    glBindFramebuffer(GL_READ_FRAMEBUFFER, scene_.framebuffer.name());
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, under_.framebuffer.name());
    const glm::ivec2 size = scene_.size;
    glBlitFramebuffer(0, 0, size.x, size.y, 0, 0, size.x, size.y, GL_COLOR_BUFFER_BIT, GL_NEAREST);
    gl::begin(scene_.target());
    if (!f.shaders.use({"pass/whole_picture.vert", "pass/veils.frag", {}})) return;
    gl::apply({.depth_test = false, .depth_write = false});
    gl::bind(under_.colour, int(Sampler::picture));
    gl::bind(veils_.colour, int(Sampler::veil_sum));
    gl::bind(veils_.second, int(Sampler::veil_weight));
    gl::draw_vertices(whole_, gl::Shape::triangles, 3);
}

void PicturePass::draw_whole(const Frame& f, const char* fragment, std::vector<std::string> defines,
                             const gl::Texture& from) {
    if (!f.shaders.use({"pass/whole_picture.vert", fragment, std::move(defines)})) return;
    gl::apply({.depth_test = false, .depth_write = false});
    gl::bind(from, int(Sampler::picture));
    gl::draw_vertices(whole_, gl::Shape::triangles, 3);
}

void PicturePass::finish(const Frame& f, bool light, const Target& out) {
    const auto surface_for = [](gl::Surface& s, glm::ivec2 size, const char* label) {
        if (s.size != size || !s.framebuffer) s = gl::make_surface({.size = size, .label = label});
    };
    const glm::ivec2 out_size{out.width_px, out.height_px};
    const bool supersampled = scene_.size == out_size * 2;
    std::vector<std::string> tone;
    if (!light) tone.push_back("TONEMAP_INLINE");
    if (supersampled) {
        tone.push_back("SUPERSAMPLED");
        gl::begin(out);
        draw_whole(f, "pass/resolve.frag", tone, scene_.colour);
        return;
    }
    const gl::Texture* shown = &scene_.colour;
    if (light) {
        surface_for(shown_, scene_.size, "shown");
        gl::begin(shown_.target());
        draw_whole(f, "pass/resolve.frag", tone, scene_.colour);
        shown = &shown_.colour;
    }
    if (scene_.size == out_size) {
        gl::begin(out);
        draw_whole(f, "pass/smooth.frag", {}, *shown);
        return;
    }
    surface_for(smooth_, scene_.size, "smoothed");
    gl::begin(smooth_.target());
    draw_whole(f, "pass/smooth.frag", {}, *shown);
    gl::begin(out);
    draw_whole(f, "pass/resolve.frag", {"TONEMAP_INLINE"}, smooth_.colour);
}

}  // namespace render
