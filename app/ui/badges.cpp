// How a number stands and where it comes from, in letters and words.
#include "app/ui/compat.h"
#include "app/ui/theme.h"
#include "app/ui/widgets.h"

#include <cmath>
#include <string>

namespace ui {

std::string_view basis_words(sim::Basis basis) {
    switch (basis) {
        case sim::Basis::measured:
            return "Measured: a published figure, or what you chose.";
        case sim::Basis::derived:
            return "Derived: computed by a model from published inputs.";
        case sim::Basis::illustrative:
            return "Illustrative: our choice; only its direction means something.";
    }
    return "";
}

std::string source_words(std::string_view source) {
    if (source == "scenario") return "What was chosen on the left.";
    std::string words;
    while (!source.empty()) {
        const auto comma = source.find(',');
        const std::string_view id = source.substr(0, comma);
        if (!words.empty()) words += "\n";
        if (const sim::Source* found = sim::find_source(id))
            words += found->citation;
        else
            words += "Model " + std::string(id) + ", see docs/models.md.";
        source = comma == std::string_view::npos ? "" : source.substr(comma + 1);
    }
    return words;
}

void badge(Frame& frame, sim::Basis basis, std::string_view source) {
    constexpr const char* kLetters[] = {"M", "D", "I"};
    const float size = frame.px(1.12f);
    const ImVec2 cursor = ImGui::GetCursorPos();
    const float down = std::round((ImGui::GetTextLineHeight() - size) / 2);
    ImGui::SetCursorPosY(cursor.y + down);
    ImGui::Dummy({size, size});
    const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    // Told apart by letter and by fill as well as by colour.
    const ImVec2 middle{(low.x + high.x) / 2, (low.y + high.y) / 2};
    ImU32 ink = theme::kOnAccent;
    switch (basis) {
        case sim::Basis::measured:
            list.AddCircleFilled(middle, size / 2, theme::kInk);
            break;
        case sim::Basis::derived:
            list.AddCircleFilled(middle, size / 2, theme::kAccent);
            break;
        case sim::Basis::illustrative:
            list.AddCircle(middle, size / 2 - 0.5f, theme::kQuiet, 0, 1.2f);
            ink = theme::kQuiet;
            break;
    }
    const char* letter = kLetters[int(basis)];
    compat::push_font(frame.fonts.small);
    const ImVec2 text = ImGui::CalcTextSize(letter);
    list.AddText(ImGui::GetFont(), ImGui::GetFontSize() * 0.86f,
                 {middle.x - text.x * 0.43f, middle.y - text.y * 0.43f}, ink, letter);
    ImGui::PopFont();
    explain(frame, std::string(basis_words(basis)) + "\n" + source_words(source));
}

}  // namespace ui
