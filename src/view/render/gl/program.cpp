#include "render/gl/program.hpp"

#include "base/error.hpp"
#include "config/resources.hpp"

namespace mulens::render::gl {
namespace {

struct ShaderTraits {
    static GLuint make() { return 0; }
    static void destroy(GLuint id) { glDeleteShader(id); }
};
using Shader = Handle<ShaderTraits>;

std::string trimmed_log(std::string log) {
    while (!log.empty() && (log.back() == '\0' || log.back() == '\n' || log.back() == ' ')) log.pop_back();
    return log.empty() ? "the driver gives no reason" : log;
}

/// The defines must follow #version, which GLSL wants first.
std::string with_defines(const std::string& source, std::string_view defines) {
    const auto end = source.find('\n');
    if (!source.starts_with("#version") || end == std::string::npos) return std::string(defines) + source;
    return source.substr(0, end + 1) + std::string(defines) + source.substr(end + 1);
}

Shader compile(const std::string& name, GLenum stage, std::string_view defines) {
    const auto source = config::resource(name);
    if (!source) throw Error::make(ExitCode::failed, "{}: this shader is missing from the program", name);
    const std::string text = with_defines(*source, defines);
    Shader shader(glCreateShader(stage));
    const char* pointer = text.c_str();
    glShaderSource(shader.id(), 1, &pointer, nullptr);
    glCompileShader(shader.id());
    GLint done = 0;
    glGetShaderiv(shader.id(), GL_COMPILE_STATUS, &done);
    if (done == GL_TRUE) return shader;
    std::string log(2000, '\0');
    glGetShaderInfoLog(shader.id(), static_cast<GLsizei>(log.size()), nullptr, log.data());
    throw Error::make(ExitCode::failed, "{}: this shader does not compile: {}", name,
                      trimmed_log(log.substr(0, log.find('\0'))));
}

}  // namespace

Program::Program(const std::string& vert, const std::string& frag, std::string_view defines) {
    const std::string vert_name = "shaders/" + vert + ".vert";
    const std::string frag_name = "shaders/" + frag + ".frag";
    const Shader vertex = compile(vert_name, GL_VERTEX_SHADER, defines);
    const Shader fragment = compile(frag_name, GL_FRAGMENT_SHADER, defines);
    handle_ = Handle<ProgramTraits>::make();
    glAttachShader(handle_.id(), vertex.id());
    glAttachShader(handle_.id(), fragment.id());
    glLinkProgram(handle_.id());
    GLint done = 0;
    glGetProgramiv(handle_.id(), GL_LINK_STATUS, &done);
    if (done == GL_TRUE) return;
    std::string log(2000, '\0');
    glGetProgramInfoLog(handle_.id(), static_cast<GLsizei>(log.size()), nullptr, log.data());
    throw Error::make(ExitCode::failed, "{} and {} do not link: {}", vert_name, frag_name,
                      trimmed_log(log.substr(0, log.find('\0'))));
}

}  // namespace mulens::render::gl
