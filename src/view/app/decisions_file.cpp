#include "app/decisions_file.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "config/catalogue.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>

namespace mulens::app {
namespace {

constexpr std::string_view mark = "\xEF\xBB\xBF";
constexpr const char* headers = "宗地代码或信用代码,类型,字段,原值,新值,理由,佐证材料,经办人,日期,有效年度\n";

std::string cell(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

/// Cells of a line, quotes taken off; lines within quotes are not looked for: keys and kinds have none.
std::vector<std::string> cells(std::string_view line) {
    std::vector<std::string> out(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"')
            out.back() += line[i++];
        else if (line[i] == '"')
            quoted = !quoted;
        else if (line[i] == ',' && !quoted)
            out.emplace_back();
        else
            out.back() += line[i];
    }
    return out;
}

std::vector<std::string_view> lines(std::string_view text) {
    std::vector<std::string_view> out;
    while (!text.empty()) {
        const auto end = text.find('\n');
        auto line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        out.push_back(line);
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return out;
}

/// Per column of the file its canonical field, "" = none of ours.
std::vector<std::string> fields_of(std::string_view header) {
    const auto& known = config::catalogue("decisions");
    std::vector<std::string> out;
    for (const auto& name : cells(header)) {
        const std::string word(trimmed(name));
        std::string field;
        for (const auto& spec : known.fields)
            if (spec.name == word || std::find(spec.aliases.begin(), spec.aliases.end(), word) != spec.aliases.end())
                field = spec.name;
        out.push_back(field);
    }
    return out;
}

std::string value_of(const EditedDecision& d, const std::string& field, std::optional<int> year, Date date) {
    if (field == "key") return d.key;
    if (field == "decision_kind") return d.kind;
    if (field == "field") return d.field;
    if (field == "new_value") return d.value;
    if (field == "reason") return d.reason;
    if (field == "person") return d.person;
    if (field == "date") return d.date.empty() ? to_iso(date) : d.date;
    if (field == "valid_year") return year ? std::to_string(*year) : std::string();
    return {};
}

}  // namespace

AddedDecisions with_decisions(const std::string& given, const std::string& file,
                              const std::vector<EditedDecision>& decisions, std::optional<int> year, Date date) {
    AddedDecisions out;
    out.text = given.empty() ? std::string(mark) + headers : given;
    if (!valid_utf8(out.text))
        throw Error::make(ExitCode::usage, "{}: is not UTF-8; save the decisions to a new FILE.csv", file);
    std::string_view body = out.text;
    if (body.starts_with(mark)) body.remove_prefix(mark.size());
    const auto there = lines(body);
    const auto fields = fields_of(there.empty() ? std::string_view() : there.front());
    for (const char* needed : {"key", "decision_kind"})
        if (std::find(fields.begin(), fields.end(), needed) == fields.end())
            throw Error::make(ExitCode::usage, "{}: has no column for the {} of a decision", file, needed);
    const std::string end = out.text.find("\r\n") == std::string::npos ? "\n" : "\r\n";
    // The same decision in the same words stands once, whenever it was written.
    const auto same = [&](const EditedDecision& d, const std::vector<std::string>& row) {
        for (std::size_t c = 0; c < fields.size(); ++c) {
            const auto& f = fields[c];
            if (f != "key" && f != "decision_kind" && f != "field" && f != "new_value" && f != "reason") continue;
            if (trimmed(c < row.size() ? row[c] : std::string()) != trimmed(value_of(d, f, year, date))) return false;
        }
        return true;
    };
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 1; i < there.size(); ++i) rows.push_back(cells(there[i]));
    std::string more;
    for (const auto& d : decisions) {
        if (std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return same(d, row); })) continue;
        std::string line;
        std::vector<std::string> row;
        for (const auto& field : fields) {
            row.push_back(value_of(d, field, year, date));
            line += (row.size() == 1 ? "" : ",") + cell(row.back());
        }
        rows.push_back(std::move(row));
        more += line + end;
        ++out.rows;
    }
    if (out.rows > 0 && !out.text.ends_with('\n')) out.text += end;
    out.text += more;
    return out;
}

std::string text_of_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw Error::make(ExitCode::unreadable, "{}: cannot be read", path);
    return {std::istreambuf_iterator<char>(in), {}};
}

Date today() { return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()); }

}  // namespace mulens::app
