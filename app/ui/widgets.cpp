#include "app/ui/widgets.h"

#include "app/ui/compat.h"
#include "app/ui/theme.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace ui {
namespace {

const ImVec4 kClear{0, 0, 0, 0};
constexpr double kTipDelay_s = 0.45;

std::string hidden(std::string_view name) { return "##" + std::string(name); }

ImVec2 text_size(std::string_view text) {
    return ImGui::CalcTextSize(text.data(), text.data() + text.size());
}

/// An item that behaves and shows the keyboard's place like a button but draws nothing else.
bool bare_button(std::string_view name, ImVec2 size) {
    for (const ImGuiCol which :
         {ImGuiCol_Button, ImGuiCol_ButtonHovered, ImGuiCol_ButtonActive, ImGuiCol_Border})
        ImGui::PushStyleColor(which, kClear);
    const bool pressed = ImGui::Button(hidden(name).c_str(), size);
    ImGui::PopStyleColor(4);
    return pressed;
}

}  // namespace

float button_width(const Frame& frame, std::string_view label, const ButtonLook& look) {
    const float pad = frame.px(look.plain ? 0.45f : 0.65f);
    float width = 2 * pad + text_size(label).x;
    if (look.icon != Icon::none) width += frame.px(label.empty() ? 1.0f : 1.4f);
    if (look.arrow) width += frame.px(1.0f);
    return std::round(width);
}

bool button(Frame& frame, std::string_view name, std::string_view label, const ButtonLook& look) {
    const float height = look.height > 0 ? look.height : ImGui::GetFrameHeight();
    const float width = look.width > 0 ? look.width : button_width(frame, label, look);
    if (!look.enabled) ImGui::BeginDisabled();
    const bool pressed = bare_button(name, {width, height});
    const bool hovered = ImGui::IsItemHovered(), held = ImGui::IsItemActive();
    if (!look.enabled) ImGui::EndDisabled();
    frame.mark(name, look.enabled);

    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    const float alpha = look.enabled ? 1.0f : 0.45f;
    const auto shade = [&](ImU32 c) {
        return (c & ~IM_COL32_A_MASK) | (ImU32(alpha * 255.0f) << IM_COL32_A_SHIFT);
    };
    ImU32 back = theme::kField, edge = theme::kLine, ink = theme::kInk;
    if (look.primary)
        back = hovered ? theme::kAccentHover : theme::kAccent, edge = back, ink = theme::kOnAccent;
    else if (look.on)
        back = theme::kAccentPale, edge = theme::kAccent, ink = theme::kAccent;
    else if (held)
        back = theme::kPressed;
    else if (hovered)
        back = theme::kHover;
    const float rounding = frame.px(0.3f);
    const auto corners = ImDrawFlags(look.corners << 4);
    if (!look.plain || look.on || hovered || held) {
        list.AddRectFilled(low, high, shade(back), rounding, corners);
        if (!look.plain || look.on) list.AddRect(low, high, shade(edge), rounding, corners, 1);
    }
    const ImVec2 size = text_size(label);
    const float icon = look.icon == Icon::none ? 0
                       : label.empty()         ? frame.px(1.0f)
                                               : frame.px(1.4f);
    const float arrow = look.arrow ? frame.px(1.0f) : 0;
    float x = std::round((low.x + high.x - size.x - icon - arrow) / 2);
    const float middle = std::round((low.y + high.y) / 2);
    if (look.icon != Icon::none)
        draw_icon(list, look.icon, {x + frame.px(0.5f), middle}, frame.px(0.95f), shade(ink));
    x += icon;
    list.AddText({x, std::round(middle - size.y / 2)}, shade(ink), label.data(),
                 label.data() + label.size());
    if (look.arrow)
        draw_icon(list, Icon::down, {x + size.x + frame.px(0.65f), middle}, frame.px(0.8f),
                  shade(ink));
    if (!look.help.empty()) explain(frame, look.help, look.key);
    return pressed;
}

int segments(Frame& frame, std::string_view name, std::span<const std::string_view> names,
             std::span<const std::string_view> labels, int on, std::string_view help, float width) {
    int clicked = -1;
    const auto count = int(names.size());
    // Neighbours share an edge.
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {-1, 0});
    ImGui::BeginGroup();
    for (int i = 0; i < count; ++i) {
        ButtonLook look{.on = i == on, .help = help};
        look.corners = (i == 0 ? 1 | 4 : 0) | (i == count - 1 ? 2 | 8 : 0);
        if (look.corners == 0) look.corners = 16;  // none rounded
        if (width > 0) look.width = std::round((width + float(count - 1)) / float(count));
        if (i) ImGui::SameLine();
        const std::string mark = std::string(name) + "." + std::string(names[std::size_t(i)]);
        if (button(frame, mark, labels[std::size_t(i)], look)) clicked = i;
    }
    ImGui::EndGroup();
    ImGui::PopStyleVar();
    return clicked;
}

