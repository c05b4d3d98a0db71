#include "shell/viewer.hpp"

#include "base/error.hpp"
#include "render/window.hpp"
#include "shell/folders.hpp"
#include "shell/picture.hpp"
#include "text/fonts.hpp"
#include "ui/map/map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>

namespace mulens::shell {
namespace {

ui::FontFile font_file(bool bold) {
    const auto& font = text::ui_font(bold);
    return {font.path, font.face};
}

app::AppOptions app_options(const ViewOptions& options) {
    app::AppOptions out;
    out.draws = true;
    out.threads = options.threads;
    out.session_folder = options.session_folder;
    return out;
}

constexpr double still_after_s = 0.2;    // then the picture is drawn finely
constexpr double settle_frames_s = 0.7;  // tooltips come and hovers fade within this time of the last input

}  // namespace

Viewer::Viewer(const ViewOptions& options, Window& window)
    : options_(options), window_(window), app_(app_options(options)), atlas_(font_file(false), font_file(true)) {
    app_.copy_text = [this](const std::string& text) { window_.copy(text); };
    install_pictures(app_, renderer_);
    outside_.list_folder = list_folder;
    outside_.whole_path = whole_path;
    outside_.home = home_folder();
    if (options.make_sample) outside_.try_sample = [this] { try_sample(); };
    if (!options.language.empty()) app_.run(app::command("language", options.language));
    if (!options.theme.empty()) app_.run(app::command("theme", options.theme));
    if (options.scale > 0) app_.run(app::command("ui_scale", options.scale));
    if (!options.files.empty()) {
        app_.run(app::Command{"open", options.files});
    } else if (!options.session_folder.empty()) {
        (void)app_.restore();
    }
}

Viewer::~Viewer() {
    if (sampler_.joinable()) sampler_.join();
}

float Viewer::scale() const {
    const float chosen = app_.state().session.ui_scale;
    return chosen > 0 ? chosen : static_cast<float>(window_.content_scale());
}

void Viewer::draw() {
    const int width = window_.width(), height = window_.height();
    if (width < 1 || height < 1) return;
    const auto& session = app_.state().session;
    const float ui_scale = scale();
    if (atlas_.update(ui_scale, app_.data_version(), app_.data_texts())) window_.new_fonts();
    ui::set_look(session.dark, ui_scale, session.lang, atlas_.fonts());
    const ui::Layout layout = ui::lay_out(static_cast<float>(width), static_cast<float>(height), ui_scale, session);
    app_.set_map_size(static_cast<int>(layout.map.width()), static_cast<int>(layout.map.height()),
                      static_cast<double>(ui_scale));
    window_.begin_frame();
    const ui::View view = ui::view_of(app_, outside_, Window::now());
    ui::draw_window(view, memory_);
    app_.set_covered(ui::map_covered(view, layout.map));
    render::clear_window(width, height, ui::ink().paper);
    fine_ = true;
    if (app_.data() != nullptr) {
        render::Target target;
        target.x = static_cast<int>(layout.map.x0);
        target.y = height - static_cast<int>(layout.map.y1);
        target.width = static_cast<int>(layout.map.width());
        target.height = static_cast<int>(layout.map.height());
        fine_ = renderer_.draw(app_.frame(), target);
        app_.mesh_is_drawn();
    }
    window_.end_frame();
    const std::string title = view.project.empty() ? ui::tr("product_long") : view.project + " — " + ui::tr("product");
    window_.set_title(title);
}

void Viewer::show() {
    window_.show();
    if (app_.data() != nullptr) app_.picture_is_shown();
    if (parcels_shown_ || app_.data() == nullptr) return;
    parcels_shown_ = true;
    if (options_.first_picture) options_.first_picture(app_);
}

void Viewer::loop() {
    while (!app_.state().moment.quit) {
        const double now = Window::now();
        const bool lively = memory_.busy_drawing || !fine_ || frames_due_ > 0;
        const bool recent = now - last_input_ < settle_frames_s;
        const double pause = lively ? 0 : app_.busy() || sampling_ ? 0.03 : recent ? 0.05 : 0.5;
        if (window_.wait(pause)) {
            last_input_ = Window::now();
            frames_due_ = std::max(frames_due_, 2);
        }
        if (window_.closing()) break;
        take_input();
        take_sample();
        if (app_.tick(Window::now())) frames_due_ = std::max(frames_due_, 2);
        app_.set_moving(Window::now() - last_input_ < still_after_s || memory_.busy_drawing);
        if (frames_due_ == 0 && !memory_.busy_drawing && fine_ && !recent) continue;
        frames_due_ = std::max(0, frames_due_ - 1);
        draw();
        show();
    }
    (void)app_.tick(Window::now());
}

void Viewer::settle() {
    app_.set_moving(false);
    const double start = Window::now();
    int still = 0;
    bool started = false;
    while (still < 4 && Window::now() - start < 600) {
        (void)window_.wait(app_.busy() ? 0.005 : 0);
        const bool changed = app_.tick(Window::now());
        // The processors belong to the jobs while there is nothing new to see.
        if (still == 0 && started && app_.busy() && !changed && fine_ && memory_.map.zoom_left == 0) continue;
        started = true;
        draw();
        show();
        still = changed || app_.busy() || !fine_ || memory_.map.zoom_left != 0 ? 0 : still + 1;
    }
}

void Viewer::play_script(const std::string& path) {
    std::ifstream in(path);
    if (!in) throw Error::make(ExitCode::unreadable, "{}: cannot be read", path);
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
        try {
            app_.run(line);
            app_.wait();
        } catch (const Error& error) {
            throw error.with_context(fmt::format("{}:{}", path, number));
        }
        (void)window_.wait(0);
        draw();
        show();
        if (app_.state().moment.quit) return;
    }
}

void Viewer::screenshot(const std::string& path) {
    settle();
    draw();
    render::write_png(path, render::read_window(window_.width(), window_.height()));
    show();
}

}  // namespace mulens::shell
