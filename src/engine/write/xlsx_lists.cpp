#include "write/xlsx_lists.hpp"

#include "base/text.hpp"
#include "write/lists.hpp"
#include "write/xlsx_list_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace mulens::write {
namespace {

/// Those of `names` that the table has.
std::vector<OutputColumn> chosen(const table::Table& table, std::string_view table_name,
                                 std::initializer_list<const char*> names) {
    std::vector<std::string> present;
    for (const char* name : names)
        if (table.has(name)) present.emplace_back(name);
    if (present.empty()) return {};
    return output_columns(table, table_name, present);
}

std::vector<RowGroup> by_platform(const ResultSet& results, const table::Table& table, const std::vector<Row>& rows) {
    std::vector<RowGroup> groups;
    for (const auto& name : platform_order(results, table, rows)) {
        RowGroup group{name.empty() ? "未归口" : name, {}};
        for (const Row row : rows)
            if (table.text("platform", row) == name) group.rows.push_back(row);
        groups.push_back(std::move(group));
    }
    return groups;
}

std::vector<std::string> head_notes(const ResultSet& results, const std::string& remark) {
    const auto& scheme = results.scheme;
    std::string line = fmt::format("评价办法:{}    年度:{}    数据截止日:{}    面积口径:{}",
                                   scheme.name.empty()    ? "未指定"
                                   : scheme.title.empty() ? scheme.name
                                                          : scheme.title,
                                   results.year ? std::to_string(*results.year) : "未指定",
                                   results.as_of ? to_iso(*results.as_of) : "未指定",
                                   results.area_basis == "plane"       ? "图形面积(平面)"
                                   : results.area_basis == "ellipsoid" ? "椭球面积"
                                   : results.area_basis == "deed"      ? "证载面积"
                                                                       : "证载面积优先");
    if (results.made_up) line += "    【示例数据,非真实宗地】";
    return {line, remark};
}

std::string title_of(const ResultSet& results, const char* what) {
    return results.project.empty() ? what : results.project + what;
}

std::vector<Row> rows_where(const table::Table& table, auto&& wanted) {
    std::vector<Row> rows;
    for (Row row = 0; row < table.rows(); ++row)
        if (wanted(row)) rows.push_back(row);
    return rows;
}

ListSheet idle_sheet(const ResultSet& results, const table::Table& idle, const std::vector<Row>& rows,
                     const std::string& name, const std::string& title, const std::string& remark, Headers headers) {
    ListSheet list;
    list.sheet = name;
    list.title = title;
    list.notes = head_notes(results, remark);
    list.columns = chosen(with_platform_names(idle), "idle",
                          {"platform",
                           "parcel_id",
                           "phase",
                           "street",
                           "owner",
                           "area_basis_mu",
                           "contract_area_m2",
                           "idle_status",
                           "agreed_start",
                           "extended_start",
                           "actual_start",
                           "suspended_since",
                           "started_area_share",
                           "invested_share",
                           "idle_from",
                           "recoverable_from",
                           "idle_fee",
                           "cause_code",
                           "cause_document",
                           "idle_missing",
                           "next_deadline",
                           "next_deadline_kind",
                           "idle_score",
                           "change",
                           "review_status",
                           "as_of"});
    list.groups = by_platform(results, idle, rows);
    list.summed = {"area_basis_mu", "contract_area_m2", "idle_fee"};
    list.unit = "条";
    list.headers = headers;
    return list;
}

ListSheet summary_sheet(const ResultSet& results, const table::Table& table, const std::string& name,
                        const std::string& title, const std::string& remark, Headers headers) {
    ListSheet list;
    list.sheet = name;
    list.title = title;
    list.notes = head_notes(results, remark);
    list.columns = output_columns(with_platform_names(table), "summary");
    RowGroup all;
    for (Row row = 0; row < table.rows(); ++row) all.rows.push_back(row);
    list.groups = {all};
    list.subtotals = false;
    list.unit = "行";
    list.headers = headers;
    list.total_row = results.district.rows() > 0 ? &results.district : nullptr;
    for (const auto& [info, column] : list.columns)
        // What can be added: counts, land and money, never ratios.
        if (!column->is_text() && (info.unit == "宗" || info.unit == "亩" || info.unit == "万元" || info.unit == "家" ||
                                   info.unit == "人" || info.unit == "平方米" || info.unit == "幢"))
            list.summed.push_back(info.name);
    return list;
}

std::string shown(double value, const char* format) {
    return std::isfinite(value) ? fmt::format(fmt::runtime(format), value) : std::string();
}

/// "ungraded:no_cut_published" → 参与评价不定等级(未公布等级线).
std::string state_words(const ReconciliationLine& line) {
    if (!line.zh.empty()) return line.zh;
    const auto& catalogue = config::column_catalogue();
    const std::size_t colon = line.state.find(':');
    const std::string step(catalogue.value_zh("step", line.state.substr(0, colon)));
    if (colon == std::string::npos) return step;
    return fmt::format("{}({})", step, catalogue.value_zh("grade_reason", line.state.substr(colon + 1)));
}

void reconciliation_sheets(XlsxBook& book, const ResultSet& results) {
    std::vector<std::vector<std::string>> lines{{"对象", "状态", "数量(宗/家)", "面积(亩)", "评价税收(万元)"}};
    for (const auto& line : results.reconciliation)
        lines.push_back({line.subject == "parcels"       ? "宗地"
                         : line.subject == "enterprises" ? "企业"
                                                         : line.subject,
                         state_words(line), std::to_string(line.count), shown(line.area_mu, "{:.2f}"),
                         shown(line.tax, "{:.2f}")});
    write_text_sheet(book, "数据勾稽", "数据勾稽", lines);
    std::vector<std::vector<std::string>> checks{{"核对项", "数量", "对象代码"}};
    for (const auto& check : results.cross_checks)
        checks.push_back({check.zh, std::to_string(check.keys.size()),
                          fmt::format("{}{}",
                                      fmt::join(check.keys.begin(),
                                                check.keys.begin() + static_cast<std::ptrdiff_t>(
                                                                         std::min<std::size_t>(check.keys.size(), 50)),
                                                ";"),
                                      check.keys.size() > 50 ? " …" : "")});
    write_text_sheet(book, "四类核对", "四类核对清单(有地无企、有企无地、有地无税、有税无地)", checks);
}

}  // namespace

