// Verbs of looking: camera, panels, language, tools.
#include "app/inside.hpp"
#include "app/verbs.hpp"
#include "base/error.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::app::verb {
namespace {

constexpr double closest = 0.005, farthest = 20000;  // metres a pixel

void zoom_to_box(App::Inside& in, const geom::Box& box) {
    if (box.empty()) throw Error(ExitCode::usage, tr(in.lang(), "nothing_to_zoom"));
    auto& camera = in.state.session.camera;
    camera.fit(box, 0.12);
    camera.m_per_px = std::clamp(camera.m_per_px, 0.05, farthest);
}

}  // namespace

void zoom(App& app, const Args& args) {
    const double factor = positive(args[0], "the factor");
    auto& camera = app.inside().state.session.camera;
    if (args.size() == 2) throw Error(ExitCode::usage, "zoom: give both pixels, or none");
    const double px = args.size() > 2 ? number(args[1], "the pixel") : camera.width / 2.0;
    const double py = args.size() > 2 ? number(args[2], "the pixel") : camera.height / 2.0;
    const double wanted = std::clamp(camera.m_per_px / factor, closest, farthest);
    camera.zoom_about(px, py, camera.m_per_px / wanted);
}

void zoom_to(App& app, const Args& args) {
    auto& in = app.inside();
    const auto& data = in.need_data();
    geom::Box box;
    const auto need_words = [&](std::size_t n) {
        if (args.size() != n) throw Error::make(ExitCode::usage, "zoom_to {}: wrong number of words", args[0]);
    };
    switch (choice(args[0], {"all", "selection", "low", "platform", "parcel", "box"})) {
        case 0:
            need_words(1);
            if (in.mesh) box = in.mesh.data->box;
            break;
        case 1:
            need_words(1);
            for (const Row row : *in.doc().selection) box.add(data.shapes().box(row));
            break;
        case 2:
            need_words(1);
            if (in.judged)
                for (Row row = 0; row < data.rows(); ++row)
                    if (in.judged->low[row] != 0) box.add(data.shapes().box(row));
            break;
        case 3: {
            need_words(2);
            const auto* platform = data.table().find("platform");
            const std::string name = in.need_platform(args[1]);
            for (Row row = 0; platform != nullptr && row < data.rows(); ++row)
                if (platform->text(row) == name) box.add(data.shapes().box(row));
            break;
        }
        case 4:
            need_words(2);
            box.add(data.shapes().box(in.need_parcel(args[1])));
            break;
        default:
            need_words(5);
            box.add(number(args[1], "a coordinate"), number(args[2], "a coordinate"));
            box.add(number(args[3], "a coordinate"), number(args[4], "a coordinate"));
    }
    zoom_to_box(in, box);
}

void pan(App& app, const Args& args) {
    auto& camera = app.inside().state.session.camera;
    const double dx = number(args[0], "the distance"), dy = number(args[1], "the distance");
    camera.x -= dx * camera.m_per_px;
    camera.y += dy * camera.m_per_px;
}

void camera(App& app, const Args& args) {
    const double x = number(args[0], "X"), y = number(args[1], "Y");
    auto& camera = app.inside().state.session.camera;
    camera.m_per_px = std::clamp(positive(args[2], "metres a pixel"), closest, farthest);
    camera.x = x;
    camera.y = y;
}

void tab(App& app, const Args& args) {
    auto& session = app.inside().state.session;
    const auto to = static_cast<Tab>(choice(args[0], {"low", "all", "charts", "changes", "plan", "problems"}));
    if (to != session.tab) session.sort_column.clear();
    session.tab = to;
    session.bottom_open = true;
}

void chart(App& app, const Args& args) {
    (void)choice(args[0], {"histogram", "scatter", "ranking", "lorenz", "flow"});
    app.inside().state.session.chart = args[0];
}

void sort(App& app, const Args& args) {
    auto& in = app.inside();
    if (!in.need_data().table().has(args[0]) && args[0] != "potential")
        throw Error::make(ExitCode::usage, "{}: there is no such column", args[0]);
    in.state.session.sort_descending = choice(args[1], {"asc", "desc"}) == 1;
    in.state.session.sort_column = args[0];
}

void panel(App& app, const Args& args) {
    auto& s = app.inside().state.session;
    bool* const panels[] = {&s.left_open, &s.right_open, &s.bottom_open, &s.scheme_open};
    bool& one = *panels[choice(args[0], {"left", "right", "bottom", "scheme"})];
    one = switched(args[1], one);
}

void resize(App& app, const Args& args) {
    auto& s = app.inside().state.session;
    const auto px = static_cast<float>(std::clamp(positive(args[1], "the size"), 80.0, 2000.0));
    float* const sizes[] = {&s.left_width, &s.right_width, &s.bottom_height};
    *sizes[choice(args[0], {"left", "right", "bottom"})] = px;
}

void tool(App& app, const Args& args) {
    auto& moment = app.inside().state.moment;
    moment.tool = static_cast<Tool>(choice(args[0], {"pick", "rectangle", "lasso", "distance", "area"}));
    moment.path.clear();
    moment.path_done = false;
}

