#include "planning/history.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "planning/scenarios.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace mulens::planning {
namespace {

using table::Layer;

int year_of_row(const Layer& layer, Row row) {
    double year = layer.table.number("year", row);
    if (std::isnan(year)) year = layer.table.number("source_year", row);
    return std::isfinite(year) ? static_cast<int>(year) : 0;
}

/// The plots of one year out of the layer of all earlier years, as a parcel layer.
Layer plots_of_year(const Layer& all, int year) {
    std::vector<Row> rows;
    for (Row row = 0; row < all.rows(); ++row)
        if (year_of_row(all, row) == year) rows.push_back(row);
    Layer out;
    out.role = "parcels";
    out.sources = all.sources;
    out.table = table::take_rows(all.table, rows);
    for (const Row row : rows) {
        out.geometry.add_feature(all.geometry, row);
        out.source.push_back(all.source[row]);
        out.source_row.push_back(all.source_row[row]);
    }
    return out;
}

/// What the codes of all later years stand for among the plots of years[at]; trivial ones are left out. The newest
/// year that has a code counts.
pipeline::FormerCodes former_codes(const years::History& history, std::size_t at) {
    pipeline::FormerCodes out;
    std::set<std::string> seen;
    const auto& then = history.years[at];
    for (std::size_t from = history.years.size(); --from > at;) {
        const auto& later = history.years[from];
        for (Row row = 0; row < later.land->rows(); ++row) {
            const std::string code = normalised_key(later.id(row));
            if (!seen.insert(code).second) continue;
            std::map<Row, double> parts{{row, 1.0}};  // plot → share of that plot that lies in `row`
            for (std::size_t step = from; step-- > at;) {
                std::map<Row, double> earlier;
                for (const auto& [plot, share] : parts)
                    for (const auto link : history.steps[step].of_after[plot]) {
                        const auto& l = history.steps[step].links[link];
                        earlier[l.before] += share * l.carried;
                    }
                parts = std::move(earlier);
            }
            if (parts.empty()) continue;
            if (parts.size() == 1 && normalised_key(then.id(parts.begin()->first)) == code &&
                parts.begin()->second > 0.999999)
                continue;
            for (const auto& [plot, share] : parts) out[code].push_back({normalised_key(then.id(plot)), share});
        }
    }
    return out;
}

config::Project project_of_year(const pipeline::Run& run, int year) {
    config::Project out = run.settings.project;
    static const std::set<std::string> needed{"buildings", "enterprises",     "links",    "platforms",
                                              "contracts", "official_grades", "decisions"};
    std::erase_if(out.layers, [](const auto& spec) { return !needed.contains(spec.role); });
    out.crs = run.settings.working_crs;
    out.year = year;
    out.as_of = make_date(year, 12, 31);
    return out;
}

/// The run of a year, with less and less where the scheme or the ledger has nothing for it.
pipeline::Run run_year(const pipeline::Run& run, int year, pipeline::RunOptions options,
                       std::vector<Words>& assumptions, Diagnostics& diagnostics, Progress& progress) {
    const auto attempt = [&](config::Project project) {
        return pipeline::run_project(std::move(project), options, diagnostics, progress);
    };
    config::Project project = project_of_year(run, year);
    try {
        return attempt(project);
    } catch (const Error& error) {
        if (error.code() != ExitCode::usage || project.scheme.empty()) throw;
        assumptions.push_back(said("{} 年没有等级({})", "{}: no grades ({})", year, std::string(error.what())));
    }
    project.scheme.clear();
    project.cut_from.clear();
    options.scheme = nullptr;
    try {
        return attempt(project);
    } catch (const Error& error) {
        if (error.code() != ExitCode::usage) throw;
        assumptions.push_back(said("{} 年没有经营数据({})", "{}: no figures ({})", year, std::string(error.what())));
    }
    std::erase_if(project.layers, [](const auto& spec) { return spec.role == "enterprises" || spec.role == "links"; });
    return attempt(project);
}

std::vector<std::string> industries_of(const pipeline::Run& run) {
    const auto data = plan_data(run);
    return plan::parcel_industries(data.input);
}

void tell_findings(const Diagnostics& from, Diagnostics& to) {
    for (auto finding : from.sorted())
        if (finding.layer == "parcels") {
            finding.layer = "parcels_before";
            to.add(std::move(finding));
        }
}

/// The plots of all earlier years from `from` on and of the run's own, checked, with the lineage between them. No plots
/// of earlier years: no years.
years::History lands_of(const pipeline::Run& run, int from, const years::LineageOptions& options,
                        Diagnostics& diagnostics, Progress& progress) {
    years::History out;
    const auto it = run.layers.find("parcels_before");
    if (it == run.layers.end() || it->second.rows() == 0 || !run.settings.year) return out;
    const Layer& all = it->second;
    std::set<int> earlier;
    for (Row row = 0; row < all.rows(); ++row)
        if (const int year = year_of_row(all, row); year != 0 && year >= from && year < *run.settings.year)
            earlier.insert(year);
    if (earlier.empty()) return out;
    check::CheckOptions checks;
    checks.threads = run.settings.threads;
    checks.area_basis = run.settings.project.area_basis;
    if (checks.area_basis == config::AreaBasis::ellipsoid) checks.area_basis = config::AreaBasis::plane;
    for (const int year : earlier) {
        auto land = std::make_shared<Layer>(plots_of_year(all, year));
        Diagnostics own;
        (void)check::check_parcels(*land, checks, own, progress);
        tell_findings(own, diagnostics);
        table::Table plots = land->table;
        out.years.push_back({year, std::move(land), std::move(plots), {}});
    }
    std::shared_ptr<const Layer> now(std::shared_ptr<void>(), &run.parcels);
    if (run.shared_shapes) {  // the shapes stand elsewhere: a layer of its own
        auto own = std::make_shared<Layer>(run.parcels);
        own->geometry = *run.shared_shapes;
        now = std::move(own);
    }
    out.years.push_back({*run.settings.year, std::move(now), run.parcels.table, industries_of(run)});
    for (std::size_t i = 0; i + 1 < out.years.size(); ++i)
        out.steps.push_back(years::trace(*out.years[i].land, *out.years[i + 1].land, options, diagnostics, progress));
    return out;
}

}  // namespace

