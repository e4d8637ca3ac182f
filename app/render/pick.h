// Pictures of ids: what every pixel shows, and where in the tissue that is.
#pragma once
#include "app/render/camera.h"
#include "app/render/image.h"
#include "app/session/thing.h"

namespace render {

/// Pixels of a picture, origin at the top left; may reach over its edges.
struct PixelBox {
    glm::ivec2 low{0}, size{1};
};

/// Ids and depths as shaders/common/thing.glsl writes them.
struct IdPicture {
    Image image;
    glm::mat4 world_from_clip{1};

    session::Thing thing_at(int x, int y) const { return session::Thing(image.pixel(x, y)[0]); }
};

/// The camera whose whole picture is one box of another's; sizes of pixels stay.
Camera cropped(const Camera& camera, glm::ivec2 size_px, const PixelBox& box);

/// A thing with its place in the tissue at rest: what needles push down is put back. Tells apart
/// what the shaders draw alike: coil and duct of a sweat gland, follicle and muscle, scars and the
/// skin around them.
session::Picked picked_at(const IdPicture& ids, const sim::Snapshot& snapshot, glm::ivec2 pixel);

/// The pixel nearest to `from` that shows something small, so that thin vessels need no steady
/// hand; `from` where it shows such a thing itself or there is none.
glm::ivec2 nearest_small(const IdPicture& ids, glm::ivec2 from);

}  // namespace render
