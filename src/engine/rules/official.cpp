#include "rules/official.hpp"

#include "base/text.hpp"

#include <cmath>
#include <unordered_map>

namespace mulens::rules {

Official join_official(const table::Table& rows, const std::vector<std::string>& key_columns,
                       const table::Table* official, std::optional<int> year) {
    Official out;
    if (official == nullptr || official->rows() == 0) return out;
    out.grade.resize(rows.rows());
    out.document.resize(rows.rows());
    out.previous.assign(rows.rows(), ' ');
    struct Best {
        Row shown = no_row, before = no_row;
        double shown_year = 0, before_year = 0;
    };
    const double now = year ? *year : 9999;
    for (const auto& name : key_columns) {
        const table::Column* mine = rows.find(name);
        const table::Column* theirs = official->find(name);
        if (mine == nullptr || theirs == nullptr || !mine->is_text() || !theirs->is_text()) continue;
        std::unordered_map<std::string_view, Best> best;
        for (Row row = 0; row < official->rows(); ++row) {
            if (theirs->text(row).empty()) continue;
            double of = official->number("year", row);
            if (std::isnan(of)) of = now - 1;
            Best& b = best[theirs->text(row)];
            if (of <= now && of >= b.shown_year) {
                b.shown = row;
                b.shown_year = of;
            }
            if (of < now && of >= b.before_year) {
                b.before = row;
                b.before_year = of;
            }
        }
        for (Row row = 0; row < rows.rows(); ++row) {
            if (!out.grade[row].empty()) continue;
            const auto it = best.find(mine->text(row));
            if (it == best.end()) continue;
            if (it->second.shown != no_row) {
                out.grade[row] = trimmed(official->text("official_grade", it->second.shown));
                out.document[row] = trimmed(official->text("document", it->second.shown));
            }
            if (it->second.before == no_row) continue;
            const auto text = half_width(trimmed(official->text("official_grade", it->second.before)));
            if (!text.empty() && text[0] >= 'A' && text[0] <= 'D') out.previous[row] = text[0];
        }
    }
    return out;
}

}  // namespace mulens::rules
