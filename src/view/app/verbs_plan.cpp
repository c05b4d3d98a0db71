// Verbs of planning: ask a question, choose what the map shows of the answer, write it to files.
#include "app/answer_chart.hpp"
#include "app/inside.hpp"
#include "app/verbs.hpp"
#include "base/error.hpp"
#include "write/from_run.hpp"
#include "write/output_folder.hpp"
#include "write/report_files.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace mulens::app::verb {
namespace {

const planning::Question& question(const std::string& word) {
    std::vector<std::string> names;
    for (const auto& one : planning::questions()) names.push_back(one.command);
    return planning::questions()[choice(word, names)];
}

const Answer& need_answer(App::Inside& in) {
    (void)in.need_results();
    if (!in.answer) throw Error(ExitCode::usage, tr(in.lang(), "plan_nothing"));
    return *in.answer;
}

/// What the manifest says about the run, without the tables that are not written.
write::ResultSet about(const Dataset& data, const Answer& answer) {
    const AskedQuestion& asked = answer.question;
    const auto& run = data.run;
    write::ResultSet out;
    const auto& s = run.settings;
    out.project = s.project.name;
    out.project_file = s.project.file;
    out.year = s.year;
    out.as_of = s.as_of;
    out.crs = s.working_crs;
    out.crs_reason = s.crs_reason;
    if (s.scheme) {
        out.scheme.name = s.scheme->id;
        out.scheme.title = s.scheme->zh;
        out.scheme.file = s.scheme->file;
    }
    if (answer.of.trial != nullptr) {
        out.scheme.title += " " + tr(Lang::zh, "plan_trial_badge") + " trial";
        out.scheme.file.clear();
    }
    out.made_up = data.made_up;
    out.findings = data.findings;
    out.sources = run.sources;
    out.assumptions = run.assumptions;
    out.options.emplace_back("command", asked.command);
    for (const auto& [name, value] : asked.values)
        if (!value.empty()) out.options.emplace_back(name, value);
    return out;
}

}  // namespace

void ask(App& app, const Args& args) {
    auto& in = app.inside();
    (void)in.need_results();
    const auto& form = question(args[0]);
    AskedQuestion asked{form.command, {}};
    for (std::size_t i = 1; i < args.size(); ++i) {
        const auto at = args[i].find('=');
        const std::string name = args[i].substr(0, at);
        const auto field =
            std::find_if(form.fields.begin(), form.fields.end(), [&](const auto& f) { return f.name == name; });
        if (at == std::string::npos || field == form.fields.end()) {
            std::vector<std::string> names;
            for (const auto& f : form.fields) names.push_back(f.name);
            throw Error::make(ExitCode::usage, "ask {}: {} is not one of its fields ({}); write NAME=VALUE",
                              form.command, args[i], fmt::join(names, ", "));
        }
        std::string value = args[i].substr(at + 1);
        if (field->kind == planning::QuestionField::Kind::plots && value == "selection") {
            value.clear();
            for (const Row row : *in.doc().selection)
                value += (value.empty() ? "" : ",") + std::string(in.data->id_of(row));
            if (value.empty()) throw Error(ExitCode::usage, tr(in.lang(), "nothing_selected"));
        }
        if (!value.empty()) asked.values[name] = value;
    }
    auto& document = in.state.document;
    // The same question again: scheme or decisions may have moved since.
    if (document.question == asked && (!in.answer || app.answer_is_old())) in.ask_again();
    document.question = asked;
    document.plan_table.clear();
    document.metric = "plan";
    in.state.session.plan_form = form.command;
    in.state.session.tab = Tab::plan;
    in.state.session.bottom_open = true;
}

void ask_none(App& app, const Args&) {
    auto& document = app.inside().state.document;
    document.question = {};
    document.plan_table.clear();
    if (document.metric == "plan") document.metric = "grade";
}

void plan_form(App& app, const Args& args) { app.inside().state.session.plan_form = question(args[0]).command; }

void plan_show(App& app, const Args& args) {
    auto& in = app.inside();
    const Answer& answer = need_answer(in);
    const auto* table = answer.find(args[0]);
    if (table == nullptr || table->name != args[0])
        throw Error::make(ExitCode::usage, "plan_show: the answer has no table {}", args[0]);
    in.state.document.plan_table = args[0];
    in.state.document.metric = "plan";
}

void plan_select(App& app, const Args& args) {
    auto& in = app.inside();
    const Answer& answer = need_answer(in);
    const auto* table = answer.find(args[0]);
    const double line = number(args[1], "the row");
    if (table == nullptr || table->name != args[0] || !(line >= 1 && line <= table->table.rows()))
        throw Error::make(ExitCode::usage, "plan_select: give a table of the answer and one of its rows, from 1");
    const auto& rows = answer.plots[answer.index_of(*table)][static_cast<std::size_t>(line) - 1];
    if (rows.empty()) throw Error(ExitCode::usage, tr(in.lang(), "plan_no_plots"));
    in.state.document.selection = std::make_shared<const std::vector<Row>>(rows);
    in.state.moment.inspected = rows.front();
    in.state.moment.inspected_firm = no_row;
}

void plan_pick(App& app, const Args& args) {
    auto& in = app.inside();
    const Answer& answer = need_answer(in);
    const auto* table = answer.find(args[0]);
    if (table == nullptr || table->name != args[0])
        throw Error::make(ExitCode::usage, "plan_pick: the answer has no table {}", args[0]);
    std::vector<std::pair<std::string, std::string>> values;
    for (std::size_t i = 1; i < args.size(); ++i) {
        const auto at = args[i].find('=');
        if (at == std::string::npos || !table->table.has(args[i].substr(0, at)))
            throw Error::make(ExitCode::usage, "plan_pick: {} is not COLUMN=VALUE with a column of {}", args[i],
                              args[0]);
        values.emplace_back(args[i].substr(0, at), args[i].substr(at + 1));
    }
    auto rows = plots_where(answer, *table, values);
    if (rows.empty()) throw Error(ExitCode::usage, tr(in.lang(), "plan_no_plots"));
    in.state.document.selection = std::make_shared<const std::vector<Row>>(std::move(rows));
}

void export_plan(App& app, const Args& args) {
    auto& in = app.inside();
    (void)need_answer(in);
    const bool overwrite = args.size() > 1 && choice(args[1], {"overwrite"}) == 0;
    write::check_output_folder(args[0], overwrite);
    write::WriteOptions options;
    options.formats = {write::Format::gpkg, write::Format::geojson, write::Format::csv, write::Format::xlsx};
    options.headers = in.lang() == Lang::zh ? write::Headers::zh : write::Headers::en;
    options.threads = in.options.threads;
    in.jobs.start("", fmt::format("{} {}", tr(in.lang(), "job_export"), args[0]),
                  [&in, answer = in.answer, data = in.data, options, lang = in.lang(), folder = args[0],
                   overwrite](JobProgress& progress) -> Finish {
                      const auto written =
                          write::write_report(table::spoken(answer->report, lang), about(*data, *answer), options,
                                              folder, overwrite, progress);
                      return [&in, folder, files = written.files.size()] {
                          in.say(fmt::format(fmt::runtime(tr(in.lang(), "plan_exported")), files, folder));
                      };
                  });
}

}  // namespace mulens::app::verb
