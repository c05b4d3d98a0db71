// The session on disk: a script of commands that brings the window back to where it was. Written beside and renamed,
// every few seconds while something changes, so a killed program loses less than ten seconds.
#include "app/inside.hpp"
#include "app/verbs.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

namespace mulens::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_selected = 5000;  // more is not worth keeping

std::vector<std::string> lines_of(const std::string& path) {
    std::vector<std::string> out;
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) out.push_back(line);
    return out;
}

void add_trial(std::vector<Command>& out, const config::Scheme& saved, const config::Scheme& trial) {
    const auto differs = [](double a, double b) { return !(a == b || (std::isnan(a) && std::isnan(b))); };
    if (saved.raw != trial.raw) {
        out.push_back(command("scheme", trial.file));
        return;
    }
    for (std::size_t t = 0; t < trial.low_tests.size(); ++t)
        if (differs(saved.low_tests[t].value, trial.low_tests[t].value))
            out.push_back(command("threshold", trial.low_tests[t].code, trial.low_tests[t].value));
    for (std::size_t c = 0; c < trial.classes.size(); ++c)
        for (std::size_t i = 0; i < trial.classes[c].indicators.size(); ++i) {
            const auto& was = saved.classes[c].indicators[i];
            const auto& is = trial.classes[c].indicators[i];
            if (differs(was.weight, is.weight))
                out.push_back(command("weight", trial.classes[c].id, is.metric, is.weight));
            if (differs(was.cap, is.cap)) out.push_back(command("cap", trial.classes[c].id, is.metric, is.cap));
        }
    for (std::size_t i = 0; i < trial.cut.lines.size(); ++i) {
        const auto& was = saved.cut.lines[i];
        const auto& is = trial.cut.lines[i];
        const std::string scale_class = is.scale_class.empty() ? "all" : is.scale_class;
        const std::string grade(1, is.grade);
        if (differs(was.cumulative, is.cumulative)) out.push_back(command("cut", scale_class, grade, is.cumulative));
        if (differs(was.value, is.value)) out.push_back(command("cut", scale_class, grade, is.value));
    }
    if (differs(saved.size_limit_mu, trial.size_limit_mu)) out.push_back(command("size_limit", trial.size_limit_mu));
}

const char* on_off(bool on) { return on ? "on" : "off"; }

}  // namespace

std::vector<Command> App::Inside::restoring() const {
    std::vector<Command> out;
    const Document plain;
    const Document& d = doc();
    for (const auto& one : d.decisions) {
        Command c = command("decide", one.key, one.kind);
        if (!one.field.empty()) c.args.insert(c.args.end(), {one.field, one.value});
        c.args.push_back(one.reason);
        out.push_back(std::move(c));
    }
    if (d.trial && saved_scheme() != nullptr) add_trial(out, *saved_scheme(), *d.trial);
    if (d.correction) out.push_back(command("what_if", d.correction->key, d.correction->field, d.correction->value));
    if (d.metric != plain.metric && d.metric != "plan") out.push_back(command("show", d.metric));
    if (d.ramp != plain.ramp) out.push_back(command("ramp", d.ramp));
    if (!d.breaks.empty()) {
        Command c{"breaks", {}};
        for (const double limit : d.breaks) c.args.push_back(argument(limit));
        out.push_back(std::move(c));
    }
    if (!d.basemap.empty()) out.push_back(command("basemap", d.basemap));
    for (const auto& [name, on] : d.layers)
        if (plain.layers.at(name) != on) out.push_back(command("layer", name, on_off(on)));
    if (!d.show_low) out.push_back(command("highlight", "low", "off"));
    if (!d.show_idle) out.push_back(command("highlight", "idle", "off"));
    if (d.hatch_d) out.push_back(command("hatch_d", "on"));
    if (!d.platform.empty()) out.push_back(command("platform", d.platform));
    if (!d.filter.empty()) out.push_back(command("filter", d.filter));
    for (const auto& mark : d.bookmarks) {
        out.push_back(command("camera", mark.x, mark.y, mark.m_per_px));
        out.push_back(command("bookmark", mark.name));
    }
    if (data && !d.selection->empty() && d.selection->size() <= most_selected) {
        Command c{"select", {}};
        for (const Row row : *d.selection) c.args.emplace_back(data->id_of(row));
        out.push_back(std::move(c));
    }
    if (!d.question.command.empty()) {
        Command c{"ask", {d.question.command}};
        for (const auto& [name, value] : d.question.values) c.args.push_back(name + "=" + value);
        out.push_back(std::move(c));
        if (d.metric != "plan") out.push_back(command("show", d.metric));
    }
    const Session& s = state.session;
    const char* const tabs[] = {"low", "all", "charts", "changes", "plan", "problems"};
    out.push_back(command("tab", tabs[static_cast<std::size_t>(s.tab)]));
    if (!s.sort_column.empty()) out.push_back(command("sort", s.sort_column, s.sort_descending ? "desc" : "asc"));
    out.push_back(command("chart", s.chart));
    out.push_back(command("panel", "bottom", on_off(s.bottom_open)));
    if (data && state.moment.inspected != no_row)
        out.push_back(command("inspect", std::string(data->id_of(state.moment.inspected))));
    out.push_back(command("panel", "right", on_off(s.right_open)));
    if (s.camera.width > 0) out.push_back(command("camera", s.camera.x, s.camera.y, s.camera.m_per_px));
    return out;
}

