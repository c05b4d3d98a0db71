#include "ui/view.hpp"

#include <algorithm>
#include <array>

namespace mulens::ui {
namespace {

void add_layers(View& view, const app::Dataset& data) {
    view.layers.emplace_back("parcels", data.rows());
    std::uint64_t buildings = 0;
    for (const auto& source : data.run.sources)
        if (source.role == "buildings") buildings += source.rows;
    if (buildings > 0) view.layers.emplace_back("buildings", buildings);
    for (const char* role : {"platforms", "streets", "constraints", "renewal"}) {
        const auto it = data.run.layers.find(role);
        if (it != data.run.layers.end() && it->second.rows() > 0) view.layers.emplace_back(role, it->second.rows());
    }
    view.layers.emplace_back("labels", 0);
    view.layers.emplace_back("basemap", 0);
}

void add_metrics(View& view, const app::Dataset& data) {
    constexpr std::array<const char*, 15> known{"grade",
                                                "tax_per_mu",
                                                "output_per_mu",
                                                "value_added_per_mu",
                                                "revenue_per_mu",
                                                "labour_productivity",
                                                "value_added_per_energy",
                                                "value_added_per_emission",
                                                "rd_share",
                                                "investment_per_mu",
                                                "far",
                                                "building_density",
                                                "score",
                                                "shortfall",
                                                "area_basis_mu"};
    for (const char* name : known) {
        const auto* column = data.table().find(name);
        if (column != nullptr && (!column->is_text() || std::string_view(name) == "grade"))
            view.metrics.emplace_back(name);
    }
}

void add_names(View& view, const app::App& app, const app::Dataset& data) {
    const auto& project = data.run.settings.project;
    view.project = project.name;
    if (project.as_of) view.as_of = to_iso(*project.as_of);
    const config::Scheme* scheme = app.scheme();
    if (scheme == nullptr) return;
    const std::string& name = app.state().session.lang == app::Lang::zh || scheme->en.empty() ? scheme->zh : scheme->en;
    view.scheme = name.empty() ? scheme->id : name;
    if (scheme->year > 0 && view.scheme.find(std::to_string(scheme->year)) == std::string::npos)
        view.scheme += "(" + std::to_string(scheme->year) + ")";
}

}  // namespace

View view_of(app::App& app, const Outside& outside, double now_s) {
    View view{app.state(),
              false,
              false,
              false,
              false,
              {},
              {},
              {},
              {},
              {},
              app.legend(),
              app.counts(),
              app.changes(),
              app.platforms(),
              app.table(),
              app.sheet(),
              app.six_numbers(),
              app.knobs(),
              app.histogram(),
              app.scatter(),
              app.lorenz(),
              app.grade_flow(),
              app.problems(),
              app.recent_projects(),
              app.log()};
    const app::Dataset* data = app.data();
    view.loaded = data != nullptr;
    view.complete = app.complete();
    view.trial = app.trial_differs();
    view.answer = app.answer();
    view.looked_at = app.looked_at();
    view.swipe_sides = app.swipe_sides();
    view.asking = app.asking();
    view.answer_is_old = app.answer_is_old();
    view.jobs = app.jobs();
    view.undo_label = app.undo_label();
    view.redo_label = app.redo_label();
    view.now_s = now_s;
    view.outside = &outside;
    view.cell = [&app](const app::TableColumn& column, Row row) { return app.cell(column, row); };
    view.answer_text = [&app](const table::ReportTable& part, const std::string& column, Row row) {
        return app.answer_text(part, column, row);
    };
    view.row_at = [&app](double px, double py) { return app.row_at(px, py); };
    view.zone_at = [&app](double px, double py) { return app.zone_at(px, py); };
    view.search = [&app](const std::string& text, std::size_t limit) { return app.search(text, limit); };
    view.push = [&app](app::Command command) { app.push(std::move(command)); };
    view.copy_text = [&app](const std::string& text) {
        if (app.copy_text) app.copy_text(text);
    };
    view.selected = [&app](Row row) {
        const auto& rows = *app.state().document.selection;
        return std::binary_search(rows.begin(), rows.end(), row);
    };
    view.parcel_id = [data](Row row) { return data == nullptr ? std::string() : std::string(data->id_of(row)); };
    view.gain = [&app]() -> const app::Gain& { return app.gain(); };
    view.gain_saved = [&app]() -> const app::Gain& { return app.gain_saved(); };
    view.grade = [&app](Row row) { return app.grade(row); };
    if (data == nullptr) return view;
    view.made_up = data->made_up;
    add_layers(view, *data);
    add_metrics(view, *data);
    add_names(view, app, *data);
    return view;
}

}  // namespace mulens::ui
