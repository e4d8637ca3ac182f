#include "app/render/shader_text.h"

#include <charconv>
#include <regex>
#include <set>

namespace render {
namespace {

constexpr std::string_view kCoreHead = "#version 330 core\n";
constexpr std::string_view kEsHead =
    "#version 300 es\n"
    "precision highp float;\n"
    "precision highp int;\n"
    "precision highp sampler2D;\n"
    "precision highp sampler3D;\n"
    "precision highp sampler2DShadow;\n";

class Expander {
  public:
    explicit Expander(const SourceLookup& lookup) : lookup_(lookup) {}

    void own_lines(std::string_view lines) {
        text_.glsl += lines;
        for (const char c : lines)
            if (c == '\n') text_.origin.push_back({});
    }

    std::optional<sim::Error> file(const std::string& name, const Origin& asked_at) {
        if (!pasted_.insert(name).second) return {};
        const auto body = lookup_(name);
        if (!body) {
            const std::string place =
                asked_at.file.empty() ? "" : asked_at.file + ":" + std::to_string(asked_at.line);
            return sim::Error{name + ": is not there", place};
        }
        std::size_t start = 0;
        for (int line = 1; start < body->size(); ++line) {
            const std::size_t end = std::min(body->find('\n', start), body->size());
            const std::string_view content(body->data() + start, end - start);
            if (auto wrong = one_line(content, {name, line})) return wrong;
            start = end + 1;
        }
        return {};
    }

    ShaderText take() { return std::move(text_); }

  private:
    std::optional<sim::Error> one_line(std::string_view content, const Origin& at) {
        const std::size_t first = content.find_first_not_of(" \t");
        if (first != std::string_view::npos && content.substr(first).starts_with("#include")) {
            const std::size_t open = content.find('"');
            if (open == std::string_view::npos) {  // <...>: for the C++ side of a shared header
                push("", at);
                return {};
            }
            const std::size_t close = content.find('"', open + 1);
            if (close == std::string_view::npos)
                return sim::Error{"an #include without its second quote",
                                  at.file + ":" + std::to_string(at.line)};
            return file(std::string(content.substr(open + 1, close - open - 1)), at);
        }
        push(content, at);
        return {};
    }

    void push(std::string_view content, const Origin& at) {
        text_.glsl += content;
        text_.glsl += '\n';
        text_.origin.push_back(at);
    }

    const SourceLookup& lookup_;
    std::set<std::string> pasted_;
    ShaderText text_;
};

}  // namespace

sim::Result<ShaderText> expand_shader(std::string_view name, gl::Dialect dialect,
                                      std::span<const std::string> defines,
                                      const SourceLookup& lookup) {
    Expander expander(lookup);
    expander.own_lines(dialect == gl::Dialect::es300 ? kEsHead : kCoreHead);
    for (const std::string& define : defines) expander.own_lines("#define " + define + " 1\n");
    if (auto wrong = expander.file(std::string(name), {})) return *wrong;
    return expander.take();
}

std::vector<sim::Error> translate_log(std::string_view log, const ShaderText& text,
                                      std::string_view name) {
    static const std::regex place(R"(^\s*(?:ERROR:|WARNING:)?\s*\d+[:(](\d+)[^:]*:\s*(.*)$)");
    std::vector<sim::Error> errors;
    std::size_t start = 0;
    while (start < log.size()) {
        const std::size_t end =
            std::min(log.find_first_of(std::string_view("\n\0", 2), start), log.size());
        const std::string line(log.substr(start, end - start));
        start = end + 1;
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        std::smatch match;
        int number = 0;
        if (std::regex_match(line, match, place)) {
            const std::string digits = match[1];
            std::from_chars(digits.data(), digits.data() + digits.size(), number);
        }
        if (number >= 1 && std::size_t(number) <= text.origin.size()) {
            const Origin& at = text.origin[std::size_t(number) - 1];
            errors.push_back({match[2], (at.file.empty() ? std::string(name) : at.file) + ":" +
                                            std::to_string(at.line)});
        } else {
            errors.push_back({line, std::string(name)});
        }
    }
    return errors;
}

}  // namespace render
