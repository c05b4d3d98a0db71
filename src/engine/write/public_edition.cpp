#include "write/public_edition.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace mulens::write {
namespace {

using table::Column;
using table::Table;

constexpr double fewest_firms = 3;  // the usual limit of statistical secrecy; the program's choice, not law

Column banded(const Column& column, const std::vector<double>& limits) {
    table::TextStore store;
    for (Row row = 0; row < column.size(); ++row)
        store.push(column.is_text() ? std::string() : band_of(column.number(row), limits));
    return Column::texts(std::move(store));
}

Column masked_column(const Column& column) {
    table::TextStore store;
    for (Row row = 0; row < column.size(); ++row)
        store.push(column.is_text() ? masked(column.text(row)) : std::string());
    return Column::texts(std::move(store));
}

/// Rows whose sums would tell about single firms.
std::vector<bool> secret_rows(const Table& table) {
    std::vector<bool> secret(table.rows(), false);
    const Column* firms = table.find("enterprise_count");
    if (firms == nullptr || firms->is_text()) return std::vector<bool>(table.rows(), true);
    std::size_t hidden = 0;
    for (Row row = 0; row < table.rows(); ++row) {
        const double count = firms->number(row);
        secret[row] = !(count == 0 || count >= fewest_firms);
        hidden += secret[row];
    }
    if (hidden != 1) return secret;
    Row next = no_row;
    for (Row row = 0; row < table.rows(); ++row)
        if (!secret[row] && firms->number(row) > 0 && (next == no_row || firms->number(row) < firms->number(next)))
            next = row;
    if (next != no_row) secret[next] = true;
    return secret;
}

Table public_summary(const Table& table) {
    Table out = public_table(table, "summary");
    const auto secret = secret_rows(table);
    const auto& catalogue = config::column_catalogue();
    for (const auto& name : std::vector<std::string>(out.names())) {
        const auto info = catalogue.describe("summary", name);
        const Column& column = out.at(name);
        if (column.is_text() || (info.kind != config::ColumnKind::money && name != "employees")) continue;
        std::vector<double> values = column.values();
        for (Row row = 0; row < out.rows(); ++row)
            if (secret[row]) values[row] = table::none;
        out.set(name, Column::numbers(std::move(values), column.kind()));
    }
    return out;
}

std::vector<Finding> counted(const std::vector<Finding>& findings) {
    std::map<std::tuple<int, std::string, std::string>, std::uint64_t> counts;
    for (const auto& finding : findings) ++counts[{-static_cast<int>(finding.severity), finding.layer, finding.code}];
    std::vector<Finding> out;
    for (const auto& [key, count] : counts) {
        Finding finding;
        finding.severity = static_cast<Severity>(-std::get<0>(key));
        finding.layer = std::get<1>(key);
        finding.code = std::get<2>(key);
        finding.message = fmt::format("{} in all", count);
        finding.value = static_cast<double>(count);
        out.push_back(std::move(finding));
    }
    return out;
}

bool holds_money(const std::string& unit) {
    return unit.find("元") != std::string::npos || unit.find("分") != std::string::npos;
}

}  // namespace

std::string band_of(double value, const std::vector<double>& limits) {
    if (!std::isfinite(value) || limits.empty()) return {};
    const auto above = std::upper_bound(limits.begin(), limits.end(), value);
    if (above == limits.begin()) return fmt::format("<{}", number_text(limits.front()));
    if (above == limits.end()) return fmt::format("≥{}", number_text(limits.back()));
    return fmt::format("{}–{}", number_text(*(above - 1)), number_text(*above));
}

std::string masked(std::string_view names) {
    std::string out;
    for (const auto& part : split(names, ';')) {
        if (!out.empty()) out += ';';
        std::size_t end = 0;
        for (int i = 0; i < 2 && end < part.size(); ++i) {
            ++end;
            while (end < part.size() && (static_cast<unsigned char>(part[end]) & 0xC0U) == 0x80U) ++end;
        }
        if (!part.empty()) out.append(part, 0, end).append("＊＊＊");
    }
    return out;
}

Table public_table(const Table& table, std::string_view table_name) {
    const auto& catalogue = config::column_catalogue();
    Table out(table.rows());
    for (const auto& name : table.names()) {
        const config::ColumnInfo* info = catalogue.find(table_name, name);
        if (info == nullptr) continue;
        switch (info->use) {
            case config::PublicUse::keep:
                out.set(name, table.share(name));
                break;
            case config::PublicUse::band:
                out.set(name, banded(table.at(name), info->bands));
                break;
            case config::PublicUse::mask:
                out.set(name, masked_column(table.at(name)));
                break;
            case config::PublicUse::drop:
                break;
        }
    }
    return out;
}

ResultSet public_edition(const ResultSet& results) {
    ResultSet out = results;
    out.parcels = public_table(results.parcels, "parcels");
    out.enterprises = public_table(results.enterprises, "enterprises");
    out.ledger = public_table(results.ledger, "ledger");
    out.residuals = table::Table(0);
    out.idle = public_table(results.idle, "idle");
    out.platforms = public_summary(results.platforms);
    out.platforms_overlap = public_summary(results.platforms_overlap);
    out.district = public_table(results.district, "summary");
    out.streets = public_summary(results.streets);
    out.industries = public_summary(results.industries);
    out.findings = counted(results.findings);
    out.decisions = table::Table(0);
    std::erase_if(out.balances, [](const Balance& balance) { return holds_money(balance.unit); });
    for (auto& line : out.reconciliation) {
        line.tax = table::none;
        line.members.clear();
    }
    for (auto& check : out.cross_checks) {
        check.hidden = check.count();
        check.keys.clear();
    }
    return out;
}

}  // namespace mulens::write