void explain(Frame& frame, std::string_view text, std::string_view key) {
    const bool hovered = ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled);
    const bool by_key = ImGui::IsItemFocused() && ImGui::GetIO().NavVisible;
    const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    if ((!hovered && !by_key) || ImGui::IsAnyMouseDown()) return;
    if (hovered) {
        const Rect here{low.x, low.y, high.x, high.y};
        if (!(frame.state.hovered == here)) {
            frame.state.hovered = here;
            frame.state.hovered_since_s = ImGui::GetTime();
        }
        const double left_s = kTipDelay_s - (ImGui::GetTime() - frame.state.hovered_since_s);
        if (left_s > 0) return frame.redraw_in(left_s);
    }
    if (by_key && !hovered) ImGui::SetNextWindowPos({low.x, high.y + frame.px(0.4f)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {frame.px(0.7f), frame.px(0.5f)});
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(frame.px(21));
    ImGui::TextUnformatted(text.data(), text.data() + text.size());
    ImGui::PopTextWrapPos();
    if (!key.empty()) quiet_text(frame, "Key: " + std::string(key));
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
}

std::optional<double> slider(Frame& frame, std::string_view name, double position,
                             const SliderLook& look) {
    for (const ImGuiCol which : {ImGuiCol_FrameBg, ImGuiCol_FrameBgHovered, ImGuiCol_FrameBgActive,
                                 ImGuiCol_SliderGrab, ImGuiCol_SliderGrabActive, ImGuiCol_Border})
        ImGui::PushStyleColor(which, kClear);
    const float height = look.height > 0 ? look.height : frame.px(look.thick ? 1.8f : 1.2f);
    const float pad = std::floor((height - ImGui::GetFontSize()) / 2);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0, pad});
    ImGui::PushStyleVar(ImGuiStyleVar_GrabMinSize, frame.px(look.thick ? 1.5f : 1.05f));
    ImGui::SetNextItemWidth(look.width);
    double moved = position;
    constexpr double kZero = 0, kOne = 1;
    const bool changed =
        ImGui::SliderScalar(hidden(name).c_str(), ImGuiDataType_Double, &moved, &kZero, &kOne, "",
                            ImGuiSliderFlags_NoInput | ImGuiSliderFlags_NoRoundToFormat);
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor(6);
    if (ImGui::IsItemActivated()) frame.new_gesture();
    frame.mark(name);

    const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    const float knob = frame.px(look.thick ? 0.75f : 0.52f), middle = (low.y + high.y) / 2;
    const float track = frame.px(look.thick ? 0.24f : 0.14f);
    // ImGui keeps two pixels around the grab.
    const float x0 = low.x + 2 + knob, x1 = high.x - 2 - knob;
    const float x = x0 + (x1 - x0) * float(std::clamp(changed ? moved : position, 0.0, 1.0));
    const bool live = ImGui::IsItemHovered() || ImGui::IsItemActive();
    const auto fade = [](ImU32 colour) {
        const float alpha = ImGui::GetStyle().Alpha;
        return (colour & ~IM_COL32_A_MASK) | (ImU32(alpha * 255.0f) << IM_COL32_A_SHIFT);
    };
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled({x0 - knob, middle - track}, {x1 + knob, middle + track}, fade(theme::kLine),
                       track);
    list.AddRectFilled({x0 - knob, middle - track}, {x, middle + track}, fade(theme::kAccent),
                       track);
    list.AddCircleFilled({x, middle}, knob, fade(live ? theme::kAccentHover : theme::kAccent));
    list.AddCircleFilled({x, middle}, knob * 0.42f, fade(theme::kField));
    return changed ? std::optional(std::clamp(moved, 0.0, 1.0)) : std::nullopt;
}

