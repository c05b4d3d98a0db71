#include "shell/window.hpp"

#include "shell/key_queue.hpp"

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace mulens::shell {
namespace {

/// What came in since it was last taken; callbacks run on the main thread.
struct Input {
    std::vector<std::string> dropped;
    std::vector<KeyPress> keys;
    KeyQueue for_imgui;
    bool any = true;
    std::string error;
};

Input& input() {
    static Input value;
    return value;
}

std::string key_name(int key) {
    if ((key >= GLFW_KEY_A && key <= GLFW_KEY_Z) || (key >= GLFW_KEY_0 && key <= GLFW_KEY_9))
        return std::string(1, static_cast<char>(key));
    if (key >= GLFW_KEY_F1 && key <= GLFW_KEY_F12) return "F" + std::to_string(key - GLFW_KEY_F1 + 1);
    constexpr std::array<std::pair<int, const char*>, 14> named{{{GLFW_KEY_ESCAPE, "Esc"},
                                                                 {GLFW_KEY_DELETE, "Del"},
                                                                 {GLFW_KEY_HOME, "Home"},
                                                                 {GLFW_KEY_LEFT, "Left"},
                                                                 {GLFW_KEY_RIGHT, "Right"},
                                                                 {GLFW_KEY_UP, "Up"},
                                                                 {GLFW_KEY_DOWN, "Down"},
                                                                 {GLFW_KEY_SLASH, "/"},
                                                                 {GLFW_KEY_EQUAL, "+"},
                                                                 {GLFW_KEY_KP_ADD, "+"},
                                                                 {GLFW_KEY_MINUS, "-"},
                                                                 {GLFW_KEY_KP_SUBTRACT, "-"},
                                                                 {GLFW_KEY_TAB, "Tab"},
                                                                 {GLFW_KEY_SPACE, "Space"}}};
    for (const auto& [code, name] : named)
        if (code == key) return name;
    return "";
}

void on_key(GLFWwindow*, int key, int scancode, int action, int mods) {
    input().any = true;
    input().for_imgui.push({action == GLFW_PRESS     ? KeyEvent::Kind::press
                            : action == GLFW_RELEASE ? KeyEvent::Kind::release
                                                     : KeyEvent::Kind::repeat,
                            key, scancode, mods, 0});
    if (action == GLFW_RELEASE) return;
    const std::string name = key_name(key);
    if (name.empty()) return;
    std::string whole;
    if ((mods & GLFW_MOD_CONTROL) != 0) whole += "Ctrl+";
    if ((mods & GLFW_MOD_SHIFT) != 0 && name != "+") whole += "Shift+";
    if ((mods & GLFW_MOD_ALT) != 0) whole += "Alt+";
    input().keys.push_back({whole + name});
}

void on_drop(GLFWwindow*, int count, const char** paths) {
    input().any = true;
    for (int i = 0; i < count; ++i) input().dropped.emplace_back(paths[i]);
}

void on_error(int, const char* text) { input().error = text == nullptr ? "" : text; }

void listen(GLFWwindow* window) {
    glfwSetKeyCallback(window, on_key);
    glfwSetDropCallback(window, on_drop);
    glfwSetCharCallback(window, [](GLFWwindow*, unsigned character) {
        input().any = true;
        input().for_imgui.push({KeyEvent::Kind::character, 0, 0, 0, character});
    });
    // The rest goes to the ImGui backend at once.
    glfwSetCursorPosCallback(window, [](GLFWwindow*, double, double) { input().any = true; });
    glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int button, int action, int mods) {
        input().any = true;
        ImGui_ImplGlfw_MouseButtonCallback(w, button, action, mods);
    });
    glfwSetScrollCallback(window, [](GLFWwindow* w, double x, double y) {
        input().any = true;
        ImGui_ImplGlfw_ScrollCallback(w, x, y);
    });
    glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int focused) {
        input().any = true;
        ImGui_ImplGlfw_WindowFocusCallback(w, focused);
    });
    glfwSetCursorEnterCallback(window, [](GLFWwindow* w, int entered) {
        input().any = true;
        ImGui_ImplGlfw_CursorEnterCallback(w, entered);
    });
    glfwSetWindowRefreshCallback(window, [](GLFWwindow*) { input().any = true; });
    glfwSetFramebufferSizeCallback(window, [](GLFWwindow*, int, int) { input().any = true; });
}

