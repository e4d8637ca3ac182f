// What the web page works on: one Document, its Player and the words; no pixels, so it runs under
// node.
#pragma once
#include "app/session/document.h"
#include "app/session/playback.h"
#include "app/session/strings.h"
#include "sim/snapshot.h"

#include <string>
#include <string_view>

namespace web {

/// What one call of `Workbench::work` did; bits, as the page sees them.
struct Progress {
    static constexpr int kChanged = 1;  ///< another World is shown: draw and read again
    static constexpr int kPlaying = 2;
    static constexpr int kBehind = 4;  ///< there is a better answer to come: call again
};

class Workbench {
  public:
    Workbench();

    const session::Document& document() const { return document_; }
    const session::Playback& player() const { return player_; }
    const session::Strings& strings() const { return strings_; }
    session::Scene scene() const;
    /// Valid until the next call that is not const.
    sim::Snapshot snapshot() const { return sim::observe(player_.world()); }

    /// Opens scene JSON, or a shipped preset by its name. A refused one changes nothing.
    sim::Result<sim::Ok> open(std::string_view scene_or_preset);
    /// @param json  as session::parse_command reads it
    sim::Result<sim::Ok> command(std::string_view json);
    /// A choice made with a control of the page: what follows from it comes along (an RF device
    /// with RF heat), and a number stops at what is valid beside the others. Choices and flags are
    /// given by index.
    sim::Result<sim::Ok> choose(std::string_view path, double value, session::Gesture gesture);
    void edit_view(const session::View& view, session::Gesture gesture);
    /// To a place of the logarithmic axis, 0 to 1.
    void seek_position(double position);

    /// Moves time on if it plays, then computes for at most so long.
    /// @return Progress bits
    int work(double wall_s, double budget_ms);

  private:
    sim::Result<sim::Ok> apply(const session::Command& command);

    session::Document document_;
    session::Playback player_;
    session::Strings strings_;
};

/// state_hash of a scene at a time, both as written; 16 digits. An empty time is the scene's own.
/// @param scene_or_preset  as Workbench::open
sim::Result<std::string> hash_of(std::string_view scene_or_preset, std::string_view time);

}  // namespace web
