// Keeps the picture fluent: draws it coarser when frames are slow, finer again when there is time.
#pragma once
#include "app/ui/app_command.h"

#include <string>
#include <string_view>

namespace ui {

/// How the picture is drawn.
struct Fineness {
    int level = 2;    ///< 0 low, 1 medium, 2 high
    float scale = 1;  ///< of the picture's resolution
    bool operator==(const Fineness&) const = default;
};

class Governor {
  public:
    /// @param renderer  GL_RENDERER: a processor that plays graphics card starts low
    explicit Governor(std::string_view renderer);

    void choose(QualityChoice choice);
    QualityChoice choice() const { return choice_; }

    /// Tells how long the picture at rest took: nobody should wait long for their next click.
    void rested(double frame_ms);
    /// Tells how long a frame of moving pictures took. @return whether the fineness changed
    bool drawn(double frame_ms);

    Fineness moving() const;    ///< while things move
    Fineness still() const;     ///< once nothing moves: full resolution, at leisure
    std::string words() const;  ///< "low, 75 %"

  private:
    QualityChoice choice_ = QualityChoice::automatic;
    int step_ = 0;             ///< index into the list from fine to coarse
    int slow_ = 0, fast_ = 0;  ///< frames in a row
    int patience_ = 60;  ///< fast frames before something finer is tried; doubles when that failed
    bool trying_ = false;
    int rest_level_ = 1;  ///< at least, once nothing moves
};

bool software_renderer(std::string_view renderer);

}  // namespace ui
