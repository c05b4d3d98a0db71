#include "ledger/tax.hpp"

#include "base/parallel.hpp"
#include "base/text.hpp"

#include <atomic>
#include <cmath>

namespace mulens::ledger {
namespace {

struct Term {
    const table::Column* column;
    double coefficient;
    bool needed;
};

bool in_district(std::string_view place, const std::vector<std::string>& places) {
    for (const auto& name : places)
        if (place.find(name) != std::string_view::npos) return true;
    return false;
}

std::vector<unsigned char> taxed_elsewhere(const table::Table& enterprises, const TaxFormula& formula) {
    std::vector<unsigned char> out(enterprises.rows(), 0);
    const table::Column* place = enterprises.find("tax_place");
    if (place == nullptr || !place->is_text() || formula.district_places.empty()) return out;
    const auto judge = [&](std::string_view text) {
        const std::string_view name = trimmed(text);
        return static_cast<unsigned char>(!name.empty() && !in_district(name, formula.district_places));
    };
    const table::TextStore& store = place->store();
    if (store.mode() == table::TextStore::Mode::dictionary) {
        std::vector<unsigned char> of_entry(store.entries());
        for (std::uint32_t i = 0; i < store.entries(); ++i) of_entry[i] = judge(store.entry(i));
        for (Row row = 0; row < out.size(); ++row) out[row] = of_entry[store.code(row)];
    } else {
        for (Row row = 0; row < out.size(); ++row) out[row] = judge(place->text(row));
    }
    return out;
}

const table::Column* number_column(const table::Table& table, std::string_view name) {
    const table::Column* column = table.find(name);
    return column == nullptr || column->is_text() ? nullptr : column;
}

double of_terms(const std::vector<Term>& terms, Row row) {
    double sum = 0;
    bool any = false;
    for (const Term& term : terms) {
        const double value = term.column->number(row);
        if (std::isnan(value)) {
            if (term.needed) return table::none;
            continue;
        }
        any = true;
        sum += term.coefficient * value;
    }
    return any ? sum : table::none;
}

}  // namespace

TaxFormula formula_of(const config::Scheme* scheme) {
    TaxFormula formula;
    if (scheme == nullptr) return formula;
    if (!scheme->tax.terms.empty()) formula.terms = scheme->tax.terms;
    if (!scheme->tax.district_places.empty()) formula.district_places = scheme->tax.district_places;
    return formula;
}

TaxColumns evaluate_tax(const table::Table& enterprises, const TaxFormula& formula, unsigned threads) {
    TaxColumns out;
    const Row rows = enterprises.rows();
    out.tax.assign(rows, table::none);
    out.elsewhere = taxed_elsewhere(enterprises, formula);
    const table::Column* given = number_column(enterprises, "tax");
    std::vector<Term> terms;
    if (number_column(enterprises, "tax_paid") != nullptr)
        for (const auto& [name, coefficient] : formula.terms)
            if (const auto* column = number_column(enterprises, name))
                terms.push_back({column, coefficient, name == "tax_paid"});
    out.given = given != nullptr || !terms.empty();
    std::atomic<std::uint64_t> taken_as_given{0};
    constexpr std::uint64_t chunk = 65536;
    parallel_chunks(threads, rows, chunk, [&](std::uint64_t, std::uint64_t first, std::uint64_t last, unsigned) {
        std::uint64_t taken = 0;
        for (auto row = static_cast<Row>(first); row < last; ++row) {
            if (out.elsewhere[row] != 0) continue;
            double tax = of_terms(terms, row);
            if (std::isnan(tax) && given != nullptr) {
                tax = given->number(row);
                if (!std::isnan(tax)) ++taken;
            }
            out.tax[row] = tax;
        }
        taken_as_given += taken;
    });
    if (taken_as_given > 0 && terms.empty())
        out.assumptions.emplace_back("the ledger gives no tax_paid: its tax is used as 评价税收 as it stands");
    else if (taken_as_given > 0)
        out.assumptions.push_back(std::to_string(taken_as_given) +
                                  " enterprises give tax but no tax_paid: their tax is used as it stands");
    else if (!terms.empty())
        out.assumptions.push_back("tax = " + formula_text(formula));
    return out;
}

std::string formula_text(const TaxFormula& formula) {
    std::string text;
    for (const auto& [name, coefficient] : formula.terms) {
        if (coefficient == 0) continue;
        const double size = std::abs(coefficient);
        if (!text.empty() || coefficient < 0) text += coefficient < 0 ? (text.empty() ? "−" : " − ") : " + ";
        if (size != 1) text += number_text(size) + " × ";
        text += name;
    }
    return text.empty() ? "tax as given" : text;
}

}  // namespace mulens::ledger
