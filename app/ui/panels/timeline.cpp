// The one time axis: play, scrub, step; phases and visits on a logarithmic scale; the time in
// words.
#include "app/session/time.h"
#include "app/ui/compat.h"
#include "app/ui/panels/panels.h"
#include "app/ui/theme.h"
#include "app/ui/time_axis.h"
#include "app/ui/widgets.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace ui {
namespace {

struct Pace {
    double axis_per_minute;
    std::string_view key, label;
};
// Of Inter: where letters stand, as a share of a line's height from its top.
constexpr float kBaseline = 0.8f;

constexpr Pace kPaces[] = {{0.5, "slow", "Slow"}, {1, "normal", "Normal"}, {3, "fast", "Fast"}};

ImU32 band_colour(std::string_view key) {
    using theme::rgb;
    if (key == "stroke") return rgb(0xCFCAC2);
    if (key == "heat") return rgb(0xF2C9A0);
    if (key == "closing") return rgb(0xDDE6E4);
    if (key == "haemostasis") return rgb(0xEFB5AA);
    if (key == "inflammation") return rgb(0xF6D7A6);
    if (key == "proliferation") return rgb(0xC8DFC0);
    return rgb(0xC5D8E4);
}

void transport(Frame& frame) {
    const session::Playback& player = frame.model.player;
    const float high = frame.px(2.2f), square = frame.px(2.2f);
    const bool playing = player.playing();
    if (button(frame, "play", playing ? "Pause" : "Play",
               {.icon = playing ? Icon::pause : Icon::play,
                .primary = true,
                .help = playing ? "Stop the time" : "Let the time run",
                .key = "Space",
                .width = frame.px(6.4f),
                .height = high}))
        frame.send(session::Play{!playing});
    ImGui::SameLine();
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {-1, 0});
    const auto step = [&](const char* name, Icon icon, int by, const char* help, const char* key,
                          int corners) {
        if (button(frame, name, "",
                   {.icon = icon,
                    .help = help,
                    .key = key,
                    .width = square,
                    .height = high,
                    .corners = corners}))
            frame.send(session::Seek{stepped(player.asked_us(), by)});
    };
    step("step.back", Icon::step_back, -1, "A step back", "Left; with Shift, ten", 5);
    ImGui::SameLine();
    step("step.forward", Icon::step_forward, 1, "A step on", "Right; with Shift, ten", 10);
    ImGui::PopStyleVar();
    ImGui::SameLine();
    std::vector<std::string_view> names, labels;
    int on = -1;
    for (const Pace& pace : kPaces) {
        if (pace.axis_per_minute == player.speed()) on = int(names.size());
        names.push_back(pace.key);
        labels.push_back(pace.label);
    }
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + std::floor((high - ImGui::GetFrameHeight()) / 2));
    const int picked = segments(frame, "speed", names, labels, on, "How fast the time runs");
    if (picked >= 0) frame.send(session::SetSpeed{kPaces[picked].axis_per_minute});
}

/// The time and where healing stands, large, beside the buttons.
void words(Frame& frame, float y, float high) {
    const session::Playback& player = frame.model.player;
    const sim::Snapshot& snapshot = frame.model.snapshot;
    const std::string time = session::time_words(player.asked_us());
    compat::push_font(frame.fonts.large);
    const ImVec2 size = ImGui::CalcTextSize(time.c_str());
    // Letters of two sizes stand on one line.
    const float base = y + high / 2 + 0.36f * frame.layout.em;
    ImGui::SameLine(0, frame.px(1.2f));
    const float x = ImGui::GetCursorPosX();
    ImGui::SetCursorPos({x, std::round(base - kBaseline * size.y)});
    ImGui::TextUnformatted(time.c_str());
    frame.mark("time");
    ImGui::PopFont();
    std::string phase;
    for (const PhaseBand& band : phase_bands(*snapshot.scenario, *snapshot.timeline))
        if (player.asked_us() >= band.start_us && player.asked_us() < band.end_us) {
            if (!phase.empty()) phase += " \u00b7 ";
            phase += band.label;
        }
    if (snapshot.visits > 1) phase += " \u00b7 visit " + std::to_string(snapshot.visits);
    const float after = x + size.x + frame.px(1.0f),
                room = frame.layout.timeline.width() - frame.px(0.8f) - after;
    if (ImGui::CalcTextSize(phase.c_str()).x > room) return;
    ImGui::SetCursorPos({after, std::round(base - kBaseline * ImGui::GetTextLineHeight())});
    ImGui::PushStyleColor(ImGuiCol_Text, theme::kQuiet);
    ImGui::TextUnformatted(phase.c_str());
    ImGui::PopStyleColor();
}