std::optional<FormerPlots> former_plots(const pipeline::Run& run, int year, const years::LineageOptions& options,
                                        Diagnostics& diagnostics, Progress& progress) {
    const auto history = lands_of(run, year, options, diagnostics, progress);
    if (history.years.empty() || history.years.front().year != year) return std::nullopt;
    return FormerPlots{history.years.front().land, former_codes(history, 0)};
}

years::History history_of(const pipeline::Run& run, const years::LineageOptions& options, Diagnostics& diagnostics,
                          Progress& progress) {
    const auto it = run.layers.find("parcels_before");
    if (it == run.layers.end() || it->second.rows() == 0 || !run.settings.year)
        throw Error(ExitCode::usage,
                    "there are no plots of earlier years: name them in the planning file as [[layer]] role = "
                    "\"parcels_before\", path = …, year = …");
    years::History out = lands_of(run, 1, options, diagnostics, progress);
    if (out.years.empty())
        throw Error::make(ExitCode::usage,
                          "no plot of parcels_before has a year before {}: give its [[layer]] a year, or the plots a "
                          "column 年度",
                          *run.settings.year);
    for (std::size_t at = 0; at + 1 < out.years.size(); ++at) {
        pipeline::RunOptions year_options;
        year_options.threads = run.settings.threads;
        year_options.hash = false;
        year_options.for_viewing = true;
        year_options.parcels = out.years[at].land;
        year_options.former_codes = former_codes(out, at);
        year_options.scheme = run.settings.trial;
        Diagnostics own;
        const pipeline::Run earlier_run =
            run_year(run, out.years[at].year, year_options, out.assumptions, own, progress);
        if (earlier_run.parcels.rows() != out.years[at].land->rows())
            throw Error::make(ExitCode::failed, "the plots of {} changed while they were run", out.years[at].year);
        out.years[at].plots = earlier_run.parcels.table;
        out.years[at].industry = industries_of(earlier_run);
    }
    out.assumptions.emplace_back(
        "以往各年按同一评价办法、当年宗地和台账评价,建筑和平台边界用现在的;企业与现宗地的关系沿沿革回溯",
        "Earlier years are judged by the same scheme over their own plots and ledgers, with today's buildings and "
        "platform borders; links to today's plots follow the lineage back");
    return out;
}

}  // namespace mulens::planning
