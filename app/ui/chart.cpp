#include "app/ui/chart.h"

#include "app/session/player.h"
#include "app/session/time.h"
#include "app/ui/field_rules.h"
#include "app/ui/theme.h"
#include "app/ui/time_axis.h"
#include "app/ui/widgets.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

/// 1, 2 or 5 times a power of ten: about so many of them in a span.
double nice_step(double span, double count) {
    const double raw = span / count, power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double times : {1.0, 2.0, 5.0})
        if (raw <= times * power) return times * power;
    return 10 * power;
}

/// Where time and value lie in the box of a plot.
struct Scale {
    Rect box;
    sim::Microseconds end_us = sim::kYear;
    double low = 0, high = 1;

    float x(sim::Microseconds t) const {
        const double at = session::axis_position(t) / session::axis_position(end_us);
        return box.x0 + float(std::clamp(at, 0.0, 1.0)) * box.width();
    }
    float y(double value) const {
        return box.y1 - float((value - low) / (high - low)) * box.height();
    }
    sim::Microseconds time_at(float px) const {
        const double at = std::clamp(double((px - box.x0) / box.width()), 0.0, 1.0);
        return session::axis_time_us(at * session::axis_position(end_us));
    }
};

Scale make_scale(const Chart& chart, const Rect& box) {
    constexpr double kRoom = 1.06;  // above the highest value
    Scale scale{box, chart.end_us, chart.low, chart.least_high};
    for (const Series& series : chart.series)
        for (const float value : series.values)
            scale.high = std::max(scale.high, chart.low + (double(value) - chart.low) * kRoom);
    return scale;
}

void draw_axes(Frame& frame, const Chart& chart, const Scale& scale) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Rect& box = scale.box;
    const double lines = std::clamp(double(box.height() / frame.px(1.6f)), 2.0, 4.0);
    const double step = nice_step(scale.high - scale.low, lines);
    for (double v = std::ceil(scale.low / step) * step; v <= scale.high + 1e-9; v += step) {
        const float y = std::round(scale.y(v)) + 0.5f;
        list.AddLine({box.x0, y}, {box.x1, y}, theme::kLine);
        const std::string label = value_words(v, "");
        const ImVec2 size = ImGui::CalcTextSize(label.c_str());
        list.AddText({box.x0 - size.x - frame.px(0.35f), y - size.y / 2}, theme::kQuiet,
                     label.c_str());
    }
    if (!chart.times) return;
    float free_from = -1e9f;
    const bool whole = scale.end_us == sim::kYear;
    for (const AxisTick& t : axis_ticks()) {
        if (t.time_us > scale.end_us || (!t.in_plots && whole)) continue;
        const float x = scale.x(t.time_us);
        const std::string_view label = t.label;
        const ImVec2 size = ImGui::CalcTextSize(label.data(), label.data() + label.size());
        const float left = std::min(x - size.x / 2, box.x1 - size.x);
        list.AddLine({x, box.y1}, {x, box.y1 + frame.px(0.2f)}, theme::kEdge);
        if (left < free_from) continue;
        list.AddText({left, box.y1 + frame.px(0.25f)}, theme::kQuiet, label.data(),
                     label.data() + label.size());
        free_from = left + size.x + frame.px(0.6f);
    }
}

void draw_line(const Frame& frame, const Chart& chart, const Scale& scale, const Series& line) {
    std::vector<ImVec2> points;
    for (std::size_t i = 0; i < line.values.size(); ++i) {
        if (chart.times_us[i] > scale.end_us) break;
        const ImVec2 next{scale.x(chart.times_us[i]), scale.y(double(line.values[i]))};
        if (line.switched && !points.empty() && points.back().y != next.y)
            points.push_back({next.x, points.back().y});
        // Points on one another would make the line fat.
        constexpr float kLeast_px = 0.5f;
        if (!points.empty() && i + 1 < line.values.size() &&
            std::hypot(next.x - points.back().x, next.y - points.back().y) < kLeast_px)
            continue;
        points.push_back(next);
    }
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float width = frame.px(0.13f);
    if (!line.dashed) {
        list.AddPolyline(points.data(), int(points.size()), line.colour, 0, width);
        return;
    }
    // Dashes by arc length, so that they are even however the samples lie.
    const float dash = frame.px(0.45f);
    float run = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const ImVec2 a = points[i - 1], b = points[i];
        const float length = std::hypot(b.x - a.x, b.y - a.y);
        for (float at = 0; at < length;) {
            const float left = dash - std::fmod(run, dash),
                        to = std::min(length, at + std::max(left, 0.1f));
            const auto p = [&](float s) {
                return ImVec2{a.x + (b.x - a.x) * s / length, a.y + (b.y - a.y) * s / length};
            };
            if (int(run / dash) % 3 != 2) list.AddLine(p(at), p(to), line.colour, width);
            run += to - at;
            at = to;
        }
    }
}

