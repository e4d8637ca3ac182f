#include "app/ui/theme.h"

#include <cmath>

namespace ui::theme {

void apply(ImGuiStyle& style, float em) {
    style = ImGuiStyle();
    const auto px = [&](float ems) { return std::round(ems * em); };
    style.WindowPadding = {px(0.8f), px(0.6f)};
    style.FramePadding = {px(0.55f), px(0.32f)};
    style.ItemSpacing = {px(0.5f), px(0.4f)};
    style.ItemInnerSpacing = {px(0.4f), px(0.3f)};
    style.ScrollbarSize = px(0.7f);
    style.ScrollbarRounding = px(0.35f);
    style.GrabMinSize = px(1.0f);
    style.FrameRounding = px(0.3f);
    style.PopupRounding = px(0.35f);
    style.WindowRounding = 0;
    style.ChildRounding = 0;
    style.WindowBorderSize = 0;
    style.ChildBorderSize = 0;
    style.PopupBorderSize = 1;
    style.FrameBorderSize = 1;
    style.DisabledAlpha = 0.5f;
    style.CircleTessellationMaxError = 0.2f;
    style.WindowMinSize = {1, 1};

    const auto set = [&](ImGuiCol which, ImU32 colour) {
        style.Colors[which] = ImGui::ColorConvertU32ToFloat4(colour);
    };
    for (ImVec4& colour : style.Colors) colour = ImGui::ColorConvertU32ToFloat4(kPanel);
    set(ImGuiCol_Text, kInk);
    set(ImGuiCol_TextDisabled, kQuiet);
    set(ImGuiCol_WindowBg, kPanel);
    set(ImGuiCol_ChildBg, rgb(0, 0));
    set(ImGuiCol_PopupBg, kField);
    set(ImGuiCol_Border, kLine);
    set(ImGuiCol_BorderShadow, rgb(0, 0));
    set(ImGuiCol_FrameBg, kField);
    set(ImGuiCol_FrameBgHovered, kHover);
    set(ImGuiCol_FrameBgActive, kPressed);
    set(ImGuiCol_ScrollbarBg, rgb(0, 0));
    set(ImGuiCol_ScrollbarGrab, kLine);
    set(ImGuiCol_ScrollbarGrabHovered, kEdge);
    set(ImGuiCol_ScrollbarGrabActive, kEdge);
    set(ImGuiCol_CheckMark, kAccent);
    set(ImGuiCol_SliderGrab, kAccent);
    set(ImGuiCol_SliderGrabActive, kAccent);
    set(ImGuiCol_Button, kField);
    set(ImGuiCol_ButtonHovered, kHover);
    set(ImGuiCol_ButtonActive, kPressed);
    set(ImGuiCol_Header, kAccentPale);
    set(ImGuiCol_HeaderHovered, kHover);
    set(ImGuiCol_HeaderActive, kPressed);
    set(ImGuiCol_Separator, kLine);
    set(ImGuiCol_TextSelectedBg, kAccentPale);
    set(ImGuiCol_NavHighlight, kAccent);
    set(ImGuiCol_NavWindowingHighlight, kAccent);
    set(ImGuiCol_NavWindowingDimBg, rgb(0x2A2622, 40));
    set(ImGuiCol_ModalWindowDimBg, rgb(0x2A2622, 60));
}

}  // namespace ui::theme
