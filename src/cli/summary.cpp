#include "cli/summary.hpp"

#include "config/columns.hpp"
#include "crs/identify.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace mulens::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_platforms = 20;  // a district has nine; zoning districts of a city may be hundreds

std::string figure(double value, int decimals = 2) {
    if (std::isnan(value)) return "–";
    std::string text = fmt::format("{:.{}f}", value, decimals);
    const std::size_t point = text.find('.');
    const std::size_t first = text[0] == '-' ? 1 : 0;
    for (std::size_t i = point == std::string::npos ? text.size() : point; i > first + 3;) text.insert(i -= 3, ",");
    return text;
}

std::string count(std::uint64_t value) { return figure(static_cast<double>(value), 0); }

/// Columns a text takes on a terminal: two for each Chinese character.
std::size_t width(std::string_view text) {
    std::size_t w = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0) == 0x80) continue;
        w += byte >= 0xE3 ? 2 : 1;
    }
    return w;
}

std::string padded(const std::string& text, std::size_t columns) {
    return text + std::string(columns > width(text) ? columns - width(text) : 1, ' ');
}

const char* zh_of_step(const std::string& step) {
    if (step == "rows_in") return "宗地总数";
    if (step == "out_of_scope") return "不纳入评价";
    if (step == "in_scope") return "纳入评价";
    if (step == "assessed") return "  已评价";
    if (step == "ungraded") return "  参与评价不定等级";
    if (step == "not_evaluated") return "  未评价";
    if (step == "excluded_by_decision") return "  认定排除";
    return step.c_str();
}

Json number(double value) { return std::isnan(value) ? Json(nullptr) : Json(value); }

Json per_mu(const pipeline::Summaries::PerMu& p) {
    return {{"large_assessed", number(p.large)}, {"assessed", number(p.assessed)}, {"in_scope", number(p.scope)}};
}

/// Steps with their sums, and below each step that needs it one line a reason.
void add_reconciliation(Summary& s, const rules::Reconciliation& rows) {
    const auto& lines = rows.lines;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string& step = lines[i].step;
        if (i > 0 && lines[i - 1].step == step) continue;
        SummaryLine total{step};
        std::uint64_t taxed = 0;  // none: the money is blank, not 0
        std::size_t end = i;
        for (; end < lines.size() && lines[end].step == step; ++end) {
            total.count += lines[end].count;
            total.mu += lines[end].area_mu;
            total.tax += lines[end].tax;
            taxed += lines[end].count - lines[end].tax_missing;
        }
        if (taxed == 0) total.tax = table::none;
        s.reconciliation.push_back(total);
        if (step != "ungraded" && step != "not_evaluated") continue;
        for (; i < end; ++i)
            s.reconciliation.push_back({step, lines[i].reason, lines[i].count, lines[i].area_mu,
                                        lines[i].tax_missing == lines[i].count ? table::none : lines[i].tax});
        --i;
    }
}

std::string zh_of(const SummaryLine& line) {
    if (line.reason.empty()) return zh_of_step(line.name);
    return "    " + std::string(config::column_catalogue().value_zh("grade_reason", line.reason));
}

}  // namespace

Summary summarise(const pipeline::Run& run, const Diagnostics& diagnostics) {
    Summary s;
    const auto& settings = run.settings;
    s.project = settings.project.name;
    s.title = settings.scheme ? fmt::format("{} ({})", settings.scheme->zh, settings.scheme->id)
                              : std::string("未指定评价办法");
    if (settings.year) s.title += fmt::format(" · {} 年", *settings.year);
    if (settings.as_of) s.title += fmt::format(" · 数据截止 {}", to_iso(*settings.as_of));
    s.title += " · " + crs::describe(settings.working_crs);
    s.judged = settings.scheme.has_value();
    add_reconciliation(s, run.rules.parcel_rows);
    const auto& platforms = run.summaries.platforms;
    for (Row row = 0; row < platforms.rows(); ++row) {
        const auto low = platforms.number("low_efficiency_parcels", row);
        const std::string name(platforms.text("platform", row));
        if (s.judged)
            s.platforms.push_back({name, "", static_cast<std::uint64_t>(low),
                                   platforms.number("low_efficiency_mu", row),
                                   platforms.number("tax_per_mu_large", row)});
        else
            s.platforms.push_back({name, "", static_cast<std::uint64_t>(platforms.number("scope_parcels", row)),
                                   platforms.number("scope_mu", row), platforms.number("tax_per_mu_scope", row)});
        s.low += static_cast<std::uint64_t>(low);
        s.low_mu += platforms.number("low_efficiency_mu", row);
        s.idle += static_cast<std::uint64_t>(platforms.number("idle_parcels", row));
        s.idle_mu += platforms.number("idle_mu", row);
    }
    for (const char grade : {'a', 'b', 'c', 'd'}) {
        std::uint64_t n = 0;
        for (Row row = 0; row < platforms.rows(); ++row)
            n += static_cast<std::uint64_t>(platforms.number(std::string("grade_") + grade, row));
        s.grades.emplace_back(std::string(1, static_cast<char>(grade - 'a' + 'A')), n);
    }
    s.tax_per_mu = run.summaries.tax_per_mu;
    s.output_per_mu = run.summaries.output_per_mu;
    s.output = metrics::sum_of("output", run.summaries.columns, run.summaries.district.in_scope);
    s.errors = diagnostics.count(Severity::error);
    s.warnings = diagnostics.count(Severity::warning);
    s.notes = diagnostics.count(Severity::note);
    s.assumptions = run.assumptions;
    s.gates = run.gates;
    return s;
}

