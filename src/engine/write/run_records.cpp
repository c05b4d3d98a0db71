#include "write/run_records.hpp"

#include "write/csv.hpp"
#include "write/output_columns.hpp"
#include "write/output_folder.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <map>

namespace mulens::write {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) { return std::isfinite(value) ? Json(value == 0 ? 0.0 : value) : Json(); }
Json text(const std::string& value) { return value.empty() ? Json() : Json(whole_utf8(value)); }

Json texts(const std::vector<std::string>& values) {
    Json out = Json::array();
    for (const auto& value : values) out.push_back(whole_utf8(value));
    return out;
}

Json pairs(const std::vector<std::pair<std::string, std::string>>& values) {
    Json out = Json::object();
    for (const auto& [key, value] : values) out[whole_utf8(key)] = whole_utf8(value);
    return out;
}

Json balances(const ResultSet& results) {
    Json out = Json::array();
    for (const auto& balance : results.balances) {
        Json entries = Json::object();
        for (const auto& [name, value] : balance.entries) entries[name] = number(value);
        out.push_back({{"name", balance.name},
                       {"zh", balance.zh},
                       {"unit", balance.unit},
                       {"closes", balance.closes},
                       {"entries", entries}});
    }
    return out;
}

Json gates(const ResultSet& results) {
    Json out = Json::array();
    for (const auto& gate : results.gates)
        out.push_back({{"name", gate.name},
                       {"value", number(gate.value)},
                       {"limit", number(gate.limit)},
                       {"passed", gate.passed}});
    return out;
}

Json reconciliation(const ResultSet& results) {
    Json out = Json::array();
    for (const auto& line : results.reconciliation)
        out.push_back({{"subject", line.subject},
                       {"state", line.state},
                       {"zh", line.zh},
                       {"count", line.count},
                       {"area_mu", number(line.area_mu)},
                       {"tax", number(line.tax)}});
    return out;
}

Json cross_checks(const ResultSet& results) {
    Json out = Json::array();
    for (const auto& check : results.cross_checks)
        out.push_back({{"code", check.code}, {"zh", check.zh}, {"count", check.count()}});
    return out;
}

Json inputs(const ResultSet& results) {
    Json out = Json::array();
    for (const auto& source : results.sources)
        out.push_back({{"role", source.role},
                       {"path", whole_utf8(source.path)},
                       {"layer", text(source.layer_name)},
                       {"driver", source.driver},
                       {"encoding", text(source.encoding)},
                       {"encoding_reason", text(source.encoding_reason)},
                       {"crs", text(source.crs)},
                       {"crs_reason", text(source.crs_reason)},
                       {"rows", source.rows},
                       {"bytes", source.bytes},
                       {"sha256", text(source.sha256)},
                       {"fields", texts(source.fields)},
                       {"assumptions", texts(source.assumptions)}});
    return out;
}

Json rows_of(const table::Table& table) {
    Json out = Json::array();
    for (Row row = 0; row < table.rows(); ++row) {
        Json cells = Json::object();
        for (const auto& name : table.names()) {
            std::string cell;
            append_plain(cell, table.at(name), row);
            if (!cell.empty()) cells[name] = whole_utf8(cell);
        }
        out.push_back(std::move(cells));
    }
    return out;
}

Json finding_counts(const ResultSet& results) {
    Json by_severity = {{"error", 0}, {"warning", 0}, {"note", 0}};
    std::map<std::string, std::uint64_t> by_code;
    for (const auto& finding : results.findings) {
        by_severity[name_of(finding.severity)] = by_severity[name_of(finding.severity)].get<std::uint64_t>() + 1;
        ++by_code[finding.code];
    }
    Json codes = Json::object();
    for (const auto& [code, count] : by_code) codes[code] = count;
    by_severity["by_code"] = std::move(codes);
    return by_severity;
}

Json scheme(const SchemeInfo& info) {
    if (info.name.empty()) return {};
    return {{"name", info.name},
            {"title", info.title},
            {"file", info.file},
            {"sha256", text(info.sha256)},
            {"status", info.status},
            {"citation", info.citation},
            {"document", text(info.document)},
            {"caution", text(info.caution)},
            {"notice", text(info.notice)},
            {"year", info.year},
            {"cut_from", text(info.cut_from)}};
}

std::string area_basis_meaning(const std::string& basis) {
    if (basis == "deed") return "deed area; rows without a deed have none";
    if (basis == "plane") return "plane area in the working CRS";
    if (basis == "ellipsoid") return "area on the ellipsoid of CGCS2000";
    return "deed area where it is given, else plane area in the working CRS; the row's own stands in area_basis";
}

