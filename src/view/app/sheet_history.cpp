// Grades of earlier years as published, beside this run's.
#include "app/sheet.hpp"
#include "base/text.hpp"
#include "rules/decisions.hpp"
#include "write/public_edition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace mulens::app {
namespace {

/// Rows of the published layer for one of the keys; the first key that finds any wins, as in the rules.
std::vector<YearGrade> published(const table::Table& official,
                                 const std::vector<std::pair<const char*, std::string>>& keys,
                                 const std::string& whose) {
    std::vector<YearGrade> out;
    for (const auto& [column, key] : keys) {
        const auto* theirs = official.find(column);
        if (key.empty() || theirs == nullptr || !theirs->is_text()) continue;
        for (Row row = 0; row < official.rows(); ++row) {
            if (theirs->text(row) != key) continue;
            YearGrade one;
            const double year = official.number("year", row);
            one.year = std::isnan(year) ? 0 : static_cast<int>(year);
            const std::string text = half_width(trimmed(official.text("official_grade", row)));
            if (!text.empty() && text[0] >= 'A' && text[0] <= 'D') one.grade = text[0];
            one.note = whose;
            const std::string document(trimmed(official.text("document", row)));
            for (const std::string& part : {one.grade == ' ' ? text : std::string(), document})
                if (!part.empty()) one.note += (one.note.empty() ? "" : " · ") + part;
            out.push_back(std::move(one));
        }
        if (!out.empty()) break;
    }
    std::stable_sort(out.begin(), out.end(), [](const YearGrade& a, const YearGrade& b) { return a.year < b.year; });
    return out;
}

std::vector<std::pair<const char*, std::string>> keys_of(const table::Table& firms, Row firm) {
    return {{"credit_code", std::string(firms.text("credit_code", firm))},
            {"ent_id", std::string(firms.text("ent_id", firm))}};
}

}  // namespace

void add_history(Sheet& sheet, const App::Inside& in, const std::vector<std::string>& keys) {
    const Lang lang = in.lang();
    const auto ours = [&](std::string_view key) {
        return !key.empty() && std::find(keys.begin(), keys.end(), key) != keys.end();
    };
    const auto kind_word = [&](const std::string& kind) {
        static constexpr std::pair<std::string_view, const char*> known[] = {{"核实", "status_checking"},
                                                                             {"认定", "status_confirmed"},
                                                                             {"排除", "status_excluded"},
                                                                             {"销号", "status_done"},
                                                                             {"备注", "status_note"}};
        if (lang == Lang::en)
            for (const auto& [word, key] : known)
                if (kind == word) return tr(lang, key);
        return kind;
    };
    const auto add = [&](std::initializer_list<std::string> parts) {
        std::string line;
        for (const auto& part : parts)
            if (!part.empty()) line += (line.empty() ? "" : " · ") + part;
        sheet.history.push_back(std::move(line));
    };
    const auto layer = in.data->run.layers.find("decisions");
    if (layer != in.data->run.layers.end())
        for (const auto& one : rules::read_decisions(&layer->second.table, in.data->run.settings.year))
            if (ours(one.key))
                add({one.date ? to_iso(*one.date) : std::string(), kind_word(one.kind_text), one.reason,
                     in.state.session.meeting ? std::string() : one.person});
    for (const auto& one : in.doc().decisions)
        if (ours(one.key)) add({one.date, kind_word(one.kind), one.reason});
}

void add_grades(Sheet& sheet, const App::Inside& in, Row row, Row firm) {
    const Lang lang = in.lang();
    const auto& run = in.data->run;
    const auto& firms = run.enterprises.table;
    const auto layer = run.layers.find("official_grades");
    if (layer != run.layers.end()) {
        const auto& official = layer->second.table;
        if (!sheet.firm) sheet.grades = published(official, {{"parcel_id", std::string(in.data->id_of(row))}}, "");
        if (sheet.grades.empty() && firm != no_row) {
            const auto name = firms.text("name", firm);
            const std::string whose = sheet.firm                 ? ""
                                      : in.state.session.meeting ? write::masked(name)
                                                                 : std::string(name);
            sheet.grades = published(official, keys_of(firms, firm), whose);
        }
    }
    std::set<int> years;
    for (const auto& one : sheet.grades) years.insert(one.year);
    if (layer == run.layers.end())
        sheet.grades_note = tr(lang, "grades_no_layer");
    else if (years.empty())
        sheet.grades_note = tr(lang, "grades_none");
    else if (years.size() == 1 && *years.begin() != 0)
        sheet.grades_note = fmt::format(fmt::runtime(tr(lang, "grades_one_year")), *years.begin());
    if (sheet.grade == ' ' || !in.judged || !in.judged->scheme) return;
    YearGrade now;
    now.year = run.settings.year.value_or(0);
    now.grade = sheet.grade;
    now.computed = true;
    sheet.grades.push_back(std::move(now));
}

}  // namespace mulens::app
