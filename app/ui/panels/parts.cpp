// The panel that looks inside: what is taken off, where the block is cut, and how each layer and
// structure is seen. It stands in the place of the choices, beside the picture that it changes.
#include "app/ui/compat.h"
#include "app/ui/field_rules.h"
#include "app/ui/panels/panels.h"
#include "app/ui/part_edits.h"
#include "app/ui/theme.h"
#include "app/ui/widgets.h"

#include <cmath>
#include <span>
#include <string>

namespace ui {
namespace {

using session::Part;
using session::View;

constexpr Part kLayers[] = {Part::stratum_corneum, Part::epidermis, Part::papillary_dermis,
                            Part::reticular_dermis, Part::fat};
constexpr Part kStructures[] = {Part::vessels, Part::nerves, Part::follicles, Part::glands};
constexpr Part kCourse[] = {Part::needles,  Part::channels, Part::cells,
                            Part::collagen, Part::heat,     Part::current};
constexpr Part kWords[] = {Part::labels, Part::ruler};

struct Group {
    std::string_view title;
    std::span<const Part> parts;
};
const Group kTissueGroups[] = {{"Layers", kLayers}, {"In the tissue", kStructures}};
const Group kOtherGroups[] = {{"What is done, what heals", kCourse}, {"Words", kWords}};

constexpr std::string_view kHelp[] = {"Shown", "Faded: a veil to look through", "Hidden"};
constexpr Icon kIcons[] = {Icon::shown, Icon::faded, Icon::hidden};

void edit(Frame& frame, const View& next) {
    if (!(next == frame.model.document.view()))
        frame.send(session::EditView{next, frame.new_gesture()});
}

/// The label, a box to type into and a slider for a number of the view.
void number_row(Frame& frame, std::string_view path, std::string_view help, std::string_view key) {
    const View& view = frame.model.document.view();
    session::visit_fields(view, [&]<class T>(const sim::Field& field, const T& value) {
        if (field.path != path) return;
        const double now = sim::as_number(value), range = field.high - field.low;
        const std::string name = "parts." + std::string(path.substr(path.find('.') + 1));
        const float width = ImGui::GetContentRegionAvail().x, box = frame.px(3.6f);
        const float left = ImGui::GetCursorPosX();
        ImGui::AlignTextToFramePadding();
        ImGui::TextUnformatted(field.label.data(), field.label.data() + field.label.size());
        frame.mark(name + ".name");
        explain(frame, help, key);
        ImGui::SameLine();
        ImGui::SetCursorPosX(left + width - box - frame.px(1.9f));
        const std::string text = number_words(std::round(now * 1000) / 1000);
        if (const auto typed = value_box(frame, name + ".value", text, box))
            frame.send(session::SetField{std::string(path) + "=" + *typed, frame.new_gesture()});
        ImGui::SameLine(0, frame.px(0.3f));
        quiet_text(frame, unit_words(field.unit));
        const auto moved = slider(frame, name, (now - field.low) / range, {.width = width});
        explain(frame, help, key);
        if (!moved) return;
        const double step = range > 10 ? 1 : 0.05;  // whole degrees; twentieths of all else
        View next = view;
        session::visit_fields(next, [&]<class U>(const sim::Field& f, U& number) {
            if constexpr (std::is_same_v<U, double>)
                if (f.path == path) number = std::round((f.low + *moved * range) / step) * step;
        });
        if (!(next == view)) frame.send(session::EditView{next, frame.state.gesture});
    });
}

/// A part: its name, how it is seen, and only it.
void part_row(Frame& frame, Part part) {
    const View& view = frame.model.document.view();
    const std::string id(session::kParts[std::size_t(part)]), name = "part." + id;
    const std::string label = choice_words("view.layers", id);
    const float height = frame.px(1.65f), width = frame.px(1.45f);
    const float left = ImGui::GetCursorPosX();
    const float right = left + ImGui::GetContentRegionAvail().x;
    const Showing now = showing(view, part);
    const float gap = frame.px(0.25f), from = right - width - gap - 3 * width + 2;
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + frame.px(0.1f));
    ImGui::AlignTextToFramePadding();
    const bool tight = ImGui::CalcTextSize(label.c_str()).x > from - left - gap;
    if (tight) compat::push_font(frame.fonts.small);
    ImGui::PushStyleColor(ImGuiCol_Text, now == Showing::hidden ? theme::kQuiet : theme::kInk);
    ImGui::TextUnformatted(label.c_str());
    frame.mark(name + ".name");
    if (tight) ImGui::PopFont();
    ImGui::PopStyleColor();
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {-1, 0});
    float x = from;
    for (int i = 0; i < 3; ++i) {
        const auto how = Showing(i);
        if (how == Showing::faded && !can_fade(part)) continue;
        const bool first = i == 0, last = i == 2;
        const float wide = !can_fade(part) ? std::round(1.5f * width) : width;
        ImGui::SameLine(x);
        x += wide - 1;
        if (button(frame, name + "." + std::string(kShowings[std::size_t(i)]), "",
                   {.icon = kIcons[i],
                    .on = now == how,
                    .help = kHelp[i],
                    .width = wide,
                    .height = height,
                    .corners = first  ? 5
                               : last ? 10
                                      : 16}))
            edit(frame, with(view, part, how));
    }
    if (can_fade(part)) {
        ImGui::SameLine(right - width);
        if (button(frame, name + ".only", "",
                   {.icon = Icon::only,
                    .help = "Only this: the others fade. Again: they are hidden. Again: all",
                    .width = width,
                    .height = height}))
            edit(frame, only(view, part));
    }
    ImGui::PopStyleVar();
}

void heading(Frame& frame, std::string_view title) {
    ImGui::Dummy({0, frame.px(0.2f)});
    compat::push_font(frame.fonts.strong);
    ImGui::TextUnformatted(title.data(), title.data() + title.size());
    ImGui::PopFont();
}

void show(Frame& frame, const Group& group) {
    heading(frame, group.title);
    for (const Part part : group.parts) part_row(frame, part);
}

}  // namespace

void parts_panel(Frame& frame) {
    if (frame.layout.choices.empty() || !frame.state.parts) return;
    const Panel panel(frame, "parts", frame.layout.choices, 1, true);
    const View& view = frame.model.document.view();
    const float right = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x;
    ImGui::AlignTextToFramePadding();
    compat::push_font(frame.fonts.strong);
    ImGui::TextUnformatted("Look inside");
    ImGui::PopFont();
    ImGui::SameLine(right - button_width(frame, "Done"));
    if (button(frame, "parts.done", "Done", {.help = "Back to what was chosen", .key = "Esc"}))
        frame.state.parts = false;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {frame.px(0.4f), frame.px(0.25f)});
    for (const Group& group : kTissueGroups) show(frame, group);
    heading(frame, "Taken off and cut");
    number_row(frame, "view.peel", "Takes layers off from above", "+ and -");
    number_row(frame, "view.section_mm", "Moves the cut further back", "[ and ]");
    number_row(frame, "view.section_turn_deg", "Turns the cut about the vertical", "{ and }");
    for (const Group& group : kOtherGroups) show(frame, group);
    ImGui::Dummy({0, frame.px(0.3f)});
    const View all = with_all(view);
    if (button(frame, "part.all", "Show all",
               {.enabled = !(all == view), .help = "Every part as usual"}))
        edit(frame, all);
    ImGui::Dummy({0, frame.px(0.2f)});
    ImGui::PopStyleVar();
}

}  // namespace ui
