#include "app/ui/field_row.h"

#include "app/ui/compat.h"
#include "app/ui/field_rules.h"
#include "app/ui/theme.h"
#include "app/ui/time_axis.h"
#include "app/ui/widgets.h"

#include <cmath>
#include <string>
#include <vector>

namespace ui {
namespace {

using sim::Field;

const sim::Scenario& chosen(const Frame& frame) { return frame.model.document.scenario(); }

double usual_value(const Field& field) {
    static const sim::Scenario kUsual;
    return number_at(kUsual, field.path);
}

/// A choice made with a control: what follows from it comes along, and it stops at what is valid.
void choose(Frame& frame, const Field& field, double number, session::Gesture gesture) {
    const sim::Scenario& now = chosen(frame);
    sim::Scenario draft = now;
    set_number_at(draft, field.path, number);
    follow(draft, field.path);
    if (!sim::validate(draft)) {
        draft = now;
        set_number_at(draft, field.path, nearest_valid(now, field.path, number));
    }
    if (!(draft == now)) frame.send(session::EditScenario{draft, gesture});
}

void reset_button(Frame& frame, const Field& field, float x) {
    const double usual = usual_value(field);
    if (number_at(chosen(frame), field.path) == usual) return;
    ImGui::SameLine(x);
    const float size = frame.px(1.5f);
    if (button(frame, std::string(field.path) + ".reset", "",
               {.icon = Icon::reset,
                .plain = true,
                .help = "Back to the usual value",
                .width = size,
                .height = size}))
        choose(frame, field, usual, frame.new_gesture());
}

void label(Frame& frame, const Field& field, std::string_view idle) {
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted(field.label.data(), field.label.data() + field.label.size());
    std::string help(field.help);
    if (!idle.empty()) help += (help.empty() ? "" : "\n") + std::string(idle) + ".";
    if (field.choices.empty() && field.high > 1)
        help += "\nFrom " + value_words(field.low, field.unit) + " to " +
                value_words(field.high, field.unit) + ".";
    explain(frame, help);
}

/// What was typed goes to the document as it is: it knows the exact words for what is wrong.
void typed(Frame& frame, const Field& field, const std::string& text) {
    frame.send(session::SetField{std::string(field.path) + "=" + text, frame.new_gesture()});
}

std::optional<double> field_slider(Frame& frame, const Field& field, double now,
                                   const SliderLook& look) {
    const auto moved = slider(frame, field.path, slider_position(field, now), look);
    if (!moved) return std::nullopt;
    double value = tidy(field, slider_value(field, *moved));
    // A key moves by a hundredth of the slider: it must not be rounded away.
    if (value == now && ImGui::GetIO().NavVisible) {
        const double direction = *moved > slider_position(field, now) ? 1 : -1;
        value = tidy(field, now + direction * tidy_step(field, now));
    }
    return value == now ? std::nullopt : std::optional(value);
}

void range_row(Frame& frame, const Field& field) {
    const double now = number_at(chosen(frame), field.path);
    const std::string path(field.path);
    const float width = ImGui::GetContentRegionAvail().x, left = ImGui::GetCursorPosX();
    const float unit = frame.px(2.7f), box = frame.px(4.2f);
    label(frame, field, idle_reason(chosen(frame), field.path));
    const float box_x = left + width - unit - box;
    reset_button(frame, field, box_x - frame.px(1.7f));
    ImGui::SameLine(box_x);
    if (const auto text = value_box(frame, path + ".value", number_words(now), box))
        typed(frame, field, *text);
    if (!field.unit.empty()) {
        ImGui::SameLine(box_x + box + frame.px(0.35f));
        ImGui::AlignTextToFramePadding();
        quiet_text(frame, unit_words(field.unit));
    }
    // A seed has no more or less.
    if (field.high > 1e5) return;
    if (const auto value = field_slider(frame, field, now, {.width = width}))
        choose(frame, field, *value, frame.state.gesture);
}

void flag_row(Frame& frame, const Field& field) {
    bool on = number_at(chosen(frame), field.path) != 0;
    const float width = ImGui::GetContentRegionAvail().x, left = ImGui::GetCursorPosX();
    const std::string shown = std::string(field.label) + "##" + std::string(field.path);
    if (ImGui::Checkbox(shown.c_str(), &on)) choose(frame, field, on, frame.new_gesture());
    frame.mark(field.path);
    const std::string_view idle = idle_reason(chosen(frame), field.path);
    explain(frame, idle.empty() ? std::string(field.help)
                                : std::string(field.help) + "\n" + std::string(idle) + ".");
    reset_button(frame, field, left + width - frame.px(1.5f));
}

void choice_row(Frame& frame, const Field& field) {
    const int now = int(number_at(chosen(frame), field.path));
    const float width = ImGui::GetContentRegionAvail().x, left = ImGui::GetCursorPosX();
    std::vector<std::string> labels;
    for (const std::string_view choice : field.choices)
        labels.push_back(choice_words(field.path, choice));
    label(frame, field, idle_reason(chosen(frame), field.path));
    // As wide as its words need, as far as label and reset leave room.
    const bool usual = usual_value(field) == now;
    const float needed = ImGui::CalcTextSize(labels[std::size_t(now)].c_str()).x + frame.px(2.1f);
    const float room = width - ImGui::GetItemRectSize().x - frame.px(usual ? 0.5f : 2.1f);
    const float list = std::round(std::min(std::max(width * 0.56f, needed), room));
    reset_button(frame, field, left + width - list - frame.px(1.7f));
    ImGui::SameLine(left + width - list);
    std::vector<ImU32> swatches;
    if (field.path == "skin.tone")
        for (const sim::ToneRow& tone : sim::tones()) {
            const auto& c = tone.baseline_srgb;
            swatches.push_back(
                ImGui::ColorConvertFloat4ToU32({float(c[0]), float(c[1]), float(c[2]), 1}));
        }
    const int picked = choice_list(frame, field.path, labels, field.choices, now, list, swatches);
    if (picked >= 0 && picked != now) choose(frame, field, picked, frame.new_gesture());
}

/// The layers under the slider, on its scale: how deep is deep, here.
void layer_strip(Frame& frame, const Field& field, const ImVec2& low, float width) {
    struct Band {
        const char* name;
        double bottom_mm;
        ImU32 colour;
    };
    const sim::LayerDepths depths = sim::layer_depths(chosen(frame).skin);
    const Band bands[] = {{"epidermis", depths.junction_mm(), theme::rgb(0xE9C7A6)},
                          {"dermis", depths.dermis_bottom_mm(), theme::rgb(0xEFB9B0)},
                          {"fat", depths.hypodermis_bottom_mm(), theme::rgb(0xF6E3A8)},
                          {"muscle", field.high, theme::rgb(0xC98A86)}};
    // The ends of the track, as the slider draws it.
    const float inset = 2 + frame.px(0.75f);
    const auto x_of = [&](double depth_mm) {
        const double at = slider_position(field, std::clamp(depth_mm, field.low, field.high));
        return low.x + inset + float(at) * (width - 2 * inset);
    };
    ImDrawList& list = *ImGui::GetWindowDrawList();
    compat::push_font(frame.fonts.small);
    const float high = low.y + ImGui::GetTextLineHeight() + frame.px(0.1f);
    double top_mm = field.low;
    for (const Band& band : bands) {
        const float x0 = x_of(top_mm), x1 = x_of(band.bottom_mm);
        top_mm = std::max(top_mm, band.bottom_mm);
        if (x1 <= x0) continue;
        list.AddRectFilled({x0, low.y}, {x1, high}, band.colour);
        const ImVec2 size = ImGui::CalcTextSize(band.name);
        if (size.x + frame.px(0.3f) < x1 - x0)
            list.AddText({std::round((x0 + x1 - size.x) / 2), low.y + frame.px(0.05f)}, theme::kInk,
                         band.name);
    }
    // What this needle cannot reach.
    const float limit = x_of(chosen(frame).device.needle_length_mm), end = low.x + width - inset;
    list.PushClipRect({limit, low.y}, {end, high}, true);
    for (float x = limit - (high - low.y); x < end; x += frame.px(0.4f))
        list.AddLine({x, high}, {x + high - low.y, low.y}, theme::rgb(0x6B6258, 150), 1);
    list.PopClipRect();
    ImGui::PopFont();
    ImGui::Dummy({width, high - low.y});
    explain(frame,
            "Mean depth of the layers at this place. Hatched: deeper than this needle is long.");
}

}  // namespace

void field_row(Frame& frame, const Field& field, FieldKind kind) {
    ImGui::PushID(field.path.data(), field.path.data() + field.path.size());
    // Label, box and list of a row stand on one line.
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {frame.px(0.4f), frame.px(0.16f)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {frame.px(0.4f), frame.px(0.05f)});
    const bool idle = !idle_reason(chosen(frame), field.path).empty();
    if (idle) ImGui::BeginDisabled();
    switch (kind) {
        case FieldKind::number:
        case FieldKind::whole:
            range_row(frame, field);
            break;
        case FieldKind::flag:
            flag_row(frame, field);
            break;
        case FieldKind::choice:
            choice_row(frame, field);
            break;
    }
    if (idle) ImGui::EndDisabled();
    ImGui::PopStyleVar(2);
    if (idle) frame.out.landmarks[std::string(field.path)].enabled = false;
    ImGui::PopID();
}

void depth_row(Frame& frame, const Field& field) {
    const double now = number_at(chosen(frame), field.path);
    const float width = ImGui::GetContentRegionAvail().x, left = ImGui::GetCursorPosX();
    ImGui::PushID("depth");
    const float box = frame.px(5.2f), unit = frame.px(2.3f);
    compat::push_font(frame.fonts.large);
    const float line = ImGui::GetTextLineHeight() + 2 * frame.px(0.14f);
    const float y = ImGui::GetCursorPosY();
    ImGui::SetCursorPosX(left + width - unit - box);
    const auto text = value_box(frame, std::string(field.path) + ".value", number_words(now), box);
    ImGui::PopFont();
    if (text) typed(frame, field, *text);
    compat::push_font(frame.fonts.strong);
    const float text_y = y + (line - ImGui::GetTextLineHeight()) / 2;
    ImGui::SetCursorPos({left + width - unit + frame.px(0.4f), text_y});
    ImGui::TextUnformatted(field.unit.data(), field.unit.data() + field.unit.size());
    ImGui::SetCursorPos({left, text_y});
    ImGui::TextUnformatted(field.label.data(), field.label.data() + field.label.size());
    explain(frame, field.help);
    ImGui::PopFont();
    ImGui::SetCursorPosY(y + (line - frame.px(1.5f)) / 2);
    ImGui::Dummy({0, 0});
    reset_button(frame, field, left + width - unit - box - frame.px(1.8f));
    ImGui::SetCursorPos({left, y + line + frame.px(0.25f)});
    if (const auto value = field_slider(frame, field, now, {.width = width, .thick = true})) {
        choose(frame, field, *value, frame.state.gesture);
        // At the very start the needles are in the air, and depth would show nothing.
        if (frame.model.player.asked_us() == 0)
            frame.send(session::Seek{needles_in_us(*frame.model.snapshot.timeline)});
    }
    layer_strip(frame, field, ImGui::GetCursorScreenPos(), width);
    ImGui::PopID();
}

}  // namespace ui
