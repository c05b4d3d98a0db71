#include "ledger/rows.hpp"

#include "base/parallel.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <cmath>

namespace mulens::ledger {
namespace {

constexpr std::uint64_t chunk_rows = 65536;
constexpr const char* checked_columns[] = {"tax_paid",
                                           "tax",
                                           "output",
                                           "value_added",
                                           "revenue",
                                           "employees",
                                           "energy_tce",
                                           "electricity_wan_kwh",
                                           "emissions_t",
                                           "rd",
                                           "fixed_investment_with_land"};

const table::Column* text_column(const table::Table& table, std::string_view name) {
    const table::Column* column = table.find(name);
    return column != nullptr && column->is_text() ? column : nullptr;
}

bool same_row(const table::Table& table, Row a, Row b) {
    for (const auto& name : table.names()) {
        const table::Column& column = table.at(name);
        if (column.is_text()) {
            if (column.text(a) != column.text(b)) return false;
            continue;
        }
        const double x = column.number(a);
        const double y = column.number(b);
        if (x != y && !(std::isnan(x) && std::isnan(y))) return false;
    }
    return true;
}

void mark_duplicates(const table::Layer& layer, const KeyIndex& index, bool only_without_id, EnterpriseKeys& keys,
                     Diagnostics& diagnostics) {
    if (index.empty()) return;
    for (Row first = 0; first < layer.rows(); ++first) {
        const Row row = index.next(first);
        if (row == no_row || keys.counted[row] == 0) continue;
        if (only_without_id && !layer.table.text("ent_id", row).empty()) continue;
        keys.counted[row] = 0;
        Finding finding = row_finding(layer, row, "duplicate_enterprise", Severity::warning);
        finding.subject = subject_of(layer.table, row);
        const Row kept = keys.counted_row(layer.table, row);
        finding.message = same_row(layer.table, kept, row)
                              ? "the same enterprise stands twice with equal values: one row counts"
                              : "the same enterprise stands twice with different values: the first row counts, "
                                "remove one or correct its key";
        diagnostics.add(std::move(finding));
    }
}

void check_keys(const table::Layer& layer, unsigned threads, Diagnostics& diagnostics) {
    const table::Column* id = text_column(layer.table, "ent_id");
    const table::Column* credit = text_column(layer.table, "credit_code");
    if (id == nullptr && credit == nullptr) return;  // the parcel code is the only key there is
    parallel_chunks(threads, layer.rows(), chunk_rows,
                    [&](std::uint64_t, std::uint64_t first, std::uint64_t last, unsigned) {
                        for (auto row = static_cast<Row>(first); row < last; ++row) {
                            const std::string_view code = credit != nullptr ? credit->text(row) : std::string_view{};
                            if (code.empty() && (id == nullptr || id->text(row).empty())) {
                                Finding finding = row_finding(layer, row, "missing_key", Severity::warning);
                                finding.subject = subject_of(layer.table, row);
                                finding.message = "no enterprise number and no credit code: no link can name this row";
                                diagnostics.add(std::move(finding));
                            } else if (!code.empty() && !valid_credit_code(code)) {
                                Finding finding = row_finding(layer, row, "bad_credit_code", Severity::warning);
                                finding.subject = code;
                                finding.field = "credit_code";
                                finding.message = "the credit code's check character or length is wrong: correct it";
                                diagnostics.add(std::move(finding));
                            }
                        }
                    });
}

void check_negative(const table::Layer& layer, const char* name, Diagnostics& diagnostics) {
    const table::Column* column = layer.table.find(name);
    if (column == nullptr || column->is_text()) return;
    for (Row row = 0; row < layer.rows(); ++row) {
        const double value = column->number(row);
        if (!(value < 0)) continue;
        Finding finding = row_finding(layer, row, "negative_value", Severity::warning);
        finding.subject = subject_of(layer.table, row);
        finding.field = name;
        finding.value = value;
        finding.message = fmt::format("{} is negative ({}): kept as given, check it", name, number_text(value));
        diagnostics.add(std::move(finding));
    }
}

}  // namespace

Finding row_finding(const table::Layer& layer, Row row, const char* code, Severity severity) {
    Finding finding;
    finding.code = code;
    finding.severity = severity;
    finding.layer = layer.role;
    finding.row = row;
    if (row < layer.source.size()) finding.file = layer.file_of(row);
    if (row < layer.source_row.size()) finding.row = layer.source_row[row];
    return finding;
}

std::string subject_of(const table::Table& enterprises, Row row) {
    for (const char* name : {"credit_code", "ent_id", "parcel_id", "name"})
        if (const auto text = enterprises.text(name, row); !text.empty()) return std::string(text);
    return {};
}

Row EnterpriseKeys::counted_row(const table::Table& enterprises, Row row) const {
    if (row == no_row || counted[row] != 0) return row;
    const Row by_number = by_id.find(enterprises.text("ent_id", row));
    if (by_number != no_row && counted[by_number] != 0) return by_number;
    const Row by_code = by_credit.find(enterprises.text("credit_code", row));
    return by_code == no_row || by_code == row || counted[by_code] != 0 ? by_code : counted_row(enterprises, by_code);
}

EnterpriseKeys index_enterprises(const table::Layer& enterprises, unsigned threads, Diagnostics& diagnostics) {
    EnterpriseKeys keys;
    keys.counted.assign(enterprises.rows(), 1);
    const table::Column* id = text_column(enterprises.table, "ent_id");
    const table::Column* credit = text_column(enterprises.table, "credit_code");
    parallel_chunks(threads, 2, 1, [&](std::uint64_t task, std::uint64_t, std::uint64_t, unsigned) {
        if (task == 0 && id != nullptr) keys.by_id = KeyIndex(*id);
        if (task == 1 && credit != nullptr) keys.by_credit = KeyIndex(*credit);
    });
    mark_duplicates(enterprises, keys.by_id, false, keys, diagnostics);
    mark_duplicates(enterprises, keys.by_credit, true, keys, diagnostics);
    check_keys(enterprises, threads, diagnostics);
    return keys;
}

void check_enterprise_values(const table::Layer& enterprises, const TaxColumns& tax, unsigned threads,
                             Diagnostics& diagnostics) {
    parallel_chunks(threads, std::size(checked_columns), 1,
                    [&](std::uint64_t task, std::uint64_t, std::uint64_t, unsigned) {
                        check_negative(enterprises, checked_columns[task], diagnostics);
                    });
    if (!tax.given) {
        if (enterprises.rows() == 0) return;
        Finding finding = row_finding(enterprises, 0, "tax_column_missing", Severity::warning);
        finding.row = no_row;
        finding.message =
            "the enterprise ledger has no tax column: every tax figure is blank; name it with --map "
            "enterprises.tax_paid=COLUMN";
        diagnostics.add(std::move(finding));
        return;
    }
    for (Row row = 0; row < enterprises.rows(); ++row) {
        if (!std::isnan(tax.tax[row]) || tax.elsewhere[row] != 0) continue;
        Finding finding = row_finding(enterprises, row, "blank_tax", Severity::warning);
        finding.subject = subject_of(enterprises.table, row);
        finding.field = "tax_paid";
        finding.message = "no tax is given: the enterprise has no tax per mu; fill it, or name its tax place";
        diagnostics.add(std::move(finding));
    }
}

}  // namespace mulens::ledger
