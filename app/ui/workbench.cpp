#include "app/ui/workbench.h"

#include <chrono>

namespace ui {
namespace {

using Clock = std::chrono::steady_clock;

// While a slider moves, curves of every value on its way would only be thrown away.
constexpr double kSettle_s = 0.25;

}  // namespace

Workbench::Workbench(const session::Scene& scene, std::vector<Preset> presets, Outside outside,
                     std::unique_ptr<session::Worker> worker)
    : document_(scene),
      player_(std::move(worker)),
      presets_(std::move(presets)),
      outside_(std::move(outside)) {
    // The first picture needs some World: the one at time 0 is there at once.
    load();
    if (!scene.scenario.rf.on) player_.finish();
    player_.seek(scene.time_us);
    if (auto strings = session::strings_in("en")) strings_ = std::move(strings).value();
    observe();
    if (!scene.scenario.rf.on) curves_.restart(scene.scenario);
    curves_scenario_ = scene.scenario;
}

void Workbench::say(std::string message, bool error) {
    status.message = std::move(message);
    status.error = error;
}

void Workbench::tell(Spot at, const session::Picked& picked) {
    pointed_ = {at, session::tell(snapshot_, strings_, picked)};
}

void Workbench::take(const Output& proposals) {
    for (const session::Command& command : proposals.commands) apply(command);
    for (const AppCommand& command : proposals.app) apply(command);
}

void Workbench::observe() {
    shown_ = player_.shown();
    snapshot_ = sim::observe(*shown_);
    warnings_ = session::warnings(snapshot_, strings_);
}

void Workbench::load() {
    if (const auto loaded = player_.load(document_.scenario()); !loaded)
        say(loaded.error().text(), true);
    settled_s_ = 0;
}

void Workbench::apply(const session::Command& command) {
    if (const auto* play = std::get_if<session::Play>(&command)) return player_.play(play->on);
    if (const auto* seek = std::get_if<session::Seek>(&command)) return player_.seek(seek->time_us);
    if (const auto* speed = std::get_if<session::SetSpeed>(&command))
        return player_.set_speed(speed->axis_per_minute);
    const sim::Scenario before = document_.scenario();
    if (const auto applied = document_.apply(command); !applied)
        return say(applied.error().text(), true);
    // What was wrong has been put right, or something else has been done since.
    if (status.error) say("");
    if (const auto* opened = std::get_if<session::OpenScene>(&command))
        player_.seek(opened->scene.time_us);
    if (!(document_.scenario() == before)) load();
}

void Workbench::open(const std::string& name, bool preset) {
    auto scene = outside_.open(name);
    if (!scene) return say(scene.error().text(), true);
    player_.play(false);
    apply(session::OpenScene{scene.value()});
    file_ = preset ? "" : name;
    std::string shown = name;
    for (const Preset& known : presets_)
        if (preset && known.name == name) shown = known.label;
    say((preset ? "Example: " : "Opened ") + shown + ".");
}

void Workbench::apply(const AppCommand& command) {
    if (const auto* shot = std::get_if<Screenshot>(&command))
        screenshot_ = shot->path;
    else if (const auto* file = std::get_if<OpenFile>(&command))
        open(file->path, false);
    else if (const auto* chosen = std::get_if<OpenPreset>(&command))
        open(chosen->name, true);
    else if (const auto* choice = std::get_if<ChooseQuality>(&command))
        quality = choice->choice;
    else if (const auto* text = std::get_if<ChooseTextScale>(&command))
        text_scale = text->scale;
    else if (const auto* motion = std::get_if<ChooseMotion>(&command))
        reduced_motion = motion->reduced;
    else if (std::holds_alternative<Quit>(command))
        quitting_ = true;
    else if (const auto* save = std::get_if<SaveFile>(&command)) {
        const session::Scene scene{document_.scenario(), document_.view(), player_.asked_us()};
        if (const auto saved = outside_.save(save->path, session::write_scene(scene)); !saved)
            return say(saved.error().text(), true);
        document_.mark_saved();
        file_ = save->path;
        say("Saved " + save->path + ".");
    }
}

bool Workbench::work(double wall_s, double budget_s) {
    const auto start = Clock::now();
    const auto in_time = [&] {
        return std::chrono::duration<double>(Clock::now() - start).count() < budget_s;
    };
    player_.advance(wall_s);
    bool changed = player_.work(in_time);
    if (changed) observe();
    if (const auto error = player_.take_error()) say(error->text(), true), changed = true;
    settled_s_ += wall_s;
    return work_on_curves(in_time) || changed;
}

// @return whether they are to be drawn now
bool Workbench::work_on_curves(const std::function<bool()>& in_time) {
    // The picture comes first.
    if (!player_.reached() || player_.playing()) return false;
    if (document_.scenario().rf.on) {
        curves_scenario_ = document_.scenario();
        curves_.follow(player_.history());
        // While they grow with every step they are drawn with the progress of the pass.
        return curves_.work(in_time) && !player_.busy();
    }
    if (!(curves_scenario_ == document_.scenario()) && settled_s_ > kSettle_s) {
        curves_scenario_ = document_.scenario();
        curves_.restart(curves_scenario_);
    }
    return curves_.work(in_time);
}

bool Workbench::computing() const {
    if (player_.wants_time()) return true;
    return player_.reached() && !player_.playing() &&
           (curves_.busy() || !(curves_scenario_ == document_.scenario()));
}

Model Workbench::model(Picture picture) const {
    return {document_,
            player_,
            snapshot_,
            curves_,
            warnings_,
            status,
            picture,
            presets_,
            file_,
            quality,
            text_scale,
            reduced_motion,
            pointed_ ? &*pointed_ : nullptr};
}

std::optional<std::string> Workbench::take_screenshot() {
    return std::exchange(screenshot_, std::nullopt);
}

}  // namespace ui
