#include "app/platform/window.h"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <utility>

namespace platform {

struct Window::Held {
    GLFWwindow* window = nullptr;
    bool happened = true;
    std::vector<WindowKey> keys;

    ~Held() {
        if (window) glfwDestroyWindow(window);
        glfwTerminate();
    }
    static Held& of(GLFWwindow* window) {
        return *static_cast<Held*>(glfwGetWindowUserPointer(window));
    }
    void listen();
    void press(int key, int scancode, int action, int mods);
};

namespace {

std::string last_error() {
    const char* text = nullptr;
    glfwGetError(&text);
    return text ? text : "no reason given";
}

}  // namespace

void Window::Held::press(int key, int scancode, int action, int mods) {
    if (action == GLFW_RELEASE) return;
    WindowKey pressed{key,
                      (mods & GLFW_MOD_SHIFT) != 0,
                      (mods & (GLFW_MOD_CONTROL | GLFW_MOD_SUPER)) != 0,
                      action == GLFW_REPEAT,
                      {}};
    if (key != GLFW_KEY_UNKNOWN)
        if (const char* name = glfwGetKeyName(key, scancode)) pressed.text = name;
    // Ctrl+Z is where Z is printed, not where it is on an American keyboard.
    if (pressed.text.size() == 1 && pressed.text[0] >= 'a' && pressed.text[0] <= 'z')
        pressed.key = pressed.text[0] - 'a' + 'A';
    keys.push_back(std::move(pressed));
}

void Window::Held::listen() {
    // Everything that may change the picture counts; what it means is for others.
    glfwSetWindowUserPointer(window, this);
    glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int scancode, int action, int mods) {
        of(w).happened = true;
        of(w).press(key, scancode, action, mods);
    });
    glfwSetCharCallback(window, [](GLFWwindow* w, unsigned) { of(w).happened = true; });
    glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int, int, int) { of(w).happened = true; });
    glfwSetCursorPosCallback(window, [](GLFWwindow* w, double, double) { of(w).happened = true; });
    glfwSetCursorEnterCallback(window, [](GLFWwindow* w, int) { of(w).happened = true; });
    glfwSetScrollCallback(window, [](GLFWwindow* w, double, double) { of(w).happened = true; });
    glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int) { of(w).happened = true; });
    glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { of(w).happened = true; });
    glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { of(w).happened = true; });
    glfwSetWindowContentScaleCallback(window,
                                      [](GLFWwindow* w, float, float) { of(w).happened = true; });
    glfwSetWindowCloseCallback(window, [](GLFWwindow* w) { of(w).happened = true; });
}

Window::Window(std::unique_ptr<Held> held) : held_(std::move(held)) {}
Window::Window(Window&&) noexcept = default;
Window& Window::operator=(Window&&) noexcept = default;
Window::~Window() = default;

sim::Result<Window> Window::make(const char* title, int width, int height) {
    glfwInitHint(GLFW_JOYSTICK_HAT_BUTTONS, GLFW_FALSE);
    if (!glfwInit()) {
        const std::string reason = last_error();
        return sim::Error{
            "cannot open a window: no display (" + reason + "). 'papilla shot' draws without one",
            ""};
    }
    auto held = std::make_unique<Held>();
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);  // the picture has its own
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "papilla");
    held->window = glfwCreateWindow(width, height, title, nullptr, nullptr);
    if (!held->window) {
        const std::string reason = last_error();
        return sim::Error{"cannot open a window: OpenGL 3.3 is needed (" + reason + ")", ""};
    }
    glfwSetWindowSizeLimits(held->window, 640, 400, GLFW_DONT_CARE, GLFW_DONT_CARE);
    glfwMakeContextCurrent(held->window);
    glfwSwapInterval(1);
    held->listen();
    return Window(std::move(held));
}

void Window::wait(double longest_s) {
    if (longest_s <= 0)
        glfwPollEvents();
    else
        glfwWaitEventsTimeout(longest_s);
}

void Window::wake() { glfwPostEmptyEvent(); }

bool Window::take_happened() { return std::exchange(held_->happened, false); }
std::vector<WindowKey> Window::take_keys() { return std::exchange(held_->keys, {}); }
bool Window::closing() const { return glfwWindowShouldClose(held_->window); }

void Window::framebuffer_size(int& width, int& height) const {
    glfwGetFramebufferSize(held_->window, &width, &height);
}
void Window::size(int& width, int& height) const {
    glfwGetWindowSize(held_->window, &width, &height);
}

float Window::pixel_density() const {
    int window_width = 0, window_height = 0, width = 0, height = 0;
    size(window_width, window_height);
    framebuffer_size(width, height);
    return window_width > 0 ? float(width) / float(window_width) : 1;
}

float Window::content_scale() const {
    float x = 1, y = 1;
    glfwGetWindowContentScale(held_->window, &x, &y);
    // Where window coordinates are already scaled, nothing is left to do.
    return std::clamp(x / pixel_density(), 0.5f, 4.0f);
}

void Window::present() { glfwSwapBuffers(held_->window); }
GLFWwindow* Window::handle() const { return held_->window; }
void (*Window::proc_address(const char* name))() { return glfwGetProcAddress(name); }

}  // namespace platform
