#include "write/xlsx_lists.hpp"

#include "base/text.hpp"
#include "write/lists.hpp"
#include "write/xlsx_list_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <set>

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
                           "idle_start",
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
    // What nobody on this list has takes no room on the page.
    std::erase_if(list.columns, [&](const OutputColumn& c) {
        return !rows.empty() && std::all_of(rows.begin(), rows.end(), [&](Row row) {
            return c.column->is_text() ? c.column->text(row).empty() : std::isnan(c.column->number(row));
        });
    });
    list.groups = by_platform(results, idle, rows);
    list.summed = {"area_basis_mu", "contract_area_m2", "idle_fee"};
    list.unit = "条";
    list.headers = headers;
    return list;
}

/// What a meeting looks at; the other columns stand on a sheet of details, so that both fit a page.
bool in_first_sheet(const std::string& name) {
    static const std::set<std::string> names{"platform",
                                             "street",
                                             "industry",
                                             "industry_name",
                                             "enterprise_count",
                                             "parcel_count",
                                             "area_basis_mu",
                                             "scope_parcels",
                                             "scope_mu",
                                             "assessed_mu",
                                             "assessed_large_mu",
                                             "tax",
                                             "output",
                                             "tax_per_mu_large",
                                             "tax_per_mu_assessed",
                                             "tax_per_mu_scope",
                                             "output_per_mu_large",
                                             "value_added_per_mu_large",
                                             "grade_a",
                                             "grade_b",
                                             "grade_c",
                                             "grade_d",
                                             "low_efficiency_parcels",
                                             "low_efficiency_mu",
                                             "idle_parcels",
                                             "idle_mu"};
    return names.contains(name);
}
bool is_key(const std::string& name) { return name == "platform" || name == "street" || name == "industry"; }

enum class Part : std::uint8_t { first, details };

ListSheet summary_sheet(const ResultSet& results, const table::Table& table, Part part, const std::string& name,
                        const std::string& title, const std::string& remark, Headers headers) {
    ListSheet list;
    list.sheet = name;
    list.title = title;
    list.notes = head_notes(results, remark);
    list.columns = output_columns(with_platform_names(table), "summary");
    std::erase_if(list.columns, [&](const OutputColumn& c) {
        return !is_key(c.info.name) && in_first_sheet(c.info.name) != (part == Part::first);
    });
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
    constexpr std::size_t most = 5000;  // a list a check; the whole stands in cross_checks.csv
    std::vector<std::vector<std::string>> checks{
        {"核对项", "对象代码", "名称", "归口平台", "面积(亩)", "评价税收(万元)", "工业总产值(万元)", "说明"}};
    for (const auto& check : results.cross_checks) {
        checks.push_back({fmt::format("{} 共 {} 条", check.zh, check.count()), "", "", "", "", "", "", ""});
        for (std::size_t i = 0; i < std::min(most, check.rows.size()); ++i) {
            const auto& row = check.rows[i];
            checks.push_back({check.zh, row.key, row.name, row.platform, shown(row.area_mu, "{:.2f}"),
                              shown(row.tax, "{:.2f}"), shown(row.output, "{:.2f}"), row.note});
        }
        if (check.rows.size() > most) checks.push_back({"…", "其余见 cross_checks.csv", "", "", "", "", "", ""});
    }
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
    if (const auto gone = rows_where(idle, [&](Row row) { return idle.text("change", row) == "cleared"; });
        !gone.empty())
        write_list_sheet(book, idle_sheet(results, idle, gone, "本期销号", title_of(results, "本期销号清单"),
                                          "上期在疑似闲置清单、本期不再列入的地块。", headers));
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
    const auto sheets = [&](const table::Table& table, const std::string& name, const std::string& title_words,
                            const std::string& remark, bool total, bool district) {
        if (table.rows() == 0) return;
        for (const Part part : {Part::first, Part::details}) {
            const bool first = part == Part::first;
            ListSheet list = summary_sheet(results, table, part, first ? name : name + "-明细",
                                           first ? title_words : title_words + "(明细指标)", remark, headers);
            if (list.columns.size() < 2) continue;
            list.total = total;
            if (!district) list.total_row = nullptr;
            write_list_sheet(book, list);
        }
    };
    sheets(results.platforms, "平台汇总", title,
           "按归口平台,每宗只计一次,合计即全区;企业数按平台去重,跨平台企业在各平台分别计数;亩均为合计之比,"
           "三种用地口径并列。",
           true, true);
    sheets(results.platforms_overlap, "涉及平台(不可相加)", title_of(results, "涉及平台汇总(按面积占比分摊)"),
           "各平台范围相互重叠,同一宗地在多个平台中按占比计入,各行不可相加。", false, false);
    sheets(results.streets, "街道汇总", title_of(results, "街道汇总"), "按所属街道。", true, true);
    sheets(results.industries, "行业汇总", title_of(results, "行业汇总"), "按企业的国民经济行业大类。", true, false);
    reconciliation_sheets(book, results);
    write_notes_sheet(book, "说明", "说明", notes_of(results));
    book.close();
    return describe_file(path);
}

}  // namespace mulens::write
