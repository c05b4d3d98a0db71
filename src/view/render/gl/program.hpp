// A vertex and a fragment shader, linked. Sources come from the resources ("shaders/<name>.vert"), so MULENS_DATA_DIR
// can replace them. Compile and link errors are an Error that names the shader and quotes the driver.
#pragma once

#include "render/gl/handle.hpp"

#include <string>
#include <string_view>

namespace mulens::render::gl {

struct ProgramTraits {
    static GLuint make() { return glCreateProgram(); }
    static void destroy(GLuint id) { glDeleteProgram(id); }
};

class Program {
  public:
    Program() = default;
    /// "shaders/<vert>.vert" with "shaders/<frag>.frag"; `defines` ("#define SAMPLES 2\n") follow the #version line.
    Program(const std::string& vert, const std::string& frag, std::string_view defines = {});

    void use() const { glUseProgram(handle_.id()); }
    // Setters act on the program in use; a name the compiler dropped is ignored.
    void set(const char* name, int value) const { glUniform1i(at(name), value); }
    void set(const char* name, float value) const { glUniform1f(at(name), value); }
    void set(const char* name, float x, float y) const { glUniform2f(at(name), x, y); }
    void set(const char* name, int x, int y) const { glUniform2i(at(name), x, y); }
    void set(const char* name, float x, float y, float z, float w) const { glUniform4f(at(name), x, y, z, w); }
    void set_unsigned(const char* name, GLuint value) const { glUniform1ui(at(name), value); }
    explicit operator bool() const { return static_cast<bool>(handle_); }

  private:
    [[nodiscard]] GLint at(const char* name) const { return glGetUniformLocation(handle_.id(), name); }
    Handle<ProgramTraits> handle_;
};

}  // namespace mulens::render::gl
