#include "app/ui/panels/probes.h"

#include "app/render/camera.h"
#include "app/session/json.h"
#include "app/session/section.h"
#include "app/ui/chart.h"
#include "app/ui/compat.h"
#include "app/ui/field_rules.h"
#include "app/ui/theme.h"
#include "app/ui/widgets.h"

#include <array>
#include <cmath>
#include <optional>
#include <string>

namespace ui {
namespace {

using session::kProbeCount;
using session::Probe;

// Far apart in lightness too, and none of them a colour of tissue.
constexpr std::array<ImU32, kProbeCount> kColours = {theme::rgb(0xB3261E), theme::rgb(0x1F5FA8),
                                                     theme::rgb(0x00775A)};
constexpr std::array<std::string_view, kProbeCount> kUsual = {
    "Usual place: beside the tip", "Usual place: midway to the next needle",
    "Usual place: at the junction, beside the shaft"};

std::string number_of(int probe) { return std::to_string(probe + 1); }
std::string name_of(int probe) { return "probe." + number_of(probe); }

std::array<Probe, kProbeCount> places(const Frame& frame) {
    return session::probe_places(frame.model.document.view(), frame.model.snapshot);
}

void place(Frame& frame, int probe, const std::optional<Probe>& where, session::Gesture gesture) {
    session::View view = frame.model.document.view();
    view.probes[std::size_t(probe)] = where;
    if (!(view == frame.model.document.view())) frame.send(session::EditView{view, gesture});
}

/// What was typed goes to the document as it is: it knows the words for what is wrong.
void typed(Frame& frame, int probe, const std::string& x, const std::string& depth) {
    std::string assignment = "view.probes=";
    const session::Probes& probes = frame.model.document.view().probes;
    for (int i = 0; i < kProbeCount; ++i) {
        const std::optional<Probe>& now = probes[std::size_t(i)];
        if (i) assignment += ",";
        if (i == probe)
            assignment += x + ":" + depth;
        else
            assignment +=
                now ? session::plain_number(now->x_mm) + ":" + session::plain_number(now->depth_mm)
                    : "auto";
    }
    frame.send(session::SetField{assignment, frame.new_gesture()});
}

void ring(ImDrawList& list, const Frame& frame, int probe, ImVec2 middle, float radius) {
    list.AddCircleFilled(middle, radius, theme::rgb(0xFFFFFF, 225));
    list.AddCircle(middle, radius, kColours[std::size_t(probe)], 0, frame.px(0.16f));
    compat::push_font(frame.fonts.small);
    const std::string number = number_of(probe);
    const ImVec2 size = ImGui::CalcTextSize(number.c_str());
    list.AddText({middle.x - size.x / 2, middle.y - size.y / 2}, kColours[std::size_t(probe)],
                 number.c_str());
    ImGui::PopFont();
}

std::string short_mm(double mm) {
    return session::plain_number(std::round(mm * 1000) / 1000 + 0.0);
}

void probe_row(Frame& frame, int probe, const Probe& where, double now_C) {
    const std::string name = name_of(probe);
    const float left = ImGui::GetCursorPosX(), width = ImGui::GetContentRegionAvail().x;
    const float high = ImGui::GetTextLineHeight() + 2 * frame.px(0.16f), box = frame.px(3.0f);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::PushID(probe);
    ring(*ImGui::GetWindowDrawList(), frame, probe, {at.x + high / 2, at.y + high / 2},
         high / 2 - 1);
    ImGui::Dummy({high, high});
    explain(frame, std::string(kUsual[std::size_t(probe)]) +
                       ". Drag its ring along the cut face, or type a place.");
    const auto value = [&](const char* label, const char* part, double mm) {
        ImGui::SameLine(0, frame.px(0.35f));
        ImGui::AlignTextToFramePadding();
        ImGui::TextUnformatted(label);
        ImGui::SameLine(0, frame.px(0.25f));
        return value_box(frame, name + part, short_mm(mm), box);
    };
    if (const auto x = value("x", ".x", where.x_mm))
        typed(frame, probe, *x, short_mm(where.depth_mm));
    if (const auto depth = value("deep", ".depth", where.depth_mm))
        typed(frame, probe, short_mm(where.x_mm), *depth);
    if (frame.model.document.view().probes[std::size_t(probe)]) {
        ImGui::SameLine(0, frame.px(0.1f));
        if (button(frame, name + ".reset", "",
                   {.icon = Icon::reset,
                    .plain = true,
                    .help = kUsual[std::size_t(probe)],
                    .width = high,
                    .height = high}))
            place(frame, probe, std::nullopt, frame.new_gesture());
    }
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    ImGui::PushStyleColor(ImGuiCol_Text, kColours[std::size_t(probe)]);
    right_text(value_words(std::round(now_C), "C"), left + width);
    ImGui::PopStyleColor();
    ImGui::PopID();
}

/// Where the line of sight through a pixel meets the cut face.
std::optional<Probe> on_face(const render::Camera& camera, const Rect& picture, ImVec2 pixel,
                             const session::SectionPlane& section) {
    const float x = 2 * (pixel.x - picture.x0) / picture.width() - 1,
                y = 1 - 2 * (pixel.y - picture.y0) / picture.height();
    const auto unproject = [&](float depth) {
        const glm::vec4 p = camera.world_from_clip * glm::vec4(x, y, depth, 1);
        return glm::vec3(p) / p.w;
    };
    const glm::dvec3 near = unproject(-1), far = unproject(1);
    const double before = section.behind_mm(near), behind = section.behind_mm(far);
    if (std::fabs(behind - before) < 1e-6) return std::nullopt;
    const glm::dvec3 hit = near + before / (before - behind) * (far - near);
    return Probe{section.along_mm(hit), -hit.z};
}

}  // namespace

void probes_page(Frame& frame, float height) {
    const float top = ImGui::GetCursorPosY(), width = ImGui::GetContentRegionAvail().x;
    const auto section =
        session::section_plane(frame.model.document.view(), frame.model.snapshot.tissue->block);
    const std::array<Probe, kProbeCount> now = places(frame);
    const session::WorldSpan worlds = frame.model.curves.heated();
    Chart chart{.title = "Temperature, \u00b0C", .unit = "C", .low = 30, .least_high = 60};
    if (frame.model.curves.cooled_us() > 0) chart.end_us = frame.model.curves.cooled_us();
    for (const auto& world : worlds) chart.times_us.push_back(world->time_us());
    auto curves = session::probe_curves_C(worlds, now, section);
    // Words stand on the line of the numbers beside them.
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {frame.px(0.4f), frame.px(0.16f)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {frame.px(0.3f), frame.px(0.1f)});
    for (int i = 0; i < kProbeCount; ++i) {
        const double now_C =
            session::probe_temperature_C(frame.model.player.world(), now[std::size_t(i)], section);
        chart.series.push_back({"Probe " + number_of(i), kColours[std::size_t(i)], false, false,
                                std::move(curves[std::size_t(i)]), now_C});
        probe_row(frame, i, now[std::size_t(i)], now_C);
    }
    ImGui::PopStyleVar(2);
    ImGui::Dummy({0, 0});
    draw_chart(frame, "curves", chart, width, height - (ImGui::GetCursorPosY() - top),
               frame.model.snapshot.time_us);
}

void probe_rings(Frame& frame, const Rect& picture) {
    if (!frame.model.document.scenario().rf.on || frame.state.plot != PlotPage::probes ||
        frame.state.bare)
        return;
    const session::View& view = frame.model.document.view();
    const int width = int(picture.width()), height = int(picture.height());
    const render::Camera camera = render::make_camera(view, frame.model.snapshot, width, height);
    const auto section = session::section_plane(view, frame.model.snapshot.tissue->block);
    constexpr double kEdgeOn = 0.15;  // seen so flat, a place on the face cannot be pointed at
    if (-glm::dot(glm::dvec2(camera.forward), section.outwards) < kEdgeOn) return;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const std::array<Probe, kProbeCount> now = places(frame);
    const float radius = frame.px(0.62f);
    list.PushClipRect({picture.x0, picture.y0}, {picture.x1, picture.y1}, true);
    for (int i = 0; i < kProbeCount; ++i) {
        const Probe& probe = now[std::size_t(i)];
        const glm::vec3 pixel = render::pixel_from_world(
            camera, render::world_from_tissue(section.at(probe.x_mm, probe.depth_mm)), width,
            height);
        const ImVec2 point{picture.x0 + pixel.x, picture.y0 + pixel.y};
        // The ring stands beside its place, so that it does not hide it.
        const ImVec2 middle{point.x + frame.px(1.1f), point.y - frame.px(0.9f)};
        if (middle.x + radius > picture.x1 || middle.x - radius < picture.x0 ||
            middle.y - radius < picture.y0 || middle.y + radius > picture.y1)
            continue;
        const ImU32 colour = kColours[std::size_t(i)];
        list.AddLine(point, middle, theme::rgb(0xFFFFFF, 225), frame.px(0.24f));
        list.AddLine(point, middle, colour, frame.px(0.1f));
        list.AddCircleFilled(point, frame.px(0.22f), theme::rgb(0xFFFFFF, 225));
        list.AddCircleFilled(point, frame.px(0.15f), colour);
        ring(list, frame, i, middle, radius);
        ImGui::SetCursorScreenPos({middle.x - radius, middle.y - radius});
        ImGui::InvisibleButton(("##" + name_of(i)).c_str(), {2 * radius, 2 * radius});
        frame.mark(name_of(i));
        if (ImGui::IsItemActivated()) frame.new_gesture();
        const ImVec2 moved = ImGui::GetIO().MouseDelta;
        if (!ImGui::IsItemActive() || (moved.x == 0 && moved.y == 0)) continue;
        const auto hit = on_face(camera, picture, {point.x + moved.x, point.y + moved.y}, section);
        if (hit)
            place(frame, i, session::nearest_place(*hit, frame.model.snapshot.tissue->block),
                  frame.state.gesture);
    }
    list.PopClipRect();
}

}  // namespace ui
