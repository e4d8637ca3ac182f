// Curves over time with a cursor that follows it; a click goes to that time.
#include "app/session/time.h"
#include "app/ui/compat.h"
#include "app/ui/field_rules.h"
#include "app/ui/panels/panels.h"
#include "app/ui/theme.h"
#include "app/ui/time_axis.h"
#include "app/ui/widgets.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace ui {
namespace {

struct Line {
    std::string_view id, name;
    ImU32 colour;
    bool dashed = false;  ///< illustrative: only its direction means something
};

// Dark enough for paper, and told apart by people who see red and green alike.
constexpr ImU32 kBlue = theme::rgb(0x1F5FA8), kOrange = theme::rgb(0xC65A00),
                kGreen = theme::rgb(0x00775A), kPurple = theme::rgb(0x8A4B86),
                kRed = theme::rgb(0xB3261E), kBlack = theme::rgb(0x2A2622);
constexpr Line kCells[] = {{"neutrophils_rel", "Neutrophils", kBlue},
                           {"macrophages_m1_rel", "Macrophages M1", kOrange},
                           {"macrophages_m2_rel", "Macrophages M2", kGreen},
                           {"fibroblasts_rel", "Fibroblasts", kPurple}};
constexpr Line kMatrix[] = {{"collagen_iii_rel", "New collagen III", kGreen, true},
                            {"collagen_i_rel", "New collagen I", kOrange, true},
                            {"erythema_rel", "Redness", kRed}};
constexpr Line kHeat[] = {{"temperature_max_C", "Hottest tissue", kRed},
                          {"junction_max_C", "At the junction", kOrange},
                          {"surface_max_C", "At the surface", kBlue}};
// The whole of a page is a share of its own greatest value; heat is in degrees.
struct Page {
    std::string_view key, title, unit;
    std::string_view probe_unit;  ///< beside a single value
    std::span<const Line> lines;
};
const Page kPages[] = {{"cells", "Cells", "relative", "", kCells},
                       {"matrix", "Collagen", "relative; dashed: illustrative", "", kMatrix},
                       {"heat", "Heat", "\u00b0C", "C", kHeat}};

/// 1, 2 or 5 times a power of ten: about four of them in a span.
double nice_step(double span) {
    const double raw = span / 4, power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double times : {1.0, 2.0, 5.0})
        if (raw <= times * power) return times * power;
    return 10 * power;
}

/// Where time and value lie in the box of a plot.
struct Scale {
    Rect box;
    sim::Microseconds end_us = sim::kYear;  ///< at the right edge
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

void draw_axes(Frame& frame, const Scale& scale, std::string_view unit) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Rect& box = scale.box;
    const double step = nice_step(scale.high - scale.low);
    for (double v = std::ceil(scale.low / step) * step; v <= scale.high + 1e-9; v += step) {
        const float y = std::round(scale.y(v)) + 0.5f;
        list.AddLine({box.x0, y}, {box.x1, y}, theme::kLine);
        const std::string label = value_words(v, "");
        const ImVec2 size = ImGui::CalcTextSize(label.c_str());
        list.AddText({box.x0 - size.x - frame.px(0.35f), y - size.y / 2}, theme::kQuiet,
                     label.c_str());
    }
    list.AddText({box.x0, box.y0 - ImGui::GetTextLineHeight() - frame.px(0.1f)}, theme::kQuiet,
                 unit.data(), unit.data() + unit.size());
    float free_from = -1e9f;
    const auto tick = [&](float x, std::string_view label) {
        const ImVec2 size = ImGui::CalcTextSize(label.data(), label.data() + label.size());
        const float left = std::min(x - size.x / 2, box.x1 - size.x);
        list.AddLine({x, box.y1}, {x, box.y1 + frame.px(0.2f)}, theme::kEdge);
        if (left < free_from) return;
        list.AddText({left, box.y1 + frame.px(0.25f)}, theme::kQuiet, label.data(),
                     label.data() + label.size());
        free_from = left + size.x + frame.px(0.6f);
    };
    const bool whole = scale.end_us == sim::kYear;
    for (const AxisTick& t : axis_ticks())
        if (t.time_us <= scale.end_us && (t.in_plots || !whole)) tick(scale.x(t.time_us), t.label);
}

