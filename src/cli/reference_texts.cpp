#include "cli/commands.hpp"
#include "config/catalogue.hpp"
#include "config/columns.hpp"
#include "config/findings.hpp"
#include "config/project.hpp"
#include "metrics/registry.hpp"

#include <fmt/format.h>

namespace mulens::cli {
namespace {

std::string cell(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '|') out += '\\';
        out += c;
    }
    return out;
}

const char* word_of(config::ColumnKind kind) {
    switch (kind) {
        case config::ColumnKind::key:
            return "key";
        case config::ColumnKind::text:
            return "text";
        case config::ColumnKind::integer:
            return "integer";
        case config::ColumnKind::number:
            return "number";
        case config::ColumnKind::money:
            return "money";
        case config::ColumnKind::share:
            return "share";
        case config::ColumnKind::date:
            return "date";
        case config::ColumnKind::boolean:
            return "boolean";
    }
    return "?";
}

}  // namespace

std::string columns_text() {
    std::string out =
        "# Output columns\n\n"
        "Unit is that of screens and spreadsheets; files hold shares (kind share) as 0…1. Blank means no figure, never "
        "zero.\n"
        "Level 内部: the public edition drops or bands the column. A table in brackets: what the name means there.\n\n"
        "| column | 中文名 | unit | kind | level | what it is |\n|---|---|---|---|---|---|\n";
    for (const auto& column : config::column_catalogue().all())
        out += fmt::format("| {}{} | {} | {} | {} | {} | {} |\n", column.name,
                           column.table.empty() ? "" : " (" + column.table + ")", cell(column.zh),
                           cell(config::shown_unit(column)), word_of(column.kind), column.internal ? "内部" : "可公开",
                           cell(column.note));
    return out;
}

std::string metrics_text() { return "# Metrics\n\n" + metrics::list_metrics(metrics::ListFormat::markdown); }

std::string findings_text() {
    std::string out =
        "# Findings\n\ndiagnostics.csv and `mulens check` name the file and the row: records of the file counted from "
        "1, so a "
        "spreadsheet with one header line shows record 1 in its line 2.\n\n| code | severity | what is wrong | 中文 | "
        "what to do |\n|---|---|---|---|---|\n";
    for (const auto& finding : config::finding_catalogue())
        out += fmt::format("| {} | {} | {} | {} | {} |\n", finding.code, name_of(finding.severity), cell(finding.en),
                           cell(finding.zh), cell(finding.todo_en));
    return out;
}

std::string fields_text() {
    std::string out =
        "# Input fields\n\nColumn names are compared after folding case, width and spaces; a unit in brackets is "
        "read.\n";
    for (const auto& role : config::layer_roles()) {
        const auto& layer = config::catalogue(role);
        out += fmt::format("\n## {} {}\n\n| field | kind | known as |\n|---|---|---|\n", role, layer.zh);
        for (const auto& field : layer.fields)
            out += fmt::format("| {} | {} | {} |\n", field.name, config::name_of(field.kind),
                               fmt::join(field.aliases, ", "));
    }
    return out;
}

}  // namespace mulens::cli
