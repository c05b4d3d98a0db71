// Verbs of decisions (method §4.6): made in the window on a plot or a firm, kept in the document, and written to a
// decisions file on demand: rows are added, what stands there is never changed.
#include "app/decisions_file.hpp"
#include "app/inside.hpp"
#include "app/sheet.hpp"
#include "app/verbs.hpp"
#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace mulens::app::verb {

void decide(App& app, const Args& args) {
    auto& in = app.inside();
    EditedDecision decision;
    (void)choice(args[1], {"核实", "认定", "排除", "销号", "备注"});
    decision.kind = args[1];
    if (in.need_data().row_of(args[0]) != no_row) {
        decision.key = args[0];
    } else {
        if (in.data->complete == false || in.data->run.enterprises.rows() == 0) (void)in.need_parcel(args[0]);
        decision.key = firm_key(in.data->run.enterprises.table, in.need_firm(args[0]));
    }
    if (args.size() == 4) throw Error(ExitCode::usage, "decide: give FIELD and VALUE, or neither");
    if (args.size() == 5) {
        decision.field = args[2];
        decision.value = args[3];
    }
    decision.reason = args.back();
    in.state.document.decisions.push_back(std::move(decision));
    in.tests_only = false;
}

void save_decisions(App& app, const Args& args) {
    auto& in = app.inside();
    const auto& run = in.need_results().run;
    if (in.doc().decisions.empty()) throw Error(ExitCode::usage, tr(in.lang(), "decisions_none"));
    std::string path = args.empty() ? std::string() : args[0];
    for (const auto& spec : run.settings.project.layers)
        if (path.empty() && spec.role == "decisions") path = spec.path;
    if (path.empty()) throw Error(ExitCode::usage, tr(in.lang(), "decisions_no_file"));
    if (std::filesystem::path(path).extension() != ".csv")
        throw Error::make(ExitCode::usage, "{}: decisions are added to CSV files; give a FILE.csv", path);
    const auto added = with_decisions(std::filesystem::exists(path) ? text_of_file(path) : std::string(), path,
                                      in.doc().decisions, run.settings.year, today());
    if (added.rows > 0) save_text(path, added.text);
    in.say(fmt::format(fmt::runtime(tr(in.lang(), "decisions_saved")), added.rows, path));
}

}  // namespace mulens::app::verb
