// The WebGL2 context of the page's canvas and the renderer in it; made again after a context is
// lost.
#pragma once
#include "app/render/camera.h"
#include "app/render/options.h"
#include "app/session/thing.h"
#include "app/session/view.h"
#include "sim/base/result.h"
#include "sim/snapshot.h"

#include <memory>
#include <string>

namespace web {

struct PictureSize {
    int width_px = 1, height_px = 1;  ///< of the canvas
    double pixel_ratio = 1;  ///< pixels of the canvas to one of the page: words grow with it
    double resolution = 1;   ///< of the shading, in (0, 1]; words stay sharp
    render::Quality quality = render::Quality::medium;
};

class Picture {
  public:
    /// @param canvas_selector  "#picture"
    /// Fails with the reason where there is no WebGL2.
    static sim::Result<Picture> make(const std::string& canvas_selector);
    Picture(Picture&&) noexcept;
    Picture& operator=(Picture&&) noexcept;
    ~Picture();

    /// @return shaders that do not compile, a line each; empty: all is well
    /// @param words  whether labels are drawn: not while the camera flies
    std::string draw(const sim::Snapshot& snapshot, const session::View& view,
                     const PictureSize& size, const render::Camera& camera, bool words);
    /// What is under a pixel of the canvas, from its top left.
    session::Picked pick(const sim::Snapshot& snapshot, const session::View& view,
                         const PictureSize& size, int x_px, int y_px);

    std::string renderer_name() const;
    bool software() const;

  private:
    struct Parts;
    explicit Picture(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace web
