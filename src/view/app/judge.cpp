// Judging again: after a slider, a filter, a decision. Small districts at once; large ones in a job where weights or
// cuts moved, so that a frame never waits. Map and counts change together, when the result is there.
#include "app/inside.hpp"
#include "base/error.hpp"
#include "query/filter.hpp"
#include "rules/decisions.hpp"

#include <algorithm>

namespace mulens::app {
namespace {

std::vector<rules::Decision> decisions_of(const Dataset& data, const std::vector<EditedDecision>& edited) {
    std::vector<rules::Decision> out;
    const auto it = data.run.layers.find("decisions");
    if (it != data.run.layers.end()) out = rules::read_decisions(&it->second.table, data.run.settings.year);
    if (edited.empty()) return out;
    table::Table rows(static_cast<Row>(edited.size()));
    const auto texts = [&](const char* name, auto get) {
        std::vector<std::string> values;
        for (const auto& one : edited) values.push_back(get(one));
        rows.set(name, table::Column::texts(values));
    };
    texts("key", [](const EditedDecision& d) { return d.key; });
    texts("decision_kind", [](const EditedDecision& d) { return d.kind; });
    texts("field", [](const EditedDecision& d) { return d.field; });
    texts("new_value", [](const EditedDecision& d) { return d.value; });
    texts("reason", [](const EditedDecision& d) { return d.reason; });
    texts("person", [](const EditedDecision& d) { return d.person; });
    const auto more = rules::read_decisions(&rows, data.run.settings.year);
    out.insert(out.end(), more.begin(), more.end());
    return out;
}

}  // namespace

void App::Inside::judged_is(Judged result) {
    judged = std::move(result);
    ++versions.judged;
    changed = true;
    what_if_again();
    ask_of_new_grades();
}

void App::Inside::what_if_again() {
    const auto& wanted = doc().correction;
    if (wanted && ruling && !session_free()) return;  // comes back with the new grades
    const auto grades = wanted && ruling && judged ? judged->grades : nullptr;
    if (what_if && what_if_for == wanted && what_if_of == grades) return;
    what_if = nullptr;
    what_if_for = wanted;
    what_if_of = grades;
    ++versions.inspected;
    if (!grades) return;
    const Row firm = need_firm(wanted->key);
    if (small()) {
        what_if = std::make_shared<const rules::WhatIf>(ruling->what_if(*judged, firm, wanted->field, wanted->value));
        return;
    }
    // The lane of judging: both need the session to themselves.
    jobs.start("judge", tr(lang(), "job_what_if"),
               [this, live = ruling, now = judged, firm, tried = *wanted](JobProgress&) -> Finish {
                   auto effect =
                       std::make_shared<const rules::WhatIf>(live->what_if(*now, firm, tried.field, tried.value));
                   return [this, live, effect, tried, of = now->grades] {
                       if (live != ruling) return;
                       if (what_if_for == tried && what_if_of == of) {
                           what_if = effect;
                           ++versions.inspected;
                           changed = true;
                       }
                       if (judge_waits)
                           judge_again();
                       else
                           what_if_again();
                   };
               });
}

void App::Inside::judge_again() {
    if (!data || !data->complete) {
        saved = judged = nullptr;
        ++versions.judged;
        return;
    }
    if (!ruling) {
        saved = unjudged(data->run, pass);
        judged_is(saved);
        return;
    }
    if (!session_free()) {
        judge_waits = true;
        return;
    }
    judge_waits = false;
    if (session_pass != versions.pass) ruling->set_shown(pass);
    session_pass = versions.pass;
    if (session_decisions != doc().decisions) ruling->set_decisions(decisions_of(*data, doc().decisions));
    session_decisions = doc().decisions;
    auto scheme_now = doc().trial;
    if (!scheme_now || small() || tests_only) {
        if (!scheme_now) scheme_now = std::shared_ptr<const config::Scheme>(ruling->saved()->scheme);
        judged_is(ruling->evaluate(scheme_now));
        saved = ruling->saved();
        return;
    }
    jobs.start("judge", tr(lang(), "job_judge"), [this, live = ruling, scheme_now](JobProgress&) -> Finish {
        auto result = live->evaluate(scheme_now);
        return [this, live, result] {
            if (live != ruling) return;
            saved = ruling->saved();
            judged_is(result);
            if (judge_waits) judge_again();
        };
    });
}

void App::Inside::pass_again() {
    ++versions.pass;
    pass.clear();
    if (data && data->complete && (filtered || !doc().platform.empty())) {
        const Row rows = data->rows();
        if (filtered)
            pass = *filtered;
        else
            pass.assign(rows, 1);
        if (const auto* platform = data->table().find("platform"); platform != nullptr && !doc().platform.empty())
            for (Row row = 0; row < rows; ++row)
                if (platform->text(row) != doc().platform) pass[row] = 0;
    }
    tests_only = true;
    judge_again();
}

void App::Inside::filter_again() {
    filtered = nullptr;
    if (!data || !data->complete || doc().filter.empty()) {
        pass_again();
        return;
    }
    const auto mask = [aliases = column_aliases()](const table::Table& rows, const std::string& where,
                                                   const Progress* progress) {
        auto out = std::make_shared<std::vector<std::uint8_t>>(rows.rows(), std::uint8_t{0});
        for (const Row row : query::select(rows, where, {}, aliases, progress)) (*out)[row] = 1;
        return out;
    };
    auto rows = std::make_shared<const table::Table>(judged ? judged_table() : data->table());
    if (small()) {
        filtered = mask(*rows, doc().filter, nullptr);
        pass_again();
        return;
    }
    jobs.start("filter", tr(lang(), "job_filter"), [this, mask, rows, where = doc().filter](JobProgress& progress) {
        std::shared_ptr<const std::vector<std::uint8_t>> found = mask(*rows, where, &progress);
        return Finish([this, found, where] {
            if (where != doc().filter) return;
            filtered = found;
            pass_again();
        });
    });
}

std::vector<std::pair<std::string, std::string>> App::Inside::column_aliases() const {
    std::vector<std::pair<std::string, std::string>> out;
    if (!data) return out;
    for (const auto& name : data->table().names()) out.emplace_back(column_name(Lang::zh, name), name);
    return out;
}

const table::Table& App::Inside::judged_table() {
    const auto& made = table.get({versions.judged, versions.data}, [&] {
        if (!judged || (!doc().trial && doc().decisions.empty()))
            return std::make_shared<const table::Table>(data->table());
        table::Table out = table_of(data->run, *judged);
        if (!doc().decisions.empty() && out.has("review_status")) {
            table::TextStore statuses;
            for (Row row = 0; row < data->rows(); ++row) statuses.push(review_status(row));
            out.set("review_status", table::Column::texts(std::move(statuses)));
        }
        return std::make_shared<const table::Table>(std::move(out));
    });
    return *made;
}

}  // namespace mulens::app
