#include "planning/difference.hpp"

#include "base/error.hpp"
#include "diff/report.hpp"
#include "pipeline/points.hpp"
#include "planning/history.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

namespace mulens::planning {
namespace {

using pipeline::Run;

diff::Side side_of(const Run& run) {
    diff::Side out;
    const auto layer = [&](const char* role) -> const table::Layer* {
        const auto it = run.layers.find(role);
        return it == run.layers.end() || it->second.rows() == 0 ? nullptr : &it->second;
    };
    out.parcels = &run.parcels;
    out.enterprises = &run.enterprises;
    out.links = layer("links");
    out.point_parcel = pipeline::locate_points(run.settings, run.parcels, run.enterprises, run.land.check.index);
    out.last_year = run.last_year.rows() > 0 ? &run.last_year : nullptr;
    if (const auto* decisions = layer("decisions")) {
        const auto list = rules::read_decisions(&decisions->table, run.settings.year);
        out.parcel_excluded = rules::find_exclusions(run.parcels.table, {"parcel_id"}, list).appraisal;
        out.firm_excluded = rules::find_exclusions(run.enterprises.table, {"credit_code", "ent_id"}, list).appraisal;
    }
    out.scheme = &*run.settings.scheme;
    out.cut_from = run.settings.cut_from ? &*run.settings.cut_from : nullptr;
    out.as_of = run.settings.as_of;
    out.year = run.settings.year.value_or(0);
    out.threads = run.settings.threads;
    return out;
}

Words name_of(const Run& run) {
    Words out(run.settings.project.name);
    if (run.settings.year) out += said(",{} 年", ", {}", *run.settings.year);
    if (run.settings.as_of) out += said(",截止 {}", ", as of {}", to_iso(*run.settings.as_of));
    return out + said(",{}({})", ", {} ({})", Words(run.settings.scheme->zh, run.settings.scheme->en),
                      run.settings.scheme->id);
}

Run run_side(config::Project project, const char* side, const DifferenceOptions& options, Diagnostics& diagnostics,
             Progress& progress, const FormerPlots* plots = nullptr) {
    if (project.scheme.empty())
        throw Error::make(ExitCode::usage, "{} ({}) names no scheme, so it has no grades: name one with --scheme-{}",
                          side, project.file.empty() ? project.name : project.file, side[0] == 'A' ? 'a' : 'b');
    pipeline::RunOptions how;
    how.threads = options.threads;
    how.hash = options.hash;
    how.scheme = side[0] == 'A' ? options.scheme_a : options.scheme_b;
    if (options.own_plots) how.also = {"parcels_before"};
    if (plots != nullptr) {
        how.parcels = plots->land;
        how.former_codes = plots->codes;
    }
    auto run = pipeline::run_project(std::move(project), how, diagnostics, progress);
    if (run.rules.firms.cut_scheme.empty())
        throw Error::make(ExitCode::usage,
                          "scheme {} publishes no cut lines, so {} has no grades: take them from another scheme with "
                          "--cut-from",
                          run.settings.scheme->id, side);
    const auto& grades = run.rules.firms.grade;
    if (std::none_of(grades.begin(), grades.end(), diff::is_graded))
        throw Error::make(ExitCode::usage,
                          "scheme {} grades no enterprise of {}, so nothing can be compared (mulens score says why)",
                          run.settings.scheme->id, side);
    return run;
}

/// The other side; an earlier year of the same project is judged over its own plots, where there are any.
Run run_after(const Run& later, config::Project project, const char* side, const DifferenceOptions& options,
              Diagnostics& diagnostics, Progress& progress, bool& own_plots) {
    std::optional<FormerPlots> plots;
    const bool earlier = project.year && later.settings.year && *project.year < *later.settings.year;
    if (options.own_plots && earlier && project.file == later.settings.project.file) {
        years::LineageOptions how;
        how.threads = options.threads;
        plots = former_plots(later, *project.year, how, diagnostics, progress);
        if (plots) project.crs = later.settings.working_crs;
    }
    own_plots = plots.has_value();
    return run_side(std::move(project), side, options, diagnostics, progress, plots ? &*plots : nullptr);
}

/// Findings of A that B does not have as well.
void add_unsaid(const Diagnostics& of_a, Diagnostics& diagnostics) {
    const auto key = [](const Finding& f) {
        return std::tuple(f.code, f.layer, f.file, f.row, f.subject, f.field, f.message);
    };
    std::set<decltype(key(Finding()))> said;
    for (const auto& finding : diagnostics.sorted()) said.insert(key(finding));
    for (auto finding : of_a.sorted())
        if (!said.contains(key(finding))) diagnostics.add(std::move(finding));
}

/// Last year's firms of A where only B's scheme asks for them.
table::Table last_year_for(const Run& a, const Run& b, const DifferenceOptions& options, Progress& progress) {
    if (a.last_year.rows() > 0 || !b.settings.scheme->needs_last_year()) return table::Table(0);
    config::Project project = a.settings.project;
    project.scheme = b.settings.project.scheme;
    project.cut_from = b.settings.project.cut_from;
    DifferenceOptions quiet = options;
    quiet.hash = false;
    Diagnostics said_before;
    return run_side(std::move(project), "A", quiet, said_before, progress).last_year;
}

}  // namespace

Compared compare_projects(config::Project a, config::Project b, const DifferenceOptions& options,
                          Diagnostics& diagnostics, Progress& progress) {
    Compared out;
    Diagnostics of_a;
    bool own_plots = false;
    if (a.year && b.year && *b.year < *a.year) {
        out.a = run_side(std::move(a), "A", options, of_a, progress);
        out.b = run_after(out.a, std::move(b), "B", options, diagnostics, progress, own_plots);
    } else {
        out.b = run_side(std::move(b), "B", options, diagnostics, progress);
        out.a = run_after(out.b, std::move(a), "A", options, of_a, progress, own_plots);
    }
    add_unsaid(of_a, diagnostics);
    const table::Table last_year = last_year_for(out.a, out.b, options, progress);
    diff::Side side_a = side_of(out.a);
    const diff::Side side_b = side_of(out.b);
    if (last_year.rows() > 0) side_a.last_year = &last_year;
    const table::Table &plots_a = out.a.parcels.table, &plots_b = out.b.parcels.table;
    std::optional<years::Lineage> lineage;
    Words unlike;
    if (diff::codes_differ(plots_a, plots_b) && out.a.parcels.spatial() && out.b.parcels.spatial()) {
        if (out.a.settings.working_crs == out.b.settings.working_crs) {
            years::LineageOptions how;
            how.threads = options.threads;
            Diagnostics not_ours;
            lineage = years::trace(out.a.parcels, out.b.parcels, how, not_ours, progress);
        } else {
            unlike = {"两边工作坐标系不同:宗地只按代码对应 (--crs)",
                      "The two have different working CRS: plots are matched by their codes alone (--crs)"};
        }
    }
    const auto difference =
        diff::compare(side_a, side_b, diff::match_parcels(plots_a, plots_b, lineage ? &*lineage : nullptr),
                      diff::match_firms(out.a.enterprises.table, out.b.enterprises.table), progress);
    diff::Shown shown;
    shown.a_parcels = &plots_a;
    shown.b_parcels = &plots_b;
    shown.a_firms = &out.a.enterprises.table;
    shown.b_firms = &out.b.enterprises.table;
    shown.b_shapes = out.b.parcels.spatial() ? &out.b.parcels.geometry : nullptr;
    shown.a_name = name_of(out.a);
    shown.b_name = name_of(out.b);
    shown.a_scheme_year = out.a.settings.scheme->year;
    shown.b_scheme_year = out.b.settings.scheme->year;
    out.report = diff::diff_report(difference, shown);
    if (own_plots)
        out.report.assumptions.emplace_back(
            "往年按当年宗地图层(规划文件的 parcels_before)评价,企业与现宗地的关系沿沿革回溯 (--plots-of-today "
            "改用现状宗地)",
            "The earlier year is judged over its own plots (parcels_before of the planning file); links to today's "
            "plots follow the lineage back (--plots-of-today judges it over today's)");
    if (lineage)
        out.report.assumptions.emplace_back(
            "宗地按代码对应,代码新增或注销的按重叠土地对应",
            "Plots are matched by code, and where a code is new or gone by the land they share (room years)");
    if (!unlike.empty()) out.report.assumptions.push_back(unlike);
    out.gates_passed = out.a.gates_passed() && out.b.gates_passed();
    return out;
}

}  // namespace mulens::planning
