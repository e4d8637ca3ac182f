// Every shader file as text, built into the program.
#pragma once
#include <span>
#include <string_view>

namespace shaders {

struct File {
    std::string_view name;  ///< "common/noise.glsl": the path below shaders/
    std::string_view text;
};

std::span<const File> files();

}  // namespace shaders
