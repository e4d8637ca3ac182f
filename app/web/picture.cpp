#include "app/web/picture.h"

#include "app/render/annotation/annotate.h"
#include "app/render/camera.h"
#include "app/render/renderer.h"

#include <emscripten/html5.h>

#include <GLES3/gl3.h>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

namespace web {
namespace {

// A page of this width has room for all labels; below, fewer say more.
constexpr double kWide_px = 560;
constexpr int kLabelsWide = 7, kLabelsNarrow = 4;
constexpr int kFinger_px = 3;  // of the page: small things so near are meant

/// The context of a canvas; it goes when this goes, and the canvas can then have another one.
class Context {
  public:
    explicit Context(EMSCRIPTEN_WEBGL_CONTEXT_HANDLE handle) : handle_(handle) {}
    Context(Context&& other) noexcept : handle_(std::exchange(other.handle_, 0)) {}
    Context& operator=(Context&& other) noexcept {
        std::swap(handle_, other.handle_);
        return *this;
    }
    ~Context() {
        if (handle_ > 0) emscripten_webgl_destroy_context(handle_);
    }

  private:
    EMSCRIPTEN_WEBGL_CONTEXT_HANDLE handle_;
};

// Browsers call every renderer "WebKit WebGL" unless asked twice. Without an answer it stays so:
// the page then finds out by the time that frames take.
void name_renderer(render::gl::Capabilities& c, EMSCRIPTEN_WEBGL_CONTEXT_HANDLE handle) {
    constexpr GLenum kUnmaskedRenderer = 0x9246;  // of WEBGL_debug_renderer_info
    if (!emscripten_webgl_enable_extension(handle, "WEBGL_debug_renderer_info")) return;
    const auto* name = reinterpret_cast<const char*>(glGetString(kUnmaskedRenderer));
    if (!name) return;
    c.renderer = name;
    for (const std::string_view by_cpu : {"llvmpipe", "SwiftShader", "softpipe", "Basic Render"})
        if (c.renderer.find(by_cpu) != std::string::npos) c.software = true;
}

}  // namespace

struct Picture::Parts {
    Context context;
    render::Renderer renderer;  ///< goes before its context
    render::Words words = render::english();
    std::optional<render::Atlas> atlas;
};

Picture::Picture(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Picture::Picture(Picture&&) noexcept = default;
Picture& Picture::operator=(Picture&&) noexcept = default;
Picture::~Picture() = default;

sim::Result<Picture> Picture::make(const std::string& canvas_selector) {
    EmscriptenWebGLContextAttributes wanted;
    emscripten_webgl_init_context_attributes(&wanted);
    wanted.majorVersion = 2;
    wanted.alpha = false;
    wanted.depth = wanted.stencil = wanted.antialias = false;  // the renderer has its own targets
    wanted.enableExtensionsByDefault = true;
    const auto handle = emscripten_webgl_create_context(canvas_selector.c_str(), &wanted);
    if (handle <= 0) return sim::Error{"this browser gives no WebGL2", ""};
    Context context(handle);
    if (emscripten_webgl_make_context_current(handle) != EMSCRIPTEN_RESULT_SUCCESS)
        return sim::Error{"the WebGL2 context is lost", ""};
    auto capabilities = render::gl::load(nullptr);
    if (!capabilities) return capabilities.error();
    name_renderer(capabilities.value(), handle);
    auto renderer = render::Renderer::make(capabilities.value());
    if (!renderer) return renderer.error();
    return Picture(std::unique_ptr<Parts>(
        new Parts{std::move(context), std::move(renderer).value(), render::english(), {}}));
}

std::string Picture::draw(const sim::Snapshot& snapshot, const session::View& view,
                          const PictureSize& size, const render::Camera& camera, bool with_words) {
    Parts& p = *parts_;
    const double page_width = size.width_px / size.pixel_ratio,
                 page_height = size.height_px / size.pixel_ratio;
    const float text_px = std::round(float(size.pixel_ratio) *
                                     render::suggested_text_px(int(page_width), int(page_height)));
    if (!p.atlas || p.atlas->text_px != text_px) {
        p.atlas = render::make_atlas(text_px);
        p.renderer.set_letters(*p.atlas);
    }
    const render::AnnotationOptions words{
        .width_px = size.width_px,
        .height_px = size.height_px,
        .max_labels = page_width < kWide_px ? kLabelsNarrow : kLabelsWide,
        .caption = false,  // the page says it beside the picture
        .legends = true,
        .features = {}};
    render::Annotations annotations;
    if (with_words)
        annotations = render::annotate(snapshot, view, camera, *p.atlas, p.words, words);
    p.renderer.draw(snapshot, view,
                    {.quality = size.quality,
                     .resolution = float(size.resolution),
                     .overlay = with_words ? &annotations.overlay : nullptr,
                     .camera = &camera},
                    {0, size.width_px, size.height_px});
    std::string problems;
    for (const sim::Error& error : p.renderer.errors()) problems += error.text() + "\n";
    return problems;
}

session::Picked Picture::pick(const sim::Snapshot& snapshot, const session::View& view,
                              const PictureSize& size, int x_px, int y_px) {
    return parts_->renderer.pick(snapshot, view, {.quality = size.quality},
                                 {size.width_px, size.height_px}, {x_px, y_px},
                                 kFinger_px * int(std::lround(size.pixel_ratio)));
}

std::string Picture::renderer_name() const { return parts_->renderer.capabilities().renderer; }
bool Picture::software() const { return parts_->renderer.capabilities().software; }

}  // namespace web
