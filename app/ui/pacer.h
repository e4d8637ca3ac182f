// When the next frame is due: at once while something moves, hardly ever while nothing does.
#pragma once

namespace ui {

/// What is known before a frame, times in seconds on one steady clock.
struct Moment {
    double now_s = 0;
    bool computing = false;  ///< there is work to do at once
    bool awaiting = false;  ///< it is being done elsewhere: that wakes the window, and has progress
    bool playing = false;   ///< there will be, as time passes
    bool flying = false;    ///< the camera is on its way
    bool changed = false;   ///< what is shown changed by itself
    bool coarse = false;    ///< the picture on screen is coarser than it could be
};

class Pacer {
  public:
    /// How long the window may sleep before the next frame or the next piece of work.
    double wait_s(const Moment& moment) const;
    /// Something was pressed, moved, resized or uncovered.
    void happened() { due_ = kSettling; }
    /// Whether to draw a frame now; if so, it counts as drawn.
    bool take(const Moment& moment);
    /// What the frame said: it looks different by itself after so long; < 0: never.
    void redraw_in(double seconds) { redraw_in_s_ = seconds; }

    /// The picture was drawn because it changed.
    void moved(double now_s) { moved_s_ = now_s; }
    /// Whether there is time to draw the picture as fine as it can be.
    bool at_rest(const Moment& moment) const {
        return moment.coarse && moment.now_s - moved_s_ > kRest_s;
    }

  private:
    static constexpr int kSettling = 3;         // frames until ImGui has answered an event fully
    static constexpr double kIdle_s = 0.25;     // how late a signal may be noticed
    static constexpr double kRest_s = 0.35;     // without movement
    static constexpr double kProgress_s = 0.1;  // between frames that only say how far it is

    static constexpr double kFrame_s = 1.0 / 60;  // while time runs

    int due_ = kSettling;
    double redraw_in_s_ = -1, looked_s_ = 0, drawn_s_ = 0, moved_s_ = 0;
};

}  // namespace ui
