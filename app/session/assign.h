// One value of a scene, from JSON: the only place where types, choices and ranges are held to.
#pragma once
#include "app/session/scene.h"

namespace session {

/// Sets the field at a path ("technique.depth_mm", "view.layers", "time").
/// @param known  output: whether there is such a field; if not, nothing is done
/// Fails with what is wrong and would be accepted, and an empty `where`.
sim::Result<sim::Ok> assign_path(Scene& scene, std::string_view path, const Json& given,
                                 bool& known);

}  // namespace session
