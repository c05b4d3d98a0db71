// The effect of a correction in a firm's sheet.
#include "app/sheet.hpp"
#include "rules/what_if.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::app {
namespace {

std::string points(double score) { return std::isnan(score) ? "–" : fmt::format("{:.1f}", score); }

std::string place(Lang lang, double rank, double of) {
    return std::isnan(rank) || !(of > 0) ? "–"
                                         : fmt::format("{} / {}", shown(lang, "rank", rank), shown(lang, "rank", of));
}

}  // namespace

std::string firm_key(const table::Table& firms, Row firm) {
    const auto code = firms.text("credit_code", firm);
    return std::string(code.empty() ? firms.text("ent_id", firm) : code);
}

void add_effect(Sheet& sheet, const App::Inside& in, Row firm) {
    if (in.state.session.meeting || !in.judged || !in.judged->scheme || !in.ruling) return;
    const auto& firms = in.data->run.enterprises.table;
    const Lang lang = in.lang();
    FirmEffect& out = sheet.effect;
    for (const auto& field : rules::correctable_fields(*in.judged->scheme, firms, firm)) {
        const double number = firms.number(field, firm);
        out.fields.push_back(
            {field, column_name(lang, field), shown(lang, field, number), column_unit(lang, field), number});
    }
    const auto& tried = in.doc().correction;
    if (!tried || tried->key != sheet.key || !in.what_if) return;
    const auto& after = in.what_if->after;
    const auto& before = *in.judged->grades;
    if (firm >= after.grade.size()) return;
    out.tried = true;
    out.field = tried->field;
    out.name = column_name(lang, tried->field);
    out.from = shown(lang, tried->field, firms.number(tried->field, firm));
    out.to = shown(lang, tried->field, tried->value);
    out.unit = column_unit(lang, tried->field);
    out.number = tried->value;
    out.grade_before = before.firm_grade[firm];
    out.grade_after = after.grade[firm];
    out.score_before = points(before.firm_score[firm]);
    out.score_after = points(after.score[firm]);
    out.rank_before = sheet.rank.empty() ? "–" : sheet.rank;
    out.rank_after = place(lang, after.rank[firm], after.in_class.empty() ? 0 : after.in_class[firm]);
    for (const auto& move : in.what_if->moved)
        if (move.firm != firm)
            out.moved.push_back(
                {firm_key(firms, move.firm), std::string(firms.text("name", move.firm)), move.before, move.after});
    std::stable_sort(out.moved.begin(), out.moved.end(),
                     [](const FirmMove& a, const FirmMove& b) { return a.before < b.before; });
}

}  // namespace mulens::app