Json cut_scores(const ResultSet& results) {
    Json out = Json::array();
    for (const auto& cut : results.cut_scores)
        out.push_back(
            {{"scale_class", cut.scale_class}, {"grade", cut.grade}, {"score", number(cut.score)}, {"rule", cut.rule}});
    return out;
}

Json file_list(const std::vector<WrittenFile>& files) {
    Json out = Json::array();
    for (const auto& file : files) out.push_back({{"name", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}});
    return out;
}

}  // namespace

std::string balance_json(const ResultSet& results) {
    Json out;
    out["as_of"] = results.as_of ? Json(to_iso(*results.as_of)) : Json();
    out["balances"] = balances(results);
    out["gates"] = gates(results);
    out["reconciliation"] = reconciliation(results);
    out["cross_checks"] = cross_checks(results);
    return out.dump(2) + "\n";
}

std::string diagnostics_csv(const std::vector<Finding>& findings, bool bom) {
    std::string out = bom ? "\xEF\xBB\xBF" : "";
    out += csv_line({"severity", "code", "layer", "file", "row", "subject", "field", "value", "message"});
    for (const auto& f : findings) {
        std::string value;
        append_number(value, f.value);
        out += csv_line({name_of(f.severity), f.code, f.layer, f.file,
                         f.row == no_row ? "" : std::to_string(std::uint64_t{f.row} + 1), f.subject, f.field, value,
                         f.message});
    }
    return out;
}

std::string cross_checks_csv(const ResultSet& results, bool bom) {
    std::string out = bom ? "\xEF\xBB\xBF" : "";
    out += csv_line({"code", "zh", "key", "name", "platform", "area_mu", "tax", "output", "note"});
    const auto shown = [](double value) {
        std::string text;
        append_number(text, value);
        return text;
    };
    for (const auto& check : results.cross_checks)
        for (const auto& row : check.rows)
            out += csv_line({check.code, check.zh, row.key, row.name, row.platform, shown(row.area_mu), shown(row.tax),
                             shown(row.output), row.note});
    return out;
}

std::string members_csv(const ResultSet& results, bool bom) {
    std::string out = bom ? "\xEF\xBB\xBF" : "";
    out += csv_line({"subject", "state", "zh", "key"});
    for (const auto& line : results.reconciliation)
        for (const auto& member : line.members) out += csv_line({line.subject, line.state, line.zh, member});
    return out;
}

std::string manifest_json(const ResultSet& results, const WriteOptions& options, const std::vector<WrittenFile>& files,
                          const std::vector<std::string>& warnings) {
    Json out;
    out["program"] = manifest_program;
    out["version"] = options.program_version;
    out["schema_version"] = 1;
    out["written_at"] = text(options.written_at);
    out["made_up"] = results.made_up;
    out["edition"] = options.edition == Edition::public_ ? "public" : "full";
    out["project"] = {{"name", whole_utf8(results.project)},
                      {"file", text(results.project_file)},
                      {"sha256", text(results.project_sha256)}};
    out["year"] = results.year ? Json(*results.year) : Json();
    out["as_of"] = results.as_of ? Json(to_iso(*results.as_of)) : Json();
    out["crs"] = text(results.crs);
    out["crs_reason"] = text(results.crs_reason);
    out["crs_identity"] =
        "CGCS2000 and WGS 84 coordinates are taken as the same, by decision (they differ by centimetres); any other "
        "operation that PROJ calls ballpark is refused";
    out["area_basis"] = text(results.area_basis);
    out["area_basis_meaning"] = area_basis_meaning(results.area_basis);
    out["mu_m2"] = "10000/15";
    out["scheme"] = scheme(results.scheme);
    out["cut_scores"] = cut_scores(results);
    out["options"] = pairs(results.options);
    out["libraries"] = pairs(results.versions);
    out["previous"] = text(results.previous);
    out["inputs"] = inputs(results);
    out["assumptions"] = texts(results.assumptions);
    out["decisions"] = rows_of(results.decisions);
    out["reconciliation"] = reconciliation(results);
    out["cross_checks"] = cross_checks(results);
    out["gates"] = gates(results);
    out["findings"] = finding_counts(results);
    out["warnings"] = texts(warnings);
    out["files"] = file_list(files);
    return out.dump(2) + "\n";
}

}  // namespace mulens::write
