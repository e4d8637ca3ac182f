#include "app/ui/hotkeys.h"

#include "app/render/camera.h"
#include "app/ui/time_axis.h"
#include "app/ui/view_edits.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

using session::View;

constexpr int kBigStep = 10;
constexpr double kPeelStep = 0.5, kSectionStep_mm = 0.1, kCutStep_deg = 5;
constexpr int kPanels = 5;

bool is(const KeyPress& key, int code, std::string_view text) {
    return key.text.empty() ? key.key == code : key.text == text;
}

/// From lifelike to flat and back; from any stain to lifelike.
session::Style plain_or_flat(session::Style now) {
    return now == session::Style::realistic ? session::Style::diagram : session::Style::realistic;
}

/// The first stain, or the one after this one.
session::Style next_stain(session::Style now) {
    const int first = int(session::Style::he), count = int(session::kStyles.size()) - first;
    return session::Style(int(now) < first ? first : first + (int(now) - first + 1) % count);
}

/// Keys that change how the picture is looked at; the same View if it is none of them.
View looked_at(const KeyPress& key, const Model& model) {
    View view = model.document.view();
    const float pixel_mm = model.picture.pixel_mm;
    constexpr float kTurn_px = 24;
    if (key.control) {
        if (key.key == keys::kLeft) return turned(view, -kTurn_px, 0);
        if (key.key == keys::kRight) return turned(view, kTurn_px, 0);
        if (key.key == keys::kUp) return turned(view, 0, -kTurn_px);
        if (key.key == keys::kDown) return turned(view, 0, kTurn_px);
        return view;
    }
    if (key.key >= '1' && key.key <= '6')
        return standing_at(view, session::ViewName(key.key - '1'));
    if (key.key == '0' || key.key == keys::kHome) return reset_camera(view);
    if (key.key == 'D') view.style = key.shift ? next_stain(view.style) : plain_or_flat(view.style);
    if (key.key == keys::kPageUp) return zoomed(view, 0.25, 0, 0, pixel_mm);
    if (key.key == keys::kPageDown) return zoomed(view, -0.25, 0, 0, pixel_mm);
    const auto move = [](double& value, double by, double high, double low = 0) {
        value = std::clamp(std::round((value + by) / std::abs(by)) * std::abs(by), low, high);
    };
    if (is(key, '=', "+") || key.text == "=" || key.key == 334) move(view.peel, kPeelStep, 4);
    if (is(key, '-', "-") || key.key == 333) move(view.peel, -kPeelStep, 4);
    if (is(key, ']', "]") || key.text == ".") move(view.section_mm, kSectionStep_mm, 2.4);
    if (is(key, '[', "[") || key.text == ",") move(view.section_mm, -kSectionStep_mm, 2.4);
    if (key.text == "}" || key.text == ">") move(view.section_turn_deg, kCutStep_deg, 60, -60);
    if (key.text == "{" || key.text == "<") move(view.section_turn_deg, -kCutStep_deg, 60, -60);
    return view;
}

/// Keys that go on while they are held down.
bool repeats(const KeyPress& key) {
    return (key.key >= keys::kRight && key.key <= keys::kPageDown) || key.text == "+" ||
           key.text == "-" || key.text == "=" || key.text == "[" || key.text == "]" ||
           key.text == "{" || key.text == "}" ||
           (key.control && (key.key == 'Z' || key.key == 'Y'));
}

void close_something(State& state) {
    if (state.dialog != Dialog::none)
        state.dialog = Dialog::none;
    else if (state.help)
        state.help = false;
    else if (state.walking)
        state.walking = false;
    else if (state.parts)
        state.parts = false;
    else if (state.bare)
        state.bare = false;
}

}  // namespace

void press(const KeyPress& key, const Model& model, State& state, const Output& last, Output& out) {
    if (key.repeat && !repeats(key)) return;
    if (key.key == keys::kEscape) return last.typing ? void() : close_something(state);
    if (key.key == keys::kTab && !key.control) return void(state.walking = true);
    if (key.key == keys::kF1) return void(state.help = !state.help);
    if (key.key == keys::kF2) return void(state.sources = !state.sources);
    if (last.typing || state.dialog != Dialog::none) return;
    if (key.key == keys::kF6) {
        const int step = key.shift ? kPanels - 1 : 1;
        state.walking = true;
        return void(state.focus_panel = (state.focused_panel + step) % kPanels);
    }
    if (key.key == 'L' && !key.control) return void(state.parts = !state.parts);
    if (key.key == keys::kF10) return void(state.bare = !state.bare);
    const auto send = [&](const session::Command& command) { out.commands.push_back(command); };
    const auto ask_path = [&](Dialog dialog) {
        state.dialog = dialog;
        state.dialog_opened = true;
        if (state.path.empty())
            state.path = model.file.empty() ? "scene.json" : std::string(model.file);
    };
    if (key.control) {
        switch (key.key) {
            case 'Z':
                return key.shift ? send(session::Redo{}) : send(session::Undo{});
            case 'Y':
                return send(session::Redo{});
            case 'S':
                return ask_path(Dialog::save);
            case 'O':
                return ask_path(Dialog::open);
            case 'Q':
                return out.app.push_back(Quit{});
            case keys::kHome:
                return send(session::Seek{0});
            default:
                break;
        }
    }
    // While the keyboard walks through widgets, arrows and space are theirs.
    const session::Playback& player = model.player;
    const int step = key.shift ? kBigStep : 1;
    if (!state.walking && !key.control) {
        switch (key.key) {
            case ' ':
                return send(session::Play{!player.playing()});
            case keys::kLeft:
                return send(session::Seek{stepped(player.asked_us(), -step)});
            case keys::kRight:
                return send(session::Seek{stepped(player.asked_us(), step)});
            case keys::kEnd:
                return send(session::Seek{sim::kYear});
            default:
                break;
        }
    }
    if (key.key == 'P' && !key.control) return out.app.push_back(Screenshot{});
    View next = looked_at(key, model);
    if (!last.picture.empty())
        next = render::within_reach(next, model.snapshot, int(last.picture.width()),
                                    int(last.picture.height()));
    if (!(next == model.document.view())) send(session::EditView{next, ++state.gesture});
}

std::span<const KeyHelp> key_help() {
    static constexpr KeyHelp kKeys[] = {{"Space", "Play or pause"},
                                        {"Left, Right", "A step in time; Shift: ten"},
                                        {"Ctrl+Home, End", "Start, end of the year"},
                                        {"1 to 6", "The six views"},
                                        {"Home, 0", "Usual place of the view"},
                                        {"Ctrl+arrows", "Turn and tilt"},
                                        {"Page Up, Down", "Zoom"},
                                        {"+, -", "Take layers off, put back"},
                                        {"[, ]", "Cut nearer, further back"},
                                        {"{, }", "Turn the cut"},
                                        {"D", "Realistic or diagram"},
                                        {"Shift+D", "The next stain"},
                                        {"L", "Layers and structures"},
                                        {"P", "Save the picture"},
                                        {"Ctrl+Z, Ctrl+Y", "Undo, redo"},
                                        {"Ctrl+O, Ctrl+S", "Open, save a scene"},
                                        {"F1", "These keys"},
                                        {"F2", "Sources of all numbers"},
                                        {"F6", "Next panel"},
                                        {"Tab, arrows", "Walk through a panel"},
                                        {"F10", "Only picture and time"},
                                        {"Esc", "Close, leave the panel"},
                                        {"Ctrl+Q", "Quit"}};
    return kKeys;
}

}  // namespace ui
