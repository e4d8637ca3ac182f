#include "tests/ui/robot.h"

#include "app/render/annotation/font.h"
#include "app/ui/compat.h"
#include "app/ui/layout.h"
#include "app/ui/theme.h"

#include <gtest/gtest.h>
#include <imgui.h>

#include <cmath>

Robot::Robot(float width, float height, double text_scale, const session::Scene& scene)
    : bench(scene, {{"first", "The first example"}, {"second", "The second example"}},
            {.open = [this](const std::string& name) -> sim::Result<session::Scene> {
                 if (!open_error.empty()) return sim::Error{open_error, name};
                 session::Scene opened;
                 opened.scenario.technique.depth_mm = 0.5;
                 return opened;
             },
             .save = [this](const std::string& path,
                            const std::string& text) -> sim::Result<sim::Ok> {
                 saved_path = path, saved_text = text;
                 return sim::Ok{};
             }},
            session::make_sliced_worker()),
      context_(ImGui::CreateContext()),
      text_scale_(text_scale) {
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DeltaTime = 1.0f / 60;
    ui::compat::number_keys();
#if IMGUI_VERSION_NUM >= 19200
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
#endif
    resize(width, height);
    move_to(-100, -100);
    frame(3);
}

Robot::~Robot() { ImGui::DestroyContext(context_); }

void Robot::resize(float width, float height) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {width, height};
    const float em = ui::em_for(width, height, text_scale_);
    if (em == em_px_) return;
    em_px_ = em;
    fonts_ = ui::load_fonts(*io.Fonts, {render::font_regular(), render::font_semibold()}, em, 1);
    ui::theme::apply(ImGui::GetStyle(), em);
#if IMGUI_VERSION_NUM < 19200
    unsigned char* pixels = nullptr;
    int w = 0, h = 0;
    io.Fonts->GetTexDataAsAlpha8(&pixels, &w, &h);
    io.Fonts->SetTexID(ui::compat::texture_id(1));
#endif
}

void Robot::frame(int count) {
    for (int i = 0; i < count; ++i) {
        bench.work(1.0 / 60, 0);
        ImGui::NewFrame();
        out = ui::draw(bench.model({0, 0.01f}), bench.state, fonts_, em_px_, keys_, out);
        ImGui::Render();
        keys_.clear();
        ImGui::GetIO().MouseWheel = 0;
        sent_.insert(sent_.end(), out.commands.begin(), out.commands.end());
        asked_.insert(asked_.end(), out.app.begin(), out.app.end());
        bench.take(out);
    }
}

bool Robot::has(std::string_view name) const { return out.landmarks.contains(name); }

ui::Rect Robot::rect(std::string_view name) const {
    const auto found = out.landmarks.find(name);
    if (found == out.landmarks.end()) {
        ADD_FAILURE() << "no widget is called " << name;
        return {};
    }
    return found->second.rect;
}

bool Robot::reveal(std::string_view name) {
    const std::string group(name.substr(0, name.find('.')));
    for (std::size_t i = 0; i < ui::kSections.size(); ++i)
        if (group == ui::kSections[i])
            bench.state.open[i] = true, bench.state.side = ui::Side::choices;
    frame(2);
    for (int i = 0; i < 200; ++i) {
        const auto found = out.landmarks.find(name);
        if (found == out.landmarks.end()) return false;
        const ui::Landmark& mark = found->second;
        if (mark.visible()) return true;
        if (!mark.scrolls) return false;
        const bool above = mark.rect.y0 < mark.panel_rect.y0;
        move_to(mark.panel_rect.middle_x(), mark.panel_rect.middle_y());
        ImGui::GetIO().MouseWheel = above ? 0.5f : -0.5f;
        frame(2);
    }
    return false;
}

void Robot::move_to(float x, float y) { ImGui::GetIO().MousePos = {x, y}; }
void Robot::button(int which, bool down) { ImGui::GetIO().MouseDown[which] = down; }

void Robot::click(std::string_view name, int which) {
    if (!reveal(name)) ADD_FAILURE() << name << " cannot be seen";
    const ui::Rect r = rect(name);
    move_to(r.middle_x(), r.middle_y());
    frame(2);
    button(which, true);
    frame(2);
    button(which, false);
    frame(2);
}

void Robot::double_click(std::string_view name) {
    const ui::Rect r = rect(name);
    move_to(r.middle_x(), r.middle_y());
    for (const bool down : {true, false, true, false}) {
        frame();
        button(0, down);
    }
    frame(2);
}

void Robot::drag(std::string_view name, double from, double to, int steps) {
    if (!reveal(name)) ADD_FAILURE() << name << " cannot be seen";
    const ui::Rect r = rect(name);
    const auto at = [&](double share) { move_to(r.x0 + float(share) * r.width(), r.middle_y()); };
    at(from);
    frame(2);
    button(0, true);
    frame();
    for (int i = 1; i <= steps; ++i) {
        at(from + (to - from) * i / steps);
        frame();
    }
    button(0, false);
    frame(2);
}

void Robot::drag_by(std::string_view name, float dx_px, float dy_px, int which) {
    const ui::Rect r = rect(name);
    move_to(r.middle_x(), r.middle_y());
    frame(2);
    button(which, true);
    frame();
    for (int i = 1; i <= 4; ++i) {
        move_to(r.middle_x() + dx_px * float(i) / 4, r.middle_y() + dy_px * float(i) / 4);
        frame();
    }
    button(which, false);
    frame(2);
}

void Robot::wheel(std::string_view name, float notches, float x_share) {
    const ui::Rect r = rect(name);
    move_to(r.x0 + x_share * r.width(), r.middle_y());
    frame(2);
    ImGui::GetIO().MouseWheel = notches;
    frame(2);
}

void Robot::hover(std::string_view name, double seconds) {
    if (!reveal(name)) ADD_FAILURE() << name << " cannot be seen";
    const ui::Rect r = rect(name);
    move_to(r.middle_x(), r.middle_y());
    frame(int(std::ceil(seconds * 60)));
}

void Robot::type(std::string_view name, std::string_view text, bool with_enter) {
    if (!name.empty()) click(name);  // selects all
    for (const char c : text) ImGui::GetIO().AddInputCharacter(unsigned(c));
    frame(2);
    if (with_enter) enter();
}

void Robot::tap(ui::compat::Key which) {
    ui::compat::key(which, true);
    frame(2);
    ui::compat::key(which, false);
    frame(2);
}

void Robot::enter() { tap(ui::compat::Key::enter); }

void Robot::escape() {
    ui::compat::key(ui::compat::Key::escape, true);
    key(ui::keys::kEscape);
    ui::compat::key(ui::compat::Key::escape, false);
    frame(2);
}

void Robot::key(int code, bool control, bool shift, std::string text) {
    keys_.push_back({code, shift, control, false, std::move(text)});
    frame(2);
}

std::vector<session::Command> Robot::take_sent() { return std::exchange(sent_, {}); }
std::vector<ui::AppCommand> Robot::take_asked() { return std::exchange(asked_, {}); }
