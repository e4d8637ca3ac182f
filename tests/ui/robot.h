// Drives the panels as a person would, by the names of their widgets, without a window or a GPU.
#pragma once
#include "app/ui/compat.h"
#include "app/ui/ui.h"
#include "app/ui/workbench.h"

#include <string>
#include <string_view>
#include <vector>

struct ImGuiContext;

class Robot {
  public:
    explicit Robot(float width = 1280, float height = 720, double text_scale = 1,
                   const session::Scene& scene = {});
    ~Robot();
    Robot(const Robot&) = delete;

    void frame(int count = 1);
    void resize(float width, float height);

    bool has(std::string_view name) const;
    /// Fails the test if there is no such widget.
    ui::Rect rect(std::string_view name) const;

    /// Opens the fold of a field and scrolls until the widget is seen. False if it cannot be.
    bool reveal(std::string_view name);
    void click(std::string_view name, int button = 0);
    void double_click(std::string_view name);
    /// From one share of the widget's width to another, in so many frames.
    void drag(std::string_view name, double from, double to, int steps = 6);
    void drag_by(std::string_view name, float dx_px, float dy_px, int button = 0);
    void wheel(std::string_view name, float notches, float x_share = 0.5f);
    void hover(std::string_view name, double seconds);
    /// Clicks a text field (or trusts that one has the keyboard), replaces what is in it, presses
    /// Enter.
    void type(std::string_view name, std::string_view text, bool enter = true);
    void key(int key, bool control = false, bool shift = false, std::string text = {});
    /// A key that ImGui sees: it walks through widgets.
    void tap(ui::compat::Key which);
    void enter();
    void escape();

    /// All that was sent since the last call.
    std::vector<session::Command> take_sent();
    std::vector<ui::AppCommand> take_asked();
    template <class T>
    int sent_count() {
        int count = 0;
        for (const auto& command : take_sent()) count += std::holds_alternative<T>(command);
        return count;
    }

    const sim::Scenario& scenario() const { return bench.document().scenario(); }
    const session::View& view() const { return bench.document().view(); }

    std::string saved_path, saved_text;  ///< of the last SaveFile
    std::string open_error;              ///< what opening fails with, if not empty
    ui::Workbench bench;
    ui::Output out;

  private:
    void move_to(float x, float y);
    void button(int which, bool down);

    ImGuiContext* context_;
    ui::Fonts fonts_;
    double text_scale_;
    float em_px_ = 0;
    std::vector<ui::KeyPress> keys_;
    std::vector<session::Command> sent_;
    std::vector<ui::AppCommand> asked_;
};
