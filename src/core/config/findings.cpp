#include "config/findings.hpp"

#include "base/error.hpp"
#include "config/resources.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <utility>

namespace mulens::config {
namespace {

Severity severity_of(const std::string& name, std::string_view code) {
    for (const Severity s : {Severity::note, Severity::warning, Severity::error})
        if (name == name_of(s)) return s;
    throw Error::make(ExitCode::usage, "data/findings.toml: {} has no severity note, warning or error", code);
}

std::vector<FindingInfo> load() {
    const auto text = resource("data/findings.toml");
    if (!text) throw Error(ExitCode::failed, "data/findings.toml is missing from the program's data");
    std::vector<std::pair<unsigned, FindingInfo>> found;
    try {
        const toml::table root = toml::parse(*text, std::string_view("data/findings.toml"));
        for (const auto& [key, node] : root) {
            const toml::table* entry = node.as_table();
            if (entry == nullptr) continue;
            const auto get = [&](const char* name) { return (*entry)[name].value_or(std::string()); };
            FindingInfo info{
                std::string(key.str()), severity_of(get("severity"), key.str()), get("zh"), get("en"), get("todo_zh"),
                get("todo_en")};
            found.emplace_back(entry->source().begin.line, std::move(info));
        }
    } catch (const toml::parse_error& e) {
        throw Error::make(ExitCode::usage, "data/findings.toml:{}: {}", e.source().begin.line, e.description());
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<FindingInfo> all;
    for (auto& [line, info] : found) all.push_back(std::move(info));
    return all;
}

}  // namespace

const std::vector<FindingInfo>& finding_catalogue() {
    static const std::vector<FindingInfo> all = load();
    return all;
}

const FindingInfo& finding_info(std::string_view code) {
    for (const FindingInfo& info : finding_catalogue())
        if (info.code == code) return info;
    throw Error::make(ExitCode::failed, "data/findings.toml has no finding {}", code);
}

Finding make_finding(std::string_view code, std::string layer, std::string file, Row row, std::string subject,
                     std::string_view detail) {
    const FindingInfo& info = finding_info(code);
    Finding finding;
    finding.code = info.code;
    finding.severity = info.severity;
    finding.layer = std::move(layer);
    finding.file = std::move(file);
    finding.row = row;
    finding.subject = std::move(subject);
    finding.message = info.en;
    if (!detail.empty()) finding.message.append(": ").append(detail);
    return finding;
}

}  // namespace mulens::config
