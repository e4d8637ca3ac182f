// What the window works on: the document, its time, its curves; applies what the panels propose.
// No window, no graphics: tests drive it as the program does.
#pragma once
#include "app/session/document.h"
#include "app/session/playback.h"
#include "app/ui/curves.h"
#include "app/ui/model.h"
#include "app/ui/output.h"
#include "app/ui/state.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ui {

/// How the workbench reaches the world outside.
struct Outside {
    std::function<sim::Result<session::Scene>(const std::string& file_or_preset)> open;
    std::function<sim::Result<sim::Ok>(const std::string& path, const std::string& text)> save;
};

class Workbench {
  public:
    /// @param worker  computes scenarios with heat
    Workbench(const session::Scene& scene, std::vector<Preset> presets, Outside outside,
              std::unique_ptr<session::Worker> worker);

    /// Applies one frame's proposals, in order. What is refused is said in the status line and
    /// changes nothing.
    void take(const Output& proposals);

    /// Lets time pass and computes for at most `budget_s`.
    /// @return whether the World shown or the curves changed
    bool work(double wall_s, double budget_s);
    /// Whether there is something to compute here and now.
    bool computing() const;
    /// Whether something is being computed elsewhere.
    bool awaiting() const { return player_.busy() && !player_.wants_time(); }

    /// All that the panels read; valid until the next take or work.
    Model model(Picture picture) const;
    const sim::Snapshot& snapshot() const { return snapshot_; }
    const session::Document& document() const { return document_; }
    const session::Playback& player() const { return player_; }

    void say(std::string message, bool error = false);
    /// Answers what stands at a place of the picture.
    void tell(Spot at, const session::Picked& picked);

    // What only the program can do; taken once.
    bool quitting() const { return quitting_; }
    std::optional<std::string> take_screenshot();

    State state;
    Status status;
    double text_scale = 1;
    bool reduced_motion = false;
    QualityChoice quality = QualityChoice::automatic;

  private:
    void apply(const session::Command& command);
    void apply(const AppCommand& command);
    void open(const std::string& name, bool preset);
    void load();
    bool work_on_curves(const std::function<bool()>& in_time);
    void observe();

    session::Document document_;
    session::Playback player_;
    Curves curves_;
    std::shared_ptr<const sim::World> shown_;  ///< what the snapshot is of
    sim::Snapshot snapshot_;
    session::Strings strings_;
    std::vector<session::Warning> warnings_;  ///< of the snapshot
    std::vector<Preset> presets_;
    Outside outside_;
    std::string file_;
    std::optional<Pointed> pointed_;
    std::optional<std::string> screenshot_;
    sim::Scenario curves_scenario_;
    double settled_s_ = 0;  ///< since the scenario last changed
    bool quitting_ = false;
};

}  // namespace ui
