// Dear ImGui in a GLFW window with OpenGL: its life, its fonts, its frames.
#pragma once
#include "app/ui/fonts.h"

struct GLFWwindow;

namespace ui {

class Backend {
  public:
    /// @pre the window's context is current, and its own callbacks are set: ImGui passes events on
    Backend(GLFWwindow* window, const FontFiles& files);
    ~Backend();
    Backend(const Backend&) = delete;
    Backend& operator=(const Backend&) = delete;

    /// Starts a frame, with letters of this height; makes them anew when it has changed.
    void begin(float em_px, float density);
    /// Draws it into the frame buffer that is bound.
    void end();
    const Fonts& fonts() const { return fonts_; }

  private:
    FontFiles files_;
    Fonts fonts_;
    float em_px_ = 0, density_ = 0;
};

}  // namespace ui
