#include "render/context.hpp"

#include "base/error.hpp"

#include <epoxy/egl.h>
#include <epoxy/gl.h>

#include <cstring>
#include <string_view>
#include <vector>

namespace mulens::render {
namespace {

constexpr const char* advice =
    "install the package libegl-mesa0 (and libgl1-mesa-dri), or set LIBGL_ALWAYS_SOFTWARE=1 to draw without a graphics "
    "card";

Error no_context(std::string_view what) {
    return Error::make(ExitCode::failed, "OpenGL cannot start without a window ({}): {}", what, advice);
}

bool has_word(const char* list, std::string_view word) {
    if (list == nullptr) return false;
    std::string_view rest(list);
    while (!rest.empty()) {
        const auto end = rest.find(' ');
        if (rest.substr(0, end) == word) return true;
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + 1);
    }
    return false;
}

EGLDisplay device_display() {
    const char* extensions = eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS);
    if (!has_word(extensions, "EGL_EXT_platform_device") || !has_word(extensions, "EGL_EXT_device_enumeration"))
        return EGL_NO_DISPLAY;
    EGLDeviceEXT device = nullptr;
    EGLint devices = 0;
    if (eglQueryDevicesEXT(1, &device, &devices) != EGL_TRUE || devices == 0) return EGL_NO_DISPLAY;
    return eglGetPlatformDisplayEXT(EGL_PLATFORM_DEVICE_EXT, device, nullptr);
}

/// The first kind of display without a window system that starts.
EGLDisplay open_display() {
    const char* extensions = eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS);
    if (extensions == nullptr) throw no_context("no EGL driver");
    std::vector<EGLDisplay> candidates;
    if (has_word(extensions, "EGL_MESA_platform_surfaceless"))
        candidates.push_back(eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA, nullptr, nullptr));
    candidates.push_back(device_display());
    for (EGLDisplay display : candidates)
        if (display != EGL_NO_DISPLAY && eglInitialize(display, nullptr, nullptr) == EGL_TRUE) return display;
    throw no_context("no EGL display starts");
}

}  // namespace

struct Context::Egl {
    EGLDisplay display = EGL_NO_DISPLAY;
    EGLContext context = EGL_NO_CONTEXT;

    ~Egl() {
        if (display == EGL_NO_DISPLAY) return;
        eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
        if (context != EGL_NO_CONTEXT) eglDestroyContext(display, context);
        // The display stays initialised: it is shared by the whole process.
    }
};

Context::Context() : egl_(std::make_unique<Egl>()) {
    egl_->display = open_display();
    if (!has_word(eglQueryString(egl_->display, EGL_EXTENSIONS), "EGL_KHR_surfaceless_context"))
        throw no_context("the EGL driver wants a window");
    if (eglBindAPI(EGL_OPENGL_API) != EGL_TRUE) throw no_context("the EGL driver knows only OpenGL ES");
    const EGLint config_wishes[] = {EGL_SURFACE_TYPE, 0, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_NONE};
    EGLConfig config = nullptr;
    EGLint configs = 0;
    if (eglChooseConfig(egl_->display, config_wishes, &config, 1, &configs) != EGL_TRUE || configs == 0)
        throw no_context("the EGL driver offers no configuration with OpenGL");
    const EGLint wishes[] = {
        EGL_CONTEXT_MAJOR_VERSION,           3,       EGL_CONTEXT_MINOR_VERSION, 3, EGL_CONTEXT_OPENGL_PROFILE_MASK,
        EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_NONE};
    egl_->context = eglCreateContext(egl_->display, config, EGL_NO_CONTEXT, wishes);
    if (egl_->context == EGL_NO_CONTEXT) throw no_context("the driver has no OpenGL 3.3 core");
    make_current();
    check_gl();
}

Context::~Context() = default;

void Context::make_current() const {
    if (eglMakeCurrent(egl_->display, EGL_NO_SURFACE, EGL_NO_SURFACE, egl_->context) != EGL_TRUE)
        throw no_context("the context cannot be made current");
}

void check_gl() {
    if (const int version = epoxy_gl_version(); !epoxy_is_desktop_gl() || version < 33)
        throw Error::make(ExitCode::failed, "OpenGL 3.3 or later is needed, this driver has {}.{}: {}", version / 10,
                          version % 10, advice);
}

std::string describe_gl() {
    const auto text = [](GLenum name) {
        const auto* value = reinterpret_cast<const char*>(glGetString(name));
        return std::string(value == nullptr ? "?" : value);
    };
    return text(GL_RENDERER) + ", " + text(GL_VERSION);
}

}  // namespace mulens::render