void draw_line(Frame& frame, const Scale& scale, const Line& line, int column) {
    const Curves& curves = frame.model.curves;
    std::vector<ImVec2> points;
    for (int i = 0; i < curves.count(); ++i) {
        const ImVec2 p{scale.x(curves.time_us(i)), scale.y(curves.value(i, column))};
        if (curves.time_us(i) > scale.end_us) break;
        points.push_back(p);
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

double value_now(const Frame& frame, std::string_view id) {
    double found = 0;
    sim::visit_readouts(frame.model.snapshot, [&](const sim::Readout& r, double v) {
        if (r.id == id) found = v;
    });
    return found;
}

/// Name and present value of each line, in as many columns as fit.
void legend(Frame& frame, const Page& page) {
    const float width = ImGui::GetContentRegionAvail().x, left = ImGui::GetCursorPosX();
    const int columns = width > frame.px(15.6f) ? 2 : 1;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    for (std::size_t i = 0; i < page.lines.size(); ++i) {
        const Line& line = page.lines[i];
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
        ImGui::TextUnformatted(line.name.data(), line.name.data() + line.name.size());
    }
}

/// Time and values under the mouse.
void probe(Frame& frame, const Page& page, const Scale& scale) {
    const Curves& curves = frame.model.curves;
    const float x = ImGui::GetIO().MousePos.x;
    int nearest = -1;
    for (int i = 0; i < curves.count(); ++i)
        if (nearest < 0 || std::fabs(scale.x(curves.time_us(i)) - x) <
                               std::fabs(scale.x(curves.time_us(nearest)) - x))
            nearest = i;
    if (nearest < 0) return;
    ImGui::BeginTooltip();
    ImGui::TextUnformatted(session::time_words(curves.time_us(nearest)).c_str());
    for (const Line& line : page.lines) {
        const int column = curves.column(line.id);
        if (column < 0) continue;
        ImGui::PushStyleColor(ImGuiCol_Text, line.colour);
        const std::string value = value_words(curves.value(nearest, column), page.probe_unit);
        ImGui::Text("%s  %s", std::string(line.name).c_str(), value.c_str());
        ImGui::PopStyleColor();
    }
    ImGui::EndTooltip();
}

Scale make_scale(const Frame& frame, const Page& page, const Rect& box) {
    const Curves& curves = frame.model.curves;
    Scale scale{box};
    const bool heat = page.key == "heat";
    if (heat && curves.cooled_us() > 0) scale.end_us = curves.cooled_us();
    scale.low = heat ? 30 : 0;
    scale.high = heat ? 60 : 0.1;
    for (const Line& line : page.lines) {
        const int column = curves.column(line.id);
        for (int i = 0; column >= 0 && i < curves.count(); ++i)
            scale.high = std::max(scale.high, curves.value(i, column) * 1.06);
    }
    return scale;
}

}  // namespace

void plot(Frame& frame, float height) {
    const float top = ImGui::GetCursorPosY();
    std::vector<std::string_view> names, titles;
    for (const Page& page : kPages) names.push_back(page.key), titles.push_back(page.title);
    const int picked = segments(frame, "plot", names, titles, int(frame.state.plot), {},
                                ImGui::GetContentRegionAvail().x);
    if (picked >= 0) frame.state.plot = PlotPage(picked);
    const Page& page = kPages[int(frame.state.plot)];
    compat::push_font(frame.fonts.small);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {frame.px(0.4f), frame.px(0.1f)});
    legend(frame, page);
    ImGui::PopStyleVar();

    const float line = ImGui::GetTextLineHeight();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float left_height = height - (ImGui::GetCursorPosY() - top);
    const Rect box{at.x + frame.px(2.2f), at.y + line + frame.px(0.2f),
                   at.x + width - frame.px(0.3f), at.y + left_height - line - frame.px(0.35f)};
    if (box.height() > frame.px(2)) {
        const Scale scale = make_scale(frame, page, box);
        ImGui::SetCursorScreenPos({box.x0, box.y0});
        ImGui::InvisibleButton("##curves", {box.width(), box.height()});
        frame.mark("curves");
        if (ImGui::IsItemActive())
            frame.send(session::Seek{scale.time_at(ImGui::GetIO().MousePos.x)});
        draw_axes(frame, scale, page.unit);
        ImDrawList& list = *ImGui::GetWindowDrawList();
        const bool no_heat = page.key == "heat" && !frame.model.document.scenario().rf.on;
        if (no_heat) {
            const std::string_view note = "RF heat is off.";
            const ImVec2 size = ImGui::CalcTextSize(note.data(), note.data() + note.size());
            list.AddText({box.middle_x() - size.x / 2, box.middle_y() - size.y / 2}, theme::kQuiet,
                         note.data(), note.data() + note.size());
        } else {
            list.PushClipRect({box.x0, box.y0}, {box.x1 + 1, box.y1 + 1}, true);
            for (const Line& l : page.lines)
                if (const int column = frame.model.curves.column(l.id);
                    column >= 0 && frame.model.curves.count() > 1)
                    draw_line(frame, scale, l, column);
            list.PopClipRect();
            if (ImGui::IsItemHovered()) probe(frame, page, scale);
            const sim::Microseconds now = frame.model.snapshot.time_us;
            if (now <= scale.end_us) {
                const float x = std::round(scale.x(now)) + 0.5f;
                list.AddLine({x, box.y0}, {x, box.y1}, theme::kInk, 1);
                for (const Line& l : page.lines)
                    list.AddCircleFilled({x, scale.y(value_now(frame, l.id))}, frame.px(0.22f),
                                         l.colour);
            }
        }
    }
    ImGui::PopFont();
}

}  // namespace ui