std::vector<Command> App::Inside::looks() const {
    const Session& s = state.session;
    std::vector<Command> out;
    out.push_back(command("language", s.lang == Lang::zh ? "zh" : "en"));
    out.push_back(command("theme", s.dark ? "dark" : "light"));
    if (s.ui_scale > 0) out.push_back(command("ui_scale", static_cast<double>(s.ui_scale)));
    out.push_back(command("resize", "left", static_cast<double>(s.left_width)));
    out.push_back(command("resize", "right", static_cast<double>(s.right_width)));
    out.push_back(command("resize", "bottom", static_cast<double>(s.bottom_height)));
    out.push_back(command("panel", "left", on_off(s.left_open)));
    out.push_back(command("panel", "scheme", on_off(s.scheme_open)));
    if (s.meeting) out.push_back(command("meeting", "on"));
    return out;
}

void App::Inside::save_session() {
    // What is being opened is not there to be described yet: a kill now must not cost the last session.
    if (jobs.busy("load")) return;
    saved_at_s = now_s;
    log_saved = log.size();
    if (options.session_folder.empty()) return;
    std::string text = "# Mulens session: commands that bring the window back\n";
    for (const auto& c : looks()) text += text_of(c) + '\n';
    if (!files.empty() && data && data->complete) {
        Command open{"open", {}};
        for (const auto& file : files) open.args.push_back(fs::absolute(file).string());
        text += text_of(open) + '\n';
        for (const auto& c : restoring()) text += text_of(c) + '\n';
    }
    std::string projects;
    for (const auto& one : recent) projects += one + '\n';
    try {
        fs::create_directories(options.session_folder);
        verb::save_text(options.session_folder + "/session.txt", text);
        verb::save_text(options.session_folder + "/recent.txt", projects);
    } catch (const std::exception& error) {
        if (!session_unwritable) say(error.what(), true);
        session_unwritable = true;  // said once
    }
}

void App::Inside::load_session() {
    if (options.session_folder.empty()) return;
    for (const auto& line : lines_of(options.session_folder + "/recent.txt"))
        if (!line.empty() && recent.size() < 10) recent.push_back(line);
    bool opened = false;
    for (const auto& line : lines_of(options.session_folder + "/session.txt")) {
        Command one;
        try {
            one = parse_command(line);
        } catch (const Error&) {
            continue;  // a line cut short
        }
        if (one.verb.empty()) continue;
        if (one.verb == "open") {
            opened = true;
            last_files = one.args;
        } else if (opened) {
            last_steps.push_back(std::move(one));
        } else {
            try {
                app.run(one);
            } catch (const Error&) {
                continue;  // from another version of the program
            }
        }
    }
    log.clear();
}

bool App::restore() {
    auto& in = *inside_;
    if (in.last_files.empty()) return false;
    for (const auto& file : in.last_files)
        if (!fs::exists(file)) return false;
    in.open(in.last_files);
    in.steps_after_load = in.last_steps;
    return true;
}

void App::Inside::run_steps_after_load() {
    const auto steps = std::exchange(steps_after_load, {});
    for (const auto& step : steps) {
        try {
            app.run(step);
        } catch (const Error& error) {
            say(error.what(), true);
        }
    }
    undo.clear();
}

}  // namespace mulens::app
