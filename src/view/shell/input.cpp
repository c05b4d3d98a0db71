// What the window takes in: keys, dropped files, a sample that was made.
#include "shell/viewer.hpp"
#include "ui/panels/panels.hpp"

#include <imgui.h>

#include <exception>

namespace mulens::shell {

void Viewer::take_input() {
    const auto dropped = window_.take_dropped();
    if (!dropped.empty()) app_.push(app::Command{"open", dropped});
    for (const auto& key : window_.take_keys()) press(key.name);
}

bool Viewer::nudge(const std::string& key) {
    constexpr double step = 80;
    const double by = step * static_cast<double>(scale());
    if (key == "Left")
        app_.push(app::command("pan", by, 0.0));
    else if (key == "Right")
        app_.push(app::command("pan", -by, 0.0));
    else if (key == "Up")
        app_.push(app::command("pan", 0.0, by));
    else if (key == "Down")
        app_.push(app::command("pan", 0.0, -by));
    else if (key == "+")
        app_.push(app::command("zoom", 1.4));
    else if (key == "-")
        app_.push(app::command("zoom", 1 / 1.4));
    else if (key == "Home")
        app_.push(app::command("zoom_to", "all"));
    else
        return false;
    return true;
}

void Viewer::press(const std::string& key) {
    const bool dialog = memory_.palette_open || memory_.files.open || memory_.keys_open || memory_.about_open;
    if (key == "Ctrl+K") {
        memory_.palette_open = memory_.palette_fresh = !memory_.palette_open;
        memory_.palette_text.clear();
        return;
    }
    if (key == "F1") {
        memory_.keys_open = !memory_.keys_open;
        return;
    }
    // A dialog or a text field has the keyboard; menus close by themselves.
    if (dialog || ImGui::GetIO().WantTextInput || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) return;
    if (key == "Esc" && !memory_.map.path.empty()) {
        memory_.map.path.clear();
        return;
    }
    if (key == "/") {
        memory_.palette_open = memory_.palette_fresh = true;
        memory_.palette_text.clear();
        return;
    }
    if (app_.data() != nullptr && nudge(key)) return;
    for (const auto& verb : app::verbs()) {
        if (verb.key.empty() || verb.key != key) continue;
        if (verb.min_args == 0) return app_.push(app::Command{verb.name, {}});
        if (verb.name == "open" || verb.name == "export" || verb.name == "picture") {
            const ui::View view = ui::view_of(app_, outside_, Window::now());
            return ui::ask_file(view, memory_, verb.name, verb.name != "open",
                                verb.name == "export"    ? "parcels.gpkg"
                                : verb.name == "picture" ? "map.png"
                                                         : "");
        }
        if (verb.usage.find("toggle") != std::string::npos) return app_.push(app::Command{verb.name, {"toggle"}});
        return;
    }
}

void Viewer::try_sample() {
    if (sampling_.exchange(true)) return;
    if (sampler_.joinable()) sampler_.join();
    sampler_ = std::thread([this] {
        std::string file, failed;
        try {
            file = options_.make_sample();
        } catch (const std::exception& error) {
            failed = error.what();
        }
        {
            const std::lock_guard lock(sample_mutex_);
            sample_file_ = file;
            sample_error_ = failed;
        }
        sampling_ = false;
        window_.wake();
    });
}

void Viewer::take_sample() {
    std::string file, failed;
    {
        const std::lock_guard lock(sample_mutex_);
        file.swap(sample_file_);
        failed.swap(sample_error_);
    }
    if (!file.empty()) app_.push(app::Command{"open", {file}});
    if (!failed.empty()) app_.report_error(failed);
}

}  // namespace mulens::shell