[[noreturn]] void no_window(const char* what) {
    const bool display = std::getenv("DISPLAY") != nullptr || std::getenv("WAYLAND_DISPLAY") != nullptr;
    if (!display)
        throw Error(ExitCode::failed,
                    "there is no display: DISPLAY is not set. Start it in a desktop session, or under Xvfb (xvfb-run "
                    "mulens view …); `mulens render` makes pictures without a display");
    throw Error::make(ExitCode::failed,
                      "{}: {}. The viewer needs a reachable DISPLAY (or Xvfb) and OpenGL 3.3 (install libgl1-mesa-dri "
                      "for software drawing); `mulens render` makes pictures without a display",
                      what, input().error.empty() ? "no reason given" : input().error);
}

}  // namespace

Window::Window(int width, int height, const std::string& title) : title_(title) {
    input() = {};
    glfwSetErrorCallback(on_error);
    if (glfwInit() == GLFW_FALSE) no_window("the window system cannot be reached");
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_SAMPLES, 0);
    window_ = glfwCreateWindow(width, height, title.c_str(), nullptr, nullptr);
    if (window_ == nullptr) {
        const std::string why = input().error;
        glfwTerminate();
        input().error = why;
        no_window("no window with OpenGL 3.3 can be made");
    }
    glfwMakeContextCurrent(window_);
    glfwSwapInterval(1);
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().ConfigWindowsMoveFromTitleBarOnly = true;
    ImGui_ImplGlfw_InitForOpenGL(window_, false);  // keys go through our queue
    listen(window_);
    ImGui_ImplOpenGL3_Init("#version 330");
}

Window::~Window() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
    glfwDestroyWindow(window_);
    glfwTerminate();
}

bool Window::closing() const { return glfwWindowShouldClose(window_) == GLFW_TRUE; }
void Window::stay_open() { glfwSetWindowShouldClose(window_, GLFW_FALSE); }

bool Window::wait(double seconds) {
    if (seconds > 0 && input().for_imgui.empty())
        glfwWaitEventsTimeout(seconds);
    else
        glfwPollEvents();
    return std::exchange(input().any, !input().for_imgui.empty());
}

void Window::wake() const { glfwPostEmptyEvent(); }
std::vector<std::string> Window::take_dropped() { return std::exchange(input().dropped, {}); }
std::vector<KeyPress> Window::take_keys() { return std::exchange(input().keys, {}); }

double Window::content_scale() const {
    float x = 1, y = 1;
    glfwGetWindowContentScale(window_, &x, &y);
    return std::clamp(static_cast<double>(std::max(x, y)), 0.75, 4.0);
}

int Window::width() const {
    int w = 0, h = 0;
    glfwGetFramebufferSize(window_, &w, &h);
    return w;
}

int Window::height() const {
    int w = 0, h = 0;
    glfwGetFramebufferSize(window_, &w, &h);
    return h;
}

double Window::now() { return glfwGetTime(); }

void Window::begin_frame() {
    ImGui_ImplOpenGL3_NewFrame();
    for (const KeyEvent& event : input().for_imgui.take_frame()) {
        if (event.kind == KeyEvent::Kind::character)
            ImGui_ImplGlfw_CharCallback(window_, event.character);
        else
            ImGui_ImplGlfw_KeyCallback(window_, event.key, event.scancode,
                                       event.kind == KeyEvent::Kind::press     ? GLFW_PRESS
                                       : event.kind == KeyEvent::Kind::release ? GLFW_RELEASE
                                                                               : GLFW_REPEAT,
                                       event.mods);
    }
    ImGui_ImplGlfw_NewFrame();
    ImGui::NewFrame();
}

void Window::end_frame() {
    ImGui::Render();
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void Window::show() { glfwSwapBuffers(window_); }

void Window::new_fonts() {
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
}

void Window::set_title(const std::string& title) {
    if (title == title_) return;
    title_ = title;
    glfwSetWindowTitle(window_, title.c_str());
}

void Window::copy(const std::string& text) { glfwSetClipboardString(window_, text.c_str()); }

}  // namespace mulens::shell
