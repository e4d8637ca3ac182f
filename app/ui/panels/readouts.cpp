// The right panel: what follows from what was chosen, in numbers; each says how it stands.
#include "app/ui/compat.h"
#include "app/ui/field_rules.h"
#include "app/ui/panels/panels.h"
#include "app/ui/theme.h"
#include "app/ui/widgets.h"
#include "sim/snapshot.h"

#include <cmath>
#include <string>
#include <vector>

namespace ui {
namespace {

struct Row {
    sim::Readout readout;
    double value;
};

/// Groups start at these readouts; new ones fall to the group before them.
struct Group {
    std::string_view first, title;
};
constexpr Group kGroups[] = {{"set_depth_mm", "Needle"},
                             {"channels_per_cm2", "Holes in the skin"},
                             {"visits", "Healing"},
                             {"rf_resistance_ohm", "Current"},
                             {"rf_energy_mJ", "Energy"},
                             {"temperature_max_C", "Temperature"},
                             {"coagulated_mm3", "Set firm by heat"}};
/// What is asked for in a scenario with heat, and left out in one without.
constexpr std::string_view kFirstOfHeat = "rf_resistance_ohm";

std::string words(const Row& row) {
    if (row.readout.unit.empty() && row.readout.id.ends_with("_share"))
        return value_words(100 * row.value, "%");
    return value_words(row.value, row.readout.unit);
}

/// Three figures at most: more would promise what no model holds.
double tidy_number(double value) {
    return std::fabs(value) >= 10 ? std::round(value) : std::round(value * 100) / 100;
}

const Row* named(const std::vector<Row>& rows, std::string_view id) {
    for (const Row& row : rows)
        if (row.readout.id == id) return &row;
    return nullptr;
}

/// "reached_low_mm" and "reached_high_mm" stand under "reached_depth_mm", as one range.
bool bound_of_range(std::string_view id) {
    return id.find("_low_") != id.npos || id.find("_high_") != id.npos;
}

void range_line(Frame& frame, const std::vector<Row>& rows, const Row& row, float right_x) {
    const std::string_view id = row.readout.id;
    const std::string stem(id.substr(0, id.find('_')));
    const Row* low = named(rows, stem + "_low_mm");
    const Row* high = named(rows, stem + "_high_mm");
    if (!low || !high) return;
    compat::push_font(frame.fonts.small);
    ImGui::PushStyleColor(ImGuiCol_Text, theme::kQuiet);
    ImGui::TextUnformatted("likely between");
    ImGui::SameLine();
    right_text(value_words(low->value, "") + " and " + words(*high), right_x);
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

void row_line(Frame& frame, const std::vector<Row>& rows, const Row& row) {
    const float left = ImGui::GetCursorPosX(), width = ImGui::GetContentRegionAvail().x;
    const float badge_width = frame.px(1.12f), right = left + width - badge_width - frame.px(0.5f);
    const ImVec2 start = ImGui::GetCursorScreenPos();
    ImGui::PushStyleColor(ImGuiCol_Text, theme::kQuiet);
    ImGui::TextUnformatted(row.readout.label.data(),
                           row.readout.label.data() + row.readout.label.size());
    ImGui::PopStyleColor();
    ImGui::SameLine();
    const std::string value = words(row);
    right_text(value, right);
    ImGui::SameLine(left + width - badge_width);
    badge(frame, row.readout.basis, row.readout.source);
    const float high = start.y + ImGui::GetTextLineHeight();
    frame.mark("readout." + std::string(row.readout.id), {start.x, start.y, start.x + width, high});
    range_line(frame, rows, row, right);
}

/// Above a run of numbers that share it.
void source_line(const Frame& frame, std::string_view source) {
    compat::push_font(frame.fonts.small);
    ImGui::PushStyleColor(ImGuiCol_Text, theme::kAccent);
    ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x);
    ImGui::TextUnformatted(source_words(source).c_str());
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

void legend(Frame& frame) {
    constexpr const char* kWords[] = {"measured", "derived", "illustrative"};
    const float end = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x;
    for (int i = 0; i < 3; ++i) {
        compat::push_font(frame.fonts.small);
        const float width = frame.px(1.4f) + ImGui::CalcTextSize(kWords[i]).x;
        ImGui::PopFont();
        if (i) ImGui::SameLine(0, frame.px(0.7f));
        if (ImGui::GetCursorPosX() + width > end) ImGui::NewLine();
        badge(frame, sim::Basis(i), "scenario");
        ImGui::SameLine(0, frame.px(0.25f));
        quiet_text(frame, kWords[i]);
    }
}

/// What a careful eye would point out, a line each; the reason is a touch away.
void warning_lines(Frame& frame) {
    constexpr Icon kIcons[] = {Icon::note, Icon::caution, Icon::harm};
    constexpr ImU32 kColours[] = {theme::kAccent, theme::rgb(0x8A5A00), theme::kWarning};
    for (const session::Warning& warning : frame.model.warnings) {
        const auto grade = std::size_t(warning.severity);
        const float left = ImGui::GetCursorPosX(), width = ImGui::GetContentRegionAvail().x;
        const float line = ImGui::GetTextLineHeight(), badge_width = frame.px(1.12f);
        const ImVec2 start = ImGui::GetCursorScreenPos();
        ImDrawList& list = *ImGui::GetWindowDrawList();
        draw_icon(list, kIcons[grade], {start.x + frame.px(0.55f), start.y + line / 2},
                  frame.px(0.95f), kColours[grade]);
        ImGui::Dummy({frame.px(1.1f), line});
        ImGui::SameLine(0, frame.px(0.35f));
        ImGui::PushStyleColor(ImGuiCol_Text, kColours[grade]);
        ImGui::TextUnformatted(warning.title.c_str());
        ImGui::PopStyleColor();
        explain(frame, warning.text);
        if (warning.number) {
            ImGui::SameLine();
            right_text(value_words(tidy_number(*warning.number), warning.unit),
                       left + width - badge_width - frame.px(0.5f));
        }
        ImGui::SameLine(left + width - badge_width);
        badge(frame, warning.basis, warning.source);
        frame.mark("warning." + std::string(warning.id),
                   {start.x, start.y, start.x + width, start.y + line});
    }
    if (!frame.model.warnings.empty()) ImGui::Dummy({0, frame.px(0.1f)});
}

void groups(Frame& frame) {
    std::vector<Row> rows;
    sim::visit_readouts(frame.model.snapshot, [&](const sim::Readout& readout, double value) {
        rows.push_back({readout, value});
    });
    bool skip = false, heat = false;
    std::string_view source;
    for (const Row& row : rows) {
        for (const Group& group : kGroups) {
            if (group.first != row.readout.id) continue;
            heat = heat || group.first == kFirstOfHeat;
            skip = heat && !frame.model.snapshot.heat.grid;
            if (skip) continue;
            ImGui::Dummy({0, frame.px(0.15f)});
            compat::push_font(frame.fonts.strong);
            ImGui::TextUnformatted(group.title.data(), group.title.data() + group.title.size());
            ImGui::PopFont();
            source = {};
        }
        if (skip || bound_of_range(row.readout.id)) continue;
        if (frame.state.sources && source != row.readout.source)
            source_line(frame, source = row.readout.source);
        row_line(frame, rows, row);
    }
}

}  // namespace

void readouts_panel(Frame& frame) {
    const Rect& rect = frame.layout.readouts;
    if (rect.empty()) return;
    if (frame.layout.one_side && (frame.state.side != Side::readouts || frame.state.parts)) return;
    // The curves keep their place while the numbers scroll; where all is low, they scroll too.
    const bool low = rect.height() < frame.px(25);
    const bool heat = frame.model.document.scenario().rf.on;  // has more pages
    const float wanted = frame.px(heat ? 18.5f : 14.5f),
                plot_height = low ? 0 : std::min(wanted, rect.height() * (heat ? 0.56f : 0.46f));
    {
        const Panel panel(frame, "readouts", {rect.x0, rect.y0, rect.x1, rect.y1 - plot_height}, 2,
                          true);
        side_tabs(frame);
        if (!frame.layout.one_side) {
            compat::push_font(frame.fonts.strong);
            ImGui::TextUnformatted("What happens");
            ImGui::PopFont();
        }
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {frame.px(0.4f), frame.px(0.22f)});
        warning_lines(frame);
        legend(frame);
        groups(frame);
        ImGui::PopStyleVar();
        if (low) {
            ImGui::Dummy({0, frame.px(0.3f)});
            plot(frame, wanted);
        }
    }
    if (low) return;
    const Panel panel(frame, "plot", {rect.x0, rect.y1 - plot_height, rect.x1, rect.y1}, 3);
    const float inset = frame.px(0.8f), y = rect.y1 - plot_height + 0.5f;
    hairline(frame, rect.x0 + inset, y, rect.x1 - inset, y);
    plot(frame, ImGui::GetContentRegionAvail().y);
}

}  // namespace ui
