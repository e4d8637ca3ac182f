// Draws a Snapshot as a View sees it. Remembers nothing that matters: it can be made anew at any
// time.
#pragma once
#include "app/render/annotation/atlas.h"
#include "app/render/gl/context.h"
#include "app/render/gl/target.h"
#include "app/render/options.h"
#include "app/render/pick.h"
#include "app/session/view.h"
#include "sim/snapshot.h"

#include <memory>
#include <span>

namespace render {

class Renderer {
  public:
    /// For the context that is current on this thread and stays so. A shader that does not compile
    /// is no failure: see `errors`.
    static sim::Result<Renderer> make(const gl::Capabilities& capabilities,
                                      const RendererOptions& options = {});
    Renderer(Renderer&&) noexcept;
    Renderer& operator=(Renderer&&) noexcept;
    ~Renderer();

    /// What overlays are written with; again whenever the text size changes.
    void set_letters(const Atlas& atlas);

    void draw(const sim::Snapshot& snapshot, const session::View& view,
              const RenderOptions& options, const Target& target);

    /// What is under a pixel of the picture that `draw` makes of the same arguments: the nearest
    /// thing to the eye; on a cut face a structure before its layer; through clear or faded things
    /// what stands behind them. Costs a few pixels and waits for the GPU. Leaves no framebuffer
    /// bound.
    /// @param pixel     origin at the top left
    /// @param reach_px  small things so near are found too
    session::Picked pick(const sim::Snapshot& snapshot, const session::View& view,
                         const RenderOptions& options, glm::ivec2 size_px, glm::ivec2 pixel,
                         int reach_px = 2);
    /// The same for every pixel.
    IdPicture pick_all(const sim::Snapshot& snapshot, const session::View& view,
                       const RenderOptions& options, glm::ivec2 size_px);

    /// Shaders that do not compile: their passes draw their last good version, or nothing.
    std::span<const sim::Error> errors() const;
    /// Looks for changed shader files; call it twice a second or so. @return whether any was
    /// compiled
    bool reload();

    const gl::Capabilities& capabilities() const;

  private:
    struct Parts;
    explicit Renderer(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace render
