#include "app/render/gl/program.h"

#include "app/render/gl/context.h"

namespace render::gl {
namespace {

template <class GetLength, class GetLog>
std::string log_of(unsigned name, GetLength&& length_of, GetLog&& read) {
    GLint length = 0;
    length_of(name, GLenum(GL_INFO_LOG_LENGTH), &length);
    std::string text(std::size_t(length > 0 ? length : 0), '\0');
    GLsizei written = 0;
    if (length > 0) read(name, length, &written, text.data());
    text.resize(std::size_t(written));
    return text;
}

bool compile(unsigned shader, std::string_view text) {
    const char* start = text.data();
    const auto length = GLint(text.size());
    glShaderSource(shader, 1, &start, &length);
    glCompileShader(shader);
    GLint good = 0;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &good);
    return good != 0;
}

}  // namespace

ProgramResult make_program(const ProgramDescription& d) {
    ProgramResult result;
    const ShaderHandle vertex(glCreateShader(GL_VERTEX_SHADER));
    const ShaderHandle fragment(glCreateShader(GL_FRAGMENT_SHADER));
    const auto shader_log = [](unsigned name) {
        return log_of(
            name, [](auto... a) { glGetShaderiv(a...); },
            [](auto... a) { glGetShaderInfoLog(a...); });
    };
    if (!compile(vertex.name(), d.vertex)) return {{}, Step::vertex, shader_log(vertex.name())};
    if (!compile(fragment.name(), d.fragment))
        return {{}, Step::fragment, shader_log(fragment.name())};

    ProgramHandle program(glCreateProgram());
    label(GL_PROGRAM, program.name(), d.label);
    glAttachShader(program.name(), vertex.name());
    glAttachShader(program.name(), fragment.name());
    glLinkProgram(program.name());
    GLint good = 0;
    glGetProgramiv(program.name(), GL_LINK_STATUS, &good);
    if (!good)
        return {{},
                Step::link,
                log_of(
                    program.name(), [](auto... a) { glGetProgramiv(a...); },
                    [](auto... a) { glGetProgramInfoLog(a...); })};
    for (const Binding& b : d.blocks) {
        const GLuint index = glGetUniformBlockIndex(program.name(), std::string(b.name).c_str());
        if (index != GL_INVALID_INDEX) glUniformBlockBinding(program.name(), index, GLuint(b.slot));
    }
    glUseProgram(program.name());
    for (const Binding& b : d.samplers) {
        const GLint where = glGetUniformLocation(program.name(), std::string(b.name).c_str());
        if (where >= 0) glUniform1i(where, b.slot);
    }
    glUseProgram(0);
    result.program = std::move(program);
    return result;
}

void use(const ProgramHandle& program) { glUseProgram(program.name()); }

}  // namespace render::gl
