// Verbs of choosing: selection, filter, platform, what is inspected.
#include "app/inside.hpp"
#include "app/verbs.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "query/filter.hpp"
#include "scene/pick.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace mulens::app {

Row App::Inside::need_parcel(const std::string& id) const {
    const Dataset& all = need_data();
    const Row row = all.row_of(id);
    if (row == no_row) throw Error::make(ExitCode::usage, "{}: there is no parcel with this code", id);
    return row;
}

std::string App::Inside::need_platform(const std::string& typed) const {
    const Dataset& all = need_results();
    const auto& names = all.run.land.platform_names;
    const std::string name = all.places.own(typed);
    if (std::find(names.begin(), names.end(), name) != names.end()) return name;
    std::vector<std::string> holding;
    for (const auto& own : names)
        if (own.find(typed) != own.npos || all.places.in(Lang::en, own).find(typed) != own.npos) holding.push_back(own);
    if (holding.size() == 1 && !typed.empty()) return holding.front();
    throw Error::make(ExitCode::usage, "{}: there is no platform of this name; there are {}", typed,
                      fmt::join(names, ", "));
}

namespace verb {
namespace {

void keep(App::Inside& in, std::vector<Row> rows) {
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    in.state.document.selection = std::make_shared<const std::vector<Row>>(std::move(rows));
}

/// Of the rows, those that pass platform and filter.
std::vector<Row> passing(const App::Inside& in, std::vector<Row> rows) {
    if (!in.pass.empty()) std::erase_if(rows, [&](Row row) { return in.pass[row] == 0; });
    return rows;
}

std::vector<Row> rows_of(const App::Inside& in, const Args& ids) {
    std::vector<Row> rows;
    for (const auto& id : ids) rows.push_back(in.need_parcel(id));
    return rows;
}

}  // namespace

void select(App& app, const Args& args) { keep(app.inside(), rows_of(app.inside(), args)); }

void select_add(App& app, const Args& args) {
    auto rows = rows_of(app.inside(), args);
    const auto& now = *app.inside().doc().selection;
    rows.insert(rows.end(), now.begin(), now.end());
    keep(app.inside(), std::move(rows));
}

void select_toggle(App& app, const Args& args) {
    const Row row = app.inside().need_parcel(args[0]);
    auto rows = *app.inside().doc().selection;
    if (std::erase(rows, row) == 0) rows.push_back(row);
    keep(app.inside(), std::move(rows));
}

void select_where(App& app, const Args& args) {
    auto& in = app.inside();
    (void)in.need_results();
    keep(in, passing(in, query::select(in.judged_table(), args[0], {}, in.column_aliases())));
}

void select_box(App& app, const Args& args) {
    auto& in = app.inside();
    const auto& data = in.need_data();
    geom::Box box;
    box.add(number(args[0], "a coordinate"), number(args[1], "a coordinate"));
    box.add(number(args[2], "a coordinate"), number(args[3], "a coordinate"));
    keep(in, passing(in, scene::rows_in_box(data.shapes(), *data.index, box)));
}

void select_lasso(App& app, const Args& args) {
    auto& in = app.inside();
    const auto& data = in.need_data();
    if (args.size() % 2 != 0) throw Error(ExitCode::usage, "select_lasso: give X and Y of every point");
    std::vector<geom::Point> ring;
    for (std::size_t i = 0; i < args.size(); i += 2)
        ring.push_back({number(args[i], "a coordinate"), number(args[i + 1], "a coordinate")});
    keep(in, passing(in, scene::rows_in_lasso(data.shapes(), *data.index, ring)));
}

void select_platform(App& app, const Args& args) {
    auto& in = app.inside();
    const auto& data = in.need_results();
    std::vector<Row> rows;
    const auto* platform = data.table().find("platform");
    const std::string name = in.need_platform(args[0]);
    for (Row row = 0; platform != nullptr && row < data.rows(); ++row)
        if (platform->text(row) == name) rows.push_back(row);
    if (rows.empty()) throw Error::make(ExitCode::usage, "{}: no parcel belongs to a platform of this name", args[0]);
    keep(in, std::move(rows));
}

void select_neighbours(App& app, const Args& args) {
    auto& in = app.inside();
    const auto& data = in.need_data();
    const double gap = args.empty() ? 1.0 : number(args[0], "the distance");
    if (gap < 0 || gap > 1000) throw Error(ExitCode::usage, "select_neighbours: the distance must be 0 … 1000 m");
    std::vector<Row> rows = *in.doc().selection;
    if (rows.empty()) throw Error(ExitCode::usage, tr(in.lang(), "nothing_selected"));
    if (rows.size() > 20000) throw Error(ExitCode::usage, tr(in.lang(), "too_many_selected"));
    for (const Row row : *in.doc().selection)
        for (const auto& near : scene::neighbours_of(data.shapes(), *data.index, row, gap)) rows.push_back(near.row);
    keep(in, std::move(rows));
}

void select_all(App& app, const Args&) {
    auto& in = app.inside();
    std::vector<Row> rows(in.need_data().rows());
    for (Row row = 0; row < rows.size(); ++row) rows[row] = row;
    keep(in, passing(in, std::move(rows)));
}

void select_invert(App& app, const Args&) {
    auto& in = app.inside();
    const auto& now = *in.doc().selection;
    std::vector<Row> rows;
    for (Row row = 0; row < in.need_data().rows(); ++row)
        if (!std::binary_search(now.begin(), now.end(), row)) rows.push_back(row);
    keep(in, passing(in, std::move(rows)));
}

void select_none(App& app, const Args&) { keep(app.inside(), {}); }

void filter(App& app, const Args& args) {
    auto& in = app.inside();
    const auto& data = in.need_results();
    // Tried on no rows at all: a wrong expression fails here, with the words that say why.
    table::Table nothing(0);
    nothing = table::take_rows(data.table(), {});
    (void)query::select(nothing, args[0], {}, in.column_aliases());
    in.state.document.filter = args[0];
}

void filter_none(App& app, const Args&) { app.inside().state.document.filter.clear(); }

void platform(App& app, const Args& args) {
    auto& in = app.inside();
    if (args[0] == "all") {
        in.state.document.platform.clear();
        return;
    }
    in.state.document.platform = in.need_platform(args[0]);
}

void inspect(App& app, const Args& args) {
    auto& in = app.inside();
    in.state.moment.inspected = in.need_parcel(args[0]);
    in.state.moment.inspected_firm = no_row;
    in.state.session.right_open = true;
}

void inspect_none(App& app, const Args&) {
    auto& moment = app.inside().state.moment;
    moment.inspected = moment.inspected_firm = moment.zone = no_row;
}

void next_sheet(App& app, const Args&) {
    auto& in = app.inside();
    const auto& data = in.need_data();
    const Row now = in.state.moment.inspected;
    if (now == no_row) throw Error(ExitCode::usage, tr(in.lang(), "nothing_inspected"));
    std::set<Row> over{now};
    for (const auto& pair : data.run.land.check.overlaps) {
        if (pair.a == now) over.insert(pair.b);
        if (pair.b == now) over.insert(pair.a);
    }
    auto it = over.upper_bound(now);
    in.state.moment.inspected = it == over.end() ? *over.begin() : *it;
}

}  // namespace verb
}  // namespace mulens::app
