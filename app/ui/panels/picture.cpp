// The 3D picture: shown as a texture; turned, moved and zoomed by the mouse.
#include "app/render/camera.h"
#include "app/ui/compat.h"
#include "app/ui/panels/panels.h"
#include "app/ui/panels/probes.h"
#include "app/ui/theme.h"
#include "app/ui/view_edits.h"
#include "app/ui/widgets.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace ui {
namespace {

constexpr double kWheelGesture_s = 0.5;  // turns of the wheel closer than this are one step of undo
constexpr double kZoomPerNotch = 0.25;   // four notches are twice as large

Place place_of(const Rect& rect, ImVec2 at) {
    return {at.x - rect.x0, at.y - rect.y0, std::max(1, int(rect.width())),
            std::max(1, int(rect.height()))};
}

/// What a drag does: the buttons and keys that are held say which.
session::View after_drag(const Frame& frame, const Rect& rect) {
    const ImGuiIO& io = ImGui::GetIO();
    const session::View& view = frame.model.document.view();
    const sim::Snapshot& snapshot = frame.model.snapshot;
    const ImVec2 moved = io.MouseDelta;
    const Place from = place_of(rect, {io.MousePos.x - moved.x, io.MousePos.y - moved.y});
    if (io.MouseDown[0] && io.KeyShift)
        return *frame.state.cut_turns ? cut_turned(view, moved.x)
                                      : cut_moved(view, moved.y, pixel_mm_at(view, snapshot, from));
    if (io.MouseDown[0] && !io.KeyCtrl)
        return render::within_reach(turned(view, moved.x, moved.y), snapshot, from.width_px,
                                    from.height_px);
    return dragged(view, snapshot, from, moved.x, moved.y);
}

void take_mouse(Frame& frame, const Rect& rect) {
    const ImGuiIO& io = ImGui::GetIO();
    const session::View& view = frame.model.document.view();
    const auto send = [&](const session::View& next) {
        if (!(next == view)) frame.send(session::EditView{next, frame.state.gesture});
    };
    if (ImGui::IsItemActivated()) {
        frame.new_gesture();
        frame.state.cut_turns.reset();
    }
    if (ImGui::IsItemActive() && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0)) {
        // The first move says whether the hand turns the cut or moves it.
        if (!frame.state.cut_turns)
            frame.state.cut_turns = std::abs(io.MouseDelta.x) > std::abs(io.MouseDelta.y);
        send(after_drag(frame, rect));
    }
    if (!ImGui::IsItemHovered()) return;
    if (ImGui::IsMouseDoubleClicked(0))
        frame.send(session::EditView{reset_camera(view), frame.new_gesture()});
    if (io.MouseWheel != 0) {
        if (ImGui::GetTime() - frame.state.wheel_s > kWheelGesture_s || frame.state.wheel_s < 0)
            frame.state.wheel_gesture = frame.new_gesture();
        frame.state.wheel_s = ImGui::GetTime();
        const session::View next =
            zoomed_at(view, frame.model.snapshot, place_of(rect, io.MousePos),
                      double(io.MouseWheel) * kZoomPerNotch);
        if (!(next == view)) frame.send(session::EditView{next, frame.state.wheel_gesture});
    }
}

/// What is under the mouse once it rests or was tapped: asked for, and told on a card beside it.
/// @param tapped  just now, without a drag
void tell_pointed(Frame& frame, const Rect& rect, bool hovered, bool tapped) {
    constexpr double kRest_s = 0.15;
    const float stray = frame.px(0.4f);  // a resting hand is never quite still
    State& state = frame.state;
    const ImGuiIO& io = ImGui::GetIO();
    if (!hovered || ImGui::IsAnyMouseDown() || io.MouseWheel != 0)
        return void(state.rested_since_s = -1);
    const float dx = io.MousePos.x - state.rest_x, dy = io.MousePos.y - state.rest_y;
    if (state.rested_since_s < 0 || dx * dx + dy * dy > stray * stray) {
        state.rest_x = io.MousePos.x, state.rest_y = io.MousePos.y;
        state.rested_since_s = ImGui::GetTime() - (tapped ? kRest_s : 0);
    }
    const double left_s = kRest_s - (ImGui::GetTime() - state.rested_since_s);
    if (left_s > 0) return frame.redraw_in(left_s);
    const Spot at{state.rest_x - rect.x0, state.rest_y - rect.y0};
    frame.out.pointed_at = at;
    const Pointed* pointed = frame.model.pointed;
    if (!pointed || !(pointed->at == at) || pointed->told.name.empty()) return;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {frame.px(0.7f), frame.px(0.5f)});
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(frame.px(19));
    compat::push_font(frame.fonts.strong);
    ImGui::TextUnformatted(pointed->told.name.c_str());
    ImGui::PopFont();
    ImGui::TextUnformatted(pointed->told.sentence.c_str());
    if (!pointed->told.figures.empty()) quiet_text(frame, pointed->told.figures);
    ImGui::PopTextWrapPos();
    const ImVec2 low = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
    {
        const PopupMarks marks(frame, "pointed");
        frame.mark("pointed", {low.x, low.y, low.x + size.x, low.y + size.y});
    }
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
}

