#include "pipeline/last_year.hpp"

#include <fmt/format.h>

#include <string_view>
#include <unordered_map>

namespace mulens::pipeline {
namespace {

using Keys = std::unordered_map<std::string_view, Row>;

Keys keys_of(const table::Table& firms, const char* column) {
    Keys out;
    const table::Column* keys = firms.find(column);
    for (Row row = 0; keys != nullptr && keys->is_text() && row < firms.rows(); ++row)
        if (const auto key = keys->text(row); !key.empty()) out.try_emplace(key, row);
    return out;
}

}  // namespace

std::string complete_last_year(const table::Table& this_year, const ledger::TaxFormula& formula, unsigned threads,
                               table::Table& last_year) {
    constexpr const char* area = "area_assessed_mu";
    if (last_year.rows() == 0) return {};
    last_year.set("tax", table::Column::numbers(ledger::evaluate_tax(last_year, formula, threads).tax));
    const table::Column* known = this_year.find(area);
    if (last_year.has(area) || known == nullptr || known->is_text()) return {};
    const Keys by_code = keys_of(this_year, "credit_code"), by_number = keys_of(this_year, "ent_id");
    const auto twin = [&](Row row) {
        for (const auto& [column, keys] : {std::pair("credit_code", &by_code), std::pair("ent_id", &by_number)})
            if (const auto it = keys->find(last_year.text(column, row)); it != keys->end()) return it->second;
        return no_row;
    };
    std::vector<double> out(last_year.rows(), table::none);
    Row found = 0;
    for (Row row = 0; row < last_year.rows(); ++row) {
        const Row now = twin(row);
        if (now == no_row) continue;
        out[row] = known->number(now);
        ++found;
    }
    last_year.set(area, table::Column::numbers(std::move(out)));
    return fmt::format(
        "last year's ledger gives no land: {} of its {} enterprises are measured on the land they have this year "
        "(a column area_assessed_mu in that ledger replaces it)",
        found, last_year.rows());
}

}  // namespace mulens::pipeline
