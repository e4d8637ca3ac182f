// The top bar: how the picture is looked at, what was done, and the program itself.
#include "app/ui/compat.h"
#include "app/ui/field_rules.h"
#include "app/ui/panels/panels.h"
#include "app/ui/part_edits.h"
#include "app/ui/theme.h"
#include "app/ui/view_edits.h"
#include "app/ui/widgets.h"

#include <cmath>
#include <string>

namespace ui {
namespace {

using session::View;

void edit_view(Frame& frame, const View& next) {
    if (!(next == frame.model.document.view()))
        frame.send(session::EditView{next, frame.new_gesture()});
}

void scene_menu(Frame& frame) {
    const bool dirty = frame.model.document.dirty();
    if (button(frame, "scene", dirty ? "Scene \u2022" : "Scene",
               {.arrow = true,
                .help = dirty ? "Examples; open and save. There are changes that are not saved"
                              : "Examples; open and save"}))
        ImGui::OpenPopup("scene menu");
    if (!ImGui::BeginPopup("scene menu")) return;
    const PopupMarks marks(frame, "scene menu");
    quiet_text(frame, "Examples");
    for (const Preset& preset : frame.model.presets) {
        if (ImGui::MenuItem(preset.label.c_str())) frame.ask(OpenPreset{preset.name});
        frame.mark("scene." + preset.name);
    }
    ImGui::Separator();
    const auto ask_path = [&](Dialog dialog) {
        frame.state.dialog = dialog;
        frame.state.dialog_opened = true;
        if (frame.state.path.empty())
            frame.state.path =
                frame.model.file.empty() ? "scene.json" : std::string(frame.model.file);
    };
    if (ImGui::MenuItem("Open...", "Ctrl+O")) ask_path(Dialog::open);
    frame.mark("scene.open");
    if (ImGui::MenuItem("Save...", "Ctrl+S")) ask_path(Dialog::save);
    frame.mark("scene.save");
    ImGui::Separator();
    if (ImGui::MenuItem("Quit", "Ctrl+Q")) frame.ask(Quit{});
    frame.mark("scene.quit");
    ImGui::EndPopup();
}

void undo_redo(Frame& frame) {
    const session::Document& document = frame.model.document;
    const float size = ImGui::GetFrameHeight();
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {-1, 0});
    if (button(frame, "undo", "",
               {.icon = Icon::undo,
                .enabled = document.can_undo(),
                .help = "Undo",
                .key = "Ctrl+Z",
                .width = size * 1.15f,
                .corners = 5}))
        frame.send(session::Undo{});
    ImGui::SameLine();
    if (button(frame, "redo", "",
               {.icon = Icon::redo,
                .enabled = document.can_redo(),
                .help = "Redo",
                .key = "Ctrl+Y",
                .width = size * 1.15f,
                .corners = 10}))
        frame.send(session::Redo{});
    ImGui::PopStyleVar();
}

void views(Frame& frame, bool short_names) {
    const View& view = frame.model.document.view();
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {-1, 0});
    for (std::size_t i = 0; i < session::kViewNames.size(); ++i) {
        const bool on = std::size_t(view.name) == i;
        std::string label = std::to_string(i + 1);
        const std::string name = choice_words("", session::kViewNames[i]);
        if (on || !short_names) label += "  " + name;
        int corners = (i == 0 ? 5 : 0) | (i + 1 == session::kViewNames.size() ? 10 : 0);
        if (i) ImGui::SameLine();
        if (button(frame, "view." + std::string(session::kViewNames[i]), label,
                   {.on = on,
                    .help = name + " view",
                    .key = std::to_string(i + 1),
                    .corners = corners ? corners : 16}))
            edit_view(frame, standing_at(view, session::ViewName(int(i))));
    }
    ImGui::PopStyleVar();
}

void style(Frame& frame) {
    View view = frame.model.document.view();
    const auto words = [](session::Style one) {
        return choice_words("view.style", session::kStyles[std::size_t(one)]);
    };
    if (button(frame, "style", words(view.style),
               {.arrow = true,
                .help = "Lifelike, flat and simple, or a stain of the laboratory",
                .key = "D, Shift+D",
                .width = button_width(frame, "Picrosirius", {.arrow = true})}))
        ImGui::OpenPopup("style menu");
    if (!ImGui::BeginPopup("style menu")) return;
    const PopupMarks marks(frame, "style menu");
    for (std::size_t i = 0; i < session::kStyles.size(); ++i) {
        const auto one = session::Style(int(i));
        if (one == session::Style::he) {
            ImGui::Separator();
            quiet_text(frame, "As papers show it");
        }
        if (ImGui::MenuItem(words(one).c_str(), nullptr, view.style == one)) view.style = one;
        frame.mark("style." + std::string(session::kStyles[i]));
        explain(frame, style_help(one));
    }
    edit_view(frame, view);
    ImGui::EndPopup();
}

/// A short labelled slider for a number of the view.
void view_slider(Frame& frame, std::string_view path, double View::*member, std::string_view help,
                 std::string_view key, float width) {
    View view = frame.model.document.view();
    session::visit_fields(view, [&]<class T>(const sim::Field& field, const T&) {
        if (field.path != path) return;
        ImGui::AlignTextToFramePadding();
        ImGui::TextUnformatted(field.label.data(), field.label.data() + field.label.size());
        explain(frame, help, key);
        ImGui::SameLine(0, frame.px(0.3f));
        const double now = view.*member;
        const auto moved = slider(frame, path, now / field.high,
                                  {.width = frame.px(width), .height = ImGui::GetFrameHeight()});
        explain(frame, std::string(help) + "\nNow " + value_words(now, field.unit) + ".", key);
        if (!moved) return;
        view.*member = std::round(*moved * field.high * 20) / 20;
    });
    if (!(view == frame.model.document.view()))
        frame.send(session::EditView{view, frame.state.gesture});
}

