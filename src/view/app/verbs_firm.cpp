// Verbs of one enterprise: its sheet, and one of its figures tried at another value.
#include "app/inside.hpp"
#include "app/verbs.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "rules/what_if.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace mulens::app {

Row App::Inside::need_firm(const std::string& given) const {
    const auto& firms = need_results().run.enterprises.table;
    const std::string key = normalised_key(given);
    for (const char* name : {"credit_code", "ent_id", "name", "former_name"}) {
        const auto* column = firms.find(name);
        for (Row row = 0; column != nullptr && row < firms.rows(); ++row)
            if (column->text(row) == given || column->text(row) == key) return row;
    }
    throw Error::make(ExitCode::usage, "{}: no enterprise has this code, number or name", given);
}

namespace verb {

void inspect_firm(App& app, const Args& args) {
    auto& in = app.inside();
    in.state.moment.inspected_firm = in.need_firm(args[0]);
    in.state.session.right_open = true;
}

void what_if(App& app, const Args& args) {
    auto& in = app.inside();
    const Row firm = in.need_firm(args[0]);
    if (!in.ruling || in.scheme() == nullptr) throw Error(ExitCode::usage, tr(in.lang(), "no_scheme"));
    const auto& firms = in.data->run.enterprises.table;
    const auto fields = rules::correctable_fields(*in.scheme(), firms, firm);
    if (fields.empty()) throw Error::make(ExitCode::usage, "{}: the scheme scores no figure of this firm", args[0]);
    if (std::find(fields.begin(), fields.end(), args[1]) == fields.end())
        throw Error::make(ExitCode::usage, "{}: say which figure of {}", args[1], fmt::join(fields, ", "));
    const double value = number(args[2], "the corrected value");
    const std::string code(firms.text("credit_code", firm));
    in.state.document.correction =
        Correction{code.empty() ? std::string(firms.text("ent_id", firm)) : code, args[1], value};
    in.state.moment.inspected_firm = firm;
    in.state.session.right_open = true;
}

void what_if_none(App& app, const Args&) { app.inside().state.document.correction.reset(); }

}  // namespace verb
}  // namespace mulens::app
