#include "app/inside.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>

namespace mulens::app {

App::App(AppOptions options) : inside_(std::make_unique<Inside>(*this, std::move(options))) { inside_->load_session(); }
App::~App() = default;

App::Inside::Inside(App& owner, AppOptions wanted) : app(owner), options(std::move(wanted)) {}
App::Inside::~Inside() = default;

namespace {

bool same_document(const Document& a, const Document& b) {
    return a.metric == b.metric && a.ramp == b.ramp && a.breaks == b.breaks && a.layers == b.layers &&
           a.show_low == b.show_low && a.show_idle == b.show_idle && a.hatch_d == b.hatch_d &&
           (a.selection == b.selection || *a.selection == *b.selection) && a.filter == b.filter &&
           a.platform == b.platform && a.trial == b.trial && a.decisions == b.decisions &&
           a.correction == b.correction && a.bookmarks == b.bookmarks && a.basemap == b.basemap &&
           a.question == b.question && a.plan_table == b.plan_table;
}

constexpr std::size_t undo_limit = 200;

}  // namespace

void App::run(const Command& command) {
    auto& in = *inside_;
    if (command.verb.empty()) return;
    const Verb* verb = find_verb(command.verb);
    if (verb == nullptr)
        throw Error::make(ExitCode::usage, "{}: there is no such command (mulens help commands lists them)",
                          command.verb);
    if (command.args.size() < verb->min_args || command.args.size() > verb->max_args)
        throw Error::make(ExitCode::usage, "{}: wrong number of words; it reads: {} {}", text_of(command), verb->name,
                          verb->usage);
    const Document before = in.state.document;
    const Session session_before = in.state.session;
    const Moment moment_before = in.state.moment;
    const std::string label = text_of(command);
    try {
        verb->run(*this, command.args);
    } catch (...) {
        in.state.document = before;  // a command that fails changes nothing
        in.state.session = session_before;
        in.state.moment = moment_before;
        throw;
    }
    const bool same = same_document(before, in.state.document);
    if (verb->undo != Undo::none && !same) {
        const bool goes_on = verb->undo == Undo::drag && in.drag_open && !in.undo.empty() &&
                             parse_command(in.undo.back().label).verb == verb->name;
        if (goes_on) {
            in.undo.back().label = label;
        } else {
            in.undo.push_back({label, before});
            if (in.undo.size() > undo_limit) in.undo.erase(in.undo.begin());
        }
        in.redo.clear();
        in.drag_open = verb->undo == Undo::drag && in.state.moment.dragging;
    }
    in.after(before, session_before, moment_before);
    if (in.log.size() > 100000) in.log.erase(in.log.begin(), in.log.begin() + 50000);
    in.log.push_back(label);
    in.changed = true;
}

void App::Inside::after(const Document& before, const Session& session_before, const Moment& moment_before) {
    const Document& now = state.document;
    if (now.trial != before.trial || now.decisions != before.decisions) judge_again();
    if (now.correction != before.correction) what_if_again();
    if (!(now.question == before.question)) ask_again();
    if (now.filter != before.filter) filter_again();
    if (now.platform != before.platform) pass_again();
    if (now.selection != before.selection) ++versions.selection;
    if (now.metric != before.metric || now.ramp != before.ramp || now.breaks != before.breaks ||
        now.layers != before.layers || now.show_low != before.show_low || now.show_idle != before.show_idle ||
        now.hatch_d != before.hatch_d || now.plan_table != before.plan_table || now.basemap != before.basemap)
        ++versions.style;
    const Session& session = state.session;
    if (session.lang != session_before.lang || session.dark != session_before.dark ||
        session.meeting != session_before.meeting)
        ++versions.lang;
    // The swipe between two plans shows a table of its own.
    if ((session.swipe == Swipe::plan) != (session_before.swipe == Swipe::plan)) ++versions.style;
    if (session.tab != session_before.tab || session.sort_column != session_before.sort_column ||
        session.sort_descending != session_before.sort_descending)
        ++versions.order;
    if (!(session.camera == session_before.camera)) ++versions.camera;
    if (state.moment.inspected != moment_before.inspected ||
        state.moment.inspected_firm != moment_before.inspected_firm ||
        state.moment.zone_layer != moment_before.zone_layer || state.moment.zone != moment_before.zone)
        ++versions.inspected;
}

void App::push(Command command) { inside_->pushed.push_back(std::move(command)); }

void App::report_error(const std::string& text) {
    inside_->say(text, true);
    inside_->changed = true;
}

bool App::tick(double now_s) {
    auto& in = *inside_;
    in.now_s = now_s;
    for (auto& ended : in.jobs.take_ended()) {
        in.changed = true;
        try {
            if (ended.error) std::rethrow_exception(ended.error);
            if (ended.finish) ended.finish();
            if (ended.stopped) in.say(fmt::format("{}: {}", ended.title, tr(in.lang(), "cancelled")));
        } catch (const std::exception& error) {
            in.say(error.what(), true);
            if (!in.failed) in.failed = std::current_exception();
        }
    }
    std::vector<Command> pushed;
    pushed.swap(in.pushed);
    for (const auto& command : pushed) {
        try {
            run(command);
        } catch (const std::exception& error) {
            in.say(error.what(), true);
            in.changed = true;
        }
    }
    in.order_again();
    auto& messages = in.state.moment.messages;
    const auto gone = std::remove_if(messages.begin(), messages.end(),
                                     [&](const Message& m) { return m.until_s > 0 && m.until_s < now_s; });
    if (gone != messages.end()) {
        messages.erase(gone, messages.end());
        in.changed = true;
    }
    if (in.log.size() != in.log_saved && now_s - in.saved_at_s > 5) in.save_session();
    return std::exchange(in.changed, false);
}

void App::wait() {
    auto& in = *inside_;
    in.failed = nullptr;
    do {
        tick(in.now_s);
        if (in.jobs.busy()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    } while (in.jobs.busy() || !in.pushed.empty() || in.listing.pending);
    if (in.failed) std::rethrow_exception(std::exchange(in.failed, nullptr));
}

bool App::busy() const { return inside_->jobs.busy(); }
const State& App::state() const { return inside_->state; }
const Dataset* App::data() const { return inside_->data.get(); }
geom::Box App::parcels_box() const { return inside_->mesh ? inside_->mesh.data->box : geom::Box(); }
bool App::complete() const { return inside_->data && inside_->data->complete; }
const config::Scheme* App::scheme() const { return inside_->scheme(); }
bool App::trial_differs() const { return inside_->doc().trial != nullptr; }
std::vector<JobView> App::jobs() const { return inside_->jobs.view(inside_->now_s); }
const std::vector<std::string>& App::recent_projects() const { return inside_->recent; }
std::string App::undo_label() const { return inside_->undo.empty() ? "" : inside_->undo.back().label; }
std::string App::redo_label() const { return inside_->redo.empty() ? "" : inside_->redo.back().label; }
const std::vector<std::string>& App::log() const { return inside_->log; }
std::uint64_t App::data_version() const { return (inside_->versions.data << 24U) + inside_->text_version; }

void App::set_moving(bool moving) { inside_->state.moment.moving = moving; }

void App::set_covered(std::vector<geom::Box> boxes) {
    auto& in = *inside_;
    if (boxes == in.covered) return;
    in.covered = std::move(boxes);
    ++in.covered_version;
}

void App::set_map_size(int width, int height, double ui_scale) {
    auto& camera = inside_->state.session.camera;
    if (camera.width == width && camera.height == height && camera.ui_scale == ui_scale) return;
    const bool first = camera.width == 0;
    camera.width = width;
    camera.height = height;
    if (!first && ui_scale > 0) camera.m_per_px *= camera.ui_scale / ui_scale;
    camera.ui_scale = ui_scale;
    ++inside_->versions.camera;
    inside_->changed = true;
    if (first) inside_->fit_camera();
}

const config::Scheme* App::Inside::saved_scheme() const {
    return data && data->run.settings.scheme ? &*data->run.settings.scheme : nullptr;
}
const config::Scheme* App::Inside::scheme() const { return doc().trial ? doc().trial.get() : saved_scheme(); }

const Dataset& App::Inside::need_data() const {
    if (!data) throw Error(ExitCode::usage, tr(lang(), "nothing_loaded"));
    return *data;
}

const Dataset& App::Inside::need_results() const {
    const Dataset& all = need_data();
    if (!all.complete) throw Error(ExitCode::usage, tr(lang(), "still_loading"));
    return all;
}

void App::Inside::say(const std::string& text, bool error, const std::string& detail) {
    auto& messages = state.moment.messages;
    if (messages.size() >= 4) messages.erase(messages.begin());
    messages.push_back({error, text, detail, now_s + (error ? 12 : 5)});
    changed = true;
}

}  // namespace mulens::app