WrittenFile write_low_efficiency_list(const std::string& folder, const ResultSet& results, Headers headers) {
    const std::string path = (std::filesystem::path(folder) / "低效用地清单.xlsx").string();
    const std::string title = title_of(results, "疑似低效工业用地清单");
    XlsxBook book(path, title, results.as_of, false);
    ListSheet list;
    list.sheet = "疑似低效";
    list.title = title;
    list.notes = head_notes(results, "疑似低效为程序测算结果,需人工核实;各平台内按“面积 × 与标准差距”从大到小排列。");
    list.columns =
        chosen(results.parcels, "parcels",
               {"platform", "parcel_id", "street", "owner", "tenant", "land_use", "area_basis_mu", "tax", "tax_per_mu",
                "shortfall", "output_per_mu", "far", "building_density", "grade", "official_grade",
                results.parcels.has("reasons_text") ? "reasons_text" : "reasons", "review_status"});
    list.groups = by_platform(results, results.parcels, low_efficiency_rows(results));
    list.summed = {"area_basis_mu", "tax"};
    list.headers = headers;
    write_list_sheet(book, list);
    write_notes_sheet(book, "说明", "说明", notes_of(results));
    book.close();
    return describe_file(path);
}

WrittenFile write_idle_list(const std::string& folder, const ResultSet& results, Headers headers) {
    const std::string path = (std::filesystem::path(folder) / "疑似闲置清单.xlsx").string();
    const std::string title = title_of(results, "疑似闲置工业用地清单");
    XlsxBook book(path, title, results.as_of, false);
    const table::Table idle = idle_with_parcels(results);
    const auto status = [&](Row row) { return idle.text("idle_status", row); };
    write_list_sheet(
        book,
        idle_sheet(results, idle, rows_where(idle, [&](Row row) { return suspected_idle(status(row)); }), "疑似闲置",
                   title,
                   "疑似闲置为程序按合同日期测算的提示,需人工核实,不是认定;土地闲置费、可收回日仅对未动工土地测算。",
                   headers));
    write_list_sheet(
        book, idle_sheet(results, idle,
                         rows_where(idle, [&](Row row) { return status(row) == "due_soon" || status(row) == "late"; }),
                         "临近与逾期", title_of(results, "动工期限临近与逾期清单"),
                         "临近:距动工期限不足 90 日;逾期:超过动工期限未满 1 年。", headers));
    write_list_sheet(
        book, idle_sheet(results, idle, rows_where(idle, [&](Row row) { return status(row) == "evidence_missing"; }),
                         "证据不足", title_of(results, "证据不足清单"),
                         "缺少判断所需的日期或凭证,补齐后再判断;空白的动工日期不作为未动工的证明。", headers));
    if (idle.has("next_deadline") && results.as_of) {
        const double from = day_number(*results.as_of), until = day_number(add_years(*results.as_of, 1));
        const auto due = rows_where(idle, [&](Row row) {
            const double day = idle.number("next_deadline", row);
            return day > from && day <= until;
        });
        write_list_sheet(book, idle_sheet(results, idle, due, "未来12个月期限", title_of(results, "未来12个月期限"),
                                          "数据截止日之后 12 个月内到期的事项。", headers));
    }
    write_notes_sheet(book, "说明", "说明", notes_of(results));
    book.close();
    return describe_file(path);
}

WrittenFile write_platform_book(const std::string& folder, const ResultSet& results, Headers headers) {
    const std::string path = (std::filesystem::path(folder) / "平台汇总.xlsx").string();
    const std::string title = title_of(results, "产业平台汇总");
    XlsxBook book(path, title, results.as_of, false);
    if (results.platforms.rows() > 0)
        write_list_sheet(
            book, summary_sheet(results, results.platforms, "平台汇总", title,
                                "按归口平台,每宗只计一次,合计即全区;亩均为合计之比,分三种用地口径并列。", headers));
    if (results.platforms_overlap.rows() > 0) {
        ListSheet overlap = summary_sheet(results, results.platforms_overlap, "涉及平台(不可相加)",
                                          title_of(results, "涉及平台汇总(按面积占比分摊)"),
                                          "各平台范围相互重叠,同一宗地在多个平台中按占比计入,各行不可相加。", headers);
        overlap.total = false;
        write_list_sheet(book, overlap);
    }
    if (results.streets.rows() > 0)
        write_list_sheet(book, summary_sheet(results, results.streets, "街道汇总", title_of(results, "街道汇总"),
                                             "按所属街道。", headers));
    if (results.industries.rows() > 0) {
        ListSheet industries = summary_sheet(results, results.industries, "行业汇总", title_of(results, "行业汇总"),
                                             "按企业的国民经济行业。", headers);
        industries.total_row = nullptr;
        write_list_sheet(book, industries);
    }
    reconciliation_sheets(book, results);
    write_notes_sheet(book, "说明", "说明", notes_of(results));
    book.close();
    return describe_file(path);
}

}  // namespace mulens::write
