// How the window stands, as JSON for scripts that drive it: `--status FILE`.
#pragma once
#include "app/ui/model.h"
#include "app/ui/output.h"
#include "app/ui/state.h"

#include <cstdint>
#include <string>

namespace ui {

std::string status_json(const Model& model, const State& state, const Output& output,
                        std::uint64_t frames);

}  // namespace ui
