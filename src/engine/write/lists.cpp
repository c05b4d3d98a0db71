#include "write/lists.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

namespace mulens::write {
namespace {

using table::Column;
using table::Table;

std::unordered_map<std::string_view, Row> first_rows(const Table& table) {
    std::unordered_map<std::string_view, Row> rows;
    if (table.find("parcel_id") == nullptr) return rows;
    for (Row row = 0; row < table.rows(); ++row) rows.try_emplace(table.text("parcel_id", row), row);
    return rows;
}

/// Values of `column` of another table, by row; no_row = blank.
Column gather(const Column& column, const std::vector<Row>& from) {
    if (column.is_text()) {
        table::TextStore store;
        for (const Row row : from) store.push(row == no_row ? std::string_view{} : column.text(row));
        return Column::texts(std::move(store));
    }
    std::vector<double> values;
    values.reserve(from.size());
    for (const Row row : from) values.push_back(row == no_row ? table::none : column.number(row));
    return Column::numbers(std::move(values), column.kind());
}

std::vector<Row> matches(const Table& table, const Table& other) {
    const auto rows = first_rows(other);
    std::vector<Row> out(table.rows(), no_row);
    for (Row row = 0; row < table.rows(); ++row) {
        const auto it = rows.find(table.text("parcel_id", row));
        if (it != rows.end() && !it->first.empty()) out[row] = it->second;
    }
    return out;
}

std::string basis_words(const std::string& basis) {
    if (basis == "deed") return "证载面积";
    if (basis == "plane") return "图形面积(平面)";
    if (basis == "ellipsoid") return "椭球面积";
    return "证载面积优先,无证载时用图形面积(平面)";
}

std::string status_words(const std::string& status) {
    if (status == "in force") return "现行";
    if (status == "repealed") return "已废止";
    if (status == "no law") return "非法定办法";
    return status;
}

/// ">= 76.421337 (企业第284名/1420家)" → ≥ 76.42 分(企业第284名/1420家): rounded for people only.
std::string shown_rule(const CutScore& cut) {
    std::string rule = cut.rule;
    if (!std::isfinite(cut.score)) return rule;
    const std::string exact = number_text(cut.score);
    if (const auto at = rule.find(exact); at != std::string::npos)
        rule.replace(at, exact.size(), number_text(std::round(cut.score * 100) / 100) + " 分");
    if (rule.starts_with(">=")) rule.replace(0, 2, "≥");
    return rule;
}

}  // namespace

std::vector<Row> low_efficiency_rows(const ResultSet& results) {
    const Table& parcels = results.parcels;
    std::vector<Row> rows;
    for (Row row = 0; row < parcels.rows(); ++row)
        if (parcels.number("low_efficiency", row) == 1) rows.push_back(row);
    const auto gain = [&](Row row) {
        const double value = parcels.number("area_basis_mu", row) * parcels.number("shortfall", row);
        return std::isnan(value) ? -1.0 : value;
    };
    std::stable_sort(rows.begin(), rows.end(), [&](Row a, Row b) {
        const double ga = gain(a), gb = gain(b);
        return ga != gb ? ga > gb : parcels.text("parcel_id", a) < parcels.text("parcel_id", b);
    });
    return rows;
}

bool suspected_idle(std::string_view status) {
    constexpr std::array<std::string_view, 4> idle{"not_started_1y", "not_started_2y", "suspended_1y",
                                                   "government_caused"};
    return std::find(idle.begin(), idle.end(), status) != idle.end();
}

std::vector<Row> idle_parcel_rows(const ResultSet& results) {
    std::vector<Row> rows;
    for (Row row = 0; row < results.parcels.rows(); ++row)
        if (suspected_idle(results.parcels.text("idle_status", row))) rows.push_back(row);
    return rows;
}

Table with_text(Table table, const std::string& name, const std::string& text) {
    if (table.has(name)) return table;
    table::TextStore store;
    for (Row row = 0; row < table.rows(); ++row) store.push(text);
    table.set(name, Column::texts(std::move(store)));
    return table;
}

Table with_date(Table table, const std::string& name, std::optional<Date> date) {
    if (table.has(name)) return table;
    table.set(name, Column::numbers(std::vector<double>(table.rows(), date ? day_number(*date) : table::none),
                                    table::Kind::date));
    return table;
}

Table idle_with_parcels(const ResultSet& results) {
    Table out = with_date(results.idle, "as_of", results.as_of);
    const auto from = matches(results.idle, results.parcels);
    for (const char* name : {"platform", "street", "owner", "tenant", "land_use", "area_mu", "area_basis_mu",
                             "area_basis", "tax", "review_status"})
        if (const Column* column = results.parcels.find(name); column != nullptr && !out.has(name))
            out.set(name, gather(*column, from));
    return out;
}

Table parcels_with_idle(const ResultSet& results) {
    Table out = with_date(results.parcels, "as_of", results.as_of);
    auto from = matches(results.parcels, results.idle);
    std::unordered_map<std::string_view, Row> deciding;  // of several phases the one that made the plot's status
    const auto rows = first_rows(results.parcels);
    for (Row row = 0; row < results.idle.rows(); ++row) {
        const auto it = rows.find(results.idle.text("parcel_id", row));
        if (it != rows.end() &&
            results.idle.text("idle_status", row) == results.parcels.text("idle_status", it->second))
            deciding.try_emplace(it->first, row);
    }
    for (Row row = 0; row < from.size(); ++row)
        if (const auto it = deciding.find(results.parcels.text("parcel_id", row)); it != deciding.end())
            from[row] = it->second;
    for (const auto& name : results.idle.names())
        if (!out.has(name)) out.set(name, gather(results.idle.at(name), from));
    return out;
}

Table with_platform_names(const Table& table) {
    const Column* names = table.find("platform");
    if (names == nullptr || !names->is_text()) return table;
    table::TextStore store;
    for (Row row = 0; row < table.rows(); ++row)
        store.push(names->text(row).empty() ? std::string_view("未归口") : names->text(row));
    Table out = table;
    out.set("platform", Column::texts(std::move(store)));
    return out;
}

Table stacked(const Table& first, const Table& second) {
    if (second.rows() == 0) return first;
    Table out(first.rows() + second.rows());
    std::vector<std::string> names = first.names();
    for (const auto& name : second.names())
        if (!first.has(name)) names.push_back(name);
    for (const auto& name : names) {
        const Column* upper = first.find(name);
        const Column* lower = second.find(name);
        if ((upper != nullptr ? upper : lower)->is_text()) {
            table::TextStore store;
            for (Row row = 0; row < first.rows(); ++row) store.push(first.text(name, row));
            for (Row row = 0; row < second.rows(); ++row) store.push(second.text(name, row));
            out.set(name, Column::texts(std::move(store)));
            continue;
        }
        std::vector<double> values;
        values.reserve(out.rows());
        for (Row row = 0; row < first.rows(); ++row) values.push_back(first.number(name, row));
        for (Row row = 0; row < second.rows(); ++row) values.push_back(second.number(name, row));
        out.set(name, Column::numbers(std::move(values), (upper != nullptr ? upper : lower)->kind()));
    }
    return out;
}

std::vector<std::string> platform_order(const ResultSet& results, const Table& table, const std::vector<Row>& rows) {
    std::vector<std::string> present, order;
    for (const Row row : rows) {
        std::string name(table.text("platform", row));
        if (std::find(present.begin(), present.end(), name) == present.end()) present.push_back(std::move(name));
    }
    const auto take = [&](const std::string& name) {
        const auto it = std::find(present.begin(), present.end(), name);
        if (it == present.end() || name.empty()) return;
        order.push_back(name);
        present.erase(it);
    };
    for (Row row = 0; row < results.platforms.rows(); ++row) take(std::string(results.platforms.text("platform", row)));
    for (const auto& name : std::vector<std::string>(present)) take(name);
    if (!present.empty()) order.emplace_back();
    return order;
}

std::vector<std::pair<std::string, std::string>> notes_of(const ResultSet& results) {
    std::vector<std::pair<std::string, std::string>> notes;
    const auto& scheme = results.scheme;
    notes.emplace_back("项目", results.project);
    if (results.made_up) notes.emplace_back("数据性质", "示例数据,由程序虚构,不代表任何真实宗地或企业");
    notes.emplace_back("评价办法(年度)", scheme.name.empty()
                                             ? "未指定(不定等级,不作低效判断)"
                                             : fmt::format("{}{}", scheme.title.empty() ? scheme.name : scheme.title,
                                                           scheme.year.empty() ? "" : "(" + scheme.year + ")"));
    if (!scheme.citation.empty()) notes.emplace_back("办法依据", scheme.citation);
    if (!scheme.document.empty()) notes.emplace_back("办法文号", scheme.document);
    if (!scheme.status.empty()) notes.emplace_back("办法状态", status_words(scheme.status));
    if (!scheme.caution.empty()) notes.emplace_back("办法效力提示", scheme.caution);
    if (!scheme.notice.empty()) notes.emplace_back("办法说明", scheme.notice);
    if (!scheme.cut_from.empty()) notes.emplace_back("分档线来源", scheme.cut_from);
    notes.emplace_back("年度", results.year ? std::to_string(*results.year) : "未指定");
    notes.emplace_back("数据截止日", results.as_of ? to_iso(*results.as_of) : "未指定");
    notes.emplace_back("面积口径", basis_words(results.area_basis) + ";1 亩 = 10000/15 平方米");
    notes.emplace_back("坐标系", results.crs);
    for (const auto& cut : results.cut_scores)
        notes.emplace_back(fmt::format("等级线 {} {}", cut.scale_class, cut.grade), shown_rule(cut));
    notes.emplace_back("性质", "“疑似”为程序按数据测算的提示,需人工核实;认定、处置以主管部门依法作出的决定为准");
    notes.emplace_back("金额单位", "万元;空白表示无数据,不等于零");
    return notes;
}

}  // namespace mulens::write