void layers_button(Frame& frame) {
    const View& view = frame.model.document.view();
    bool& open = frame.state.parts;
    if (button(frame, "layers", with_all(view) == view ? "Layers" : "Layers \u2022",
               {.on = open,
                .help = "What is shown, faded and hidden; the cut and its turn",
                .key = "L",
                .width = button_width(frame, "Layers \u2022")}))
        open = !open;
}

void program(Frame& frame, float right_x) {
    const std::string_view qualities[] = {"Automatic", "Low", "Medium", "High"};
    const std::string text =
        "Text " + std::to_string(int(std::lround(frame.model.text_scale * 100))) + " %";
    const std::string quality = "Quality: " + std::string(qualities[int(frame.model.quality)]);
    const float gap = ImGui::GetStyle().ItemSpacing.x, square = ImGui::GetFrameHeight() * 1.15f;
    const float width = button_width(frame, quality, {.arrow = true}) +
                        button_width(frame, text, {.arrow = true}) +
                        button_width(frame, "Sources") + 2 * square + 4 * gap;
    ImGui::SameLine();
    ImGui::SetCursorPosX(right_x - width);
    if (button(frame, "screenshot", "",
               {.icon = Icon::camera,
                .help = "Save the picture as a PNG file",
                .key = "P",
                .width = square}))
        frame.ask(Screenshot{});
    ImGui::SameLine();
    if (button(frame, "quality", quality, {.arrow = true, .help = "How fine the picture is drawn"}))
        ImGui::OpenPopup("quality menu");
    if (ImGui::BeginPopup("quality menu")) {
        const PopupMarks marks(frame, "quality menu");
        for (int i = 0; i < 4; ++i) {
            if (ImGui::MenuItem(qualities[i].data(), nullptr, int(frame.model.quality) == i))
                frame.ask(ChooseQuality{QualityChoice(i)});
            frame.mark("quality." + std::string(qualities[i]));
        }
        ImGui::EndPopup();
    }
    ImGui::SameLine();
    if (button(frame, "text", text,
               {.arrow = true, .help = "Size of the letters, and less motion"}))
        ImGui::OpenPopup("text menu");
    if (ImGui::BeginPopup("text menu")) {
        const PopupMarks marks(frame, "text menu");
        for (const double scale : kTextScales) {
            const std::string label = std::to_string(int(std::lround(scale * 100)));
            if (ImGui::MenuItem((label + " %").c_str(), nullptr, scale == frame.model.text_scale))
                frame.ask(ChooseTextScale{scale});
            frame.mark("text." + label);
        }
        ImGui::Separator();
        if (ImGui::MenuItem("Less motion", nullptr, frame.model.reduced_motion))
            frame.ask(ChooseMotion{!frame.model.reduced_motion});
        frame.mark("text.motion");
        explain(frame, "Views change at once instead of flying there");
        ImGui::EndPopup();
    }
    ImGui::SameLine();
    if (button(
            frame, "sources", "Sources",
            {.on = frame.state.sources, .help = "Show where every number comes from", .key = "F2"}))
        frame.state.sources = !frame.state.sources;
    ImGui::SameLine();
    if (button(frame, "help", "?",
               {.on = frame.state.help, .help = "All keys", .key = "F1", .width = square}))
        frame.state.help = !frame.state.help;
}

}  // namespace

void top_bar(Frame& frame) {
    const Rect& rect = frame.layout.top;
    if (rect.empty()) return;
    const float row = rect.height() / float(frame.layout.top_rows);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding,
                        {frame.px(0.8f), std::floor((row - ImGui::GetFrameHeight()) / 2)});
    const Panel panel(frame, "top", rect, 0);
    ImGui::PopStyleVar();
    const float right_x = rect.width() - frame.px(0.8f);
    const float gap = frame.px(frame.layout.compact ? 0.55f : 1.0f);
    compat::push_font(frame.fonts.strong);
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted("Papilla");
    ImGui::PopFont();
    ImGui::SameLine(0, gap);
    scene_menu(frame);
    ImGui::SameLine();
    undo_redo(frame);
    const auto looks = [&] {
        views(frame, frame.layout.compact);
        ImGui::SameLine(0, gap);
        style(frame);
        ImGui::SameLine(0, gap);
        const float width = frame.layout.compact ? 2.7f : 5.5f;
        view_slider(frame, "view.peel", &View::peel, "Takes layers off from above", "+ and -",
                    width);
        ImGui::SameLine(0, gap);
        view_slider(frame, "view.section_mm", &View::section_mm, "Cuts the block further back",
                    "[ and ]", width);
        ImGui::SameLine(0, gap);
        layers_button(frame);
    };
    if (frame.layout.top_rows == 1) {
        ImGui::SameLine(0, gap);
        looks();
        program(frame, right_x);
    } else {
        program(frame, right_x);
        ImGui::SetCursorPosY(row + std::floor((row - ImGui::GetFrameHeight()) / 2));
        looks();
    }
    hairline(frame, rect.x0, rect.y1 - 0.5f, rect.x1, rect.y1 - 0.5f);
}

}  // namespace ui
