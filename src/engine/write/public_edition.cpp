#include "write/public_edition.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

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

/// Enterprises a group, by the ledger: how many firms have land in each value of `column` of the parcels.
std::map<std::string, std::set<std::string>, std::less<>> firms_of(const ResultSet& results,
                                                                   const std::string& column) {
    std::map<std::string, std::set<std::string>, std::less<>> firms;
    const Table& ledger = results.ledger;
    std::unordered_map<std::string_view, Row> rows;
    for (Row row = 0; row < results.parcels.rows(); ++row)
        rows.try_emplace(results.parcels.text("parcel_id", row), row);
    for (Row row = 0; row < ledger.rows(); ++row) {
        const auto parcel = rows.find(ledger.text("parcel_id", row));
        if (parcel == rows.end()) continue;
        std::string firm(ledger.text("credit_code", row));
        if (firm.empty()) firm = ledger.text("ent_id", row);
        const std::string_view value = results.parcels.text(column, parcel->second);
        if (column != "platforms") {
            firms[std::string(value)].insert(firm);
            continue;
        }
        for (const auto& part : split(value, ';')) firms[part.substr(0, part.rfind(':'))].insert(firm);
    }
    return firms;
}

/// Firms a row: as the table says, else counted from the ledger; NaN where neither can tell.
std::vector<double> firm_counts(const ResultSet& results, const Table& table, const std::string& column) {
    std::vector<double> counts(table.rows(), table::none);
    if (const Column* given = table.find("enterprise_count"); given != nullptr && !given->is_text())
        return given->values();
    const std::string key = column == "platforms" ? "platform" : column;
    if (!results.parcels.has(column) || !table.has(key) || results.ledger.rows() == 0) return counts;
    const auto firms = firms_of(results, column);
    for (Row row = 0; row < table.rows(); ++row) {
        const auto it = firms.find(table.text(key, row));
        counts[row] = it == firms.end() ? 0 : static_cast<double>(it->second.size());
    }
    return counts;
}

/// Rows whose sums would tell about single firms.
std::vector<bool> secret_rows(const std::vector<double>& firms) {
    std::vector<bool> secret(firms.size(), false);
    std::size_t hidden = 0;
    for (std::size_t row = 0; row < firms.size(); ++row) {
        secret[row] = !(firms[row] == 0 || firms[row] >= fewest_firms);
        hidden += secret[row];
    }
    if (hidden != 1) return secret;
    std::size_t next = firms.size();
    for (std::size_t row = 0; row < firms.size(); ++row)
        if (!secret[row] && firms[row] > 0 && (next == firms.size() || firms[row] < firms[next])) next = row;
    if (next < firms.size()) secret[next] = true;
    return secret;
}

Table public_summary(const ResultSet& results, const Table& table, const std::string& column) {
    Table out = public_table(table, "summary");
    const auto secret = secret_rows(firm_counts(results, table, column));
    const auto& catalogue = config::column_catalogue();
    for (const auto& name : std::vector<std::string>(out.names())) {
        const auto info = catalogue.describe("summary", name);
        const Column& values_of = out.at(name);
        if (values_of.is_text() || (info.kind != config::ColumnKind::money && name != "employees")) continue;
        std::vector<double> values = values_of.values();
        for (Row row = 0; row < out.rows(); ++row)
            if (secret[row]) values[row] = table::none;
        out.set(name, Column::numbers(std::move(values), values_of.kind()));
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
    out.platforms = public_summary(results, results.platforms, "platform");
    out.platforms_overlap = public_summary(results, results.platforms_overlap, "platforms");
    out.district = public_table(results.district, "summary");
    out.streets = public_summary(results, results.streets, "street");
    out.industries = public_summary(results, results.industries, "industry");
    out.findings = counted(results.findings);
    out.decisions = table::Table(0);
    std::erase_if(out.balances, [](const Balance& balance) { return holds_money(balance.unit); });
    for (auto& line : out.reconciliation) {
        line.tax = table::none;
        line.members.clear();
    }
    for (auto& check : out.cross_checks) {
        check.hidden = check.count();
        check.rows.clear();
    }
    return out;
}

}  // namespace mulens::write
