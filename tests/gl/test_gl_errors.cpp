// What goes wrong is said in one sentence.
#include "gl_fixture.hpp"

#include "base/error.hpp"
#include "render/gl/program.hpp"

#include <sys/wait.h>
#include <unistd.h>
#include <filesystem>
#include <fstream>

namespace mulens::test {
namespace {

namespace fs = std::filesystem;

class Folder {
  public:
    Folder() : path_(fs::temp_directory_path() / ("mulens_gl_" + std::to_string(getpid()))) {
        fs::create_directories(path_);
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    [[nodiscard]] fs::path operator/(const std::string& name) const { return path_ / name; }

  private:
    fs::path path_;
};

TEST(GlErrors, ABrokenShaderIsNamed) {
    (void)renderer();
    const Folder folder;
    fs::create_directories(folder / "shaders");
    std::ofstream(folder / "shaders/broken.frag") << "#version 330 core\nvoid main() { nonsense; }\n";
    setenv("MULENS_DATA_DIR", (folder / "").c_str(), 1);
    std::string message;
    try {
        const render::gl::Program program("screen", "broken");
    } catch (const Error& error) {
        message = error.what();
    }
    EXPECT_NE(message.find("shaders/broken.frag: this shader does not compile"), std::string::npos) << message;
    try {
        const render::gl::Program program("screen", "absent");
    } catch (const Error& error) {
        message = error.what();
    }
    unsetenv("MULENS_DATA_DIR");
    EXPECT_NE(message.find("shaders/absent.frag"), std::string::npos) << message;
}

/// Runs in a process of its own: drivers are chosen once a process.
TEST(GlErrors, WithoutADriverTheSentenceSaysWhatToDo) {
    if (std::getenv("MULENS_TEST_NO_EGL") != nullptr) {
        try {
            const render::Context context;
        } catch (const Error& error) {
            std::fputs(error.what(), stdout);
            std::fflush(stdout);
            _exit(std::string(error.what()).find("libegl-mesa0") != std::string::npos ? 42 : 43);
        }
        _exit(44);
    }
    const pid_t child = fork();
    if (child == 0) {
        setenv("MULENS_TEST_NO_EGL", "1", 1);
        setenv("__EGL_VENDOR_LIBRARY_FILENAMES", "/nonexistent/vendor.json", 1);
        execl("/proc/self/exe", "test_gl", "--gtest_filter=GlErrors.WithoutADriverTheSentenceSaysWhatToDo", nullptr);
        _exit(1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 42);
}

render::Pixels gradient() {
    render::Pixels pixels{5, 3, {}};
    for (int i = 0; i < 15; ++i)
        for (const int part : {i * 10, 255 - i, i, 255}) pixels.rgba.push_back(static_cast<std::uint8_t>(part));
    return pixels;
}

TEST(Png, KeepsPixelsAndResolution) {
    const Folder folder;
    const std::string path = folder / "中文.png";
    render::write_png(path, gradient(), {200, false});
    EXPECT_EQ(render::read_png(path).rgba, gradient().rgba);
    const auto bytes = render::encode_png(gradient(), {200, false});
    const std::string text(bytes.begin(), bytes.end());
    const auto at = text.find("pHYs");
    ASSERT_NE(at, std::string::npos);
    EXPECT_LT(at, text.find("IDAT"));
    // 200 dpi = 7874 pixels a metre = 0x1ec2; its check sum as zlib computes it.
    EXPECT_EQ(text.substr(at + 4, 9), std::string("\0\0\x1e\xc2\0\0\x1e\xc2\1", 9));
    EXPECT_EQ(text.substr(at + 13, 4), std::string("\x6e\xd0\x75\x3e", 4));
    EXPECT_FALSE(fs::exists(path + ".part"));
}

TEST(Png, SaysWhereItCannotWriteOrRead) {
    try {
        render::write_png("/nonexistent/map.png", gradient());
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ExitCode::unwritable);
        EXPECT_NE(std::string(error.what()).find("/nonexistent/map.png"), std::string::npos);
    }
    try {
        (void)render::read_png("/nonexistent/map.png");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ExitCode::unreadable);
    }
}

TEST(Png, ComparisonCountsPixels) {
    auto other = gradient();
    other.rgba[0] = 30;
    other.rgba[5] = static_cast<std::uint8_t>(other.rgba[5] - 2);
    const auto difference = render::compare(gradient(), other, 2);
    EXPECT_TRUE(difference.same_size);
    EXPECT_DOUBLE_EQ(difference.share, 1.0 / 15);
    EXPECT_EQ(difference.largest, 30);
    EXPECT_FALSE(render::compare(gradient(), {}, 2).same_size);
}

}  // namespace
}  // namespace mulens::test
