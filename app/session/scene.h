// A Scene, Scenario + View + time: what is saved, shared, undone and toured; and its JSON form.
#pragma once
#include "app/session/time.h"
#include "app/session/view.h"
#include "sim/base/result.h"
#include "sim/base/timeline.h"
#include "sim/scenario.h"

#include <string>
#include <string_view>
#include <vector>

namespace session {

class Json;

inline constexpr int kSceneVersion = 1;

struct Scene {
    sim::Scenario scenario;
    View view;
    sim::Microseconds time_us = 0;
    bool operator==(const Scene&) const = default;
};

/// Every field of a scene but "view.layers", "view.probes" and "time", which are written in their
/// own ways.
/// @param visit  called as visit(const sim::Field&, T&) with T double, int, bool or an enum
template <class S, class Visit>
void visit_scene_fields(S& scene, Visit&& visit) {
    sim::visit_fields(scene.scenario, visit);
    session::visit_fields(scene.view, visit);
}

/// "technique.depth_mm" and so on, then "view.layers", "view.probes" and "time": all that set_field
/// takes.
std::vector<std::string_view> field_paths();

/// A scene and what was odd but harmless in its file: unknown keys, each with the nearest known
/// name.
struct ReadScene {
    Scene scene;
    std::vector<sim::Error> warnings;
};

/// Reads scene file version 1 (every key optional).
/// @param name  what errors call the text: a file name
/// Fails on broken JSON ("name:line:column"), a wrong type, an unknown choice, a value out of
/// range, a newer version ("name:/json/pointer").
sim::Result<ReadScene> read_scene(std::string_view text, std::string_view name);
sim::Result<ReadScene> read_scene(const Json& json, std::string_view name);

/// The whole scene as JSON, every key written; read_scene(write_scene(s)) == s.
/// @pre validate(scene)
std::string write_scene(const Scene& scene);
Json scene_json(const Scene& scene);

/// Sets one field from "path=value" ("skin.site=eyelid", "time=2h", "view.layers=fat,vessels").
/// Checks that field alone, so that fields which only fit together can be set one by one: call
/// validate() after the last. Errors read as those of read_scene, with `where` "/json/pointer".
sim::Result<Scene> set_field(const Scene& scene, std::string_view assignment);

/// Checks the view's ranges: "/view/peel". sim::validate does the scenario.
sim::Result<sim::Ok> validate(const Probe& probe);
sim::Result<sim::Ok> validate(const View& view);
sim::Result<sim::Ok> validate(const Scene& scene);

}  // namespace session
