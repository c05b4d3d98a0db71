#include "site/entry.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "config/catalogue.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

namespace mulens::site {
namespace {

struct Ratio {
    const char* indicator;
    const char* above;
    const char* below;
    double factor;
};
constexpr double m2_per_mu = 10000.0 / 15.0;
constexpr Ratio ratios[] = {{"investment_per_mu", "invest", "mu", 1},
                            {"tax_per_mu", "tax", "mu", 1},
                            {"output_per_mu", "output", "mu", 1},
                            {"revenue_per_mu", "revenue", "mu", 1},
                            {"far", "floor_m2", "mu", 1 / m2_per_mu},
                            {"rd_share", "rd", "revenue", 1},
                            {"value_added_per_energy", "value_added", "energy_tce", 1},
                            {"value_added_per_emission", "value_added", "emissions_t", 1}};

void take(Entry& entry, std::string_view part) {
    part = trimmed(part.substr(0, part.find('#')));
    if (part.empty()) return;
    const std::size_t equals = part.find('=');
    const std::string name(trimmed(part.substr(0, equals)));
    const auto& known = entry_names();
    if (name.empty()) throw Error::make(ExitCode::usage, "--entry {}: write NAME=NUMBER", part);
    if (std::find(known.begin(), known.end(), name) == known.end())
        throw Error::make(ExitCode::usage, "--entry: there is no {}; known: {}", name, fmt::join(known, ", "));
    const auto value = equals == std::string_view::npos ? std::nullopt : parse_number(part.substr(equals + 1));
    if (!value) throw Error::make(ExitCode::usage, "--entry {}: write {}=NUMBER", part, name);
    if (*value < 0) throw Error::make(ExitCode::usage, "--entry {}: must be 0 or more", part);
    if (name == "far" && *value > config::most_ratio)
        throw Error::make(ExitCode::usage, "--entry {}: no floor area ratio; write it as 1.5 or 150%", part);
    entry.given[name] = *value;
}

}  // namespace

const std::vector<std::string>& entry_names() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> out{"mu",          "invest", "tax",        "output",      "revenue",
                                     "value_added", "rd",     "energy_tce", "emissions_t", "floor_m2"};
        const auto& indicators = config::entry_indicators();
        out.insert(out.end(), indicators.begin(), indicators.end());
        return out;
    }();
    return names;
}

Entry parse_entry(const std::string& text_or_file) {
    Entry entry;
    if (text_or_file.find('=') == std::string::npos || std::filesystem::exists(text_or_file)) {
        std::ifstream in(text_or_file);
        if (!in)
            throw Error::make(ExitCode::unreadable, "--entry {}: no such file, and no NAME=NUMBER either",
                              text_or_file);
        for (std::string line; std::getline(in, line);) take(entry, line);
    } else {
        for (const auto& part : split(text_or_file, ',')) take(entry, part);
    }
    if (entry.given.empty()) throw Error(ExitCode::usage, "--entry: the project gives no figure");
    return entry;
}

std::optional<double> Entry::indicator(const std::string& name) const {
    if (const auto it = given.find(name); it != given.end()) return it->second;
    for (const Ratio& ratio : ratios) {
        if (name != ratio.indicator) continue;
        const auto above = given.find(ratio.above);
        const auto below = given.find(ratio.below);
        if (above == given.end() || below == given.end() || !(below->second > 0)) return {};
        return above->second / below->second * ratio.factor;
    }
    return {};
}

const char* name_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::reached:
            return "reached";
        case Verdict::missed:
            return "missed";
        case Verdict::not_given:
            break;
    }
    return "not_given";
}

std::vector<EntryLine> check_entry(const Entry& entry, const std::vector<config::EntryStandard>& standards) {
    std::vector<EntryLine> out;
    for (const auto& standard : standards)
        for (const auto& limit : standard.limits) {
            EntryLine line{standard.id, standard.zh, limit, std::nan(""), Verdict::not_given};
            if (const auto value = entry.indicator(limit.indicator)) {
                line.value = *value;
                const bool ok = *value >= limit.at_least - 1e-9 && *value <= limit.at_most + 1e-9;
                line.verdict = ok ? Verdict::reached : Verdict::missed;
            }
            out.push_back(std::move(line));
        }
    return out;
}

}  // namespace mulens::site
