// Verbs that read or write files, and the clipboard.
#include "app/export.hpp"
#include "app/inside.hpp"
#include "app/verbs.hpp"
#include "base/error.hpp"
#include "write/file_sink.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace mulens::app::verb {

namespace fs = std::filesystem;

void save_text(const std::string& path, const std::string& text) {
    const std::string beside = path + ".part";
    try {
        write::write_file(beside, text);
    } catch (...) {
        std::error_code ignored;
        fs::remove(beside, ignored);
        throw;
    }
    std::error_code error;
    fs::rename(beside, path, error);
    if (error) write::throw_unwritable(path, error.value());
}

void open(App& app, const Args& args) { app.inside().open(args); }

void close(App& app, const Args&) {
    auto& in = app.inside();
    in.jobs.cancel_lane("load");
    ++in.generation;
    in.ruling = nullptr;
    in.saved = in.judged = nullptr;
    in.files.clear();
    in.state.document = {};
    in.take(std::make_shared<Dataset>(), nullptr);
    in.mesh = {};
    in.data = nullptr;
}

void export_(App& app, const Args& args) {
    auto& in = app.inside();
    (void)in.need_results();
    const auto what = choice(args.size() > 1 ? args[1] : "all", {"all", "filter", "selection", "low"});
    std::vector<Row> rows;
    for (Row row = 0; row < in.data->rows(); ++row) {
        if ((what == 1 || what == 3) && !in.pass.empty() && in.pass[row] == 0) continue;
        if (what == 3 && in.judged->low[row] == 0) continue;
        rows.push_back(row);
    }
    if (what == 2) rows = *in.doc().selection;
    if (rows.empty()) throw Error(ExitCode::usage, tr(in.lang(), "nothing_to_export"));
    ExportJob job;
    job.data = in.data;
    job.table = std::make_shared<const table::Table>(in.judged_table());
    job.rows = std::move(rows);
    job.path = args[0];
    job.classes = in.paint_now().styled;
    job.hatch_d = in.doc().hatch_d;
    job.chinese = in.lang() == Lang::zh;
    job.trial = app.trial_differs();
    job.threads = in.options.threads;
    (void)check_export(job);
    const std::string path = args[0];
    in.jobs.start("", fmt::format("{} {}", tr(in.lang(), "job_export"), fs::path(path).filename().string()),
                  [job = std::move(job), &in, path](JobProgress& progress) -> Finish {
                      const std::uint64_t count = write_export(job, progress);
                      return [&in, path, count] {
                          in.say(fmt::format(fmt::runtime(tr(in.lang(), "exported")), count, path));
                      };
                  });
}

void picture(App& app, const Args& args) {
    auto& in = app.inside();
    (void)in.need_data();
    for (std::size_t i = 1; i < args.size(); ++i) {
        const double size = positive(args[i], "the size");
        if (size > 20000) throw Error(ExitCode::usage, "picture: at most 20000 pixels a side");
    }
    if (!app.save_picture) throw Error(ExitCode::usage, tr(in.lang(), "no_renderer"));
    app.save_picture(app, args);
    in.say(fmt::format(fmt::runtime(tr(in.lang(), "saved_to")), args[0]));
}

void sheet(App& app, const Args& args) {
    auto& in = app.inside();
    (void)in.need_results();
    if (args.size() > 1) inspect(app, {args[1]});
    if (app.sheet() == nullptr || app.sheet()->zone) throw Error(ExitCode::usage, tr(in.lang(), "nothing_inspected"));
    if (!app.save_sheet) throw Error(ExitCode::usage, tr(in.lang(), "no_renderer"));
    app.save_sheet(app, args[0]);
    in.say(fmt::format(fmt::runtime(tr(in.lang(), "saved_to")), args[0]));
}

void copy_rows(App& app, const Args&) {
    auto& in = app.inside();
    (void)in.need_data();
    const auto& model = app.table();
    std::string out;
    for (const auto& column : model.columns)
        out += (out.empty() ? "" : "\t") + column.name + (column.unit.empty() ? "" : "(" + column.unit + ")");
    out += '\n';
    std::size_t count = 0;
    const auto& selection = *in.doc().selection;
    const auto add = [&](Row row) {
        std::string line;
        for (std::size_t c = 0; c < model.columns.size(); ++c)
            line += (c == 0 ? "" : "\t") + app.cell(model.columns[c], row);
        out += line + '\n';
        ++count;
    };
    for (const Row row : *model.rows)
        if (selection.empty() ? count < 1000 : std::binary_search(selection.begin(), selection.end(), row)) add(row);
    if (count == 0) throw Error(ExitCode::usage, tr(in.lang(), "nothing_to_copy"));
    if (app.copy_text) app.copy_text(out);
    in.say(fmt::format(fmt::runtime(tr(in.lang(), "copied_rows")), count));
}

}  // namespace mulens::app::verb