std::optional<std::string> value_box(Frame& frame, std::string_view name, std::string_view text,
                                     float width) {
    State& state = frame.state;
    const bool editing = state.editing == name;
    char buffer[64];
    const std::string shown(editing ? std::string_view(state.edited_text) : text);
    buffer[shown.copy(buffer, sizeof buffer - 1)] = 0;
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {frame.px(0.4f), frame.px(0.16f)});
    ImGui::SetNextItemWidth(width);
    ImGui::InputText(hidden(name).c_str(), buffer, sizeof buffer,
                     ImGuiInputTextFlags_AutoSelectAll);
    ImGui::PopStyleVar();
    frame.mark(name);
    if (ImGui::IsItemActive()) {
        state.editing = name;
        state.edited_text = buffer;
    }
    // The field may have been folded away in the middle of a word.
    if (editing && !ImGui::IsItemActive() && !ImGui::IsItemDeactivated()) state.editing.clear();
    if (!ImGui::IsItemDeactivated() || !editing) return std::nullopt;
    // In the frame of Enter or Escape the buffer is newer; when a click elsewhere ends it, older.
    const std::string finished = shown == buffer ? state.edited_text : buffer;
    state.editing.clear();
    if (!ImGui::IsItemDeactivatedAfterEdit() || finished == text) return std::nullopt;
    return finished;
}

int choice_list(Frame& frame, std::string_view name, std::span<const std::string> labels,
                std::span<const std::string_view> names, int on, float width,
                std::span<const ImU32> swatches) {
    int chosen = -1;
    const float indent = swatches.empty() ? 0 : frame.px(1.5f);
    const auto swatch = [&](ImDrawList& list, int i, float x, float middle_y) {
        if (swatches.empty()) return;
        const float half = frame.px(0.5f);
        list.AddCircleFilled({x + half, middle_y}, half, swatches[std::size_t(i)]);
        list.AddCircle({x + half, middle_y}, half, theme::kEdge);
    };
    ImDrawList& under = *ImGui::GetWindowDrawList();
    ImGui::SetNextItemWidth(width);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {frame.px(0.5f), frame.px(0.16f)});
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const ImVec2 high{low.x + width, low.y + ImGui::GetFrameHeight()};
    const bool open = ImGui::BeginCombo(
        hidden(name).c_str(), "", ImGuiComboFlags_NoArrowButton | ImGuiComboFlags_HeightLarge);
    ImGui::PopStyleVar();
    const float middle = (low.y + high.y) / 2;
    under.PushClipRect(low, {high.x - frame.px(1.4f), high.y}, true);
    under.AddText(
        {low.x + frame.px(0.5f) + indent, std::round(middle - ImGui::GetTextLineHeight() / 2)},
        ImGui::GetColorU32(ImGuiCol_Text), labels[std::size_t(on)].c_str());
    under.PopClipRect();
    swatch(under, on, low.x + frame.px(0.5f), middle);
    draw_icon(under, Icon::down, {high.x - frame.px(0.8f), middle}, frame.px(0.8f),
              ImGui::GetColorU32(ImGuiCol_TextDisabled));
    // Within an open list the last item is the list.
    if (!open) return frame.mark(name), chosen;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {frame.px(0.5f), frame.px(0.35f)});
    const PopupMarks popup(frame, std::string(name) + " list");
    for (int i = 0; i < int(labels.size()); ++i) {
        // The colour stands inside what is clicked.
        const std::string label = (swatches.empty() ? "" : "##") + labels[std::size_t(i)];
        const ImVec2 at = ImGui::GetCursorScreenPos();
        if (ImGui::Selectable(label.c_str(), i == on)) chosen = i;
        frame.mark(std::string(name) + "." + std::string(names[std::size_t(i)]));
        if (!swatches.empty())
            ImGui::GetWindowDrawList()->AddText({at.x + indent, at.y}, theme::kInk,
                                                labels[std::size_t(i)].c_str());
        swatch(*ImGui::GetWindowDrawList(), i, at.x, at.y + ImGui::GetTextLineHeight() / 2);
        if (i == on && ImGui::IsWindowAppearing()) ImGui::SetItemDefaultFocus();
    }
    ImGui::PopStyleVar();
    ImGui::EndCombo();
    return chosen;
}

void quiet_text(const Frame& frame, std::string_view text) {
    compat::push_font(frame.fonts.small);
    ImGui::PushStyleColor(ImGuiCol_Text, theme::kQuiet);
    ImGui::TextUnformatted(text.data(), text.data() + text.size());
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

void right_text(std::string_view text, float right_x) {
    ImGui::SetCursorPosX(right_x - text_size(text).x);
    ImGui::TextUnformatted(text.data(), text.data() + text.size());
}

}  // namespace ui
