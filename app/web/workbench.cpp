#include "app/web/workbench.h"

#include "app/session/embedded.h"
#include "app/session/names.h"
#include "app/ui/field_rules.h"
#include "app/ui/view_edits.h"
#include "sim/world.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

namespace web {
namespace {

using session::Command;
using sim::Ok;
using sim::Result;

// Beside them stand two grids with their solvers. Steps take its only thread, so none is made that
// was not asked for.
constexpr session::RefinerLimits kLimits = {.memory_budget = 96u << 20, .to_the_end = false};

Result<session::Scene> read(std::string_view scene_or_preset) {
    const std::size_t start = scene_or_preset.find_first_not_of(" \t\r\n");
    const bool json = start != std::string_view::npos && scene_or_preset[start] == '{';
    std::string_view text = scene_or_preset, name = "scene";
    if (!json) {
        const session::EmbeddedFile* preset = session::find_preset(scene_or_preset);
        const auto names = session::preset_names();
        if (!preset && names.empty()) return sim::Error{"this build has no presets", ""};
        if (!preset)
            return sim::Error{"is no preset; the nearest is \"" +
                                  std::string(session::nearest_name(scene_or_preset, names)) + "\"",
                              std::string(scene_or_preset)};
        text = preset->text;
        name = preset->path;
    }
    auto read = session::read_scene(text, name);
    if (!read) return read.error();
    return std::move(read).value().scene;
}

session::View with_number(session::View view, std::string_view path, double number) {
    session::visit_fields(view, [&]<class T>(const sim::Field& field, T& value) {
        if (field.path != path) return;
        const double in_range = std::clamp(number, field.low, field.high);
        if constexpr (std::is_same_v<T, double>)
            value = in_range;
        else
            value = T(int(in_range));
    });
    return view;
}

}  // namespace

Workbench::Workbench() : player_(session::make_sliced_worker(kLimits)) {
    if (auto strings = session::strings_in("en")) strings_ = std::move(strings).value();
    // At time 0 there is nothing to compute: a first World stands at once.
    [[maybe_unused]] const auto loaded = player_.load(document_.scenario());
    player_.finish();
}

session::Scene Workbench::scene() const {
    return {document_.scenario(), document_.view(), player_.asked_us()};
}

Result<Ok> Workbench::open(std::string_view scene_or_preset) {
    auto scene = read(scene_or_preset);
    if (!scene) return scene.error();
    return apply(session::OpenScene{std::move(scene).value()});
}

Result<Ok> Workbench::command(std::string_view json) {
    auto command = session::parse_command(json);
    if (!command) return command.error();
    return apply(command.value());
}

Result<Ok> Workbench::apply(const Command& command) {
    if (const auto* play = std::get_if<session::Play>(&command))
        player_.play(play->on);
    else if (const auto* seek = std::get_if<session::Seek>(&command))
        player_.seek(seek->time_us);
    else if (const auto* speed = std::get_if<session::SetSpeed>(&command))
        player_.set_speed(speed->axis_per_minute);
    if (auto applied = document_.apply(command); !applied) return applied;
    if (const auto* open = std::get_if<session::OpenScene>(&command)) {
        player_.play(false);
        player_.seek(open->scene.time_us);
    }
    return player_.load(document_.scenario());
}

Result<Ok> Workbench::choose(std::string_view path, double value, session::Gesture gesture) {
    if (path == "view.name") {
        const auto name =
            session::ViewName(std::clamp(int(value), 0, int(session::kViewNames.size()) - 1));
        return apply(session::EditView{ui::standing_at(document_.view(), name), gesture});
    }
    if (path.starts_with("view."))
        return apply(session::EditView{with_number(document_.view(), path, value), gesture});
    const sim::Scenario& now = document_.scenario();
    sim::Scenario draft = now;
    ui::set_number_at(draft, path, value);
    ui::follow(draft, path);
    if (!sim::validate(draft)) {
        draft = now;
        ui::set_number_at(draft, path, ui::nearest_valid(now, path, value));
    }
    return apply(session::EditScenario{draft, gesture});
}

void Workbench::edit_view(const session::View& view, session::Gesture gesture) {
    [[maybe_unused]] const auto applied = apply(session::EditView{view, gesture});
}

void Workbench::seek_position(double position) {
    player_.seek(session::axis_time_us(std::clamp(position, 0.0, 1.0)));
}

int Workbench::work(double wall_s, double budget_ms) {
    using Clock = std::chrono::steady_clock;
    const auto until = Clock::now() + std::chrono::duration<double, std::milli>(budget_ms);
    player_.advance(wall_s);
    const bool changed = player_.work([&] { return Clock::now() < until; });
    return (changed ? Progress::kChanged : 0) | (player_.playing() ? Progress::kPlaying : 0) |
           (player_.wants_time() ? Progress::kBehind : 0);
}

Result<std::string> hash_of(std::string_view scene_or_preset, std::string_view time) {
    auto scene = read(scene_or_preset);
    if (!scene) return scene.error();
    sim::Microseconds time_us = scene.value().time_us;
    if (!time.empty()) {
        auto parsed = session::parse_time(time);
        if (!parsed) return sim::Error{parsed.error().what, "time"};
        time_us = parsed.value();
    }
    auto world = sim::make_world(scene.value().scenario);
    if (!world) return world.error();
    sim::run_to(world.value(), world.value().plan->timeline.tick_at(time_us));
    char digits[17];
    std::snprintf(digits, sizeof digits, "%016llx",
                  static_cast<unsigned long long>(sim::state_hash(world.value())));
    return std::string(digits);
}

}  // namespace web