/// Over the picture of an earlier moment: how far the one that was asked for is.
void progress(Frame& frame, const Rect& rect) {
    constexpr double kPatience_s = 0.3;  // shorter waits are not worth a flicker
    const session::Playback& player = frame.model.player;
    double& since_s = frame.state.waiting_since_s;
    if (player.reached() || player.playing()) return void(since_s = -1);
    if (since_s < 0) since_s = ImGui::GetTime();
    if (ImGui::GetTime() - since_s < kPatience_s) return;
    const float share = float(player.progress());
    const std::string words = "Computing " + std::to_string(int(100 * share)) + " %";
    const float width = frame.px(13), high = frame.px(2.4f), inset = frame.px(0.6f);
    const float x0 = std::round(rect.middle_x() - width / 2), y0 = rect.y0 + inset;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled({x0, y0}, {x0 + width, y0 + high}, theme::rgb(0xFBF9F5, 235),
                       frame.px(0.4f));
    const ImVec2 size = ImGui::CalcTextSize(words.c_str());
    list.AddText({x0 + (width - size.x) / 2, y0 + frame.px(0.3f)}, theme::kInk, words.c_str());
    const float bar = y0 + high - frame.px(0.55f), left = x0 + inset, right = x0 + width - inset;
    list.AddRectFilled({left, bar}, {right, bar + frame.px(0.22f)}, theme::kLine);
    list.AddRectFilled({left, bar}, {left + share * (right - left), bar + frame.px(0.22f)},
                       theme::kAccent);
    frame.mark("progress", {x0, y0, x0 + width, y0 + high});
}

bool moved_camera(const session::View& v) {
    return v.turn_deg != 0 || v.tilt_deg != 0 || v.zoom != 0 || v.pan_x_mm != 0 || v.pan_y_mm != 0;
}

}  // namespace

void picture_panel(Frame& frame) {
    const Rect& rect = frame.layout.picture;
    frame.out.picture = rect;
    if (rect.empty()) return;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    const Panel panel(frame, "picture", rect, -1, false, theme::kPaper,
                      ImGuiWindowFlags_NoNavInputs);
    ImGui::PopStyleVar();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (frame.model.picture.texture)
        // Textures start at the bottom, windows at the top.
        list.AddImage(compat::texture_id(frame.model.picture.texture), {rect.x0, rect.y0},
                      {rect.x1, rect.y1}, {0, 1}, {1, 0});
    compat::allow_overlap_next();
    ImGui::InvisibleButton("##picture", {rect.width(), rect.height()},
                           ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight |
                               ImGuiButtonFlags_MouseButtonMiddle);
    compat::allow_overlap_last();
    frame.mark("picture");
    const bool hovered = ImGui::IsItemHovered();
    const float threshold = ImGui::GetIO().MouseDragThreshold;
    const bool tapped = ImGui::IsItemDeactivated() &&
                        ImGui::GetIO().MouseDragMaxDistanceSqr[0] < threshold * threshold;
    take_mouse(frame, rect);
    if (moved_camera(frame.model.document.view())) {
        const float size = frame.px(2.0f);
        ImGui::SetCursorScreenPos({rect.x1 - size - frame.px(0.6f), rect.y0 + frame.px(0.6f)});
        if (button(frame, "view.reset", "",
                   {.icon = Icon::home,
                    .help = "Look from the usual place",
                    .key = "Home",
                    .width = size,
                    .height = size}))
            frame.send(
                session::EditView{reset_camera(frame.model.document.view()), frame.new_gesture()});
    }
    probe_rings(frame, rect);
    tell_pointed(frame, rect, hovered, tapped);
    progress(frame, rect);
    // A hairline between the picture and the panels beside it.
    hairline(frame, rect.x0 + 0.5f, rect.y0, rect.x0 + 0.5f, rect.y1);
    hairline(frame, rect.x1 - 0.5f, rect.y0, rect.x1 - 0.5f, rect.y1);
}

}  // namespace ui