/// The strip: bands above, ticks below, a handle for now. Everything in it is scrubbed.
void strip(Frame& frame, const Rect& rect) {
    const session::Playback& player = frame.model.player;
    const sim::Snapshot& snapshot = frame.model.snapshot;
    const auto x_of = [&](sim::Microseconds t) {
        return rect.x0 + float(session::axis_position(t)) * rect.width();
    };
    ImGui::SetCursorScreenPos({rect.x0, rect.y0});
    ImGui::InvisibleButton("##axis", {rect.width(), rect.height()});
    frame.mark("axis");
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (ImGui::IsItemActive()) {
        const double at = std::clamp(double((mouse.x - rect.x0) / rect.width()), 0.0, 1.0);
        if (ImGui::IsItemActivated() && player.playing()) frame.send(session::Play{false});
        frame.send(session::Seek{session::axis_time_us(at)});
    }

    ImDrawList& list = *ImGui::GetWindowDrawList();
    compat::push_font(frame.fonts.small);
    const float line = ImGui::GetTextLineHeight(), tick_high = line + frame.px(0.35f);
    const float row = std::floor((rect.height() - tick_high) / 2);
    for (const PhaseBand& band : phase_bands(*snapshot.scenario, *snapshot.timeline)) {
        const float x0 = std::round(x_of(band.start_us)), x1 = std::round(x_of(band.end_us));
        const float y0 = rect.y0 + row * float(band.row), y1 = y0 + row;
        list.AddRectFilled({x0, y0}, {std::max(x0 + 1, x1 - 1), y1 - 1}, band_colour(band.key));
        for (const std::string_view name : {band.label, band.brief}) {
            const ImVec2 size = ImGui::CalcTextSize(name.data(), name.data() + name.size());
            if (size.x + frame.px(0.4f) > x1 - x0) continue;
            list.AddText({std::round((x0 + x1 - size.x) / 2), std::round((y0 + y1 - size.y) / 2)},
                         theme::kInk, name.data(), name.data() + name.size());
            break;
        }
        frame.mark("phase." + std::string(band.key), {x0, y0, std::max(x0 + 1, x1), y1});
        if (ImGui::IsItemHovered() && !ImGui::IsItemActive() && mouse.x >= x0 && mouse.x < x1 &&
            mouse.y >= y0 && mouse.y < y1)
            explain(frame, std::string(band.label) + ", " + session::time_words(band.start_us) +
                               " to " + session::time_words(band.end_us) + ".\n" +
                               std::string(band.help));
    }
    const float base = rect.y0 + 2 * row;
    float free_from = rect.x0 - 1;
    for (const AxisTick& tick : axis_ticks()) {
        const float x = std::round(x_of(tick.time_us)) + 0.5f;
        list.AddLine({x, base}, {x, base + frame.px(0.25f)}, theme::kEdge);
        const ImVec2 size =
            ImGui::CalcTextSize(tick.label.data(), tick.label.data() + tick.label.size());
        const float left = std::round(std::clamp(x - size.x / 2, rect.x0, rect.x1 - size.x));
        if (left < free_from) continue;
        list.AddText({left, base + frame.px(0.25f)}, theme::kQuiet, tick.label.data(),
                     tick.label.data() + tick.label.size());
        free_from = left + size.x + frame.px(0.7f);
    }
    ImGui::PopFont();
    const auto visits = visit_times(*snapshot.scenario);
    for (std::size_t i = 0; i < visits.size(); ++i) {
        const float x = x_of(visits[i]);
        list.PushClipRect({rect.x0 - frame.px(0.8f), rect.y0}, {rect.x1, rect.y1});
        draw_icon(list, Icon::needle, {x, rect.y0 + row / 2}, row * 0.8f, theme::kInk);
        list.AddLine({x, rect.y0 + row}, {x, base}, theme::rgb(0x2A2622, 120));
        list.PopClipRect();
        frame.mark("visit." + std::to_string(i + 1), {x - 2, rect.y0, x + 2, rect.y0 + row});
    }
    // While it is computed: a pale handle where the picture still is.
    if (!player.reached()) {
        const float shown = x_of(snapshot.time_us);
        list.AddLine({shown, rect.y0}, {shown, base}, theme::rgb(0x17676F, 110), frame.px(0.15f));
    }
    const float x = std::clamp(x_of(player.asked_us()), rect.x0, rect.x1), half = frame.px(0.5f);
    list.AddLine({x, rect.y0 - frame.px(0.2f)}, {x, base}, theme::kAccent, frame.px(0.16f));
    list.AddTriangleFilled({x - half, rect.y0 - frame.px(0.55f)},
                           {x + half, rect.y0 - frame.px(0.55f)}, {x, rect.y0 + frame.px(0.25f)},
                           theme::kAccent);
    frame.mark("axis.now", {x - 1, rect.y0, x + 1, base});
}

}  // namespace

void timeline_panel(Frame& frame) {
    const Rect& rect = frame.layout.timeline;
    const float pad = frame.px(0.55f);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {frame.px(0.8f), pad});
    const Panel panel(frame, "timeline", rect, 4);
    ImGui::PopStyleVar();
    hairline(frame, rect.x0, rect.y0 + 0.5f, rect.x1, rect.y0 + 0.5f);
    const float high = frame.px(2.2f);
    transport(frame);
    words(frame, pad, high);
    strip(frame, {rect.x0 + frame.px(0.8f), rect.y0 + pad + high + frame.px(0.95f),
                  rect.x1 - frame.px(0.8f), rect.y1 - frame.px(0.25f)});
}

}  // namespace ui
