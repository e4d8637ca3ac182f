// An OpenGL context without a window or a display: for pictures from the command line and for
// tests.
#pragma once
#include "sim/base/result.h"

namespace platform {

enum class Api { core330, es300 };

/// Current on the thread that made it while it lives.
class OffscreenContext {
  public:
    /// Fails with "no OpenGL 3.3 context" and the reason.
    static sim::Result<OffscreenContext> make(Api api = Api::core330);

    OffscreenContext(OffscreenContext&& other) noexcept;
    OffscreenContext& operator=(OffscreenContext&& other) noexcept;
    ~OffscreenContext();

    /// Address of an OpenGL function, for render::gl::load.
    static void (*proc_address(const char* name))();

  private:
    OffscreenContext(void* display, void* context) : display_(display), context_(context) {}
    void* display_ = nullptr;
    void* context_ = nullptr;
};

}  // namespace platform
