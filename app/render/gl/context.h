// What the current OpenGL context is and can do; asked once, right after it was made current.
#pragma once
#include "sim/base/result.h"

#include <string>

namespace render::gl {

/// The two first lines a shader can have.
enum class Dialect { core330, es300 };

/// Extras that a context may lack. The features that need one are left out, and say why.
struct Capabilities {
    Dialect dialect = Dialect::core330;
    bool float_targets = false;  ///< without: light is tone-mapped where it is computed, no glow
    bool labels = false;         ///< names of objects in a debugger
    bool software = false;       ///< rendered by the CPU: prefer Quality::low
    int texture_limit_px = 2048;
    std::string renderer;  ///< as the driver calls itself
};

using ProcAddress = void (*(*)(const char* name))();

/// Binds the functions of the context that is current on this thread.
/// Fails with "no OpenGL 3.3 context" where there is none or it is older.
sim::Result<Capabilities> load(ProcAddress proc_address);

/// The first OpenGL error since the last call, in words; empty if there was none.
std::string take_error();

/// Names an object in GL debuggers; nothing where that is not offered.
void label(unsigned kind, unsigned name, const std::string& text);

}  // namespace render::gl
