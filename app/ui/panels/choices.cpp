// The left panel: every field of the scenario, made from the one list of them.
#include "app/ui/compat.h"
#include "app/ui/field_row.h"
#include "app/ui/field_rules.h"
#include "app/ui/panels/panels.h"
#include "app/ui/theme.h"
#include "app/ui/widgets.h"

#include <string>

namespace ui {
namespace {

std::string_view group_of(std::string_view path) { return path.substr(0, path.find('.')); }

std::string_view title(std::string_view group) {
    if (group == "technique") return "Technique";
    if (group == "skin") return "Skin";
    if (group == "device") return "Device";
    if (group == "rf") return "RF heat";
    return "Course of visits";
}

std::string heat_summary(const sim::Rf& rf) {
    switch (rf.control) {
        case sim::Control::energy:
            return value_words(rf.energy_mJ_per_pin, "mJ") + " a needle";
        case sim::Control::voltage:
            return value_words(rf.voltage_V, "V") + ", " + value_words(rf.pulse_ms, "ms");
        default:
            return value_words(rf.power_W_per_pin, "W") + ", " + value_words(rf.pulse_ms, "ms");
    }
}

/// What a closed fold holds, in a few words.
std::string summary(const sim::Scenario& s, std::string_view group) {
    const auto words = [](std::string_view path, auto names, auto value) {
        return choice_words(path, names[std::size_t(value)]);
    };
    if (group == "technique") return value_words(s.technique.depth_mm, "mm");
    if (group == "skin") return words("skin.site", sim::site_ids(), s.skin.site);
    if (group == "device")
        return words("device.kind", sim::kDeviceKinds, s.device.kind) + ", " +
               std::to_string(s.device.rows * s.device.columns) + " needles";
    if (group == "rf") return s.rf.on ? heat_summary(s.rf) : "off";
    return s.course.sessions == 1 ? "1 visit" : std::to_string(s.course.sessions) + " visits";
}

/// A heading that opens and closes what is under it.
void fold(Frame& frame, std::string_view group, bool& open) {
    const float width = ImGui::GetContentRegionAvail().x, height = frame.px(2.1f);
    const ImVec2 low = ImGui::GetCursorScreenPos();
    if (button(frame, "section." + std::string(group), "",
               {.plain = true, .width = width, .height = height}))
        open = !open;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float middle = low.y + height / 2;
    draw_icon(list, open ? Icon::down : Icon::right, {low.x + frame.px(0.6f), middle},
              frame.px(0.85f), theme::kQuiet);
    compat::push_font(frame.fonts.strong);
    const std::string name(title(group));
    list.AddText({low.x + frame.px(1.4f), middle - ImGui::GetTextLineHeight() / 2}, theme::kInk,
                 name.c_str());
    ImGui::PopFont();
    if (open) return;
    compat::push_font(frame.fonts.small);
    const std::string held = summary(frame.model.document.scenario(), group);
    const ImVec2 size = ImGui::CalcTextSize(held.c_str());
    list.AddText({low.x + width - size.x - frame.px(0.4f), middle - size.y / 2}, theme::kQuiet,
                 held.c_str());
    ImGui::PopFont();
}

void rule(Frame& frame) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddLine(at, {at.x + ImGui::GetContentRegionAvail().x, at.y},
                                        theme::kLine);
    ImGui::Dummy({0, frame.px(0.05f)});
}

}  // namespace

void side_tabs(Frame& frame) {
    if (!frame.layout.one_side) return;
    constexpr std::string_view kNames[] = {"choices", "readouts"};
    constexpr std::string_view kLabels[] = {"Chosen", "Results"};
    const int picked = segments(frame, "side", kNames, kLabels, int(frame.state.side), {},
                                ImGui::GetContentRegionAvail().x);
    if (picked >= 0) frame.state.side = Side(picked);
}

void choices_panel(Frame& frame) {
    if (frame.layout.choices.empty() || frame.state.parts) return;
    if (frame.layout.one_side && frame.state.side != Side::choices) return;
    const Panel panel(frame, "choices", frame.layout.choices, 1, true);
    side_tabs(frame);
    if (!frame.layout.one_side) {
        compat::push_font(frame.fonts.strong);
        ImGui::TextUnformatted("What was chosen");
        ImGui::PopFont();
    }
    const sim::Scenario& scenario = frame.model.document.scenario();
    for (std::size_t i = 0; i < kSections.size(); ++i) {
        const std::string_view group = kSections[i];
        rule(frame);
        fold(frame, group, frame.state.open[i]);
        if (!frame.state.open[i]) continue;
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {frame.px(0.4f), frame.px(0.3f)});
        sim::visit_fields(scenario, [&]<class T>(const sim::Field& field, const T&) {
            if (group_of(field.path) != group || !shown(scenario, field.path)) return;
            if (field.path == "technique.depth_mm")
                depth_row(frame, field);
            else
                field_row(frame, field, kind_of<T>());
            ImGui::Dummy({0, frame.px(kind_of<T>() == FieldKind::number ? 0.05f : 0)});
        });
        ImGui::PopStyleVar();
        ImGui::Dummy({0, frame.px(0.3f)});
    }
}

}  // namespace ui
