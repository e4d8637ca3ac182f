// What is being worked on: the current Scene and the history of it.
#pragma once
#include "app/session/command.h"

#include <vector>

namespace session {

/// Undo and redo move an index over past (Scenario, View) pairs. The time is not part of history:
/// scrubbing is looking, not changing.
class Document {
  public:
    explicit Document(Scene scene = {});

    const sim::Scenario& scenario() const { return history_[index_].scenario; }
    const View& view() const { return history_[index_].view; }
    bool can_undo() const { return index_ > 0; }
    bool can_redo() const { return index_ + 1 < history_.size(); }
    /// Whether it differs from what was last opened or `mark_saved`.
    bool dirty() const;
    void mark_saved() { saved_ = history_[index_]; }

    /// Edits, undo, redo, open. A refused edit (out of range) changes nothing and returns why.
    /// Commands about time are not for the document and are ignored.
    sim::Result<sim::Ok> apply(const Command& command);

  private:
    struct State {
        sim::Scenario scenario;
        View view;
        bool operator==(const State&) const = default;
    };
    void record(State next, Gesture gesture);

    std::vector<State> history_;
    std::size_t index_ = 0;
    State saved_;
    Gesture gesture_ = 0;  ///< of the newest entry; 0 is never continued
};

}  // namespace session
