// The results of another year beside this one's: a whole run in a job, brought onto the present parcels by their codes.
#include "app/inside.hpp"
#include "config/project.hpp"

#include <fmt/format.h>

namespace mulens::app {
namespace {

/// Values of `column` on the rows that `row_of` names; no_row: none.
table::Column carried(const table::Column& column, const std::vector<Row>& row_of) {
    std::vector<double> values(row_of.size(), table::none);
    for (std::size_t row = 0; row < row_of.size(); ++row)
        if (row_of[row] != no_row) values[row] = column.number(row_of[row]);
    return table::Column::numbers(std::move(values));
}

}  // namespace

void App::Inside::want_year(int year) {
    if (jobs.busy("year") || !data || !data->complete) return;
    auto project = data->run.settings.project;
    project.year = year;
    project.as_of.reset();
    const auto base = data;
    const auto scheme_now = judged ? judged->scheme : nullptr;
    jobs.start("year", fmt::format("{} {}", tr(lang(), "job_load"), year),
               [this, project, base, scheme_now, year, threads = options.threads](JobProgress& progress) -> Finish {
                   Diagnostics unused;
                   pipeline::RunOptions how;
                   how.threads = threads;
                   how.hash = false;
                   how.for_viewing = true;
                   how.measured = [](table::Layer& parcels) { parcels.geometry = {}; };
                   auto other = std::make_shared<Dataset>();
                   other->run = pipeline::run_project(project, how, unused, progress);
                   other->index_ids();
                   const Row rows = base->rows();
                   std::vector<Row> row_of(rows);
                   for (Row row = 0; row < rows; ++row) row_of[row] = other->row_of(base->id_of(row));
                   auto made = std::make_shared<OtherYear>();
                   made->year = year;
                   made->rows = table::Table(rows);
                   for (const auto& name : other->table().names())
                       if (const auto& column = other->table().at(name); !column.is_text())
                           made->rows.set(name, carried(column, row_of));
                   auto result = std::make_shared<rules::LiveResult>();
                   auto grades = std::make_shared<rules::LiveGrades>();
                   auto standing = std::make_shared<rules::LiveStanding>();
                   grades->grade.assign(rows, ' ');
                   grades->score.assign(rows, table::none);
                   standing->in_scope.assign(rows, 0);
                   result->low.assign(rows, 0);
                   result->shortfall.assign(rows, table::none);
                   const auto& judged_then = other->run.rules;
                   for (Row row = 0; row < rows; ++row) {
                       const Row then = row_of[row];
                       if (then == no_row) continue;
                       standing->in_scope[row] = judged_then.scope.in[then];
                       if (judged_then.grades.grade.empty()) continue;
                       grades->grade[row] = judged_then.grades.grade[then];
                       grades->score[row] = other->table().number("score", then);
                       result->low[row] = judged_then.low.low[then];
                       result->shortfall[row] = other->table().number("shortfall", then);
                   }
                   grades->cuts = judged_then.firms.cuts;
                   result->grades = std::move(grades);
                   result->standing = std::move(standing);
                   result->scheme = scheme_now;
                   made->judged = std::move(result);
                   return [this, made, base] {
                       if (data == base) other_year = made;
                   };
               });
}

}  // namespace mulens::app