std::string screen_text(const Summary& s, const write::WriteReport& report) {
    std::string out = fmt::format("\n{}\n{}\n\n", s.project, s.title);
    for (const auto& line : s.reconciliation) {
        const bool judging = line.name != "rows_in" && line.name != "out_of_scope" && line.name != "in_scope";
        if (judging && (!s.judged || (line.count == 0 && line.name != "assessed"))) continue;
        out += fmt::format("  {} {:>9} 宗 {:>13} 亩 {:>14} 万元\n", padded(zh_of(line), 24), count(line.count),
                           figure(line.mu), figure(line.tax));
    }
    std::string grades;
    for (const auto& [grade, n] : s.grades) grades += fmt::format("{} {}   ", grade, count(n));
    if (!s.judged) out += '\n';
    if (s.judged) {
        out += fmt::format("\n  地块效益等级  {}\n", grades);
        out += fmt::format("  疑似低效  {} 宗 {} 亩    疑似闲置  {} 宗 {} 亩\n", count(s.low), figure(s.low_mu),
                           count(s.idle), figure(s.idle_mu));
    }
    out +=
        fmt::format("  亩均税收  规上 {} · 已评价 {} · {} {} 万元/亩\n", figure(s.tax_per_mu.large),
                    figure(s.tax_per_mu.assessed), s.judged ? "全部工业用地" : "纳入评价", figure(s.tax_per_mu.scope));
    out += fmt::format("  工业总产值 {} 亿元 · 亩均产值(规上) {} 万元/亩\n\n", figure(s.output / 1e4),
                       figure(s.output_per_mu.large));
    if (s.platforms.size() > 1) {
        out += fmt::format("  {} {:>18} {:>14} {:>14}\n", padded("归口平台", 24),
                           s.judged ? "规上亩均税收" : "亩均税收", s.judged ? "疑似低效(宗)" : "宗数", "(亩)");
        std::size_t shown = 0;
        for (const auto& line : s.platforms) {
            if (line.count == 0 && std::isnan(line.tax) && (line.name.empty() || s.platforms.size() > most_platforms))
                continue;
            if (++shown > most_platforms) continue;
            out += fmt::format("  {} {:>12} {:>14} {:>14}\n", padded(line.name.empty() ? "未归口" : line.name, 24),
                               figure(line.tax), count(line.count), figure(line.mu));
        }
        if (shown > most_platforms) out += fmt::format("  … {} more in platforms.csv\n", shown - most_platforms);
        out += '\n';
    }
    out += fmt::format("  数据质检  {} 错误 · {} 警告 · {} 提示 (diagnostics.csv)\n", count(s.errors),
                       count(s.warnings), count(s.notes));
    for (const auto& gate : s.gates)
        if (!gate.passed())
            out += fmt::format("  质量门限未通过  {} = {:.6g} > {:.6g}\n", gate.name, gate.value, gate.limit);
    if (!s.assumptions.empty()) {
        out += "\n  Assumed (all in manifest.json)\n";
        constexpr std::size_t shown = 8;
        for (std::size_t i = 0; i < std::min(shown, s.assumptions.size()); ++i) out += "  - " + s.assumptions[i] + "\n";
        if (s.assumptions.size() > shown) out += fmt::format("  - and {} more\n", s.assumptions.size() - shown);
    }
    for (const auto& warning : report.warnings) out += "  ! " + warning + "\n";
    out += fmt::format("\nResults in {}: {} files\n", report.folder, report.files.size() + 1);
    return out;
}

std::string json_text(const Summary& s, const write::WriteReport& report) {
    Json j;
    j["project"] = s.project;
    for (const auto& line : s.reconciliation)
        if (line.reason.empty())
            j["reconciliation"][line.name] = {
                {"parcels", line.count}, {"mu", number(line.mu)}, {"tax_wan", number(line.tax)}};
    for (const auto& [grade, n] : s.grades) j["grades"][grade] = n;
    j["low_efficiency"] = {{"parcels", s.low}, {"mu", s.low_mu}};
    j["idle"] = {{"parcels", s.idle}, {"mu", s.idle_mu}};
    j["tax_per_mu"] = per_mu(s.tax_per_mu);
    j["output_per_mu"] = per_mu(s.output_per_mu);
    j["output_wan"] = number(s.output);
    j["findings"] = {{"error", s.errors}, {"warning", s.warnings}, {"note", s.notes}};
    j["assumptions"] = s.assumptions;
    for (const auto& gate : s.gates)
        j["gates"].push_back(
            {{"name", gate.name}, {"value", gate.value}, {"limit", gate.limit}, {"passed", gate.passed()}});
    j["warnings"] = report.warnings;
    j["folder"] = report.folder;
    for (const auto& file : report.files) j["files"].push_back(file.name);
    return j.dump(2);
}

}  // namespace mulens::cli
