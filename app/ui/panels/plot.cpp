// Curves over time with a cursor that follows it; a click goes to that time.
#include "app/ui/chart.h"
#include "app/ui/compat.h"
#include "app/ui/panels/panels.h"
#include "app/ui/panels/probes.h"
#include "app/ui/theme.h"
#include "app/ui/widgets.h"

#include <array>
#include <string>
#include <vector>

namespace ui {
namespace {

struct Line {
    std::string_view id, name;
    ImU32 colour;
    bool dashed = false, switched = false;  ///< as in Series
};

// Dark enough for paper, and told apart by people who see red and green alike.
constexpr ImU32 kBlue = theme::rgb(0x1F5FA8), kOrange = theme::rgb(0xC65A00),
                kGreen = theme::rgb(0x00775A), kPurple = theme::rgb(0x8A4B86),
                kRed = theme::rgb(0xB3261E);
constexpr Line kCells[] = {{"neutrophils_rel", "Neutrophils", kBlue},
                           {"macrophages_m1_rel", "Macrophages M1", kOrange},
                           {"macrophages_m2_rel", "Macrophages M2", kGreen},
                           {"fibroblasts_rel", "Fibroblasts", kPurple}};
constexpr Line kMatrix[] = {{"collagen_iii_rel", "New collagen III", kGreen, true},
                            {"collagen_i_rel", "New collagen I", kOrange, true},
                            {"erythema_rel", "Redness", kRed}};
constexpr Line kHeat[] = {{"temperature_max_C", "Hottest tissue", kRed},
                          {"junction_max_C", "At the junction", kOrange},
                          {"surface_max_C", "At the surface", kBlue}};
constexpr Line kEnergy[] = {{"rf_energy_mJ", "Given", kRed},
                            {"rf_stored_mJ", "In the tissue", kOrange},
                            {"rf_lost_mJ", "Carried off", kBlue}};
constexpr Line kResistance[] = {{"rf_resistance_ohm", "Resistance", kPurple}};
constexpr Line kPower[] = {{"rf_power_W", "Power", kRed, false, true}};
constexpr Line kVoltage[] = {{"rf_voltage_V", "Voltage", kBlue, false, true}};

/// One chart of a page.
struct Part {
    std::string_view name;  ///< its landmark
    std::string_view title, unit;
    std::span<const Line> lines;
    double low, least_high;
    sim::Basis basis;
    std::string_view source;
};
using enum sim::Basis;
constexpr Part kCellsPart[] = {{"curves", "relative", "", kCells, 0, 0.1, derived, "H3"}};
constexpr Part kMatrixPart[] = {
    {"curves", "relative; dashed: illustrative", "", kMatrix, 0, 0.1, illustrative, "H3"}};
constexpr Part kHeatPart[] = {
    {"curves", "Temperature, \u00b0C", "C", kHeat, 30, 60, derived, "H5"}};
constexpr Part kEnergyPart[] = {
    {"curves", "Energy of the array, mJ", "mJ", kEnergy, 0, 1, derived, "H5"}};
// Three quantities, three scales: one under the other rather than on one another.
constexpr Part kCurrentParts[] = {
    {"curves", "Resistance of the array, \u03a9", "ohm", kResistance, 0, 10, derived, "H5"},
    {"curves.power", "Power of the array, W", "W", kPower, 0, 0.1, derived, "H5"},
    {"curves.voltage", "Voltage between the signs, V", "V", kVoltage, 0, 1, derived, "H5"}};

/// In the order of PlotPage.
struct Page {
    std::string_view key, title;
    std::span<const Part> parts;  ///< none: the probes
};
constexpr Page kPages[] = {
    {"cells", "Cells", kCellsPart},    {"matrix", "Collagen", kMatrixPart},
    {"heat", "Heat", kHeatPart},       {"probes", "Probes", {}},
    {"energy", "Energy", kEnergyPart}, {"current", "Current", kCurrentParts}};
constexpr int kHealingPages = 3;  // and as many about heat, in a second row

bool about_heat(PlotPage page) { return page >= PlotPage::heat; }

double value_now(const Frame& frame, std::string_view id) {
    double found = 0;
    sim::visit_readouts(frame.model.snapshot, [&](const sim::Readout& r, double v) {
        if (r.id == id) found = v;
    });
    return found;
}

Chart chart_of(const Frame& frame, const Part& part, bool heat) {
    const Curves& curves = frame.model.curves;
    Chart chart{.title = part.title,
                .unit = part.unit,
                .low = part.low,
                .least_high = part.least_high,
                .basis = part.basis,
                .source = part.source};
    if (heat && curves.cooled_us() > 0) chart.end_us = curves.cooled_us();
    for (int i = 0; i < curves.count(); ++i) chart.times_us.push_back(curves.time_us(i));
    for (const Line& line : part.lines) {
        Series series{std::string(line.name), line.colour, line.dashed, line.switched};
        const int column = curves.column(line.id);
        for (int i = 0; column >= 0 && i < curves.count(); ++i)
            series.values.push_back(float(curves.value(i, column)));
        series.now = value_now(frame, line.id);
        chart.series.push_back(std::move(series));
    }
    return chart;
}

void tabs(Frame& frame) {
    const auto row = [&](int first) {
        std::array<std::string_view, kHealingPages> names, titles;
        for (int i = 0; i < kHealingPages; ++i)
            names[std::size_t(i)] = kPages[first + i].key,
            titles[std::size_t(i)] = kPages[first + i].title;
        const int picked = segments(frame, "plot", names, titles, int(frame.state.plot) - first, {},
                                    ImGui::GetContentRegionAvail().x);
        if (picked >= 0) frame.state.plot = PlotPage(first + picked);
    };
    row(0);
    if (frame.model.document.scenario().rf.on)
        row(kHealingPages);
    else if (frame.state.plot > PlotPage::heat)
        frame.state.plot = PlotPage::heat;
}

void no_heat_note(float width, float height) {
    const char* note = "RF heat is off.";
    const ImVec2 size = ImGui::CalcTextSize(note), at = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddText({at.x + (width - size.x) / 2, at.y + (height - size.y) / 2},
                                        theme::kQuiet, note);
    ImGui::Dummy({width, height});
}

}  // namespace

void plot(Frame& frame, float height) {
    const float top = ImGui::GetCursorPosY(), width = ImGui::GetContentRegionAvail().x;
    const auto left_height = [&] { return height - (ImGui::GetCursorPosY() - top); };
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {frame.px(0.4f), frame.px(0.2f)});
    tabs(frame);
    ImGui::Dummy({0, frame.px(0.1f)});
    const Page& page = kPages[int(frame.state.plot)];
    const bool heat = about_heat(frame.state.plot);
    compat::push_font(frame.fonts.small);
    if (heat && !frame.model.document.scenario().rf.on) {
        no_heat_note(width, left_height());
        frame.mark("curves");
    } else if (page.parts.empty()) {
        probes_page(frame, left_height());
    } else {
        std::vector<Chart> charts;
        std::vector<Series> lines;
        for (const Part& part : page.parts) charts.push_back(chart_of(frame, part, heat));
        for (const Chart& chart : charts)
            for (const Series& series : chart.series)
                lines.push_back({series.name, series.colour, series.dashed});
        // One line in each chart says its own name.
        if (charts.size() == 1) draw_legend(frame, lines);
        const float foot = ImGui::GetTextLineHeight() + frame.px(0.2f);
        const float each = (left_height() - foot) / float(charts.size());
        for (std::size_t i = 0; i < charts.size(); ++i) {
            const bool last = i + 1 == charts.size();
            charts[i].times = last;
            draw_chart(frame, page.parts[i].name, charts[i], width, each + (last ? foot : 0),
                       frame.model.snapshot.time_us);
        }
    }
    ImGui::PopFont();
    ImGui::PopStyleVar();
}

}  // namespace ui
