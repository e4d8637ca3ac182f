// The 3D picture: shown as a texture; turned, moved and zoomed by the mouse.
#include "app/ui/compat.h"
#include "app/ui/panels/panels.h"
#include "app/ui/panels/probes.h"
#include "app/ui/theme.h"
#include "app/ui/view_edits.h"
#include "app/ui/widgets.h"

#include <cmath>
#include <string>

namespace ui {
namespace {

constexpr double kWheelGesture_s = 0.5;  // turns of the wheel closer than this are one step of undo
constexpr double kZoomPerNotch = 0.25;   // four notches are twice as large

void take_mouse(Frame& frame, const Rect& rect) {
    const ImGuiIO& io = ImGui::GetIO();
    const session::View& view = frame.model.document.view();
    const float pixel_mm = frame.model.picture.pixel_mm;
    const auto send = [&](const session::View& next) {
        if (!(next == view)) frame.send(session::EditView{next, frame.state.gesture});
    };
    if (ImGui::IsItemActivated()) frame.new_gesture();
    if (ImGui::IsItemActive() && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0)) {
        if (io.MouseDown[0])
            send(turned(view, io.MouseDelta.x, io.MouseDelta.y));
        else if (io.MouseDown[1] || io.MouseDown[2])
            send(panned(view, io.MouseDelta.x, io.MouseDelta.y, pixel_mm));
    }
    if (!ImGui::IsItemHovered()) return;
    if (ImGui::IsMouseDoubleClicked(0))
        frame.send(session::EditView{reset_camera(view), frame.new_gesture()});
    if (io.MouseWheel != 0) {
        if (ImGui::GetTime() - frame.state.wheel_s > kWheelGesture_s || frame.state.wheel_s < 0)
            frame.state.wheel_gesture = frame.new_gesture();
        frame.state.wheel_s = ImGui::GetTime();
        const session::View next =
            zoomed(view, double(io.MouseWheel) * kZoomPerNotch, io.MousePos.x - rect.middle_x(),
                   io.MousePos.y - rect.middle_y(), pixel_mm);
        if (!(next == view)) frame.send(session::EditView{next, frame.state.wheel_gesture});
    }
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
    take_mouse(frame, rect);
    if (moved_camera(frame.model.document.view())) {
        const float size = frame.px(2.0f);
        ImGui::SetCursorScreenPos({rect.x1 - size - frame.px(0.6f), rect.y0 + frame.px(0.6f)});
        if (button(frame, "view.reset", "",
                   {.icon = Icon::home,
                    .help = "Look from the usual place",
                    .key = "0",
                    .width = size,
                    .height = size}))
            frame.send(
                session::EditView{reset_camera(frame.model.document.view()), frame.new_gesture()});
    }
    probe_rings(frame, rect);
    progress(frame, rect);
    // A hairline between the picture and the panels beside it.
    hairline(frame, rect.x0 + 0.5f, rect.y0, rect.x0 + 0.5f, rect.y1);
    hairline(frame, rect.x1 - 0.5f, rect.y0, rect.x1 - 0.5f, rect.y1);
}

}  // namespace ui