void path(App& app, const Args& args) {
    auto& moment = app.inside().state.moment;
    switch (choice(args[0], {"clear", "add", "done"})) {
        case 0:
            moment.path.clear();
            moment.path_done = false;
            break;
        case 1: {
            if (args.size() != 3) throw Error(ExitCode::usage, "path add: give X and Y");
            const geom::Point p{number(args[1], "X"), number(args[2], "Y")};
            if (std::exchange(moment.path_done, false)) moment.path.clear();
            if (moment.path.size() < 20000) moment.path.push_back(p);
            break;
        }
        default:
            moment.path_done = true;
    }
}

void hover(App& app, const Args& args) {
    auto& in = app.inside();
    in.state.moment.hovered = args[0] == "none" ? no_row : in.need_parcel(args[0]);
}

void drag(App& app, const Args& args) {
    auto& in = app.inside();
    in.state.moment.dragging = switched(args[0], in.state.moment.dragging);
    in.drag_open = false;
}

void language(App& app, const Args& args) {
    auto& lang = app.inside().state.session.lang;
    const auto which = choice(args[0], {"zh", "en", "toggle"});
    lang = which == 2 ? (lang == Lang::zh ? Lang::en : Lang::zh) : which == 1 ? Lang::en : Lang::zh;
}

void theme(App& app, const Args& args) {
    auto& dark = app.inside().state.session.dark;
    const auto which = choice(args[0], {"light", "dark", "toggle"});
    dark = which == 2 ? !dark : which == 1;
}

void ui_scale(App& app, const Args& args) {
    app.inside().state.session.ui_scale = static_cast<float>(std::clamp(positive(args[0], "the factor"), 0.5, 4.0));
}

void meeting(App& app, const Args& args) {
    auto& on = app.inside().state.session.meeting;
    on = switched(args[0], on);
}

void swipe(App& app, const Args& args) {
    auto& in = app.inside();
    const auto which = choice(args[0], {"off", "saved", "year", "plan"});
    if (args.size() != (which == 2 ? 2U : 1U))
        throw Error(ExitCode::usage, "swipe: say off, saved, plan, or year YEAR");
    if (which != 0) (void)in.need_results();
    if (which == 2) {
        const double year = number(args[1], "the year");
        if (year < 1990 || year > 2100 || in.files.size() != 1)
            throw Error(ExitCode::usage, tr(in.lang(), "swipe_year_unknown"));
        in.state.session.swipe_year = static_cast<int>(year);
    }
    in.state.session.swipe = static_cast<Swipe>(which);
}

void swipe_at(App& app, const Args& args) {
    app.inside().state.session.swipe_at = static_cast<float>(std::clamp(number(args[0], "the share"), 0.0, 1.0));
}

void undo(App& app, const Args&) {
    auto& in = app.inside();
    for (const auto& job : in.jobs.view(in.now_s))
        if (in.jobs.busy("judge") && job.title == tr(in.lang(), "job_judge")) in.jobs.cancel(job.id);
    if (in.undo.empty()) throw Error(ExitCode::usage, tr(in.lang(), "nothing_to_undo"));
    auto step = std::move(in.undo.back());
    in.undo.pop_back();
    in.redo.push_back({step.label, in.state.document});
    in.state.document = std::move(step.before);
    in.drag_open = in.tests_only = false;
}

void redo(App& app, const Args&) {
    auto& in = app.inside();
    if (in.redo.empty()) throw Error(ExitCode::usage, tr(in.lang(), "nothing_to_redo"));
    auto step = std::move(in.redo.back());
    in.redo.pop_back();
    in.undo.push_back({step.label, in.state.document});
    in.state.document = std::move(step.before);
    in.drag_open = in.tests_only = false;
}

void cancel(App& app, const Args& args) {
    app.inside().jobs.cancel(static_cast<std::uint64_t>(positive(args[0], "the job")));
}

void dismiss(App& app, const Args&) { app.inside().state.moment.messages.clear(); }
void quit(App& app, const Args&) { app.inside().state.moment.quit = true; }

void copy_command(App& app, const Args&) {
    auto& in = app.inside();
    if (in.log.empty()) throw Error(ExitCode::usage, tr(in.lang(), "nothing_to_copy"));
    if (app.copy_text) app.copy_text(in.log.back());
}

void bookmark(App& app, const Args& args) {
    auto& in = app.inside();
    if (args[0].empty()) throw Error(ExitCode::usage, "bookmark: give a name");
    const auto& camera = in.state.session.camera;
    auto& marks = in.state.document.bookmarks;
    std::erase_if(marks, [&](const Bookmark& mark) { return mark.name == args[0]; });
    marks.push_back({args[0], camera.x, camera.y, camera.m_per_px});
}

void bookmark_go(App& app, const Args& args) {
    auto& in = app.inside();
    for (const auto& mark : in.doc().bookmarks)
        if (mark.name == args[0]) {
            auto& camera = in.state.session.camera;
            camera.x = mark.x;
            camera.y = mark.y;
            camera.m_per_px = mark.m_per_px;
            return;
        }
    throw Error::make(ExitCode::usage, "{}: there is no such bookmark", args[0]);
}

void bookmark_drop(App& app, const Args& args) {
    auto& marks = app.inside().state.document.bookmarks;
    if (std::erase_if(marks, [&](const Bookmark& mark) { return mark.name == args[0]; }) == 0)
        throw Error::make(ExitCode::usage, "{}: there is no such bookmark", args[0]);
}

}  // namespace mulens::app::verb