/// Time and values under the mouse.
void tell_values(const Chart& chart, const Scale& scale) {
    const float x = ImGui::GetIO().MousePos.x;
    std::size_t nearest = 0;
    for (std::size_t i = 1; i < chart.times_us.size(); ++i)
        if (std::fabs(scale.x(chart.times_us[i]) - x) <
            std::fabs(scale.x(chart.times_us[nearest]) - x))
            nearest = i;
    if (chart.times_us.empty()) return;
    ImGui::BeginTooltip();
    ImGui::TextUnformatted(session::time_words(chart.times_us[nearest]).c_str());
    for (const Series& series : chart.series) {
        if (nearest >= series.values.size()) continue;
        ImGui::PushStyleColor(ImGuiCol_Text, series.colour);
        const std::string value = value_words(double(series.values[nearest]), chart.unit);
        ImGui::TextUnformatted((series.name + "  " + value).c_str());
        ImGui::PopStyleColor();
    }
    ImGui::EndTooltip();
}

void draw_now(const Frame& frame, const Chart& chart, const Scale& scale,
              sim::Microseconds now_us) {
    if (now_us > scale.end_us) return;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float x = std::round(scale.x(now_us)) + 0.5f;
    list.AddLine({x, scale.box.y0}, {x, scale.box.y1}, theme::kInk, 1);
    for (const Series& series : chart.series)
        if (series.now)
            list.AddCircleFilled({x, scale.y(std::clamp(*series.now, scale.low, scale.high))},
                                 frame.px(0.22f), series.colour);
}

}  // namespace

void draw_legend(Frame& frame, std::span<const Series> series) {
    const float width = ImGui::GetContentRegionAvail().x, left = ImGui::GetCursorPosX();
    const int columns = width > frame.px(15.6f) ? 2 : 1;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    for (std::size_t i = 0; i < series.size(); ++i) {
        const Series& line = series[i];
        const int column = int(i) % columns;
        if (column) ImGui::SameLine(left + float(column) * width / float(columns));
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float y = at.y + ImGui::GetTextLineHeight() / 2, swatch = frame.px(0.8f);
        list.AddLine({at.x, y}, {at.x + swatch * (line.dashed ? 0.4f : 1), y}, line.colour,
                     frame.px(0.16f));
        if (line.dashed)
            list.AddLine({at.x + swatch * 0.6f, y}, {at.x + swatch, y}, line.colour,
                         frame.px(0.16f));
        ImGui::SetCursorPosX(ImGui::GetCursorPosX() + swatch + frame.px(0.25f));
        ImGui::TextUnformatted(line.name.c_str());
    }
}

void draw_chart(Frame& frame, std::string_view name, const Chart& chart, float width, float height,
                sim::Microseconds now_us) {
    const float line = ImGui::GetTextLineHeight();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float foot = chart.times ? line + frame.px(0.35f) : frame.px(0.15f);
    const Rect box{at.x + frame.px(2.2f), at.y + line + frame.px(0.2f),
                   at.x + width - frame.px(0.3f), at.y + height - foot};
    if (box.height() < frame.px(1.2f)) return;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddText({box.x0, box.y0 - line - frame.px(0.1f)}, theme::kQuiet, chart.title.data(),
                 chart.title.data() + chart.title.size());
    const float badge_px = frame.px(1.12f);
    ImGui::SetCursorScreenPos({box.x1 - badge_px, at.y});
    badge(frame, chart.basis, chart.source);

    const Scale scale = make_scale(chart, box);
    ImGui::SetCursorScreenPos({box.x0, box.y0});
    ImGui::InvisibleButton(("##" + std::string(name)).c_str(), {box.width(), box.height()});
    frame.mark(name);
    if (ImGui::IsItemActive()) frame.send(session::Seek{scale.time_at(ImGui::GetIO().MousePos.x)});
    const bool hovered = ImGui::IsItemHovered();
    draw_axes(frame, chart, scale);
    list.PushClipRect({box.x0, box.y0 - 1}, {box.x1 + 1, box.y1 + 1}, true);
    if (chart.times_us.size() > 1)
        for (const Series& series : chart.series) draw_line(frame, chart, scale, series);
    list.PopClipRect();
    if (hovered) tell_values(chart, scale);
    draw_now(frame, chart, scale, now_us);
    ImGui::SetCursorScreenPos({at.x, at.y + height});
}

}  // namespace ui
