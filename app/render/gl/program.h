// A linked pair of shaders with its blocks and samplers bound by name.
#pragma once
#include "app/render/gl/handle.h"

#include <span>
#include <string>
#include <string_view>

namespace render::gl {

/// A name in GLSL and the slot it is bound to, the same for every program.
struct Binding {
    std::string_view name;
    int slot;
};

/// Which of the two texts, if any, a log speaks about.
enum class Step { none, vertex, fragment, link };

struct ProgramResult {
    ProgramHandle program;  ///< empty on failure
    Step failed = Step::none;
    std::string log;  ///< as the driver wrote it
};

struct ProgramDescription {
    std::string_view vertex, fragment;  ///< whole texts, version line included
    std::span<const Binding> blocks;    ///< those a program does not use are skipped
    std::span<const Binding> samplers;
    std::string label;
};

ProgramResult make_program(const ProgramDescription& description);
void use(const ProgramHandle& program);

}  // namespace render::gl
