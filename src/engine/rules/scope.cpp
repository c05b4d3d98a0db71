#include "rules/scope.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <map>

namespace mulens::rules {
namespace {

const config::ScopeCode* match_one(const config::Scope& scope, const std::string& use) {
    // The code is what stands before a space or a bracket; M创 is a code although it is not ASCII.
    const std::string code = use.substr(0, use.find_first_of(" ("));
    for (const auto& entry : scope.codes) {
        if (entry.match == config::CodeMatch::exact ? code == entry.code : code.starts_with(entry.code)) return &entry;
        if (!entry.name.empty() && (use == entry.name || code == entry.name)) return &entry;
        if (!use.empty() && entry.name == use + "用地") return &entry;  // 工业, as survey files write it
    }
    return nullptr;
}

std::vector<std::string> uses_of(std::string_view land_use) {
    std::vector<std::string> out;
    constexpr std::string_view comma = "、";
    const std::string text = half_width(trimmed(land_use));
    std::string use;
    const auto flush = [&] {
        const auto part = trimmed(use);
        if (!part.empty()) out.emplace_back(part);
        use.clear();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool wide = std::string_view(text).substr(i).starts_with(comma);
        if (wide || std::string_view("/+;,").find(text[i]) != std::string_view::npos) {
            flush();
            if (wide) i += comma.size() - 1;
        } else {
            use.push_back(text[i]);
        }
    }
    flush();
    return out;
}

}  // namespace

ScopeVerdict judge_scope(const config::Scope& scope, std::string_view land_use, double industrial_share) {
    if (industrial_share > 0 && industrial_share < 1) {
        const bool in = industrial_share >= scope.mixed_use_share;
        return {in, fmt::format("混合用途,工业占比{}{}", number_text(industrial_share),
                                in ? "" : fmt::format(",低于{}", number_text(scope.mixed_use_share)))};
    }
    const auto uses = uses_of(land_use);
    if (uses.empty()) return {false, "土地用途为空"};
    std::string unknown;
    const config::ScopeCode* hit = nullptr;
    for (const auto& use : uses) {
        const auto* entry = match_one(scope, use);
        if (entry == nullptr)
            unknown = use;
        else if (hit == nullptr)
            hit = entry;
    }
    if (hit == nullptr) return {false, fmt::format("地类{}不属于评价范围", uses.front())};
    if (!unknown.empty() && industrial_share != 1) {
        return {false, fmt::format("混合用途(含{}),未给工业占比", unknown)};
    }
    return {true, fmt::format("{} ({})", hit->name.empty() ? hit->code : hit->name, hit->system)};
}

ScopeResult judge_scope(const config::Scope& scope, const table::Table& parcels) {
    ScopeResult out;
    const Row rows = parcels.rows();
    const table::Column* use = parcels.find("land_use");
    const table::Column* share = parcels.find("industrial_share");
    out.in.resize(rows);
    out.code.resize(rows);
    std::map<std::pair<std::string, double>, std::pair<bool, std::uint32_t>> known;
    std::map<std::string, std::uint32_t> text_codes;
    std::string last_use;
    double last_share = -2;
    std::pair<bool, std::uint32_t> last{};
    for (Row row = 0; row < rows; ++row) {
        const std::string_view text = use != nullptr && use->is_text() ? use->text(row) : std::string_view{};
        double industrial = share != nullptr && !share->is_text() ? share->number(row) : -1;
        if (!(industrial > 0)) industrial = -1;  // one key for "none": NaN has no order
        if (row == 0 || text != last_use || industrial != last_share) {
            last_use = text;
            last_share = industrial;
            const auto [it, added] = known.try_emplace({last_use, industrial});
            if (added) {
                const auto verdict = judge_scope(scope, text, industrial);
                const auto code = text_codes.try_emplace(verdict.reason, static_cast<std::uint32_t>(out.texts.size()));
                if (code.second) out.texts.push_back(verdict.reason);
                it->second = {verdict.in, code.first->second};
            }
            last = it->second;
        }
        out.in[row] = last.first ? 1 : 0;
        out.code[row] = last.second;
    }
    return out;
}

void add_scope_columns(const ScopeResult& result, table::Table& parcels) {
    std::vector<std::uint32_t> codes(result.in.begin(), result.in.end());
    parcels.set("scope", table::Column::texts(table::TextStore::coded({"out", "in"}, std::move(codes))));
    parcels.set("scope_reason", table::Column::texts(table::TextStore::coded(result.texts, result.code)));
}

}  // namespace mulens::rules
