#include "app/ui/status_json.h"

#include <cstdio>

namespace ui {
namespace {

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (static_cast<unsigned char>(c) < 0x20) {
            char code[8];
            std::snprintf(code, sizeof code, "\\u%04x", unsigned(c));
            out += code;
        } else {
            out += c;
        }
    }
    return out + "\"";
}

std::string rect_json(const Rect& r) {
    char text[96];
    std::snprintf(text, sizeof text, "[%.1f, %.1f, %.1f, %.1f]", double(r.x0), double(r.y0),
                  double(r.x1), double(r.y1));
    return text;
}

}  // namespace

std::string status_json(const Model& model, const State& state, const Output& output,
                        std::uint64_t frames) {
    const sim::Scenario& scenario = model.document.scenario();
    const session::View& view = model.document.view();
    std::string json = "{\n";
    const auto add = [&](const char* key, const std::string& value) {
        json += "  \"" + std::string(key) + "\": " + value + ",\n";
    };
    const auto flag = [](bool b) { return std::string(b ? "true" : "false"); };
    add("frames", std::to_string(frames));
    add("time_us", std::to_string(model.player.asked_us()));
    add("shown_us", std::to_string(model.snapshot.time_us));
    add("reached", flag(model.player.reached()));
    add("detail", quoted(model.player.detail() == sim::RfDetail::coarse ? "coarse" : "production"));
    add("final", flag(model.player.final()));
    add("progress", sim::number_text(model.player.progress()));
    add("working", flag(model.player.busy()));
    add("playing", flag(model.player.playing()));
    add("depth_mm", sim::number_text(scenario.technique.depth_mm));

    add("can_undo", flag(model.document.can_undo()));
    add("can_redo", flag(model.document.can_redo()));
    add("view", quoted(session::kViewNames[std::size_t(view.name)]));
    add("style", quoted(session::kStyles[std::size_t(view.style)]));
    add("turn_deg", sim::number_text(view.turn_deg));
    add("zoom", sim::number_text(view.zoom));
    add("message", quoted(model.status.message));
    add("error", flag(model.status.error));
    add("shader_error", quoted(model.status.shader_error));
    add("renderer", quoted(model.status.renderer));
    add("quality", quoted(model.status.quality));
    add("frame_ms", sim::number_text(model.status.frame_ms));
    add("text_scale", sim::number_text(model.text_scale));
    add("typing", flag(output.typing));
    add("help", flag(state.help));
    add("sources", flag(state.sources));
    json += "  \"landmarks\": {";
    bool first = true;
    for (const auto& [name, mark] : output.landmarks) {
        json += (first ? "\n    " : ",\n    ") + quoted(name) + ": " + rect_json(mark.rect);
        first = false;
    }
    return json + "\n  }\n}\n";
}

}  // namespace ui
