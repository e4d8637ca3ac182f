// Expanding shader files into whole texts, and reading drivers' complaints about them.
#pragma once
#include "app/render/gl/context.h"
#include "sim/base/result.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace render {

/// Where a line of an expanded text came from. Empty file: a line of our own, such as #version.
struct Origin {
    std::string file;
    int line = 0;
    bool operator==(const Origin&) const = default;
};

struct ShaderText {
    std::string glsl;
    std::vector<Origin> origin;  ///< of each line of `glsl`
};

/// Gives the text of a file by its name below shaders/, or nothing.
using SourceLookup = std::function<std::optional<std::string>(std::string_view name)>;

/// Prepends the version, precision and one #define a name, and pastes each #include "x" once.
/// Fails where a file is missing: "common/x.glsl: is not there", at the line that asks for it.
sim::Result<ShaderText> expand_shader(std::string_view name, gl::Dialect dialect,
                                      std::span<const std::string> defines,
                                      const SourceLookup& lookup);

/// A driver's log as errors at the lines of our files: Mesa "0:26(15): ...", ANGLE "ERROR: 0:26:
/// ...", NVIDIA "0(26) : ...". Text without a place is kept under `name`.
std::vector<sim::Error> translate_log(std::string_view log, const ShaderText& text,
                                      std::string_view name);

}  // namespace render
