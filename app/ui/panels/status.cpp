// The status line: the last error, what is being computed, and how the drawing goes.
#include "app/ui/compat.h"
#include "app/ui/panels/panels.h"
#include "app/ui/theme.h"
#include "app/ui/widgets.h"

#include <cmath>
#include <string>

namespace ui {
namespace {

std::string right_side(const Model& model) {
    std::string text;
    const auto add = [&](const std::string& part) {
        if (part.empty()) return;
        if (!text.empty()) text += "   ";
        text += part;
    };
    const std::string percent =
        " " + std::to_string(int(std::floor(100 * model.player.progress()))) + " %";
    if (!model.player.reached())
        add("computing\u2026" + percent);
    else if (!model.player.final())
        add("coarse answer, refining\u2026" + percent);
    else if (model.curves.busy())
        add("drawing curves\u2026");
    if (model.status.frame_ms > 0)
        add(std::to_string(int(std::lround(model.status.frame_ms))) + " ms");
    add(model.status.quality);
    // The maker's version and build are of no use to a reader.
    add(model.status.renderer.substr(0, model.status.renderer.find('(')));
    return text;
}

}  // namespace

void status_line(Frame& frame) {
    const Rect& rect = frame.layout.status;
    if (rect.empty()) return;
    const Status& status = frame.model.status;
    const std::string& error = status.shader_error.empty() ? status.message : status.shader_error;
    const bool wrong = status.error || !status.shader_error.empty();
    compat::push_font(frame.fonts.small);
    ImGui::PushStyleVar(
        ImGuiStyleVar_WindowPadding,
        {frame.px(0.8f), std::floor((rect.height() - ImGui::GetTextLineHeight()) / 2)});
    {
        const Panel panel(frame, "status", rect, -1, false,
                          wrong ? theme::kWarningPale : theme::kPaper,
                          ImGuiWindowFlags_NoNavInputs | ImGuiWindowFlags_NoNavFocus);
        const std::string right = right_side(frame.model);
        const float right_width = ImGui::CalcTextSize(right.c_str()).x,
                    end = rect.width() - frame.px(0.8f);
        const std::string hint =
            frame.state.walking ? "Arrows: walk. Space: press or move. F6: next panel. Esc: leave."
            : frame.layout.compact
                ? "Drag to turn. F1: all keys."
                : "Drag to turn, right-drag to move, wheel to zoom. F1: all keys.";
        const std::string& left = error.empty() ? hint : error;
        ImGui::PushStyleColor(ImGuiCol_Text, wrong           ? theme::kWarning
                                             : error.empty() ? theme::kQuiet
                                                             : theme::kInk);
        const float start = ImGui::GetCursorScreenPos().x;
        ImGui::PushClipRect({start, rect.y0},
                            {std::max(start, end - right_width - frame.px(1)), rect.y1}, true);
        ImGui::TextUnformatted(left.c_str());
        ImGui::PopClipRect();
        ImGui::PopStyleColor();
        frame.mark("status", {rect.x0, rect.y0, rect.x1, rect.y1});
        explain(frame, left);
        ImGui::PushStyleColor(ImGuiCol_Text, theme::kQuiet);
        ImGui::SameLine();
        right_text(right, end);
        explain(frame, "Renderer: " + status.renderer +
                           "\nTime to draw the picture, and how fine it is drawn.");
        ImGui::PopStyleColor();
    }
    ImGui::PopStyleVar();
    ImGui::PopFont();
}

}  // namespace ui
