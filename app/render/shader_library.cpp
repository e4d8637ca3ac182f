#include "app/render/shader_library.h"

#include "shaders/table.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

namespace render {
namespace {

constexpr std::array<gl::Binding, 2> kBlocks = {
    {{"FrameBlock", int(Block::frame)}, {"DrawBlock", int(Block::draw)}}};
constexpr std::array<gl::Binding, 18> kSamplers = {{
    {"surface_height", int(Sampler::surface_height)},
    {"lower_height", int(Sampler::lower_height)},
    {"surface_marks", int(Sampler::surface_marks)},
    {"skin_map", int(Sampler::skin_map)},
    {"skin_palette", int(Sampler::skin_palette)},
    {"profile_upper", int(Sampler::profile_upper)},
    {"profile_lower", int(Sampler::profile_lower)},
    {"vessel_distance", int(Sampler::vessel_distance)},
    {"gland_distance", int(Sampler::gland_distance)},
    {"cut_distance", int(Sampler::cut_distance)},
    {"baked_colour", int(Sampler::baked_colour)},
    {"baked_height", int(Sampler::baked_height)},
    {"heat_field", int(Sampler::heat_field)},
    {"shadow_map", int(Sampler::shadow_map)},
    {"picture", int(Sampler::picture)},
    {"veil_sum", int(Sampler::veil_sum)},
    {"veil_weight", int(Sampler::veil_weight)},
    {"letters", int(Sampler::letters)},
}};

}  // namespace

ShaderLibrary::ShaderLibrary(gl::Dialect dialect, std::filesystem::path folder)
    : dialect_(dialect), folder_(std::move(folder)) {}

std::optional<std::string> ShaderLibrary::read(std::string_view name) const {
    if (!folder_.empty()) {
        std::ifstream file(folder_ / std::string(name), std::ios::binary);
        if (!file) return {};
        std::ostringstream text;
        text << file.rdbuf();
        return text.str();
    }
    for (const shaders::File& file : shaders::files())
        if (file.name == name) return std::string(file.text);
    return {};
}

void ShaderLibrary::watch(const std::string& name) {
    if (folder_.empty()) return;
    const bool known =
        std::any_of(seen_.begin(), seen_.end(), [&](const auto& s) { return s.first == name; });
    std::error_code gone;
    const auto time = std::filesystem::last_write_time(folder_ / name, gone);
    if (!known && !gone) seen_.emplace_back(name, time);
}

ShaderLibrary::Entry& ShaderLibrary::entry_of(const ProgramSource& source) {
    const auto found = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const Entry& e) { return e.source == source; });
    if (found != entries_.end()) return *found;
    entries_.push_back({source, {}, {}, {}});
    compile(entries_.back());
    collect_errors();
    return entries_.back();
}

void ShaderLibrary::compile(Entry& entry) {
    entry.errors.clear();
    entry.files.clear();
    const SourceLookup lookup = [&](std::string_view name) {
        entry.files.emplace_back(name);
        watch(entry.files.back());
        return read(name);
    };
    const auto& s = entry.source;
    const auto vertex = expand_shader(s.vertex, dialect_, s.defines, lookup);
    const auto fragment = expand_shader(s.fragment, dialect_, s.defines, lookup);
    for (const auto* text : {&vertex, &fragment})
        if (!*text) entry.errors.push_back(text->error());
    if (!entry.errors.empty()) return;

    gl::ProgramResult made = gl::make_program({.vertex = vertex.value().glsl,
                                               .fragment = fragment.value().glsl,
                                               .blocks = kBlocks,
                                               .samplers = kSamplers,
                                               .label = s.fragment});
    if (made.program) {
        entry.program = std::move(made.program);
        return;
    }
    const bool in_vertex = made.failed == gl::Step::vertex;
    // A link log has no lines; an empty text keeps it as it is.
    const ShaderText none;
    const ShaderText& text = made.failed == gl::Step::link ? none
                             : in_vertex                   ? vertex.value()
                                                           : fragment.value();
    entry.errors = translate_log(made.log, text, in_vertex ? s.vertex : s.fragment);
    if (entry.errors.empty())
        entry.errors.push_back({"does not compile, without a reason", s.fragment});
}

void ShaderLibrary::collect_errors() {
    errors_.clear();
    for (const Entry& e : entries_)
        for (const sim::Error& error : e.errors)
            if (std::find(errors_.begin(), errors_.end(), error) == errors_.end())
                errors_.push_back(error);
}

bool ShaderLibrary::use(const ProgramSource& source) {
    const Entry& entry = entry_of(source);
    if (!entry.program) return false;
    gl::use(entry.program);
    return true;
}

bool ShaderLibrary::make_ahead(const std::vector<ProgramSource>& sources) {
    for (const ProgramSource& source : sources) {
        const auto is_it = [&](const Entry& e) { return e.source == source; };
        if (std::any_of(entries_.begin(), entries_.end(), is_it)) continue;
        (void)entry_of(source);
        return true;
    }
    return false;
}

unsigned ShaderLibrary::program_name(const ProgramSource& source) {
    return entry_of(source).program.name();
}

bool ShaderLibrary::reload() {
    if (folder_.empty()) return false;
    std::vector<std::string> changed;
    for (auto& [name, time] : seen_) {
        std::error_code gone;
        const auto now = std::filesystem::last_write_time(folder_ / name, gone);
        if (gone || now == time) continue;
        time = now;
        changed.push_back(name);
    }
    bool any = false;
    for (Entry& e : entries_) {
        const bool touched =
            std::any_of(changed.begin(), changed.end(), [&](const std::string& name) {
                return std::find(e.files.begin(), e.files.end(), name) != e.files.end();
            });
        if (!touched) continue;
        compile(e);
        any = true;
    }
    if (any) collect_errors();
    return any;
}

}  // namespace render
