// The window: a GL 3.3 context, the keys, when something happened. Knows nothing of what is drawn.
#pragma once
#include "sim/base/result.h"

#include <memory>
#include <string>
#include <vector>

struct GLFWwindow;

namespace platform {

/// A key that went down. Letters by the keyboard's own layout, all else by place (GLFW's numbers).
struct WindowKey {
    int key = 0;
    bool shift = false, control = false, repeat = false;
    std::string text;  ///< what the key prints without Shift; empty if nothing
};

class Window {
  public:
    /// Fails with what is missing: a display, or OpenGL 3.3. The context is current while it lives.
    static sim::Result<Window> make(const char* title, int width, int height);
    Window(Window&&) noexcept;
    Window& operator=(Window&&) noexcept;
    ~Window();

    /// Waits for something to happen, at most so long; 0 only looks.
    void wait(double longest_s);
    /// Ends a wait, from any thread, while a Window lives.
    static void wake();
    /// Whether anything happened (input, resize, uncovered) since this was last asked.
    bool take_happened();
    std::vector<WindowKey> take_keys();
    bool closing() const;

    void framebuffer_size(int& width, int& height) const;
    void size(int& width, int& height) const;
    /// How much larger than on an ordinary screen things should be drawn, in window coordinates.
    float content_scale() const;
    /// Pixels of the frame buffer per window coordinate.
    float pixel_density() const;

    void present();
    GLFWwindow* handle() const;
    static void (*proc_address(const char* name))();

  private:
    struct Held;
    explicit Window(std::unique_ptr<Held> held);
    std::unique_ptr<Held> held_;  ///< stays in one place: GLFW's callbacks point to it
};

}  // namespace platform
